import { store } from '../../ui/store.ts'
import { thisDevice } from '../enrol/device.ts'
import { fetchWanted } from '../packages/fetching.ts'
import { takeOffers } from '../packages/offers.ts'
import { keep } from '../store/kept.ts'
import { sendCarried, sendLog, sendPhotos } from './logs.ts'
import { OfficeRefusal } from './office.ts'
import { fetchState, OtherRoot } from './state.ts'

export type Connection = 'unknown' | 'good' | 'none' | 'revoked' | 'otherRoot'

/** Whether the office answered when it was last asked. */
export const connection = store<Connection>('unknown')

let going: Promise<void> | undefined

/** One round with the office; asked again while one is under way, it waits for that one. */
export function sync(): Promise<void> {
  going ??= round().finally(() => {
    going = undefined
  })
  return going
}

/** On a short signal the log comes first, then what packages miss, and pictures last. */
async function round(): Promise<void> {
  const device = await thisDevice()
  if (!device) return
  try {
    await sendLog(device)
    if (device.revoked) return connection.set('revoked')
    const state = await fetchState(device)
    connection.set('good')
    await takeOffers(device, state)
    await sendCarried(device)
    await fetchWanted(device)
    await sendPhotos(device)
    wait = FIRST_WAIT_MS
  } catch (error) {
    connection.set(await trouble(error))
    tryAgain()
  }
}

async function trouble(error: unknown): Promise<Connection> {
  if (error instanceof OtherRoot) return 'otherRoot'
  if (!(error instanceof OfficeRefusal) || error.code !== 'device_revoked') return 'none'
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
  const now = () => void sync()
  addEventListener('online', now)
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && now())
  setInterval(now, EVERY_MS)
  now()
}
