import { useTranslation } from 'react-i18next'
import { duration } from '../ui/format.ts'
import { Icon } from '../ui/icons.tsx'
import { languageName } from '../ui/LanguageChip.tsx'
import { LanguagePatch } from '../ui/LanguagePatch.tsx'
import css from './Hearing.module.css'
import type { Cell, Filled } from './playlists.api.ts'

export function AnyCell({ cell }: { cell: Cell | Filled }) {
  return 'picks' in cell ? <FilledCell filled={cell} /> : <WorkCell cell={cell} />
}

/** What a rule gives one place. */
function FilledCell({ filled }: { filled: Filled }) {
  const { t } = useTranslation('playlists')
  const { picks, filledMs, broken } = filled
  if (picks.length === 0)
    return (
      <span className={css.cell} data-kind="missing">
        <Icon name="warn" size={14} />
        {t('rule.nothingShort')}
      </span>
    )
  return (
    <span className={css.filled} title={picks.map(({ title }) => title).join('\n')}>
      {t('rule.picked', { count: picks.length })}
      <small className="num">{duration(filledMs)}</small>
      {broken.length > 0 && (
        <small className={css.broken}>{t('rule.brokenCount', { count: broken.length })}</small>
      )}
      <span className="sr-only">: {picks.map(({ title }) => title).join(', ')}</span>
    </span>
  )
}

function WorkCell({ cell }: { cell: Cell }) {
  const { t } = useTranslation('playlists')
  const { first, second, along, viForNow } = cell
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
  const beside = along.map((choice) => languageName(choice.language)).join(', ')
  return (
    <>
      <span className={css.cell} data-kind={kind} title={explained}>
        <LanguagePatch language={first.language} />
        {languageName(first.language)}
        {second && <span className={css.second}>{t('twice.plus', { language: languageName('vi') })}</span>}
        {kind === 'later' && <sup className="num">{first.rank}</sup>}
        <span className="sr-only">, {explained}</span>
      </span>
      {along.length > 0 && (
        <small className={css.along} title={beside}>
          {t('along', { languages: beside })}
        </small>
      )}
    </>
  )
}
