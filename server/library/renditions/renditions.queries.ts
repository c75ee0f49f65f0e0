import type { DbOrTrx, Trx } from '../../db/open.ts'
import type { NewRow, Row } from '../../db/tables.ts'
import type { Json } from '../../storage/canonical.rules.ts'

/** A file made from a source, or from a stretch of it. */
export interface Rendition {
  id: string
  sourceSha256: string
  inMs: number | null
  outMs: number | null
  recipe: string
  recipeVersion: number
  sha256: string
  sizeBytes: number
  mediaType: string
  durationMs: number | null
  /** What its maker measured. */
  record: Json
  madeAt: string
}

const toRendition = (row: Row<'rendition'>): Rendition => ({
  id: row.id,
  sourceSha256: row.source_sha256,
  inMs: row.in_ms,
  outMs: row.out_ms,
  recipe: row.recipe,
  recipeVersion: row.recipe_version,
  sha256: row.sha256,
  sizeBytes: row.size_bytes,
  mediaType: row.media_type,
  durationMs: row.duration_ms,
  record: JSON.parse(row.record) as Json,
  madeAt: row.made_at,
})

export async function renditionByKey(db: DbOrTrx, key: string): Promise<Rendition | undefined> {
  const row = await db.selectFrom('rendition').selectAll().where('key', '=', key).executeTakeFirst()
  return row && toRendition(row)
}

export async function renditionById(db: DbOrTrx, id: string): Promise<Rendition | undefined> {
  const row = await db.selectFrom('rendition').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toRendition(row)
}

/** The newest file of a recipe made from the whole source. */
export async function productOf(
  db: DbOrTrx,
  sourceSha256: string,
  recipe: string,
): Promise<Rendition | undefined> {
  const row = await db
    .selectFrom('rendition')
    .selectAll()
    .where('source_sha256', '=', sourceSha256)
    .where('recipe', '=', recipe)
    .where('in_ms', 'is', null)
    .orderBy('recipe_version', 'desc')
    .orderBy('made_at', 'desc')
    .executeTakeFirst()
  return row && toRendition(row)
}

/** False when somebody else recorded the same key first. */
export async function insertRendition(trx: Trx, row: NewRow<'rendition'>): Promise<boolean> {
  const result = await trx
    .insertInto('rendition')
    .values(row)
    .onConflict((conflict) => conflict.column('key').doNothing())
    .executeTakeFirst()
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** Only where the recorded file is still the one that went missing. */
export async function replaceRenditionFile(
  trx: Trx,
  key: string,
  missingSha256: string,
  row: Pick<NewRow<'rendition'>, 'sha256' | 'size_bytes' | 'duration_ms' | 'record' | 'made_at'>,
): Promise<void> {
  await trx
    .updateTable('rendition')
    .set(row)
    .where('key', '=', key)
    .where('sha256', '=', missingSha256)
    .execute()
}
