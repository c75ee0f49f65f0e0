import { useEffect, useState } from 'react'
import { installed, installPrompt } from '../install.ts'
import { useWaiting } from '../log/use-waiting.ts'
import { type Shelf, useShelves, useToday } from '../packages/use-shelf.ts'
import { Big, Card, Muted, Says } from '../shell/Card.tsx'
import { kept } from '../store/kept.ts'
import { space } from '../store/space.ts'
import { useStored } from '../store/use-stored.ts'
import type { FieldState } from '../sync/field-state.ts'
import { LOW_BATTERY, useBattery } from '../use-battery.ts'
import { t } from '../words.ts'
import { day, lastDay, size } from '../written.ts'
import { Look } from './Look.tsx'
import css from './Ready.module.css'

/** Enough for the next evening’s sound and a month of log. */
const ENOUGH_BYTES = 200_000_000
const ENOUGH_BATTERY = 0.6

/** Before they set off: one page that says what is right and what is to be seen to, and whom to call. */
export function ReadyScreen() {
  const shelves = useShelves()
  const told = useStored(async () => ({
    state: await kept('state'),
    stick: await kept('stick'),
    uncertain: (await kept('clock'))?.uncertain ?? false,
  }))
  const today = useToday()
  if (!shelves || !told) return null
  const planned = told.state?.showings.filter((one) => one.day >= today && one.state === 'planned') ?? []
  const trip = planned[0]
  const until = trip ? (trip.tripEnds ?? trip.day) : today
  return (
    <>
      <Card title={t('ready.title')} edge>
        <Packages shelves={shelves} until={until} />
        <Phone />
        {told.uncertain && <Says tone="warn">{t('log.uncertain')}</Says>}
        {told.stick ? (
          <Says tone="ok">{t('ready.stick', { title: told.stick.title, day: day(told.stick.at) })}</Says>
        ) : (
          <Says tone="warn">{t('ready.noStick')}</Says>
        )}
      </Card>
      <Showings planned={planned} />
      <Contacts contacts={told.state?.contacts ?? []} />
      <Look />
    </>
  )
}

function Packages({ shelves, until }: { shelves: Shelf[]; until: string }) {
  if (shelves.length === 0) return <Says tone="warn">{t('ready.noPackage')}</Says>
  return shelves.map(({ slot, place, current, withdrawn, validTo }) => {
    if (withdrawn !== null)
      return (
        <Says key={slot} tone="stop">
          {t('ready.withdrawn', { place })}
        </Says>
      )
    if (!current)
      return (
        <Says key={slot} tone="warn">
          {t('ready.notWhole', { place })}
        </Says>
      )
    const lasts = validTo > until
    const word = lasts ? 'ready.whole' : 'ready.tooShort'
    return (
      <Says key={slot} tone={lasts ? 'ok' : 'warn'}>
        {t(word, { place, day: day(lastDay(validTo)) })}
      </Says>
    )
  })
}

function Phone() {
  const battery = useBattery()
  const waiting = useWaiting()
  const isInstalled = installed.use() !== 'no'
  const prompt = installPrompt.use()
  const [free, setFree] = useState<number>()
  useEffect(() => {
    void space().then(({ freeBytes }) => setFree(freeBytes))
  }, [])
  const percent = battery && Math.round(battery.level * 100)
  const strong = battery && (battery.charging || battery.level >= ENOUGH_BATTERY)
  return (
    <>
      <Says tone={isInstalled ? 'ok' : 'warn'}>{t(isInstalled ? 'ready.offline' : 'ready.notOffline')}</Says>
      {prompt && (
        <Big icon="down" onClick={() => void prompt.prompt()}>
          {t('ready.install')}
        </Big>
      )}
      {battery && (
        <Says tone={strong ? 'ok' : battery.level <= LOW_BATTERY ? 'stop' : 'warn'}>
          {t(strong ? 'ready.battery' : 'ready.weak', { percent: percent ?? 0 })}
        </Says>
      )}
      {free !== undefined && (
        <Says tone={free >= ENOUGH_BYTES ? 'ok' : 'warn'}>{t('ready.free', { free: size(free) })}</Says>
      )}
      {waiting !== undefined && waiting > 0 && (
        <Says tone="warn">{t('log.waiting', { count: waiting })}</Says>
      )}
    </>
  )
}

function Showings({ planned }: { planned: FieldState['showings'] }) {
  if (planned.length === 0) return null
  return (
    <Card title={t('ready.showings')}>
      <ul className={css.list}>
        {planned.map((one) => (
          <li key={one.id}>
            <span className="num">
              {day(one.day)} {one.time}
            </span>
            <b>
              {one.hamlet.name}, {one.place.name}
            </b>
            <span>{one.hamletHead}</span>
            {one.phone && <a href={`tel:${one.phone}`}>{one.phone}</a>}
          </li>
        ))}
      </ul>
    </Card>
  )
}

function Contacts({ contacts }: { contacts: FieldState['contacts'] }) {
  return (
    <Card title={t('ready.contacts')}>
      {contacts.length === 0 && <Muted>{t('ready.noContacts')}</Muted>}
      <ul className={css.list}>
        {contacts.map(({ name, phone }) => (
          <li key={phone + name}>
            <b>{name}</b>
            <a href={`tel:${phone}`}>{phone}</a>
          </li>
        ))}
      </ul>
    </Card>
  )
}
