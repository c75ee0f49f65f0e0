import { useTranslation } from 'react-i18next'
import { Icon } from '../../ui/icons.tsx'
import css from './DayNote.module.css'
import type { DayFact } from './day-facts.ts'

/** Under a day's name: its lunar day, what is kept or comes next, and whether the station wants the coming week. */
export function DayNote({ fact: { lunar, occasion, next, due } }: { fact: DayFact }) {
  const { t } = useTranslation(['schedule', 'calendar'])
  const date = `${lunar.day}/${lunar.month}`
  const left = next && t('calendar:head.left', { count: next.days })
  return (
    <>
      {due && (
        <small
          className={css.due}
          title={t(due.moved ? 'calendar:head.dueMoved' : 'calendar:head.due', { time: due.time })}
        >
          <Icon name="clock" size={12} />
          <span className="sr-only">
            {t(due.moved ? 'calendar:head.dueMoved' : 'calendar:head.due', { time: due.time })}
          </span>
          <span aria-hidden="true">{t('calendar:head.dueShort', { time: due.time })}</span>
        </small>
      )}
      {occasion ? (
        <small className={css.occasion} title={`${occasion.title}, ${t('lunar', lunar)}`}>
          {occasion.name}
        </small>
      ) : (
        <small
          className={css.plain}
          title={[t('lunar', lunar), next && t('calendar:head.leftTo', { count: next.days, name: next.name })]
            .filter(Boolean)
            .join(', ')}
        >
          <span className="num">{date}</span>
          <span className={css.long}> {t('lunarWord')}</span>
          {left && !due && <span className={css.left}>{left}</span>}
        </small>
      )}
    </>
  )
}
