import type { DbOrTrx, Trx } from '../../db/open.ts'
import type { NewRow, Row } from '../../db/tables.ts'

/** Why parts are not joined; `part` counts from 0. */
export interface PartsRefusal {
  code: 'parts_differ' | 'part_lost' | 'not_joined'
  part?: number
  properties?: string[]
}

/** A recording that came in several files. */
export interface SplitRecording {
  id: string
  unitId: string
  personId: string
  state: Row<'split_recording'>['state']
  uploadIds: string[]
  conform: boolean
  refusal: PartsRefusal | null
  sourceSha256: string | null
  workId: string | null
  versionId: string | null
}

const toRecording = (row: Row<'split_recording'>): SplitRecording => ({
  id: row.id,
  unitId: row.unit_id,
  personId: row.person_id,
  state: row.state,
  uploadIds: JSON.parse(row.uploads) as string[],
  conform: row.conform === 1,
  refusal: row.refusal === null ? null : (JSON.parse(row.refusal) as PartsRefusal),
  sourceSha256: row.source_sha256,
  workId: row.work_id,
  versionId: row.version_id,
})

export async function recordingById(db: DbOrTrx, id: string): Promise<SplitRecording | undefined> {
  const row = await db.selectFrom('split_recording').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toRecording(row)
}

/** The newest first; of one unit, or of all. */
export async function recordingsOf(
  db: DbOrTrx,
  unitId: string | null,
  limit = 100,
): Promise<SplitRecording[]> {
  const rows = await db
    .selectFrom('split_recording')
    .selectAll()
    .$if(unitId !== null, (query) => query.where('unit_id', '=', unitId ?? ''))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(toRecording)
}

export async function waitingRecordings(db: DbOrTrx): Promise<SplitRecording[]> {
  const rows = await db.selectFrom('split_recording').selectAll().where('state', '=', 'waiting').execute()
  return rows.map(toRecording)
}

export async function insertRecording(trx: Trx, row: NewRow<'split_recording'>): Promise<void> {
  await trx.insertInto('split_recording').values(row).execute()
}

export async function updateRecording(
  trx: Trx,
  id: string,
  values: Partial<NewRow<'split_recording'>>,
): Promise<void> {
  await trx.updateTable('split_recording').set(values).where('id', '=', id).execute()
}

/** What is known of the parts, in their order: where each upload stands, and what was seen of its file. */
export async function partsOf(db: DbOrTrx, uploadIds: readonly string[]) {
  const rows = await db
    .selectFrom('upload')
    .leftJoin('source', 'source.sha256', 'upload.source_sha256')
    .select([
      ...(['upload.id', 'upload.state', 'upload.file_name', 'upload.work_id', 'upload.version_id'] as const),
      ...(['source.sha256', 'source.state as source_state', 'source.facts'] as const),
      ...(['upload.language', 'upload.unit_id'] as const),
    ])
    .where('upload.id', 'in', [...uploadIds])
    .execute()
  return uploadIds.flatMap((id) => rows.find((row) => row.id === id) ?? [])
}
export type Part = Awaited<ReturnType<typeof partsOf>>[number]

/** Works that hold nothing but this one untouched draft, and so may step back once it is part of another. */
export async function emptiedBy(db: DbOrTrx, workIds: readonly string[]): Promise<string[]> {
  if (workIds.length === 0) return []
  const rows = await db
    .selectFrom('version')
    .innerJoin('work', 'work.id', 'version.work_id')
    .select((eb) => ['work_id', eb.fn.countAll<number>().as('count'), eb.fn.max('version.state').as('state')])
    .where('work_id', 'in', [...workIds])
    .where('work.withdrawn_at', 'is', null)
    .groupBy('work_id')
    .execute()
  return rows.filter(({ count, state }) => Number(count) === 1 && state === 'draft').map((row) => row.work_id)
}
