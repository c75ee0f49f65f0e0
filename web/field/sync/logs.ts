import { lineOf, type PlayEvent } from '../../../server/field/logs/events.rules.ts'
import type { DeviceRow } from '../enrol/device.ts'
import { acknowledge, waitingEvents } from '../log/forget.ts'
import { db } from '../store/db.ts'
import { OfficeRefusal, says, sendFile, tellOffice } from './office.ts'

const BATCH_EVENTS = 200

/** Sends what waits, batch by batch, until the office holds all of it. Its own word counts, never a mere 200. */
export async function sendLog(device: DeviceRow): Promise<void> {
  for (;;) {
    const events = await (await waitingEvents(device.id)).limit(BATCH_EVENTS).toArray()
    if (events.length === 0) return
    const answer = await tellOffice(device, '/field/logs', { events, now: new Date().toISOString() })
    const held = await acknowledge(device.id, answer)
    // Nothing moved: asking again at once would ask for ever.
    if (held === undefined || held < (events[0]?.sequence ?? 0)) return
  }
}

/** Passes on what other phones handed over, and forgets of it what the office then holds, hash for hash. */
export async function sendCarried(device: DeviceRow): Promise<void> {
  for (let sent = 0; ; ) {
    // What the office cannot join to the beginning of its log stays, and is passed over.
    const events = await db.carried.offset(sent).limit(BATCH_EVENTS).toArray()
    if (events.length === 0) return
    const answer = await sendFile(device, {
      method: 'POST',
      path: '/field/logs/file',
      type: 'application/x-ndjson',
      body: ndjson(events),
    })
    sent += events.length - (await forgetCarried(events, answer))
  }
}

async function forgetCarried(events: readonly PlayEvent[], answer: unknown): Promise<number> {
  const held = devicesIn(answer).flatMap(({ device, acknowledged, hash }) => {
    const own = events.filter((event) => event.device === device)
    const known = own.some((event) => event.sequence === acknowledged && event.hash === hash)
    return known ? own.filter(({ sequence }) => sequence <= acknowledged) : []
  })
  await db.carried.bulkDelete(held.map(({ device, sequence }) => [device, sequence]))
  return held.length
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

/** Pictures go last: a short signal is for the log and the clips. One that the office does not want holds up no other. */
export async function sendPhotos(device: DeviceRow): Promise<void> {
  for (const sha256 of await db.photos.toCollection().primaryKeys()) {
    const photo = await db.photos.get(sha256)
    if (!photo || photo.refused) continue
    const path = `/field/photos/${sha256}`
    try {
      const answer = await sendFile(device, { method: 'PUT', path, type: 'image/jpeg', body: photo.jpeg })
      if (says(answer, 'kept')) await db.photos.delete(sha256)
    } catch (error) {
      if (!(error instanceof OfficeRefusal)) throw error
      await db.photos.update(sha256, { refused: true })
    }
  }
}
