import { useTranslation } from 'react-i18next'
import { type Today, useStationNow, useToday } from '../ui/clock.ts'
import { clockTime, date, weekday } from '../ui/format.ts'
import css from './Clocks.module.css'

/** The hour, the solar day, the lunar day, the days to the occasion: always together, always in this order. */
export function Clocks() {
  const { t } = useTranslation('shell')
  const today = useToday().data
  const now = useStationNow()
  if (!today) return <div className={css.clocks} />
  return (
    <section className={css.clocks} aria-label={t('clocks')}>
      <time className="num strong" dateTime={new Date(now).toISOString()}>
        {clockTime(now)}
      </time>
      <span className="num">
        {weekday(today.date)} {date(today.date)}
      </span>
      <span className="num">
        <span className="sr-only">{t('lunarSpoken')} </span>
        {t(today.lunar.leap ? 'lunarLeap' : 'lunar', {
          day: today.lunar.day,
          month: today.lunar.month,
          year: today.lunar.yearName,
        })}
      </span>
      {today.occasion && <Countdown occasion={today.occasion} />}
    </section>
  )
}

function Countdown({ occasion }: { occasion: NonNullable<Today['occasion']> }) {
  const { t } = useTranslation('shell')
  if (occasion.daysLeft === 0)
    return <span className={css.left}>{t('occasionToday', { name: occasion.name })}</span>
  return (
    <span className={css.left} title={`${t('daysLeftTo', { name: occasion.name })}, ${date(occasion.date)}`}>
      {t('daysLeft', { count: occasion.daysLeft })}
      <span className="sr-only"> {t('daysLeftTo', { name: occasion.name })}</span>
    </span>
  )
}
