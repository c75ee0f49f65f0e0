import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import type { Deps } from '../../deps.ts'
import { DomainError } from '../../errors.ts'
import { sha256Of } from '../../storage/canonical.ts'
import { readLine } from './event-shape.rules.ts'
import type { PlayEvent } from './events.rules.ts'
import { type DeviceLogged, type FileAnswer, MOST_EVENTS } from './events.schema.ts'
import { knownDevices } from './logs.queries.ts'
import { type Carrier, keep } from './logs.service.ts'

/** A year of every evening by a whole team's phones is some 20 MB. */
const MOST_BYTES = 64_000_000

/**
 * A log that came as a file, one event a line, of one device or of several, in any order. What cannot be read is counted, never a
 * reason to leave the rest: a stick pulled too early ends in half a line.
 */
export async function takeFile(
  deps: Deps,
  body: ReadableStream<Uint8Array>,
  carrier: Exclude<Carrier, { way: 'network' }>,
): Promise<FileAnswer> {
  const devices = new Map<string, DeviceLogged>()
  let damaged = 0
  let strangers = 0
  const store = async (events: readonly PlayEvent[]) => {
    const byDevice = Map.groupBy(events, ({ device }) => device)
    const known = await knownDevices(deps.reads, [...byDevice.keys()])
    for (const device of known) {
      const logged = await keep(deps, device, { events: byDevice.get(device.id) ?? [], carrier })
      byDevice.delete(device.id)
      devices.set(device.id, together(devices.get(device.id), logged))
    }
    for (const unknown of byDevice.values()) strangers += unknown.length
  }
  let waiting: PlayEvent[] = []
  for await (const line of linesOf(body)) {
    if (line.trim() === '') continue
    const event = readLine(line, sha256Of)
    if (event) waiting.push(event)
    else damaged += 1
    if (waiting.length === MOST_EVENTS) {
      await store(waiting)
      waiting = []
    }
  }
  await store(waiting)
  return { devices: [...devices.values()], damaged, strangers }
}

const together = (before: DeviceLogged | undefined, now: DeviceLogged): DeviceLogged => ({
  ...now,
  added: now.added + (before?.added ?? 0),
  known: now.known + (before?.known ?? 0),
  forks: now.forks + (before?.forks ?? 0),
  quarantined: now.quarantined + (before?.quarantined ?? 0),
})

async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  let read = 0
  const input = Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0])
  input.on('data', (chunk: Uint8Array) => {
    read += chunk.length
    if (read > MOST_BYTES) input.destroy(new DomainError('too_large'))
  })
  yield* createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })
}
