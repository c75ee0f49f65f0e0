import { statfs } from 'node:fs/promises'
import { join } from 'node:path'
import type { Deps } from '../../deps.ts'
import { DomainError } from '../../errors.ts'
import { reserveBytes } from './uploads.rules.ts'

/** Where the bytes of unfinished uploads lie; on the file system of the store, so that a rename takes them over. */
export const uploadDir = (deps: Pick<Deps, 'config'>) => join(deps.config.dataDir, 'uploads')

// Ids are ours; nothing a person typed is ever part of a path.
export const partPath = (deps: Pick<Deps, 'config'>, id: string) => join(uploadDir(deps), `${id}.part`)

/** Bytes that may still be written before the reserve is touched; negative once it is. */
export async function roomLeft({ config }: Pick<Deps, 'config'>): Promise<number> {
  const disk = await statfs(config.dataDir)
  return disk.bavail * disk.bsize - reserveBytes(config.diskReserveBytes, disk.blocks * disk.bsize)
}

export async function assertRoom(deps: Pick<Deps, 'config'>, wantedBytes = 0): Promise<void> {
  const left = await roomLeft(deps)
  if (left < wantedBytes) throw new DomainError('disk_full', { wantedBytes, leftBytes: Math.max(0, left) })
}
