import { useTranslation } from 'react-i18next'
import { duration } from '../ui/format.ts'
import { Icon } from '../ui/icons.tsx'
import { languageName } from '../ui/LanguageChip.tsx'
import { LanguagePatch } from '../ui/LanguagePatch.tsx'
import css from './Hearing.module.css'
import { ListenAs } from './ListenAs.tsx'
import type { Cell, Resolution } from './playlists.api.ts'

/** One list, every place's languages: rows are places, columns works, a cell says what is heard there. */
export function Hearing({ resolution }: { resolution: Resolution }) {
  const { t } = useTranslation('playlists')
  const { items, targets } = resolution
  const whole = targets.filter((target) => target.missing === 0).length
  return (
    <>
      <div className={css.head}>
        <h2>{t('hearing')}</h2>
        <p className="sec">
          {whole === targets.length
            ? t('allWhole', { count: targets.length })
            : t('someMissing', { whole, count: targets.length })}
        </p>
      </div>
      <p className={css.key} aria-hidden="true">
        {(['first', 'later', 'standIn', 'missing'] as const).map((kind) => (
          <span key={kind}>
            <i data-kind={kind} />
            {t(`key.${kind}`)}
          </span>
        ))}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys. */}
      <section className={css.scroll} tabIndex={0} aria-label={t('hearing')}>
        <table className={css.table}>
          <thead>
            <tr>
              <th scope="col">{t('placeAndOrder')}</th>
              {items.map((item, index) => (
                // The list has no ids of its own: a place in it is its number.
                // biome-ignore lint/suspicious/noArrayIndexKey: see above
                <th key={index} scope="col">
                  <b className="num">{index + 1}</b>
                  {item.shortName}
                </th>
              ))}
              <th scope="col">{t('oneEvening')}</th>
            </tr>
          </thead>
          <tbody>
            {targets.map((target) => (
              <tr key={`${target.kind} ${target.id}`}>
                <th scope="row">
                  <span className={css.place}>
                    {target.name}
                    <ListenAs target={target} items={items} />
                  </span>
                  <small>{target.languages.map(languageName).join(' › ')}</small>
                </th>
                {target.cells.map((cell, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: cells stand in the order of the works
                  <td key={index}>
                    <OneCell cell={cell} />
                  </td>
                ))}
                <td className={css.total}>
                  <b className="num">{duration(target.totalMs)}</b>
                  {target.missing > 0 && (
                    <small data-missing>{t('missingCount', { count: target.missing })}</small>
                  )}
                  {target.viForNow > 0 && <small>{t('standInCount', { count: target.viForNow })}</small>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  )
}

function OneCell({ cell }: { cell: Cell }) {
  const { t } = useTranslation('playlists')
  const { first, along, viForNow } = cell
  if (!first)
    return (
      <span className={css.cell} data-kind="missing">
        <Icon name="warn" size={14} />
        {t('missingHere')}
      </span>
    )
  if (first.language === null)
    return (
      <span className={css.wordless}>
        <span aria-hidden="true">•</span>
        <span className="sr-only">{languageName(null)}</span>
      </span>
    )
  const kind = viForNow ? 'standIn' : first.rank === 1 ? 'first' : 'later'
  const explained = viForNow ? t('key.standIn') : t('choice', { rank: first.rank })
  return (
    <>
      <span className={css.cell} data-kind={kind} title={explained}>
        <LanguagePatch language={first.language} />
        {languageName(first.language)}
        {kind === 'later' && <sup className="num">{first.rank}</sup>}
        <span className="sr-only">, {explained}</span>
      </span>
      {along.length > 0 && (
        <small className={css.along}>
          {t('along', { languages: along.map((choice) => languageName(choice.language)).join(', ') })}
        </small>
      )}
    </>
  )
}
