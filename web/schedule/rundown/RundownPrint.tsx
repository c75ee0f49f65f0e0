import { Button } from '@mantine/core'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { mondayOf, realDay } from '../../../server/calendar/days.rules.ts'
import { rundownOf } from '../../../server/schedule/rundown/rundown.rules.ts'
import { useToday } from '../../ui/clock.ts'
import { date, weekday } from '../../ui/format.ts'
import { Loaded } from '../../ui/Loaded.tsx'
import { useChannel, useWeek } from '../schedule.api.ts'
import css from './Rundown.module.css'
import { RundownTable } from './RundownTable.tsx'
import { hours } from './RundownToolbar.tsx'

/** The order of a day on A4, for the desk in the control room. */
export default function RundownPrint() {
  const { t } = useTranslation('plans')
  const { day: asked } = useParams({ strict: false })
  const today = useToday().data?.date
  const day = realDay(asked) ?? today ?? ''
  const search = useSearch({ strict: false })
  const { channel } = useChannel(search.kenh)
  const week = useWeek(channel?.id, day === '' ? undefined : mondayOf(day))
  return (
    <main className={css.paper}>
      <title>{t('rundown.title')}</title>
      <Loaded query={week}>
        {(data) => {
          const shown = data.days.find((one) => one.day === day)
          const rundown = rundownOf(shown?.slots ?? [], { day, ...data.channel })
          const published = shown?.published
          const { plannedMs, roomMs } = rundown.budget
          return (
            <>
              <div className={css.tools}>
                <Link to="/lich/ngay/$day" params={{ day }} search={{ kenh: search.kenh }} className="link">
                  {t('rundown.title')}
                </Link>
                <Button onClick={() => window.print()}>{t('rundown.printed')}</Button>
              </div>
              <h1>{t('rundown.paperTitle')}</h1>
              <p className={css.paperHead}>
                {data.channel.name} · {weekday(day)} {date(day)} ·{' '}
                {published ? t('rundown.inForce', { number: published.number }) : t('rundown.draft')} ·{' '}
                <span className="num">
                  {t('rundown.budget', { planned: hours(plannedMs), room: hours(roomMs) })}
                </span>
              </p>
              <RundownTable rundown={rundown} channel={data.channel} day={day} acts={undefined} />
            </>
          )
        }}
      </Loaded>
    </main>
  )
}
