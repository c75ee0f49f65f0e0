import { useTranslation } from 'react-i18next'
import { addDays } from '../../../server/calendar/days.rules.ts'
import { instantOf, timeOfDay } from '../../../server/schedule/schedule.rules.ts'
import { date, duration } from '../../ui/format.ts'
import type { TemplateRow } from './plans.api.ts'
import css from './TemplateTable.module.css'

type Props = {
  rows: readonly TemplateRow[]
  today: string
  openId: string | undefined
  onOpen: ((id: string) => void) | undefined
}

export const hourOf = (seconds: number) => timeOfDay(instantOf('2021-01-01', seconds))
export const weekdays = [1, 2, 3, 4, 5, 6, 7] as const

/** The weekly grid by the hour; what no longer applies stays in sight, quieter. */
export function TemplateTable({ rows, today, openId, onOpen }: Props) {
  const { t } = useTranslation(['plans', 'schedule'])
  const order = [...rows].sort((a, b) => a.secondsOfDay - b.secondsOfDay)
  return (
    <table className={`card ${css.table}`}>
      <caption className="sr-only">{t('templates.list')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('templates.time')}</th>
          <th scope="col">{t('templates.length')}</th>
          <th scope="col">{t('templates.programme')}</th>
          <th scope="col">{t('templates.weekdays')}</th>
          <th scope="col">{t('templates.valid')}</th>
        </tr>
      </thead>
      <tbody>
        {order.map((row) => {
          const over = row.validTo !== null && row.validTo <= today
          const notes = [
            row.everyWeeks > 1 && t('templates.everyWeeks', { count: row.everyWeeks }),
            row.priority > 0 && t('templates.priority', { priority: row.priority }),
            row.exceptions.length > 0 && t('templates.exceptions', { count: row.exceptions.length }),
            over && t('templates.over'),
          ].filter(Boolean)
          return (
            <tr key={row.id} data-over={over || undefined} data-open={row.id === openId || undefined}>
              <td className="num strong">{hourOf(row.secondsOfDay)}</td>
              <td className="num sec">{duration(row.durationMs)}</td>
              <td className={css.title}>
                {onOpen ? (
                  <button
                    type="button"
                    aria-label={t('templates.open', { title: row.title })}
                    onClick={() => onOpen(row.id)}
                  >
                    {row.title}
                  </button>
                ) : (
                  row.title
                )}
                {row.run === 'repeat' && ` (${t('schedule:mark.repeat')})`}
                {notes.length > 0 && <small>{notes.join(' · ')}</small>}
              </td>
              <td>
                {row.weekdays.length === 7 ? (
                  t('templates.everyDay')
                ) : (
                  <span className={css.days}>
                    {row.weekdays.map((weekday) => (
                      <span key={weekday}>
                        {t('schedule:weekdayShort', { context: String(weekday % 7) })}
                      </span>
                    ))}
                  </span>
                )}
              </td>
              <td className="num sec">
                {row.validTo === null
                  ? t('templates.validFrom', { from: date(row.validFrom) })
                  : t('templates.validBoth', {
                      from: date(row.validFrom),
                      to: date(addDays(row.validTo, -1)),
                    })}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
