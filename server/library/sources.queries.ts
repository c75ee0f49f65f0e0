import type { DbOrTrx, Trx } from '../db/open.ts'
import type { NewRow, Row } from '../db/tables.ts'

export type SourceRow = Row<'source'>

export async function sourceBySha256(db: DbOrTrx, sha256: string): Promise<SourceRow | undefined> {
  return await db.selectFrom('source').selectAll().where('sha256', '=', sha256).executeTakeFirst()
}

export async function insertSource(trx: Trx, row: NewRow<'source'>): Promise<void> {
  await trx.insertInto('source').values(row).execute()
}

export async function updateSource(
  trx: Trx,
  sha256: string,
  values: Partial<NewRow<'source'>>,
): Promise<void> {
  await trx.updateTable('source').set(values).where('sha256', '=', sha256).execute()
}

/** What became of the jobs that look at a source. */
export interface SourceJob {
  id: string
  kind: string
  state: Row<'job'>['state']
  errorCode: string | null
}

export async function jobsByKeys(db: DbOrTrx, keys: readonly string[]): Promise<SourceJob[]> {
  const rows = await db
    .selectFrom('job')
    .select(['id', 'kind', 'state', 'error_code'])
    .where('key', 'in', keys)
    .orderBy('created_at')
    .execute()
  return rows.map((row) => ({ id: row.id, kind: row.kind, state: row.state, errorCode: row.error_code }))
}

/** What a page shows of the files themselves. */
interface SourceFile {
  sha256: string
  fileName: string
  sizeBytes: number
  arrivedAt: string
  unitName: string
  /** Where a camera left it in several files: each, with the ms before it in which nothing was recorded. */
  parts: { sha256: string; fileName: string; durationMs: number; gapMs: number | null }[]
}

export async function describeSources(db: DbOrTrx, sha256s: readonly string[]): Promise<SourceFile[]> {
  if (sha256s.length === 0) return []
  const rows = await db
    .selectFrom('source')
    .innerJoin('unit', 'unit.id', 'source.unit_id')
    .select(['sha256', 'file_name', 'size_bytes', 'arrived_at', 'parts', 'unit.name as unit_name'])
    .where('sha256', 'in', sha256s)
    .execute()
  return rows.map((row) => ({
    sha256: row.sha256,
    fileName: row.file_name,
    sizeBytes: row.size_bytes,
    arrivedAt: row.arrived_at,
    unitName: row.unit_name,
    parts: JSON.parse(row.parts ?? '[]') as SourceFile['parts'], // written by the job that joins them
  }))
}
