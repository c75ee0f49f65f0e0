import type { DbOrTrx, Trx } from '../../db/open.ts'
import type { NewRow } from '../../db/tables.ts'
import type { Details, ErrorCode } from '../../errors.ts'
import type { ReadFrom } from '../../storage/straight-read.ts'

/** Why a copy ended without being whole, with what its sentence needs. */
export interface CopyFailure {
  code: ErrorCode | 'cancelled' | 'internal'
  details: Details
}

/** One writing of a folder to one disk. */
export interface Copy {
  id: string
  deliveryId: string
  /** What people call the disk. */
  disk: string
  path: string
  state: 'writing' | 'done' | 'failed'
  failure: CopyFailure | null
  /** Where the bytes came from that were compared; null until they were. */
  readFrom: ReadFrom | null
  minutes: { sha256: string; sizeBytes: number } | null
  requestedBy: string
  requestedAt: string
  finishedAt: string | null
}

const joined = (db: DbOrTrx) =>
  db
    .selectFrom('delivery_copy')
    .innerJoin('person', 'person.id', 'delivery_copy.requested_by')
    .selectAll('delivery_copy')
    .select('person.name as person_name')

type CopyRow = Awaited<ReturnType<ReturnType<typeof joined>['executeTakeFirstOrThrow']>>

const toCopy = (row: CopyRow): Copy => ({
  id: row.id,
  deliveryId: row.delivery_id,
  disk: row.disk,
  path: row.path,
  state: row.state,
  // Written by `failCopy` alone.
  failure: row.failure === null ? null : (JSON.parse(row.failure) as CopyFailure),
  readFrom: row.read_from,
  minutes:
    row.minutes_sha256 === null ? null : { sha256: row.minutes_sha256, sizeBytes: row.minutes_bytes ?? 0 },
  requestedBy: row.person_name,
  requestedAt: row.requested_at,
  finishedAt: row.finished_at,
})

/** Copies of deliveries, the latest first. */
export async function copiesOf(db: DbOrTrx, deliveryIds: readonly string[]): Promise<Copy[]> {
  if (deliveryIds.length === 0) return []
  const rows = await joined(db)
    .where('delivery_id', 'in', deliveryIds)
    .orderBy('requested_at', 'desc')
    .orderBy('delivery_copy.id', 'desc')
    .execute()
  return rows.map(toCopy)
}

export async function copyById(db: DbOrTrx, id: string): Promise<Copy | undefined> {
  const row = await joined(db).where('delivery_copy.id', '=', id).executeTakeFirst()
  return row && toCopy(row)
}

export async function insertCopy(trx: Trx, row: NewRow<'delivery_copy'>): Promise<void> {
  await trx.insertInto('delivery_copy').values(row).execute()
}

export async function updateCopy(
  trx: Trx,
  id: string,
  values: Partial<NewRow<'delivery_copy'>>,
): Promise<void> {
  await trx.updateTable('delivery_copy').set(values).where('id', '=', id).execute()
}

/** A copy that is done stays done. */
export async function failCopy(trx: Trx, id: string, failure: CopyFailure): Promise<void> {
  await trx
    .updateTable('delivery_copy')
    .set({ state: 'failed', failure: JSON.stringify(failure) })
    .where('id', '=', id)
    .where('state', '!=', 'done')
    .execute()
}
