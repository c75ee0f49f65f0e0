import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'

export const pieceBytes = 1 << 20
const wasmPage = 1 << 16

/** Where bytes that were read back really came from. */
export type ReadFrom = 'disk' | 'memory'

/**
 * The pieces of a file from its start, each valid until the next is asked for. O_DIRECT wants memory that begins at a page, which no
 * Buffer promises and the memory of WebAssembly does.
 */
export async function* pieces(file: FileHandle, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
  const room = new WebAssembly.Memory({ initial: pieceBytes / wasmPage, maximum: pieceBytes / wasmPage })
  const piece = new Uint8Array(room.buffer)
  for (let at = 0; ; ) {
    signal?.throwIfAborted()
    const { bytesRead } = await file.read(piece, 0, pieceBytes, at)
    if (bytesRead === 0) return
    yield piece.subarray(0, bytesRead)
    at += bytesRead
    // A length that is no whole number of blocks is the end; a straight read cannot begin there.
    if (bytesRead < pieceBytes) return
  }
}

/**
 * Opens a file so that it is read from the disk itself, not from what the system still remembers of writing it. Undefined where
 * the file system cannot read so.
 */
export async function openStraight(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, constants.O_RDONLY | constants.O_DIRECT)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EINVAL') return undefined
    throw error
  }
}
