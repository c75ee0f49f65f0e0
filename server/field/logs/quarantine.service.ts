import { change } from '../../db/audit.ts'
import type { DbOrTrx, Trx } from '../../db/open.ts'
import type { Deps } from '../../deps.ts'
import type { Actor } from '../../http/permissions.rules.ts'
import { closeByEvents } from '../showings/closing.ts'
import { tellHeard } from './heard.ts'
import { detailOf } from './logs.queries.ts'

const kept = (db: DbOrTrx, deviceId: string) =>
  db
    .selectFrom('play_event')
    .leftJoin('play_release', 'play_release.event_id', 'play_event.id')
    .selectAll('play_event')
    .where('device_id', '=', deviceId)
    .where('quarantined', '=', 1)
    .where('play_release.event_id', 'is', null)
    .orderBy('sequence')
    .orderBy('id')

/** What a revoked device sent and nobody has let in yet, in the order of its log. */
export async function quarantineOf(db: DbOrTrx, deviceId: string) {
  const rows = await kept(db, deviceId).limit(500).execute()
  return rows.map((row) => ({
    id: row.id,
    sequence: row.sequence,
    at: row.at,
    kind: row.kind,
    measured: row.measured === 1,
    playedMs: row.played_ms,
    count: row.count,
    detail: detailOf(row),
    receivedAt: row.received_at,
  }))
}

/**
 * Lets in what a revoked device sent up to a sequence, with a reason: from then on it counts, and closes showings, as if it had just
 * come. What stays behind stays, to be looked at again.
 */
export function releaseLogs(
  deps: Pick<Deps, 'db' | 'live' | 'clock' | 'jobs'>,
  actor: Actor,
  { deviceId, upTo, reason }: { deviceId: string; upTo?: number | undefined; reason: string },
): Promise<{ released: number }> {
  return change(deps, actor, async (trx: Trx, record) => {
    const rows = await kept(trx, deviceId)
      .$if(upTo !== undefined, (query) => query.where('sequence', '<=', upTo ?? 0))
      .limit(500)
      .execute()
    const released = { reason, released_by: actor.id, released_at: deps.clock.now() }
    if (rows.length > 0)
      await trx
        .insertInto('play_release')
        .values(rows.map(({ id }) => ({ event_id: id, ...released })))
        .execute()
    await tellHeard(
      deps,
      trx,
      rows.map((row) => ({ ...row, quarantined: 0 })),
    )
    await closeByEvents(deps, trx, rows)
    await record({
      action: 'logs.release',
      subjectKind: 'device_log',
      subjectId: deviceId,
      detail: { reason, released: rows.length },
    })
    return { released: rows.length }
  })
}

/** How far each device's log is held; of all devices, or of some teams'. */
export async function logsOf(db: DbOrTrx, teamIds?: readonly string[]) {
  const rows = await db
    .selectFrom('device_log')
    .innerJoin('device', 'device.id', 'device_log.device_id')
    .selectAll('device_log')
    .$if(teamIds !== undefined, (query) => query.where('device.team_id', 'in', teamIds ?? []))
    .execute()
  const waiting = await db
    .selectFrom('play_event')
    .leftJoin('play_release', 'play_release.event_id', 'play_event.id')
    .select((eb) => ['device_id', eb.fn.countAll<number>().as('events')])
    .where('quarantined', '=', 1)
    .where('play_release.event_id', 'is', null)
    .groupBy('device_id')
    .execute()
  const quarantined = new Map(waiting.map((row) => [row.device_id, Number(row.events)]))
  return rows.map((row) => ({
    device: row.device_id,
    acknowledged: row.acknowledged,
    /** The highest sequence that ever came: above `acknowledged` where something between is missing. */
    highest: row.highest,
    forks: row.forks,
    quarantined: quarantined.get(row.device_id) ?? 0,
    receivedAt: row.received_at,
  }))
}
