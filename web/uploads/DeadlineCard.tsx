import { useTranslation } from 'react-i18next'
import { useStationNow } from '../ui/clock.ts'
import { clockTime, shortDate, span, weekday } from '../ui/format.ts'
import { shortTime } from './Figures.tsx'
import { forecast } from './forecast.ts'
import { sendings, speedNow } from './sender.ts'
import css from './Uploads.module.css'
import type { Upload } from './uploads.api.ts'

/** The nearest deadline among what is on its way, and whether it will be met. */
export function DeadlineCard({ queue }: { queue: readonly Upload[] }) {
  const { t } = useTranslation('uploads')
  const now = useStationNow(5000)
  const held = sendings.use()
  const due = queue.filter(({ deadlineAt }) => deadlineAt !== null)
  const first = due.toSorted((a, b) => ((a.deadlineAt ?? '') < (b.deadlineAt ?? '') ? -1 : 1))[0]
  if (!first?.deadlineAt) return null
  const deadline = Date.parse(first.deadlineAt)
  const times = forecast(queue, held, speedNow(), now)
  const doneAt = times.get(first.id)?.doneAt
  const margin = doneAt === undefined ? null : deadline - doneAt
  const started = ['sending', 'stalled', 'waiting'].includes(held.get(first.id)?.phase ?? '')
  const along = (at: number) =>
    `${Math.min(100, Math.max(0, ((at - now) / Math.max(1, deadline - now)) * 100))}%`
  return (
    <section className={`card ${css.due}`}>
      <h2>{t('deadline.title')}</h2>
      <span className="num strong">
        {clockTime(deadline)} {weekday(deadline)} {shortDate(deadline)}
      </span>
      <p data-late={(margin ?? 0) < 0 || undefined}>
        {doneAt === undefined || margin === null
          ? t(started ? 'deadline.unknown' : 'deadline.notSending')
          : t(margin >= 0 ? 'deadline.early' : 'deadline.late', {
              time: shortTime(doneAt),
              span: span(Math.abs(margin)),
            })}
      </p>
      {margin !== null && margin < 0 && <p>{t('deadline.waysOut')}</p>}
      {doneAt !== undefined && margin !== null && margin >= 0 && (
        <div className={css.along} aria-hidden="true">
          <i style={{ width: along(doneAt) }} />
          <b style={{ left: along(doneAt) }} />
        </div>
      )}
    </section>
  )
}
