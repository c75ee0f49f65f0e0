import { thisDevice } from '../enrol/device.ts'
import { Handover } from '../handover/Handover.tsx'
import { Big, Card, Muted, Says } from '../shell/Card.tsx'
import { db } from '../store/db.ts'
import { kept } from '../store/kept.ts'
import { useStored } from '../store/use-stored.ts'
import { sync } from '../sync/sync.ts'
import { t } from '../words.ts'
import { clock, day, mmss } from '../written.ts'
import { ownEvents } from './chain.ts'
import { heldSequence, waitingEvents } from './forget.ts'
import css from './LogScreen.module.css'
import { Unsent } from './Unsent.tsx'

const SHOWN = 60

async function recent() {
  const device = await thisDevice()
  if (!device) return undefined
  const events = await ownEvents(device.id).reverse().limit(SHOWN).toArray()
  const held = await heldSequence(device.id)
  const waiting = await (await waitingEvents(device.id)).count()
  const uncertain = (await kept('clock'))?.uncertain ?? false
  return { events, held, waiting, uncertain, revoked: device.revoked, carried: await db.brought.count() }
}

/** What this phone wrote down, newest first, and whether the office has it. */
export function LogScreen() {
  const told = useStored(recent)
  if (!told) return null
  const { waiting } = told
  return (
    <>
      <h1 className="sr-only">{t('tab.log')}</h1>
      <Card title={t('log.title')}>
        {waiting === 0 ? (
          <Says tone="ok">{t('log.allSent')}</Says>
        ) : (
          <Says tone="warn">{t('log.waiting', { count: waiting })}</Says>
        )}
        <Unsent />
        {told.revoked && <Says tone="stop">{t('log.revoked')}</Says>}
        {told.uncertain && <Says tone="warn">{t('log.uncertain')}</Says>}
        {told.carried > 0 && <Muted>{t('log.carried', { count: told.carried })}</Muted>}
        <Big icon="send" main onClick={() => void sync()}>
          {t('log.send')}
        </Big>
      </Card>
      <ul className={css.list}>
        {told.events.map((event) => (
          <li key={event.sequence} data-held={event.sequence <= told.held || undefined}>
            <span className="num">
              {day(event.at)} {clock(Date.parse(event.at))}
            </span>
            <b>{t(`kind.${event.kind}`)}</b>
            <span className="num">{event.playedMs === null ? '' : mmss(event.playedMs)}</span>
            <small>{t(event.sequence <= told.held ? 'log.held' : 'log.notHeld')}</small>
          </li>
        ))}
      </ul>
      <Handover />
    </>
  )
}
