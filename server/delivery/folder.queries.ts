import { newId } from '../db/ids.ts'
import type { DbOrTrx, Trx } from '../db/open.ts'
import type { FileRole } from './delivery.schema.ts'

/** One file of a delivery's folder, under its name there. */
export interface DeliveryFile {
  role: FileRole
  name: string
  sha256: string
  crc32: number
  sizeBytes: number
  mediaType: string
}

/** The files of deliveries, by delivery, in the folder's order. */
export async function filesOf(
  db: DbOrTrx,
  deliveryIds: readonly string[],
): Promise<Map<string, DeliveryFile[]>> {
  const rows =
    deliveryIds.length === 0
      ? []
      : await db
          .selectFrom('delivery_file')
          .selectAll()
          .where('delivery_id', 'in', deliveryIds)
          .orderBy('delivery_id')
          .orderBy('position')
          .execute()
  const files = new Map<string, DeliveryFile[]>(deliveryIds.map((id) => [id, []]))
  for (const row of rows)
    files.get(row.delivery_id)?.push({
      role: row.role,
      name: row.name,
      sha256: row.sha256,
      crc32: row.crc32,
      sizeBytes: row.size_bytes,
      mediaType: row.media_type,
    })
  return files
}

/** The folder as it now is: what was recorded of it before is replaced whole. */
export async function replaceFiles(
  trx: Trx,
  deliveryId: string,
  files: readonly DeliveryFile[],
): Promise<void> {
  await trx.deleteFrom('delivery_file').where('delivery_id', '=', deliveryId).execute()
  for (const [position, file] of files.entries())
    await trx
      .insertInto('delivery_file')
      .values({
        id: newId(),
        delivery_id: deliveryId,
        position,
        role: file.role,
        name: file.name,
        sha256: file.sha256,
        crc32: file.crc32,
        size_bytes: file.sizeBytes,
        media_type: file.mediaType,
      })
      .execute()
}
