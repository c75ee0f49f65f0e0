import { sql } from 'kysely'
import type { DbOrTrx, Trx } from '../../db/open.ts'
import type { NewRow, Row } from '../../db/tables.ts'
import type { EventDetail, PlayEvent } from './events.rules.ts'

export type EventRow = Row<'play_event'>

export const insertEvents = (trx: Trx, rows: NewRow<'play_event'>[]) =>
  trx.insertInto('play_event').values(rows).execute()

/** Which of these sequences are held already, with the hashes they are held under. */
export async function heldHashes(
  db: DbOrTrx,
  deviceId: string,
  sequences: readonly number[],
): Promise<Map<number, Set<string>>> {
  const rows = await db
    .selectFrom('play_event')
    .select(['sequence', 'hash'])
    .where('device_id', '=', deviceId)
    .where('sequence', 'in', sequences)
    .execute()
  const held = new Map<number, Set<string>>()
  for (const { sequence, hash } of rows) held.set(sequence, (held.get(sequence) ?? new Set()).add(hash))
  return held
}

/** What follows a sequence, in order; several of one sequence are forks. */
export const eventsAfter = (db: DbOrTrx, deviceId: string, sequence: number, most: number) =>
  db
    .selectFrom('play_event')
    .select(['id', 'sequence', 'hash', 'previous', 'at', 'boot', 'monotonic_ms', 'received_at'])
    .where('device_id', '=', deviceId)
    .where('sequence', '>', sequence)
    .orderBy('sequence')
    .orderBy('fork')
    .orderBy('id')
    .limit(most)
    .execute()

/** Whether every event from the first one to this one is held, each named by the next. Walks the whole chain: for forked logs alone. */
export async function standsOnFirst(db: DbOrTrx, event: PlayEvent): Promise<boolean> {
  const { rows } = await sql<{ first: number }>`
    with recursive back(sequence, previous) as (
      select sequence, previous from play_event
        where device_id = ${event.device} and sequence = ${event.sequence} and hash = ${event.hash}
      union all
      select e.sequence, e.previous from play_event e join back
        on e.device_id = ${event.device} and e.sequence = back.sequence - 1 and e.hash = back.previous)
    select min(sequence) as first from back`.execute(db)
  return rows[0]?.first === 1
}

export const logRow = (db: DbOrTrx, deviceId: string) =>
  db.selectFrom('device_log').selectAll().where('device_id', '=', deviceId).executeTakeFirst()

export const saveLog = (trx: Trx, row: NewRow<'device_log'>) =>
  trx
    .insertInto('device_log')
    .values(row)
    .onConflict((conflict) => conflict.column('device_id').doUpdateSet(row))
    .execute()

export const insertDoubts = (trx: Trx, rows: NewRow<'play_doubt'>[]) =>
  trx.insertInto('play_doubt').values(rows).execute()

/** The devices among these that were ever enrolled here. */
export const knownDevices = (db: DbOrTrx, ids: readonly string[]) =>
  db
    .selectFrom('device')
    .select(['id', 'name', 'team_id', 'enrolled_at', 'revoked_at'])
    .where('id', 'in', ids)
    .execute()
export type KnownDevice = Awaited<ReturnType<typeof knownDevices>>[number]

export const detailOf = (row: Pick<EventRow, 'detail'>) => JSON.parse(row.detail) as EventDetail
