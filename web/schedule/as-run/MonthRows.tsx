import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { behind } from '../../../server/schedule/as-run/month.rules.ts'
import { timeOfDay } from '../../../server/schedule/schedule.rules.ts'
import { date, duration } from '../../ui/format.ts'
import { ListPanel } from '../../ui/ListPanel.tsx'
import css from './AsRun.module.css'
import type { Month } from './as-run.api.ts'

/** The rows that a figure of the month is made of. */
export function MonthRows({ month, of }: { month: Month; of: string }) {
  const { t } = useTranslation('as-run')
  const rows = month.rows.filter((row) => behind(row, of))
  return (
    <div id="cac-dong">
      <ListPanel title={t('rowsBehind')} count={rows.length}>
        <div className={css.scroll}>
          <table className={css.table}>
            <thead>
              <tr>
                <th scope="col">{t('dayWord')}</th>
                <th scope="col">{t('startedAt')}</th>
                <th scope="col">{t('programme')}</th>
                <th scope="col">{t('lasted')}</th>
                <th scope="col">{t('result')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.id}>
                  <td>
                    <Link
                      to="/lich/nhat-ky"
                      search={{ kenh: row.channelId, ngay: row.day }}
                      className="link num"
                    >
                      {date(row.day)}
                    </Link>
                  </td>
                  <td>{row.startsAt ? timeOfDay(row.startsAt) : ''}</td>
                  <td>{row.title}</td>
                  <td>{row.durationMs === null ? '' : duration(row.durationMs)}</td>
                  <td>
                    {t(`status.${row.status}`)} {row.reason}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </ListPanel>
    </div>
  )
}
