import type { DbOrTrx, Trx } from '../../db/open.ts'
import type { NewRow } from '../../db/tables.ts'
import { type GivenLink, givenLink } from '../../http/links.ts'

export interface Link extends GivenLink {
  deliveryId: string
  /** Files and folders fetched to their last byte. */
  downloads: number
  bytes: number
}

const joined = (db: DbOrTrx) =>
  db
    .selectFrom('delivery_link')
    .innerJoin('person', 'person.id', 'delivery_link.created_by')
    .selectAll('delivery_link')
    .select('person.name as person_name')

type LinkRow = Awaited<ReturnType<ReturnType<typeof joined>['executeTakeFirstOrThrow']>>

const toLink = (row: LinkRow): Link => ({
  ...givenLink(row),
  deliveryId: row.delivery_id,
  downloads: row.downloads,
  bytes: row.bytes,
})

export async function linksOf(db: DbOrTrx, deliveryIds: readonly string[]): Promise<Link[]> {
  if (deliveryIds.length === 0) return []
  const rows = await joined(db)
    .where('delivery_id', 'in', deliveryIds)
    .orderBy('delivery_link.id', 'desc')
    .execute()
  return rows.map(toLink)
}

export async function linkBy(
  db: DbOrTrx,
  column: 'id' | 'token_hash',
  value: string,
): Promise<Link | undefined> {
  const row = await joined(db).where(`delivery_link.${column}`, '=', value).executeTakeFirst()
  return row && toLink(row)
}

export async function insertLink(trx: Trx, row: NewRow<'delivery_link'>): Promise<void> {
  await trx.insertInto('delivery_link').values(row).execute()
}

export async function revokeRow(trx: Trx, id: string, at: string): Promise<void> {
  await trx.updateTable('delivery_link').set({ revoked_at: at }).where('id', '=', id).execute()
}

/** Adds what a link was used for; counted by the database, since several downloads may end at once. */
export async function noteUse(
  trx: Trx,
  id: string,
  { bytes, toTheEnd, at }: { bytes: number; toTheEnd: boolean; at: string },
): Promise<void> {
  await trx
    .updateTable('delivery_link')
    .set((eb) => ({
      last_used_at: at,
      bytes: eb('bytes', '+', bytes),
      downloads: eb('downloads', '+', toTheEnd ? 1 : 0),
    }))
    .where('id', '=', id)
    .execute()
}
