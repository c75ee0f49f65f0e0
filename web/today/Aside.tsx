import { useTranslation } from 'react-i18next'
import { useStationNow, useToday } from '../ui/clock.ts'
import { clockTime, date, duration, weekday } from '../ui/format.ts'
import { Icon } from '../ui/icons.tsx'
import { StatusChip } from '../ui/StatusChip.tsx'
import css from './Aside.module.css'
import { LinkTo } from './ItemList.tsx'
import type { TodayList } from './today.api.ts'

/** The next day that returns, with the days until then. */
export function NextOccasion() {
  const { t } = useTranslation('today')
  const today = useToday().data
  const occasion = today?.occasion
  if (!occasion) return null
  return (
    <section className={`card ${css.occasion}`} aria-label={t('occasion')}>
      <div className="brocade" />
      <div className={css.in}>
        <div className={css.count}>
          <span className="num">{occasion.daysLeft}</span>
          <p>
            {t('daysTo')} {weekday(occasion.date)} <span className="num">{date(occasion.date)}</span>
          </p>
        </div>
        <h3>{occasion.years ? t('years', { count: occasion.years, name: occasion.name }) : occasion.name}</h3>
      </div>
    </section>
  )
}

const BEFORE = 3
const SHOWN = 7

/** The plan in force for today, around the moment. */
export function OnAir({ onAir }: { onAir: NonNullable<TodayList['onAir']> }) {
  const { t } = useTranslation('today')
  const now = useStationNow()
  const { slots } = onAir
  const passed = slots.filter((slot) => Date.parse(slot.endsAt) <= now).length
  const from = Math.max(0, Math.min(passed - BEFORE, slots.length - SHOWN))
  const current = slots.find((slot) => Date.parse(slot.startsAt) <= now && now < Date.parse(slot.endsAt))
  return (
    <section className="card" aria-labelledby="on-air">
      <header className={css.head}>
        <h2 id="on-air">{t('onAir')}</h2>
        {current && <StatusChip status="onAir" />}
      </header>
      <ul className={css.slots}>
        {slots.slice(from, from + SHOWN).map((slot) => {
          const startMs = Date.parse(slot.startsAt)
          const endMs = Date.parse(slot.endsAt)
          const done = endMs <= now
          const airing = slot === current
          return (
            <li key={slot.slotId} data-done={done || undefined} data-air={airing || undefined}>
              <span className="num">{clockTime(slot.startsAt)}</span>
              <span>
                {slot.title}
                {slot.repeat && ` ${t('repeat')}`}
                {slot.placeholder && <em> {t('placeholder')}</em>}
              </span>
              {done && <Icon name="check" size={14} label={t('passed')} />}
              {airing && <span className="num">-{duration(endMs - now)}</span>}
              {airing && (
                <span className={css.bar}>
                  <i style={{ width: `${((now - startMs) / (endMs - startMs)) * 100}%` }} />
                </span>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}

/** How far each day of the week is laid, with what stands in its way. */
export function WeekStrip({ week }: { week: NonNullable<TodayList['week']> }) {
  const { t } = useTranslation('today')
  return (
    <section className="card" aria-labelledby="week-strip">
      <header className={css.head}>
        <h2 id="week-strip">{t('weekByDay')}</h2>
        <LinkTo href={`/lich?tuan=${week.monday}`} className="link">
          {t('open')}
        </LinkTo>
      </header>
      <ol className={css.week}>
        {week.days.map((day) => {
          const state = day.overlaps > 0 ? 'stop' : day.placeholders > 0 ? 'warn' : undefined
          const said = t('dayFilled', {
            day: weekday(day.date),
            percent: Math.round(day.filled * 100),
            overlaps: day.overlaps,
            placeholders: day.placeholders,
          })
          return (
            <li key={day.date} title={said}>
              <span className={css.col} data-state={state} aria-hidden="true">
                <i style={{ height: `${day.filled * 100}%` }} />
                {state && <Icon name={state} size={17} />}
              </span>
              <span aria-hidden="true">{t(`short.${weekdayNumber(day.date)}`)}</span>
              <b className="num" aria-hidden="true">
                {day.date.slice(8)}
              </b>
              <span className="sr-only">{said}</span>
            </li>
          )
        })}
      </ol>
      <p className={css.foot}>{t('weekHint')}</p>
    </section>
  )
}

/** 1 is Monday. A calendar day needs no zone. */
const weekdayNumber = (day: string) => new Date(`${day}T00:00:00Z`).getUTCDay() || 7
