import { newId } from '../../db/ids.ts'
import { inTransaction, type Trx } from '../../db/open.ts'
import type { Deps } from '../../deps.ts'
import { found } from '../../errors.ts'
import type { Device } from '../../http/device-door.ts'
import { sha256Of } from '../../storage/canonical.ts'
import { closeByEvents } from '../showings/closing.ts'
import { isRight } from './clock.rules.ts'
import { readEvent } from './event-shape.rules.ts'
import type { PlayEvent } from './events.rules.ts'
import type { BatchAnswer, DeviceLogged } from './events.schema.ts'
import { tellHeard } from './heard.ts'
import { advance, answerTo } from './holding.ts'
import { heldHashes, insertEvents, type KnownDevice, knownDevices } from './logs.queries.ts'

type Writes = Pick<Deps, 'db' | 'reads' | 'live' | 'clock' | 'jobs'>

/** How events came: from their device itself, in a file that a person gave, or by a colleague's device. */
export type Carrier =
  | { way: 'network' }
  | { way: 'file'; personId: string }
  | { way: 'device'; deviceId: string }

/** A device's own batch: kept, each event once, and answered after the commit with how far its log is held. */
export async function takeBatch(
  deps: Writes,
  device: Device,
  { events, now }: { events: readonly unknown[]; now?: string | undefined },
): Promise<BatchAnswer> {
  const read = events
    .flatMap((raw) => readEvent(raw, sha256Of) ?? [])
    .filter((event) => event.device === device.id)
  const known = found((await knownDevices(deps.reads, [device.id]))[0])
  const clockIsRight = now !== undefined && isRight(now, deps.clock.now())
  const logged = await keep(deps, known, { events: read, carrier: { way: 'network' }, clockIsRight })
  const { acknowledged, hash, added, forks } = logged
  return { acknowledged, hash, added, forks, damaged: events.length - read.length }
}

/** Keeps events of one device in one transaction, whoever brings them, in any order and any number of times. */
export async function keep(
  deps: Writes,
  device: KnownDevice,
  {
    events,
    carrier,
    clockIsRight = false,
  }: { events: readonly PlayEvent[]; carrier: Carrier; clockIsRight?: boolean },
): Promise<DeviceLogged> {
  const now = deps.clock.now()
  const answer = await inTransaction(deps.db, async (trx) => {
    // Asked here: it may have been revoked since it knocked.
    const current = found((await knownDevices(trx, [device.id]))[0])
    const { rows, forks } = await newRows(trx, current, { events, carrier, now })
    for (let at = 0; at < rows.length; at += 500) await insertEvents(trx, rows.slice(at, at + 500))
    await tellHeard(deps, trx, rows)
    if (!current.revoked_at) await closeByEvents(deps, trx, rows)
    const highest = events.reduce((most, { sequence }) => Math.max(most, sequence), 0)
    const log = await advance(trx, current, { highest, forks, now, clockIsRight })
    const last = events.reduce<PlayEvent | undefined>(
      (most, event) => (most && most.sequence >= event.sequence ? most : event),
      undefined,
    )
    const told = await answerTo(trx, log, { last, brought: carrier.way === 'device' })
    const quarantined = current.revoked_at ? rows.length : 0
    return { ...told, added: rows.length, known: events.length - rows.length, forks, quarantined }
  })
  if (answer.added > 0) deps.live.send({ type: 'changed', subject: 'device_log', id: device.id })
  return { device: device.id, name: device.name, ...answer }
}

async function newRows(
  trx: Trx,
  device: KnownDevice,
  { events, carrier, now }: { events: readonly PlayEvent[]; carrier: Carrier; now: string },
) {
  const held = await heldHashes(
    trx,
    device.id,
    events.map(({ sequence }) => sequence),
  )
  let forks = 0
  const rows = events.flatMap((event) => {
    const hashes = held.get(event.sequence) ?? new Set<string>()
    if (hashes.has(event.hash)) return []
    const fork = hashes.size > 0 ? 1 : 0
    forks += fork
    held.set(event.sequence, hashes.add(event.hash))
    return [
      {
        id: newId(),
        device_id: device.id,
        team_id: device.team_id,
        sequence: event.sequence,
        hash: event.hash,
        previous: event.previous,
        boot: event.boot,
        at: event.at,
        monotonic_ms: event.monotonicMs,
        kind: event.kind,
        measured: event.measured ? 1 : 0,
        package_id: event.packageId,
        version_id: event.versionId,
        content_id: event.contentId,
        part: event.part,
        position: event.position,
        from_ms: event.fromMs,
        played_ms: event.playedMs,
        showing_id: event.showingId,
        hamlet_id: event.hamletId,
        count: event.count,
        detail: JSON.stringify(event.detail),
        fork,
        quarantined: device.revoked_at ? 1 : 0,
        way: carrier.way,
        brought_by_person: carrier.way === 'file' ? carrier.personId : null,
        brought_by_device: carrier.way === 'device' ? carrier.deviceId : null,
        received_at: now,
      },
    ]
  })
  return { rows, forks }
}
