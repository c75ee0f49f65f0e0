import { useTranslation } from 'react-i18next'
import { useJobProgress } from '../live.ts'
import { stationNow } from '../ui/clock.ts'
import { bytes, clockTime, shortDateTime, span, speed } from '../ui/format.ts'
import { ProgressLine } from '../ui/ProgressLine.tsx'
import type { Forecast } from './forecast.ts'
import type { Sending } from './sender.ts'
import { titleFor } from './title.ts'
import css from './Uploads.module.css'
import type { Upload } from './uploads.api.ts'

interface Props {
  upload: Upload
  sending: Sending | undefined
  forecast: Forecast | undefined
}

/** How far it is, each session as a segment; what is sent and left, when it is done, and against the deadline. */
export function Figures({ upload, sending, forecast }: Props) {
  const { t } = useTranslation('uploads')
  const copying = useJobProgress(upload.origin === 'disk' ? upload.id : undefined)
  const { sizeBytes, sessions } = upload
  const sent = copying ? copying.fraction * sizeBytes : (sending?.sentBytes ?? upload.offsetBytes)
  const leftMs = copying ? copying.etaMs : (forecast?.leftMs ?? null)
  const doneAt = leftMs === null ? null : stationNow() + leftMs
  const moving = copying !== undefined || sending?.phase === 'sending'
  const breaks = sessions.slice(1).map((session, index) => ({
    at: session.from / sizeBytes,
    from: sessions[index]?.endedAt ?? session.startedAt,
    to: session.startedAt,
  }))
  const last = breaks.at(-1)
  return (
    <div className={css.figures}>
      <ProgressLine
        label={t(upload.origin === 'disk' ? 'copyOf' : 'progressOf', { title: titleFor(upload) })}
        fraction={sent / sizeBytes}
        sessions={breaks.map(({ at }) => at)}
      />
      <div className={css.marks}>
        <span className="num">{sessions[0] && clockTime(sessions[0].startedAt)}</span>
        {last && <span>{t('break', { from: shortTime(last.from), to: shortTime(last.to) })}</span>}
        <span className="num">{bytes(sizeBytes)}</span>
      </div>
      <dl className={css.numbers}>
        <div>
          <dt>{t('figures.done')}</dt>
          <dd>{bytes(sent)}</dd>
        </div>
        {moving && (
          <div>
            <dt>{t('figures.left')}</dt>
            <dd>{leftMs === null ? t('figures.unknown') : span(leftMs)}</dd>
          </div>
        )}
        {doneAt !== null && (
          <div>
            <dt>{t('figures.doneAt')}</dt>
            <dd>{shortTime(doneAt)}</dd>
          </div>
        )}
        {sending?.bytesPerSecond && (
          <div>
            <dt>{t('figures.speed')}</dt>
            <dd>{speed(sending.bytesPerSecond)}</dd>
          </div>
        )}
        {doneAt !== null && upload.deadlineAt && <Margin doneAt={doneAt} deadlineAt={upload.deadlineAt} />}
      </dl>
    </div>
  )
}

function Margin({ doneAt, deadlineAt }: { doneAt: number; deadlineAt: string }) {
  const { t } = useTranslation('uploads')
  const margin = Date.parse(deadlineAt) - doneAt
  return (
    <div data-tone={margin >= 0 ? 'ok' : 'late'}>
      <dt>{t('figures.against')}</dt>
      <dd>{t(margin >= 0 ? 'figures.early' : 'figures.late', { span: span(Math.abs(margin)) })}</dd>
    </div>
  )
}

/** The hour alone while it is near; with its day once it is not. */
export function shortTime(when: string | number): string {
  const at = new Date(when).getTime()
  return Math.abs(at - stationNow()) < 12 * 3600_000 ? clockTime(at) : shortDateTime(at)
}
