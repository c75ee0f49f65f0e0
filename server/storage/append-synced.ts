import { open } from 'node:fs/promises'

/** What may be lost when the plug is pulled, and how much the system may hold back of what is shown as written. */
const syncBytes = 32 * 1024 ** 2

/** Adds bytes to the end of a file, which is made where there is none, and answers once the disk has them all. */
export async function appendSynced(
  path: string,
  bytes: AsyncIterable<unknown> | Iterable<unknown>,
  { signal, heard }: { signal?: AbortSignal | undefined; heard?: (bytes: number) => void },
): Promise<void> {
  const target = await open(path, 'a')
  try {
    let unsynced = 0
    for await (const chunk of bytes) {
      signal?.throwIfAborted()
      const piece = chunk as Uint8Array
      await target.appendFile(piece)
      heard?.(piece.length)
      unsynced += piece.length
      if (unsynced < syncBytes) continue
      await target.datasync()
      unsynced = 0
    }
    await target.sync()
  } finally {
    await target.close()
  }
}
