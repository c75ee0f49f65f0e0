import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { DomainError } from '../errors.ts'
import { openStraight, pieces, type ReadFrom } from './straight-read.ts'

/** A file that is written to a disk, and its bytes from any place on. */
export interface CopiedFile {
  name: string
  sha256: string
  sizeBytes: number
  read(start: number): Readable
}

interface Compared {
  /** Bytes from the start that are as they should be. */
  sameBytes: number
  /** Every byte is right and there is none beyond. */
  whole: boolean
  readFrom: ReadFrom
}

/**
 * Compares a file on a disk, read from the disk itself, with what it should hold: byte by byte, and its sha256. Nothing there is nothing
 * right. Throws `wrong_hash` where our own stored file is no longer what it was.
 */
export async function compareFile(
  path: string,
  file: CopiedFile,
  signal?: AbortSignal,
  heard?: (bytes: number) => void,
): Promise<Compared> {
  const straight = await openStraight(path).catch(absent)
  const there = straight ?? (await open(path).catch(absent))
  if (!there) return { sameBytes: 0, whole: false, readFrom: 'disk' }
  const readFrom = straight ? 'disk' : 'memory'
  const stream = file.read(0)
  const source = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>
  const hash = createHash('sha256')
  let wanted: Buffer = Buffer.alloc(0)
  let sameBytes = 0
  try {
    for await (const bytes of pieces(there, signal)) {
      hash.update(bytes)
      for (let at = 0; at < bytes.length; ) {
        if (wanted.length === 0) {
          const next = await source.next()
          if (next.done) return { sameBytes, whole: false, readFrom }
          wanted = next.value
        }
        const length = Math.min(wanted.length, bytes.length - at)
        const same = sameLength(bytes.subarray(at, at + length), wanted)
        sameBytes += same
        heard?.(same)
        if (same < length) return { sameBytes, whole: false, readFrom }
        at += length
        wanted = wanted.subarray(length)
      }
    }
    if (sameBytes < file.sizeBytes) return { sameBytes, whole: false, readFrom }
    // Equal to what is stored, but not to what was stored: the damage is ours.
    if (hash.digest('hex') !== file.sha256) throw new DomainError('wrong_hash', { name: file.name })
    return { sameBytes, whole: true, readFrom }
  } finally {
    stream.destroy()
    await there.close()
  }
}

function sameLength(found: Uint8Array, wanted: Buffer): number {
  if (wanted.compare(found, 0, found.length, 0, found.length) === 0) return found.length
  return found.findIndex((byte, index) => byte !== wanted[index])
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
}
