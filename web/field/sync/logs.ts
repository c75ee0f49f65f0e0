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
  let freed = 0
  for (let left = 0; ; ) {
    // What the office cannot join to the beginning of its log stays, and is passed over.
    const events = await db.brought.offset(left).limit(BATCH_EVENTS).toArray()
    // It acknowledges one branch at a time: what was held for one may let it join another.
    if (events.length === 0) return left > 0 && freed > 0 ? sendCarried(device) : undefined
    const answer = await sendFile(device, {
      method: 'POST',
      path: '/field/logs/file',
      type: 'application/x-ndjson',
      body: ndjson(events),
    })
    const held = await forgetCarried(events, answer)
    freed += held
    left += events.length - held
  }
}

async function forgetCarried(events: readonly PlayEvent[], answer: unknown): Promise<number> {
  const byHash = new Map(events.map((event) => [event.hash, event]))
  const held = devicesIn(answer).flatMap(({ device, acknowledged, hash }) => {
    const chain: PlayEvent[] = []
    // From the event that is named back along its own branch: another one is acknowledged by itself.
    for (let one = byHash.get(hash); one?.device === device; one = byHash.get(one.previous)) chain.push(one)
    return chain[0]?.sequence === acknowledged ? chain : []
  })
  await db.brought.bulkDelete(held.map(({ device, sequence, hash }) => [device, sequence, hash]))
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
