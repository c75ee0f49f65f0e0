import { newId } from '../db/ids.ts'
import type { DbOrTrx, Trx } from '../db/open.ts'
import type { PackageDownload } from './packages.schema.ts'

/** The last time each package was fetched whole, and by whom. */
export async function wholeDownloads(db: DbOrTrx, packageIds: readonly string[]) {
  if (packageIds.length === 0) return new Map<string, { at: string; by: string }>()
  const rows = await db
    .selectFrom('package_download')
    .leftJoin('person', 'person.id', 'package_download.person_id')
    .leftJoin('device', 'device.id', 'package_download.device_id')
    .select(['package_id', 'last_byte_at'])
    .select((eb) => eb.fn.coalesce('person.name', 'device.name').as('name'))
    .where('package_id', 'in', packageIds)
    .where('whole', '=', 1)
    .orderBy('last_byte_at')
    .execute()
  return new Map(rows.map((row) => [row.package_id, { at: row.last_byte_at, by: row.name ?? '' }]))
}

/** A person at a computer, or a team's own device. */
export type Fetcher = { readonly personId: string } | { readonly deviceId: string }

interface Delivered {
  packageId: string
  by: Fetcher
  bytes: number
  /** Of everything that was asked for. */
  sizeBytes: number
  /** Whether the very last byte was among those delivered. */
  toTheEnd: boolean
  at: string
}

const columnsOf = (by: Fetcher) =>
  'personId' in by ? { person_id: by.personId } : { device_id: by.deviceId }

/** Whether somebody has fetched a package whole before. */
export async function heldWhole(db: DbOrTrx, by: Fetcher, packageId: string): Promise<boolean> {
  const row = await db
    .selectFrom('package_download')
    .select('id')
    .where('package_id', '=', packageId)
    .where((eb) => eb.and(columnsOf(by)))
    .where('whole', '=', 1)
    .executeTakeFirst()
  return row !== undefined
}

/** Adds to the download that is going on, since one that was cut goes on where it stopped; else begins one. */
export async function addDelivered(trx: Trx, delivered: Delivered): Promise<void> {
  const { packageId, by, sizeBytes, toTheEnd, at } = delivered
  const fetcher = columnsOf(by)
  const going = await trx
    .selectFrom('package_download')
    .select(['id', 'bytes'])
    .where('package_id', '=', packageId)
    .where((eb) => eb.and(fetcher))
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
  const fresh = { id: newId(), package_id: packageId, ...fetcher, started_at: at }
  await trx
    .insertInto('package_download')
    .values({ ...fresh, bytes, whole, last_byte_at: at })
    .execute()
}

/** Who fetched a package and how much of it, the latest first. */
export async function downloadsOf(db: DbOrTrx, packageId: string): Promise<PackageDownload[]> {
  const rows = await db
    .selectFrom('package_download')
    .leftJoin('person', 'person.id', 'package_download.person_id')
    .leftJoin('device', 'device.id', 'package_download.device_id')
    .selectAll('package_download')
    .select((eb) => eb.fn.coalesce('person.name', 'device.name').as('name'))
    .where('package_id', '=', packageId)
    .orderBy('last_byte_at', 'desc')
    .orderBy('package_download.id', 'desc')
    .limit(200)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    by: row.name ?? '',
    device: row.device_id !== null,
    startedAt: row.started_at,
    lastByteAt: row.last_byte_at,
    bytes: row.bytes,
    whole: row.whole === 1,
  }))
}
