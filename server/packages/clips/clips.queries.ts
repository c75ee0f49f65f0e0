import type { DbOrTrx, Trx } from '../../db/open.ts'
import type { NewRow } from '../../db/tables.ts'
import { type GivenLink, givenLink } from '../../http/links.ts'
import type { ClipFormat } from './clips.schema.ts'

/** One approved clip, given to somebody for a few days. */
export interface Link extends GivenLink {
  versionId: string
  /** What was approved when the link was made: another content is not what was meant. */
  contentId: string
  format: ClipFormat
  downloads: number
  /** Who made it, by id. */
  madeBy: string
}

const joined = (db: DbOrTrx) =>
  db
    .selectFrom('clip_link')
    .innerJoin('person', 'person.id', 'clip_link.created_by')
    .selectAll('clip_link')
    .select('person.name as person_name')

type Joined = Awaited<ReturnType<ReturnType<typeof joined>['executeTakeFirstOrThrow']>>

const toLink = (row: Joined): Link => ({
  ...givenLink(row),
  versionId: row.version_id,
  contentId: row.content_id,
  format: row.format,
  downloads: row.downloads,
  madeBy: row.created_by,
})

export async function linksTo(db: DbOrTrx, versionId: string): Promise<Link[]> {
  const rows = await joined(db)
    .where('version_id', '=', versionId)
    .orderBy('clip_link.id', 'desc')
    .limit(100)
    .execute()
  return rows.map(toLink)
}

export async function linkBy(
  db: DbOrTrx,
  column: 'id' | 'token_hash',
  value: string,
): Promise<Link | undefined> {
  const row = await joined(db).where(`clip_link.${column}`, '=', value).executeTakeFirst()
  return row && toLink(row)
}

export async function insertLink(trx: Trx, row: NewRow<'clip_link'>): Promise<void> {
  await trx.insertInto('clip_link').values(row).execute()
}

export async function revokeRow(trx: Trx, id: string, at: string): Promise<void> {
  await trx.updateTable('clip_link').set({ revoked_at: at }).where('id', '=', id).execute()
}

/** Adds what a link was used for; counted by the database, since several may listen at once. */
export async function noteUse(
  trx: Trx,
  id: string,
  { bytes, toTheEnd, at }: { bytes: number; toTheEnd: boolean; at: string },
): Promise<void> {
  await trx
    .updateTable('clip_link')
    .set((eb) => ({
      last_used_at: at,
      bytes: eb('bytes', '+', bytes),
      downloads: eb('downloads', '+', toTheEnd ? 1 : 0),
    }))
    .where('id', '=', id)
    .execute()
}
