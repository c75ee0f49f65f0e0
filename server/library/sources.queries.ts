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
