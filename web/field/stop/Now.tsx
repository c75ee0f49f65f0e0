import { t, type Word } from '../words.ts'
import { mmss } from '../written.ts'
import { itemTitle, soundsIn } from './evening.ts'
import css from './StopMode.module.css'
import type { Stage } from './stage.ts'

/** What sounds, how far it is, and what keeps it from sounding. */
export function Now({ on }: { on: Stage }) {
  const { row, items, halted } = on
  const item = items[row.item]
  const sound = item && soundsIn(item, row.language)[row.sound]
  if (!item || !sound) return null
  const part = Math.min(1, row.atMs / Math.max(1, sound.durationMs))
  const state = halted ? (`halted.${halted}` as const) : (`phase.${row.phase}` as const)
  return (
    <section className={css.now} aria-label={t('stop.now')}>
      <p>
        <output className={css.air}>{t(state)}</output>
        {t('stop.itemOf', { item: row.item + 1, count: items.length })}
      </p>
      {hintOf(on).map((hint) => (
        <p key={hint} className={css.hint}>
          {t(hint)}
        </p>
      ))}
      <h1>{itemTitle(item, sound)}</h1>
      <div className={css.bar}>
        <i style={{ width: `${part * 100}%` }} />
      </div>
      <p className={css.time}>
        <span>{mmss(row.atMs)}</span>
        <span>-{mmss(sound.durationMs - row.atMs)}</span>
      </p>
      {sound.spokenText && (
        <details className={css.words}>
          <summary>{t('stop.words')}</summary>
          <p lang={sound.language ?? undefined}>{sound.spokenText}</p>
          {sound.translationVi && <p lang="vi">{sound.translationVi}</p>}
        </details>
      )}
    </section>
  )
}

/** What a person must know or do now. */
function hintOf({ halted, notice, row }: Stage): Word[] {
  if (halted) return [`hint.${halted}`]
  if (row.phase === 'speech' || row.phase === 'ended') return [`hint.${row.phase}`]
  return notice ? [`notice.${notice}`] : []
}
