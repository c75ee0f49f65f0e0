import { lineOf, type PlayEvent } from '../../../server/field/logs/events.rules.ts'
import type { DeviceRow } from '../enrol/device.ts'
import { acknowledge, waitingEvents } from '../log/forget.ts'
import { db } from '../store/db.ts'
import { sendFile, tellOffice } from './office.ts'

const BATCH_EVENTS = 200

/** Sends what waits, batch by batch, until the office holds all of it. Its own word counts, never a mere 200. */
export async function sendLog(device: DeviceRow): Promise<void> {
  for (;;) {
    const events = (await waitingEvents(device.id)).slice(0, BATCH_EVENTS)
    if (events.length === 0) return
    const answer = await tellOffice(device, '/field/logs', { events, now: new Date().toISOString() })
    const held = await acknowledge(device.id, answer)
    // Nothing moved: asking again at once would ask for ever.
    if (held === undefined || held < (events[0]?.sequence ?? 0)) return
  }
}

/** Passes on what other phones handed over, and forgets of it what the office then holds, hash for hash. */
export async function sendCarried(device: DeviceRow): Promise<void> {
  const events = await db.carried.toArray()
  if (events.length === 0) return
  const body = ndjson(events)
  const answer: unknown = await (
    await sendFile(device, { method: 'POST', path: '/field/logs/file', type: 'application/x-ndjson', body })
  ).json()
  for (const { device: from, acknowledged, hash } of devicesIn(answer)) {
    const own = events.filter((event) => event.device === from)
    if (!own.some((event) => event.sequence === acknowledged && event.hash === hash)) continue
    const held = own.filter(({ sequence }) => sequence <= acknowledged)
    await db.carried.bulkDelete(held.map(({ sequence }) => [from, sequence]))
  }
}

export const ndjson = (events: readonly PlayEvent[]): string =>
  events.map((event) => `${lineOf(event)}\n`).join('')

interface Held {
  device: string
  acknowledged: number
  hash: string
}

function devicesIn(answer: unknown): Held[] {
  const devices: unknown = answer && typeof answer === 'object' ? Reflect.get(answer, 'devices') : null
  return Array.isArray(devices) ? (devices as Held[]) : []
}

/** Pictures go last: a short signal is for the log and the clips. */
export async function sendPhotos(device: DeviceRow): Promise<void> {
  for (const { sha256, jpeg } of await db.photos.toArray()) {
    await sendFile(device, { method: 'PUT', path: `/field/photos/${sha256}`, type: 'image/jpeg', body: jpeg })
    await db.photos.delete(sha256)
  }
}
