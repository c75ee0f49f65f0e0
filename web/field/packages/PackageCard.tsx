import { LanguagePatch } from '../../ui/LanguagePatch.tsx'
import { Big, Card, Muted, Says } from '../shell/Card.tsx'
import { itemsOf, languagesOf } from '../stop/evening.ts'
import { languageName } from '../stop/language-name.ts'
import { keep, kept } from '../store/kept.ts'
import { sync } from '../sync/sync.ts'
import { t } from '../words.ts'
import { day, daysUntil, lastDay, size } from '../written.ts'
import { BeginButton } from './BeginButton.tsx'
import { fetching } from './fetching.ts'
import { soundsOf } from './kept-package.ts'
import css from './PackageCard.module.css'
import type { Shelf } from './use-shelf.ts'

/** One playlist for one place: what lies here, what is on its way, and the one button that matters. */
export function PackageCard({ shelf, today }: { shelf: Shelf; today: string }) {
  const { current, previous, withdrawn } = shelf
  return (
    <Card title={shelf.title} edge>
      <Muted>
        {shelf.place} · {validity(shelf.validTo, today)}
      </Muted>
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
      {current && withdrawn === null && (
        <Says tone="ok">
          {t('packages.whole', {
            number: current.manifest.publication.number,
            files: soundsOf(current.manifest).length,
          })}
        </Says>
      )}
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

function validity(validTo: string, today: string): string {
  const left = today ? daysUntil(today, validTo) : 0
  if (left <= 0) return t('packages.ended', { day: day(lastDay(validTo)) })
  return t('packages.until', { day: day(lastDay(validTo)), count: left })
}

function Coming({ coming }: { coming: NonNullable<Shelf['coming']> }) {
  const now = fetching.use()
  const mine = now?.packageId === coming.id ? now : null
  const part = coming.totalBytes > 0 ? coming.doneBytes / coming.totalBytes : 1
  const ask = async () => {
    const asked = new Set((await kept('asked')) ?? [])
    await keep('asked', [...asked.add(coming.id)])
    await sync()
  }
  return (
    <div className={css.coming}>
      <p>
        <b>
          {t(mine && !mine.trouble ? 'packages.fetching' : 'packages.waiting', { number: coming.number })}
        </b>
        <span className="num">
          {size(coming.doneBytes)} / {size(coming.totalBytes)}
        </span>
      </p>
      <div className={css.bar}>
        <i style={{ width: `${Math.round(part * 100)}%` }} />
      </div>
      {coming.same > 0 && (
        <small>{t('packages.onlyChanged', { count: coming.files, same: coming.same })}</small>
      )}
      {mine?.trouble && <Says tone="warn">{t(`trouble.${mine.trouble}`)}</Says>}
      {(!mine || mine.trouble) && (
        <Big icon="down" onClick={() => void ask()}>
          {t('packages.fetch')}
        </Big>
      )}
    </div>
  )
}
