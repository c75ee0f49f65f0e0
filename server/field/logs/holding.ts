import type { Trx } from '../../db/open.ts'
import { type ClockSeen, doubtOf } from './clock.rules.ts'
import { type Acknowledged, firstPrevious, type PlayEvent } from './events.rules.ts'
import {
  eventsAfter,
  insertDoubts,
  type KnownDevice,
  logRow,
  saveLog,
  standsOnFirst,
} from './logs.queries.ts'

const PAGE = 1000

/**
 * Goes on along the chain as far as it is held without a gap, and doubts the times on the way: in the order of the log, so that it
 * makes no difference in which order its pieces came.
 */
export async function advance(
  trx: Trx,
  device: KnownDevice,
  {
    highest,
    forks,
    now,
    clockIsRight,
  }: { highest: number; forks: number; now: string; clockIsRight: boolean },
): Promise<Acknowledged & { forks: number }> {
  const before = await logRow(trx, device.id)
  let { acknowledged, hash } = before ?? { acknowledged: 0, hash: firstPrevious }
  let seen = JSON.parse(before?.clock ?? 'null') as ClockSeen | null
  const doubts: { event_id: string; why: string }[] = []
  for (let more = true; more; ) {
    const page = await eventsAfter(trx, device.id, acknowledged, PAGE)
    const start = acknowledged
    for (const event of page) {
      if (event.previous !== hash || event.sequence !== acknowledged + 1) continue
      acknowledged = event.sequence
      hash = event.hash
      const clock = { at: event.at, boot: event.boot, monotonicMs: event.monotonic_ms }
      const why = doubtOf(clock, { seen, enrolledAt: device.enrolled_at, receivedAt: event.received_at })
      if (why) doubts.push({ event_id: event.id, why })
      else seen = clock
    }
    more = page.length === PAGE && acknowledged > start
  }
  if (doubts.length > 0) await insertDoubts(trx, doubts)
  const log = {
    device_id: device.id,
    acknowledged,
    hash,
    highest: Math.max(highest, before?.highest ?? 0),
    forks: forks + (before?.forks ?? 0),
    clock: JSON.stringify(clockIsRight ? null : seen),
    received_at: now,
  }
  await saveLog(trx, log)
  return { acknowledged, hash, forks: log.forks }
}

/**
 * What may be told to whoever sent these events. Where a log has forks, the sender stands on one of several branches and hears of its
 * own alone: told of another's it could forget what nobody else has. A colleague's phone knows only what it brought, and is told how
 * much of that is held, since it could not recognise what came later by another way.
 */
export async function answerTo(
  trx: Trx,
  log: Acknowledged & { forks: number },
  { last, brought }: { last: PlayEvent | undefined; brought: boolean },
): Promise<Acknowledged> {
  const { acknowledged, hash } = log
  const lastHeld = brought && last && last.sequence <= acknowledged
  if (log.forks === 0 || !last)
    return lastHeld ? { acknowledged: last.sequence, hash: last.hash } : { acknowledged, hash }
  return (await standsOnFirst(trx, last))
    ? { acknowledged: last.sequence, hash: last.hash }
    : { acknowledged: 0, hash: firstPrevious }
}
