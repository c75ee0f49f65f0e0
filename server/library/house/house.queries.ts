import type { HouseRecord } from '../../../media/house.ts'
import type { DbOrTrx } from '../../db/open.ts'
import type { Row } from '../../db/tables.ts'

export interface HouseFile {
  sha256: string
  sizeBytes: number
  madeAt: string
  record: HouseRecord
}

/** The newest house file of a stretch of a source that was made with these parameters. */
export async function houseFileOf(
  db: DbOrTrx,
  of: { sourceSha256: string; inMs: number | null; outMs: number | null; parameters: string },
): Promise<HouseFile | undefined> {
  const row = await db
    .selectFrom('rendition')
    .select(['sha256', 'size_bytes', 'made_at', 'record'])
    .where('recipe', '=', 'house')
    .where('source_sha256', '=', of.sourceSha256)
    .where('in_ms', of.inMs === null ? 'is' : '=', of.inMs)
    .where('out_ms', of.outMs === null ? 'is' : '=', of.outMs)
    .where('parameters', '=', of.parameters)
    .orderBy('recipe_version', 'desc')
    .orderBy('made_at', 'desc')
    .executeTakeFirst()
  return (
    row && {
      sha256: row.sha256,
      sizeBytes: row.size_bytes,
      madeAt: row.made_at,
      // Written by the job that makes house files, and by nobody else.
      record: JSON.parse(row.record) as HouseRecord,
    }
  )
}

/** How the job with this key stands; of several the latest. */
export async function houseJob(
  db: DbOrTrx,
  key: string,
): Promise<{ state: Row<'job'>['state']; errorCode: string | null } | undefined> {
  const row = await db
    .selectFrom('job')
    .select(['state', 'error_code'])
    .where('key', '=', key)
    .orderBy('created_at', 'desc')
    .executeTakeFirst()
  return row && { state: row.state, errorCode: row.error_code }
}
