import { useTranslation } from 'react-i18next'
import { useStationNow } from '../ui/clock.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { clockTime, date, shortDate, until, weekday } from '../ui/format.ts'
import { Icon } from '../ui/icons.tsx'
import { ListPanel } from '../ui/ListPanel.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { PageBody, PageHeader } from '../ui/PageHeader.tsx'
import { useMay, usePerson } from '../ui/session.ts'
import { NextOccasion, OnAir, WeekStrip } from './Aside.tsx'
import { ItemList, LinkTo } from './ItemList.tsx'
import css from './TodayPage.module.css'
import { type TodayList, useGone, useTodayList } from './today.api.ts'

/** What needs me now: one sentence, then the list, then what others hold. */
export default function TodayPage() {
  const { t } = useTranslation('today')
  const today = useTodayList()
  const { week, onAir } = today.data ?? {}
  return (
    <PageBody
      aside={
        <>
          <NextOccasion />
          {onAir && <OnAir onAir={onAir} />}
          {week && <WeekStrip week={week} />}
        </>
      }
    >
      <PageHeader title={t('title')} />
      <Loaded query={today}>{(list) => <Day list={list} />}</Loaded>
    </PageBody>
  )
}

function Day({ list }: { list: TodayList }) {
  const { t } = useTranslation('today')
  const role = usePerson()?.role
  const gone = useGone(list.items)
  const lays = useMay('schedule.edit')
  return (
    <>
      <p className={css.sentence}>
        {list.sentence.map((part) =>
          part.mark ? (
            <mark key={part.text} data-mark={part.mark}>
              {part.text}
            </mark>
          ) : (
            part.text
          ),
        )}
      </p>
      {lays && list.week && <Lead week={list.week} />}
      {list.items.length > 0 ? (
        <ListPanel
          title={t(role === 'official' ? 'news' : 'todo')}
          count={list.items.length}
          aside={<span className="mut">{t(role === 'official' ? 'newestFirst' : 'dueFirst')}</span>}
          foot={gone.length > 0 && <Gone titles={gone} />}
        >
          <ItemList items={list.items} />
        </ListPanel>
      ) : (
        list.holding.length === 0 && (
          <div className="card">
            <EmptyState title={t(`empty.${role ?? 'official'}.title`)}>
              {t(`empty.${role ?? 'official'}.hint`)}
            </EmptyState>
          </div>
        )
      )}
      {list.holding.length > 0 && (
        <ListPanel title={t('holding')} count={list.holding.length}>
          <ItemList items={list.holding} others />
        </ListPanel>
      )}
      {list.milestones.length > 0 && <Milestones milestones={list.milestones} />}
    </>
  )
}

function Gone({ titles }: { titles: readonly string[] }) {
  const { t } = useTranslation('today')
  return (
    <>
      <Icon name="check" size={16} />
      <span>{t('gone', { titles: titles.join(', ') })}</span>
    </>
  )
}

const ROUND = 2 * Math.PI * 32

function Lead({ week }: { week: NonNullable<TodayList['week']> }) {
  const { t } = useTranslation('today')
  const now = useStationNow(60_000)
  const percent = Math.round(week.filled * 100)
  const sunday = week.days.at(-1)?.date ?? week.monday
  return (
    <section className={`card ${css.lead}`} aria-label={t('weekTitle')}>
      <div className={css.ring} role="img" aria-label={t('laid', { percent })}>
        <svg viewBox="0 0 74 74" aria-hidden="true">
          <circle cx="37" cy="37" r="32" />
          <circle cx="37" cy="37" r="32" strokeDasharray={`${week.filled * ROUND} ${ROUND}`} />
        </svg>
        <b className="num">{percent} %</b>
      </div>
      <div className="grow">
        <h2>
          {t('weekTitle')}{' '}
          <span className="num">
            {shortDate(week.monday)} - {date(sunday)}
          </span>
        </h2>
        <p>
          {week.publishedNumber === null
            ? t('neverPublished')
            : t('published', { number: week.publishedNumber })}
          {week.changes > 0 && `, ${t('changes', { count: week.changes })}`}.{' '}
          <b className="strong">{t('toDeadline', { left: until(week.deadlineAt, now) })}</b>
        </p>
      </div>
      <LinkTo href={`/lich?tuan=${week.monday}`} className={css.primary ?? ''}>
        {t('openWeek')}
        <Icon name="right" size={17} />
      </LinkTo>
    </section>
  )
}

function Milestones({ milestones }: { milestones: TodayList['milestones'] }) {
  const { t } = useTranslation('today')
  return (
    <section aria-labelledby="milestones">
      <h2 id="milestones" className={css.mh}>
        {t('milestones')}
      </h2>
      <ol className={css.milestones}>
        {milestones.map((one) => (
          <li key={`${one.kind} ${one.at}`} data-kind={one.kind}>
            <b>{one.title}</b>
            <span className="num">
              {weekday(one.at)} {date(one.at)}
              {one.kind === 'deadline' && ` ${clockTime(one.at)}`}
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}
