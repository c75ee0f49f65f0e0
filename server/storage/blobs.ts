import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { type Hashed, hashFile, openPieces, pieceBytes, sealPieces } from './pieces.ts'

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
  /**
   * Takes over a finished file written aside; a blob that is already there wins and the copy is dropped. Whoever has
   * hashed the file while writing it says so, and it is not read again.
   */
  adopt(path: string, known?: Hashed): Promise<StoredBlob>
  /** The sha256 of every MiB as they were when the file was stored; undefined where nobody kept them. */
  pieces(sha256: string): Promise<Buffer | undefined>
  keepPieces(hashed: Hashed): Promise<void>
  /** The name of every stored file. */
  list(): AsyncIterable<string>
  has(sha256: string): Promise<boolean>
  read(sha256: string, start?: number, endExclusive?: number): Readable
  localPath(sha256: string): Promise<string>
}

/** What one read brings: below 128 KiB, from where on the C library maps and clears new memory for every single read. */
const READ_BYTES = 112 * 1024

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
  const piecesRoot = join(dataDir, 'pieces')
  await mkdir(root, { recursive: true })
  await mkdir(workDir, { recursive: true })

  const pathIn = (folder: string, sha256: string) => {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error('Not a sha256')
    return join(folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256)
  }
  const pathOf = (sha256: string) => pathIn(root, sha256)
  const isFile = async (path: string) => {
    try {
      return (await stat(path)).isFile()
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
      throw error
    }
  }
  const has = (sha256: string) => isFile(pathOf(sha256))

  const keepPieces = async ({ sha256, sizeBytes, pieces }: Hashed) => {
    const target = pathIn(piecesRoot, sha256)
    if (sizeBytes <= pieceBytes || (await isFile(target))) return
    const aside = join(workDir, `pieces-${randomUUID()}`)
    await writeFile(aside, sealPieces(pieces), { flush: true })
    await mkdir(dirname(target), { recursive: true })
    await rename(aside, target)
    await syncFile(dirname(target))
  }

  return {
    workDir,
    has,
    keepPieces,
    async pieces(sha256) {
      const kept = pathIn(piecesRoot, sha256)
      if (await isFile(kept)) return openPieces(await readFile(kept))
      // Of a file of one piece its own name is that piece's hash.
      const { size } = await stat(pathOf(sha256))
      return size <= pieceBytes ? Buffer.from(sha256, 'hex') : undefined
    },
    async *list() {
      for (const entry of await readdir(root, { recursive: true, withFileTypes: true }))
        if (entry.isFile()) yield entry.name
    },
    async adopt(path, known) {
      const blob = known ?? (await hashFile(path))
      await keepPieces(blob)
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
        highWaterMark: READ_BYTES,
        start,
        ...(endExclusive === undefined ? {} : { end: endExclusive - 1 }),
      })
    },
    async localPath(sha256) {
      return pathOf(sha256)
    },
  }
}
