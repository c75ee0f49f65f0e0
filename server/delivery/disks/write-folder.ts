import type { Deps } from '../../deps.ts'
import { DomainError } from '../../errors.ts'
import { diskTrouble } from '../../storage/disk-trouble.ts'
import { driveAt } from '../../storage/drives.ts'
import { type DiskFacts, hindranceOfDisk } from '../delivery.rules.ts'
import { type Leaving, leaving } from '../folder.service.ts'
import { type Copied, copyFolder, presentBytes } from './copy-folder.ts'

interface Target {
  /** A folder on the disk. */
  path: string
  facts?: DiskFacts | undefined
  signal?: AbortSignal | undefined
  progress?: ((fraction: number) => void) | undefined
}

/**
 * Writes a delivery's folder to a disk, after asking whether it can hold it at all. Throws DomainError: what `hindranceOfDisk` names,
 * `disk_filled`, `disk_gone`, `disk_read_only`, `disk_misread`, `wrong_hash`.
 */
export async function writeFolder(
  { blobs, config, reads }: Pick<Deps, 'blobs' | 'config' | 'reads'>,
  { delivery, files }: Leaving,
  { path, facts, signal, progress }: Target,
): Promise<Copied> {
  const copy = {
    files: files.map((file) => ({ ...file, read: (start: number) => blobs.read(file.sha256, start) })),
    target: path,
    folderName: delivery.folderName,
    // Writing takes as long as the disk is slow: an approval may be taken back meanwhile.
    mayBeNamed: () => leaving(reads, delivery.id),
    signal,
    progress,
  }
  try {
    const disk = facts ?? { ...(await driveAt(path)), readOnly: false }
    const hindrance = hindranceOfDisk(files, disk, await presentBytes(copy))
    if (hindrance) throw new DomainError(hindrance.code, hindrance.details)
    return await copyFolder(copy)
  } catch (error) {
    throw diskTrouble(error, config.dataDir)
  }
}
