import type { DbOrTrx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { DomainError, found } from '../errors.ts'
import type { Ranged } from '../http/range.ts'
import { zipRanged } from '../http/zip-bytes.ts'
import { type Version, versionById } from '../library/versions.service.ts'
import { type Delivery, deliveryById } from './delivery.queries.ts'
import { mayLeave } from './delivery.rules.ts'
import { type DeliveryFile, filesOf } from './folder.queries.ts'

/** A delivery that may leave at this moment, and everything in its folder. */
export interface Leaving {
  delivery: Delivery & { folderName: string }
  version: Version
  files: DeliveryFile[]
}

/**
 * Read anew for every request and every copy: an approval can be taken back at any time.
 * Throws `not_found`, `delivery_not_ready`, and why it may not leave: `not_approved`, `content_changed`, `withdrawn`.
 */
export async function leaving(db: DbOrTrx, id: string): Promise<Leaving> {
  const delivery = found(await deliveryById(db, id))
  const version = found(await versionById(db, delivery.versionId))
  const files = (await filesOf(db, [id])).get(id) ?? []
  const { folderName } = delivery
  if (files.length === 0 || folderName === null) throw new DomainError('delivery_not_ready')
  const stopped = mayLeave(delivery, version)
  if (stopped) throw new DomainError(stopped, { title: version.workTitle })
  return { delivery: { ...delivery, folderName }, version, files }
}

/** One file of the folder, by its name there. */
export function fileRanged({ blobs }: Pick<Deps, 'blobs'>, { files }: Leaving, name: string): Ranged {
  const file = found(files.find((one) => one.name === name))
  return {
    sizeBytes: file.sizeBytes,
    etag: file.sha256,
    mediaType: file.mediaType,
    fileName: file.name,
    read: (start, end) => blobs.read(file.sha256, start, end),
  }
}

/** The whole folder as one ZIP, stored and not compressed, so that it can be fetched from any place on. */
export function folderRanged({ blobs }: Pick<Deps, 'blobs'>, { delivery, files }: Leaving): Ranged {
  const { folderName } = delivery
  const entries = files.map((file) => ({ ...file, path: `${folderName}/${file.name}` }))
  return zipRanged(entries, blobs, `${folderName}.zip`)
}
