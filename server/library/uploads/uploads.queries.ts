import type { DbOrTrx, Trx } from '../../db/open.ts'
import type { NewRow, Row } from '../../db/tables.ts'
import type { SourceState, WorkKind } from '../library.schema.ts'
import { type Said, type Session, type UploadState, unfinished } from './uploads.schema.ts'

/** A recording on its way in: by the browser, or from a disk. */
export interface Upload {
  id: string
  state: UploadState
  origin: 'browser' | 'disk'
  unitId: string
  personId: string
  fileName: string
  sizeBytes: number
  offsetBytes: number
  headSha256: string | null
  tailSha256: string | null
  /** What was read from its two ends before it came. */
  ends: Ends
  workId: string | null
  /** What the work is called now, where it is one. */
  workTitle: string | null
  /** What a new work is to be called. */
  title: string | null
  kind: WorkKind | null
  language: string | null
  urgent: boolean
  position: number
  deadlineAt: string | null
  expectedSha256: string | null
  sourceSha256: string | null
  /** How far the check of what arrived is. */
  sourceState: SourceState | null
  versionId: string | null
  /** A code of the table of errors: why it failed, or why it stands still. */
  failure: string | null
  sessions: Session[]
  idleHours: number
  createdAt: string
  finishedAt: string | null
}

export interface Ends {
  format: string
  durationMs?: number
  hasPicture?: boolean
  hasSound?: boolean
  findings: Omit<Said, 'sentence'>[]
}

const uploadRows = (db: DbOrTrx) =>
  db
    .selectFrom('upload')
    .leftJoin('work', 'work.id', 'upload.work_id')
    .selectAll('upload')
    .select((eb) => [
      'work.title as current_title',
      eb
        .selectFrom('source')
        .select('source.state')
        .whereRef('source.sha256', '=', 'upload.source_sha256')
        .as('source_state'),
    ])

type UploadRow = Row<'upload'> & { current_title: string | null; source_state: SourceState | null }

function toUpload(row: UploadRow): Upload {
  return {
    id: row.id,
    state: row.state,
    origin: row.origin,
    unitId: row.unit_id,
    personId: row.person_id,
    fileName: row.file_name,
    sizeBytes: row.size_bytes,
    offsetBytes: row.offset_bytes,
    headSha256: row.head_sha256,
    tailSha256: row.tail_sha256,
    ends: JSON.parse(row.ends ?? '{"format":"unknown","findings":[]}') as Ends,
    workId: row.work_id,
    workTitle: row.current_title,
    title: row.work_title,
    kind: row.work_kind as WorkKind | null, // only the schema's kinds are ever written
    language: row.language,
    urgent: row.urgent === 1,
    position: row.position,
    deadlineAt: row.deadline_at,
    expectedSha256: row.expected_sha256,
    sourceSha256: row.source_sha256,
    sourceState: row.source_state,
    versionId: row.version_id,
    failure: row.failure,
    sessions: JSON.parse(row.sessions) as Session[],
    idleHours: row.idle_hours,
    createdAt: row.created_at,
    finishedAt: row.finished_at,
  }
}

export async function uploadById(db: DbOrTrx, id: string): Promise<Upload | undefined> {
  const row = await uploadRows(db).where('upload.id', '=', id).executeTakeFirst()
  return row && toUpload(row)
}

export async function tokenHashOf(db: DbOrTrx, id: string): Promise<string | undefined> {
  const row = await db.selectFrom('upload').select('token_hash').where('id', '=', id).executeTakeFirst()
  return row?.token_hash
}

export async function insertUpload(trx: Trx, row: NewRow<'upload'>): Promise<void> {
  await trx.insertInto('upload').values(row).execute()
}

