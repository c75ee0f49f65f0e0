import { store } from '../../ui/store.ts'
import { lookAtClock } from '../clock-store.ts'
import { thisDevice } from '../enrol/device.ts'
import { fetchWanted } from '../packages/fetching.ts'
import { takeOffers } from '../packages/offers.ts'
import { FetchFailure } from '../store/fetch-into.ts'
import { keep } from '../store/kept.ts'
import { sendCarried, sendLog, sendPhotos } from './logs.ts'
import { ForeignAnswer, OfficeRefusal } from './office.ts'
import { fetchState, OtherRoot } from './state.ts'

type Connection = 'unknown' | 'good' | 'none' | 'foreign' | 'refused' | 'revoked' | 'otherRoot'

/** Whether the office answered when it was last asked. */
export const connection = store<Connection>('unknown')

let going: Promise<void> | undefined
let again = false

/**
 * A round with the office, after that of another window. What it is asked for while one is under way may come too late
 * for that one: one more follows.
 */
export function sync(): Promise<void> {
  again = going !== undefined
  going ??= rounds().finally(() => {
    going = undefined
  })
  return going
}

async function rounds(): Promise<void> {
  do {
    again = false
    await navigator.locks.request('vang.sync', round)
  } while (again)
}

/** On a short signal the log comes first, then what packages miss, and pictures last. */
async function round(): Promise<void> {
  const device = await thisDevice()
  if (!device) return
  try {
    await sendLog(device).catch(unlessRefused)
    if (device.revoked) return connection.set('revoked')
    const state = await fetchState(device)
    connection.set('good')
    wait = FIRST_WAIT_MS
    await sendCarried(device).catch(unlessRefused)
    await takeOffers(device, state)
    await fetchWanted(device)
    await sendPhotos(device)
  } catch (error) {
    connection.set(await trouble(error))
    tryAgain()
  }
}

/** A log that the office will not take as it is must not keep the packages from coming. */
function unlessRefused(error: unknown): void {
  if (!(error instanceof OfficeRefusal) || error.status === 401 || error.code === 'device_revoked')
    throw error
}

async function trouble(error: unknown): Promise<Connection> {
  if (error instanceof OtherRoot) return 'otherRoot'
  if (error instanceof ForeignAnswer) return 'foreign'
  if (error instanceof FetchFailure && error.code === 'foreign') return 'foreign'
  if (!(error instanceof OfficeRefusal)) return 'none'
  if (error.code !== 'device_revoked') return 'refused'
  const device = await thisDevice()
  if (device) await keep('device', { ...device, revoked: true })
  return 'revoked'
}

const EVERY_MS = 60_000
const FIRST_WAIT_MS = 2_000
let wait = FIRST_WAIT_MS
let waiting: ReturnType<typeof setTimeout> | undefined

/** A line that was cut is often back at once; one that is gone is asked ever more seldom. */
function tryAgain(): void {
  clearTimeout(waiting)
  waiting = setTimeout(() => void sync(), wait)
  wait = Math.min(wait * 2, EVERY_MS)
}

/** From now on the office is asked whenever there is a chance that it answers. */
export function keepInTouch(): void {
  const now = () => {
    void lookAtClock()
    void sync()
  }
  const regularly = () => {
    void lookAtClock()
    // A round that takes longer than that is no reason for one more.
    if (!going) void sync()
  }
  addEventListener('online', now)
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && now())
  setInterval(regularly, EVERY_MS)
  now()
}
