import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'

export interface StoredBlob {
  sha256: string
  sizeBytes: number
}

/**
 * Content-addressed, write-once files. `adopt` and `read` are all that features use to keep and serve bytes;
 * `localPath` is for tools that open files by name: another driver fetches a copy first.
 */
export interface BlobStore {
  /** A folder on the same file system, for files being written aside. */
  readonly workDir: string
  /** Takes over a finished file written aside; a blob that is already there wins and the copy is dropped. */
  adopt(path: string, known?: StoredBlob): Promise<StoredBlob>
  has(sha256: string): Promise<boolean>
  read(sha256: string, start?: number, endExclusive?: number): Readable
  localPath(sha256: string): Promise<string>
}

export async function hashFile(path: string, signal?: AbortSignal): Promise<StoredBlob> {
  const hash = createHash('sha256')
  let sizeBytes = 0
  for await (const chunk of createReadStream(path, {
    highWaterMark: 1 << 20,
    ...(signal ? { signal } : {}),
  })) {
    const bytes = chunk as Buffer
    hash.update(bytes)
    sizeBytes += bytes.length
  }
  return { sha256: hash.digest('hex'), sizeBytes }
}

export async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

export async function createDiskBlobs(dataDir: string): Promise<BlobStore> {
  const root = join(dataDir, 'blobs')
  const workDir = join(dataDir, 'work')
  await mkdir(root, { recursive: true })
  await mkdir(workDir, { recursive: true })

  const pathOf = (sha256: string) => {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error('Not a sha256')
    return join(root, sha256.slice(0, 2), sha256.slice(2, 4), sha256)
  }
  const has = async (sha256: string) => {
    try {
      return (await stat(pathOf(sha256))).isFile()
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
      throw error
    }
  }

  return {
    workDir,
    has,
    async adopt(path, known) {
      const blob = known ?? (await hashFile(path))
      const target = pathOf(blob.sha256)
      if (await has(blob.sha256)) await rm(path, { force: true })
      else {
        await syncFile(path)
        await mkdir(dirname(target), { recursive: true })
        await rename(path, target)
      }
      // A rename is durable only once the folders that name the file are, also where another adopter has just made it.
      for (const folder of [dirname(target), dirname(dirname(target)), root]) await syncFile(folder)
      return blob
    },
    read(sha256, start = 0, endExclusive) {
      return createReadStream(pathOf(sha256), {
        start,
        ...(endExclusive === undefined ? {} : { end: endExclusive - 1 }),
      })
    },
    async localPath(sha256) {
      return pathOf(sha256)
    },
  }
}