/** Changes an upload that is in one of these states; false when it is not. */
export async function updateUpload(
  trx: Trx,
  id: string,
  from: readonly UploadState[],
  values: Partial<NewRow<'upload'>>,
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('upload')
    .set(values)
    .where('id', '=', id)
    .where('state', 'in', [...from])
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

export async function uploadsInState(
  db: DbOrTrx,
  states: readonly UploadState[],
  origin?: Upload['origin'],
): Promise<Upload[]> {
  const rows = await uploadRows(db)
    .where('upload.state', 'in', [...states])
    .$if(origin !== undefined, (query) => query.where('upload.origin', '=', origin as Upload['origin']))
    .orderBy('upload.id')
    .execute()
  return rows.map(toUpload)
}

/** The unit's unfinished uploads in the order they are sent: "Gấp" first, then by hand. */
export async function queueOf(db: DbOrTrx, unitId: string | null): Promise<Upload[]> {
  const rows = await uploadRows(db)
    .where('upload.state', 'in', [...unfinished, 'hashing'])
    .$if(unitId !== null, (query) => query.where('upload.unit_id', '=', unitId ?? ''))
    .orderBy('upload.urgent', 'desc')
    .orderBy('upload.position')
    .orderBy('upload.id')
    .execute()
  return rows.map(toUpload)
}

/** What lately arrived or failed, newest first. */
export async function endedLately(db: DbOrTrx, unitId: string | null, limit: number): Promise<Upload[]> {
  const rows = await uploadRows(db)
    .where('upload.state', 'in', ['finished', 'failed'])
    .$if(unitId !== null, (query) => query.where('upload.unit_id', '=', unitId ?? ''))
    .orderBy('upload.id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(toUpload)
}

/** The unit's unfinished upload of a file of this size and these ends. */
export async function unfinishedLike(
  db: DbOrTrx,
  unitId: string,
  file: { sizeBytes: number; headSha256: string; tailSha256: string },
): Promise<Upload | undefined> {
  const row = await uploadRows(db)
    .where('upload.unit_id', '=', unitId)
    .where('upload.origin', '=', 'browser')
    .where('upload.state', 'in', [...unfinished])
    .where('upload.size_bytes', '=', file.sizeBytes)
    .where('upload.head_sha256', '=', file.headSha256)
    .where('upload.tail_sha256', '=', file.tailSha256)
    .orderBy('upload.id', 'desc')
    .executeTakeFirst()
  return row && toUpload(row)
}

/** The work that probably holds this file already: equal size and ends are not yet proof. */
export async function arrivedLike(
  db: DbOrTrx,
  file: { sizeBytes: number; headSha256: string; tailSha256: string },
): Promise<{ workId: string; title: string } | undefined> {
  return await db
    .selectFrom('upload')
    .innerJoin('work', 'work.id', 'upload.work_id')
    .select(['work.id as workId', 'work.title'])
    .where('upload.state', '=', 'finished')
    .where('size_bytes', '=', file.sizeBytes)
    .where('head_sha256', '=', file.headSha256)
    .where('tail_sha256', '=', file.tailSha256)
    .where('work.withdrawn_at', 'is', null)
    .orderBy('upload.id', 'desc')
    .executeTakeFirst()
}

/** Bytes that unfinished uploads were promised and have not sent. */
export async function promisedBytes(db: DbOrTrx): Promise<number> {
  const row = await db
    .selectFrom('upload')
    .select((eb) => eb.fn.sum<number | null>(eb('size_bytes', '-', eb.ref('offset_bytes'))).as('bytes'))
    .where('state', 'in', [...unfinished])
    .executeTakeFirst()
  return Number(row?.bytes ?? 0)
}

export async function lastPosition(db: DbOrTrx, unitId: string): Promise<number> {
  const row = await db
    .selectFrom('upload')
    .select((eb) => eb.fn.max('position').as('last'))
    .where('unit_id', '=', unitId)
    .where('state', 'in', [...unfinished])
    .executeTakeFirst()
  return Number(row?.last ?? -1)
}

/** One more hour idle for all that stand still; the ids of those that have now stood too long. */
export async function countIdleHour(trx: Trx, mostHours: number): Promise<string[]> {
  await trx
    .updateTable('upload')
    .set((eb) => ({ idle_hours: eb('idle_hours', '+', 1) }))
    .where('state', 'in', [...unfinished])
    .execute()
  const rows = await trx
    .selectFrom('upload')
    .select('id')
    .where('state', 'in', [...unfinished])
    .where('idle_hours', '>=', mostHours)
    .execute()
  return rows.map((row) => row.id)
}

/** The job with this key that has not ended. */
export async function jobWithKey(db: DbOrTrx, key: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('job')
    .select('id')
    .where('key', '=', key)
    .where('state', 'in', ['queued', 'running'])
    .executeTakeFirst()
  return row?.id
}
