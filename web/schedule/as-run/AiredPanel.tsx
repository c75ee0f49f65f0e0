import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { date, dateTime, duration } from '../../ui/format.ts'
import { ListPanel } from '../../ui/ListPanel.tsx'
import { useMay } from '../../ui/session.ts'
import css from './AsRun.module.css'
import { useAired } from './as-run.api.ts'

const mostShown = 6

/** On a work's page: how often it was on air and when last. Silent while it never was. */
export function AiredPanel({ workId }: { workId: string }) {
  return useMay('schedule.read') ? <Panel workId={workId} /> : null
}

function Panel({ workId }: { workId: string }) {
  const { t } = useTranslation('as-run')
  const aired = useAired(workId).data
  if (!aired || aired.times === 0 || !aired.latestAt) return null
  return (
    <ListPanel title={t('airedTimes', { count: aired.times, at: dateTime(aired.latestAt) })}>
      <ul className={css.rows}>
        {aired.airings.slice(0, mostShown).map((row) => (
          <li key={row.id}>
            <span className={css.words}>
              <Link to="/lich/nhat-ky" search={{ kenh: row.channelId, ngay: row.day }} className="link num">
                {date(row.day)}
              </Link>
            </span>
            <span className="num">{row.startsAt ? dateTime(row.startsAt) : ''}</span>
            <span className="num mut">{row.durationMs === null ? '' : duration(row.durationMs)}</span>
          </li>
        ))}
      </ul>
    </ListPanel>
  )
}
