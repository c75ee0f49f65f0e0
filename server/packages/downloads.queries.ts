import { newId } from '../db/ids.ts'
import type { DbOrTrx, Trx } from '../db/open.ts'

/** The last time each package was fetched whole, and by whom. */
export async function wholeDownloads(db: DbOrTrx, packageIds: readonly string[]) {
  if (packageIds.length === 0) return new Map<string, { at: string; by: string }>()
  const rows = await db
    .selectFrom('package_download')
    .innerJoin('person', 'person.id', 'package_download.person_id')
    .select(['package_id', 'last_byte_at', 'person.name'])
    .where('package_id', 'in', packageIds)
    .where('whole', '=', 1)
    .orderBy('last_byte_at')
    .execute()
  return new Map(rows.map((row) => [row.package_id, { at: row.last_byte_at, by: row.name }]))
}

interface Delivered {
  packageId: string
  personId: string
  bytes: number
  /** Of everything that was asked for. */
  sizeBytes: number
  /** Whether the very last byte was among those delivered. */
  toTheEnd: boolean
  at: string
}

/** Adds to the download that is going on, since one that was cut goes on where it stopped; else begins one. */
export async function addDelivered(trx: Trx, delivered: Delivered): Promise<void> {
  const { packageId, personId, sizeBytes, toTheEnd, at } = delivered
  const going = await trx
    .selectFrom('package_download')
    .select(['id', 'bytes'])
    .where('package_id', '=', packageId)
    .where('person_id', '=', personId)
    .where('whole', '=', 0)
    .orderBy('started_at', 'desc')
    .executeTakeFirst()
  const bytes = (going?.bytes ?? 0) + delivered.bytes
  const whole = toTheEnd && bytes >= sizeBytes ? 1 : 0
  if (going) {
    await trx
      .updateTable('package_download')
      .set({ bytes, whole, last_byte_at: at })
      .where('id', '=', going.id)
      .execute()
    return
  }
  const fresh = { id: newId(), package_id: packageId, person_id: personId, started_at: at }
  await trx
    .insertInto('package_download')
    .values({ ...fresh, bytes, whole, last_byte_at: at })
    .execute()
}
