import { useTranslation } from 'react-i18next'
import { duration } from '../ui/format.ts'
import { useBreakWords } from './break-words.ts'
import css from './Hearing.module.css'
import type { ResolvedTarget } from './playlists.api.ts'

const MINUTE_MS = 60_000

/** What an evening comes to at a place, against the minutes its rules allow. */
export function PlaceTotal({ target }: { target: ResolvedTarget }) {
  const { t } = useTranslation('playlists')
  const breakWords = useBreakWords()
  const { totalMs, allowedMinutes, missing, viForNow, breaks } = target
  const allowedMs = allowedMinutes === null ? null : allowedMinutes * MINUTE_MS
  const overMs = allowedMs === null ? 0 : totalMs - allowedMs
  const others = breaks.filter(({ limit, together }) => limit !== 'minutes' || together)
  return (
    <div className={css.sum} data-over={overMs > 0 || undefined}>
      <span>
        <b className="num">{duration(totalMs)}</b>
        {allowedMinutes !== null && <span className="num"> / {allowedMinutes}'</span>}
      </span>
      {allowedMs !== null && (
        <span className={css.bar} aria-hidden="true">
          <i style={{ width: `${Math.min(100, (100 * totalMs) / allowedMs)}%` }} />
        </span>
      )}
      {overMs > 0 && <small data-bad>{t('limits.over', { length: duration(overMs) })}</small>}
      {others[0] && (
        <small data-bad title={breakWords(others).join('\n')}>
          {t(`limits.short.${others[0].together ? 'together' : others[0].limit}`)}
        </small>
      )}
      {missing > 0 && <small data-bad>{t('missingCount', { count: missing })}</small>}
      {viForNow > 0 && <small>{t('standInCount', { count: viForNow })}</small>}
    </div>
  )
}
