import type { DeliveryRecord } from '../../media/deliver.ts'
import type { DbOrTrx, Trx } from '../db/open.ts'
import type { NewRow } from '../db/tables.ts'
import type { DeliveryPreset, DeliveryState } from './delivery.schema.ts'

export interface Delivery {
  id: string
  versionId: string
  contentId: string
  preset: DeliveryPreset
  /** What the preset was set to when it was asked for, as canonical JSON. */
  settings: string
  folderName: string | null
  state: DeliveryState
  failure: string | null
  answer: string | null
  requestedBy: string
  requestedAt: string
  updatedAt: string
  /** The programme as it was encoded. */
  file: { sha256: string; sizeBytes: number; mediaType: string; record: DeliveryRecord } | null
}

const joined = (db: DbOrTrx) =>
  db
    .selectFrom('delivery')
    .innerJoin('person', 'person.id', 'delivery.requested_by')
    .leftJoin('rendition', 'rendition.id', 'delivery.rendition_id')
    .selectAll('delivery')
    .select([
      'person.name as person_name',
      'rendition.sha256',
      'rendition.size_bytes',
      'rendition.media_type',
      'rendition.record',
    ])

type DeliveryRow = Awaited<ReturnType<ReturnType<typeof joined>['executeTakeFirstOrThrow']>>

const toDelivery = (row: DeliveryRow): Delivery => ({
  id: row.id,
  versionId: row.version_id,
  contentId: row.content_id,
  // Written by `makeDelivery` alone, from the schema's list.
  preset: row.preset as DeliveryPreset,
  settings: row.settings,
  folderName: row.folder_name,
  state: row.state,
  failure: row.failure,
  answer: row.answer,
  requestedBy: row.person_name,
  requestedAt: row.requested_at,
  updatedAt: row.updated_at,
  file:
    row.sha256 === null
      ? null
      : {
          sha256: row.sha256,
          sizeBytes: row.size_bytes ?? 0,
          mediaType: row.media_type ?? '',
          record: JSON.parse(row.record ?? '{}') as DeliveryRecord,
        },
})

export async function deliveryById(db: DbOrTrx, id: string): Promise<Delivery | undefined> {
  const row = await joined(db).where('delivery.id', '=', id).executeTakeFirst()
  return row && toDelivery(row)
}

/** The deliveries of a version, the latest first. */
export async function deliveriesOf(db: DbOrTrx, versionId: string): Promise<Delivery[]> {
  const rows = await joined(db).where('version_id', '=', versionId).orderBy('delivery.id', 'desc').execute()
  return rows.map(toDelivery)
}

/** All of them, what changed last first. */
export async function latestDeliveries(db: DbOrTrx, most: number): Promise<Delivery[]> {
  const rows = await joined(db)
    .orderBy('delivery.updated_at', 'desc')
    .orderBy('delivery.id', 'desc')
    .limit(most)
    .execute()
  return rows.map(toDelivery)
}

/** Names of folders that begin alike, for finding one that is free. */
export async function folderNamesLike(db: DbOrTrx, name: string): Promise<string[]> {
  const rows = await db
    .selectFrom('delivery')
    .select('folder_name')
    .where('folder_name', 'is not', null)
    .execute()
  const start = name.toLowerCase()
  return rows.map((row) => row.folder_name ?? '').filter((one) => one.toLowerCase().startsWith(start))
}

export async function insertDelivery(trx: Trx, row: NewRow<'delivery'>): Promise<void> {
  await trx.insertInto('delivery').values(row).execute()
}

export async function updateDelivery(
  trx: Trx,
  id: string,
  values: Partial<NewRow<'delivery'>>,
): Promise<void> {
  await trx.updateTable('delivery').set(values).where('id', '=', id).execute()
}

/** What is known of a source before anything is made of it: facts and measurements, as JSON. */
export async function knownOfSource(db: DbOrTrx, sha256: string) {
  return await db
    .selectFrom('source')
    .select(['state', 'facts', 'analysis'])
    .where('sha256', '=', sha256)
    .executeTakeFirst()
}
