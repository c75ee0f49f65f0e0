import { useTranslation } from 'react-i18next'
import { bytes, duration } from '../ui/format.ts'
import { LanguageChip } from '../ui/LanguageChip.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import css from './PackageDrawer.module.css'
import { type PackageChanges, useChanges } from './packages.api.ts'

const kinds = ['added', 'replaced', 'removed', 'moved'] as const

/** What became different since the package that the place had before, and what it costs to fetch. */
export function Changes({ id }: { id: string }) {
  const { t } = useTranslation('packages')
  const query = useChanges(id)
  return (
    <section className={css.section} aria-label={t('changes.title')}>
      <h3>{t('changes.title')}</h3>
      <Loaded query={query}>{(changes) => <Sentences changes={changes} />}</Loaded>
    </section>
  )
}

function Sentences({ changes: { from, delta } }: { changes: PackageChanges }) {
  const { t } = useTranslation('packages')
  if (!from || !delta) return <p className="sec">{t('changes.first')}</p>
  const same = kinds.every((kind) => delta[kind].length === 0)
  return (
    <>
      <p className="sec">
        {same
          ? t('changes.none', { number: from.sequence })
          : t('changes.fetch', {
              number: from.sequence,
              light: bytes(delta.lightBytes),
              usb: bytes(delta.usbBytes),
            })}
      </p>
      {kinds.map(
        (kind) =>
          delta[kind].length > 0 && (
            <div key={kind}>
              <b>{t(`changes.${kind}`, { count: delta[kind].length })}</b>
              <ul className={css.plain}>
                {delta[kind].map((sound) => (
                  <li key={`${sound.part} ${sound.title} ${sound.language}`}>
                    {sound.title} <LanguageChip language={sound.language} />{' '}
                    <span className="num sec">{duration(sound.durationMs)}</span>
                  </li>
                ))}
              </ul>
            </div>
          ),
      )}
    </>
  )
}
