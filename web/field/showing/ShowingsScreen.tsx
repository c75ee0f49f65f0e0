import { useToday } from '../packages/use-shelf.ts'
import { Look } from '../ready/Look.tsx'
import { ReadyLink } from '../ready/ReadyLink.tsx'
import { Big, Card, Muted, Says } from '../shell/Card.tsx'
import { go } from '../shell/screen.ts'
import { db } from '../store/db.ts'
import { useStored } from '../store/use-stored.ts'
import { t } from '../words.ts'
import { day } from '../written.ts'
import type { Closed, Evening } from './agenda.ts'
import { Declare } from './Declare.tsx'
import css from './Showings.module.css'
import { useAgenda } from './use-agenda.ts'

/** The trip: what is to be closed, what comes, what was told. */
export function ShowingsScreen() {
  const all = useAgenda()
  const today = useToday()
  if (!all || !today) return null
  const open = all.filter(({ closed }) => !closed)
  const due = open.filter((one) => one.day <= today)
  const coming = open.filter((one) => one.day > today)
  const told = all.filter(({ closed }) => closed).toReversed()
  return (
    <>
      <h1 className="sr-only">{t('tab.ready')}</h1>
      <ReadyLink />
      <Card title={t('showing.due')} edge>
        {due.length === 0 && <Muted>{t(all.length === 0 ? 'showing.none' : 'showing.noneDue')}</Muted>}
        {due.map((one) => (
          <div className={css.due} key={one.key}>
            <Where one={one} today={today} />
            <Big main icon="check" onClick={() => go('chot', one.key)}>
              {t('showing.closeOf', { name: one.hamlet.name })}
            </Big>
          </div>
        ))}
        <Big icon="plus" onClick={() => go('chot', '')}>
          {t('showing.unplanned')}
        </Big>
      </Card>
      <Declare open={due.filter((one) => one.day === today)} />
      {coming.length > 0 && (
        <Card title={t('ready.showings')}>
          <ul className={css.list}>
            {coming.map((one) => (
              <li key={one.key}>
                <Where one={one} today={today} />
              </li>
            ))}
          </ul>
        </Card>
      )}
      {told.length > 0 && <Told told={told} today={today} />}
      <Look />
    </>
  )
}

function Where({ one, today }: { one: Evening; today: string }) {
  return (
    <>
      <p className={css.where}>
        <span className="num">
          {one.day === today ? t('showing.today') : day(one.day)} {one.time}
        </span>
        <b>{one.hamlet.name}</b>
        <span>{one.place}</span>
      </p>
      {one.phone && !one.closed && (
        <a className={css.call} href={`tel:${one.phone}`}>
          {one.head || t('showing.head')}
          <span className="num">{one.phone}</span>
        </a>
      )}
    </>
  )
}

function Told({ told, today }: { told: readonly Evening[]; today: string }) {
  const photos = useStored(() => db.photos.count())
  return (
    <Card title={t('showing.told')}>
      {photos !== undefined && photos > 0 && (
        <Says tone="busy">{t('showing.photosWait', { count: photos })}</Says>
      )}
      <ul className={css.list}>
        {told.map((one) => (
          <li key={one.key}>
            <Where one={one} today={today} />
            {one.closed && <Outcome closed={one.closed} />}
            {one.closed?.mine && (
              <button type="button" className={css.correct} onClick={() => go('chot', one.key)}>
                {t('showing.correct')}
                <span className="sr-only"> {one.hamlet.name}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
    </Card>
  )
}

function Outcome({ closed }: { closed: Closed }) {
  const { outcome, count, exact, reason, sent } = closed
  const said =
    outcome === 'postponed'
      ? reason
        ? t('showing.wasPostponed', { reason })
        : t('showing.postponed')
      : count === null
        ? t('showing.held')
        : t(exact ? 'showing.heldExactly' : 'showing.heldRoughly', { count })
  return (
    <Says tone={sent ? 'ok' : 'busy'}>
      {said}
      {!sent && ` · ${t('log.notHeld')}`}
    </Says>
  )
}
