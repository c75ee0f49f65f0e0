import { LanguagePatch } from '../../ui/LanguagePatch.tsx'
import { Card, Muted, Says } from '../shell/Card.tsx'
import { itemsOf, languagesOf } from '../stop/evening.ts'
import { languageName } from '../stop/language-name.ts'
import { t } from '../words.ts'
import { size } from '../written.ts'
import { BeginButton } from './BeginButton.tsx'
import { Coming } from './Coming.tsx'
import { soundsOf } from './kept-package.ts'
import css from './PackageCard.module.css'
import type { Playable, Shelf } from './use-shelf.ts'
import { Validity } from './Validity.tsx'

/** One playlist for one place: what lies here, what is on its way, and the one button that matters. */
export function PackageCard({ shelf, today }: { shelf: Shelf; today: string }) {
  const { current, previous, withdrawn } = shelf
  return (
    <Card title={shelf.title} edge>
      <Muted>{shelf.place}</Muted>
      <Validity validTo={shelf.validTo} today={today} />
      {current && (
        <div className="wrap">
          {languagesOf(itemsOf(current.manifest)).map((language) => (
            <span className={css.language} key={language}>
              <LanguagePatch language={language} /> {languageName(language)}
            </span>
          ))}
        </div>
      )}
      {current?.manifest.demo && <Says tone="warn">{t('packages.demo')}</Says>}
      {current && withdrawn === null && <Whole of={current} />}
      {withdrawn !== null && <Says tone="stop">{t('packages.withdrawn', { reason: withdrawn })}</Says>}
      {shelf.refused && (
        <Says tone="stop">
          {t('packages.refused')} {t(`why.${shelf.refused}`)}
        </Says>
      )}
      {shelf.coming && !shelf.refused && <Coming coming={shelf.coming} />}
      {current && withdrawn === null && <BeginButton playable={current} />}
      {previous && current && (
        <details className={css.older}>
          <summary>{t('packages.older', { number: previous.manifest.publication.number })}</summary>
          <BeginButton playable={previous} older />
        </details>
      )}
    </Card>
  )
}

function Whole({ of: { manifest, soundBytes, damaged } }: { of: Playable }) {
  const { number } = manifest.publication
  if (damaged > 0) return <Says tone="stop">{t('packages.damaged', { number, count: damaged })}</Says>
  const files = soundsOf(manifest).length
  return (
    <Says tone="ok">
      {t('packages.whole', { number, files })} · <span className="num">{size(soundBytes)}</span>
    </Says>
  )
}
