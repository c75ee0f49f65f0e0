import type { BlobStore } from './blobs.ts'
import { damagedPieces, hashStream } from './pieces.ts'

/** How a stored file stands; of a damaged one the MiB that are not as they were stored, null where nobody can tell. */
export type Standing =
  | { state: 'whole' }
  | { state: 'missing' }
  | { state: 'damaged'; damaged: number[] | null }

/** Reads a stored file from its first byte to its last. What was stored without hashes of its pieces gets them. */
export async function examine(
  blobs: Pick<BlobStore, 'has' | 'read' | 'pieces' | 'keepPieces'>,
  sha256: string,
): Promise<Standing> {
  if (!(await blobs.has(sha256))) return { state: 'missing' }
  const stored = await blobs.pieces(sha256)
  const read = await hashStream(blobs.read(sha256))
  if (read.sha256 === sha256) {
    if (!stored) await blobs.keepPieces(read)
    return { state: 'whole' }
  }
  return { state: 'damaged', damaged: stored ? damagedPieces(stored, read.pieces) : null }
}
