import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import type { BlobStore } from './blobs.ts'

/** Reads a stored file from where it will be served and answers its CRC-32. Throws `wrong_hash` where it is not what was stored. */
export async function readBack(
  blobs: Pick<BlobStore, 'read'>,
  file: { path: string; sizeBytes: number; sha256: string },
  signal?: AbortSignal,
): Promise<number> {
  const hash = createHash('sha256')
  let crc = 0
  let sizeBytes = 0
  for await (const chunk of blobs.read(file.sha256)) {
    signal?.throwIfAborted()
    const bytes = chunk as Buffer
    hash.update(bytes)
    crc = crc32(bytes, crc)
    sizeBytes += bytes.length
  }
  if (hash.digest('hex') !== file.sha256 || sizeBytes !== file.sizeBytes)
    throw Object.assign(new Error(`${file.path} does not read back as it was made`), { code: 'wrong_hash' })
  return crc
}
