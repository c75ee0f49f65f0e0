import { db, type StoredBlob } from './db.ts'
import { FetchFailure } from './fetch-into.ts'
import type { MediaAnswer, MediaRequest } from './media.worker.ts'

type Asked = MediaRequest extends infer R ? (R extends { id: number } ? Omit<R, 'id'> : never) : never
type Waiting = {
  resolve(hash: string | null): void
  reject(error: Error): void
  onFlushed?: ((bytes: number) => void) | undefined
}

const waiting = new Map<number, Waiting>()
let started: Worker | undefined
let lastId = 0

function worker(): Worker {
  if (started) return started
  started = new Worker(new URL('./media.worker.ts', import.meta.url), { type: 'module' })
  started.onmessage = ({ data }: MessageEvent<MediaAnswer>) => {
    const asker = waiting.get(data.id)
    if ('flushedBytes' in data) return asker?.onFlushed?.(data.flushedBytes)
    waiting.delete(data.id)
    if ('failed' in data) asker?.reject(new FetchFailure(data.failed))
    else asker?.resolve(data.done)
  }
  // It did not start, or the phone took its memory away: the next question starts another.
  started.onerror = () => {
    started?.terminate()
    started = undefined
    for (const { reject } of waiting.values()) reject(new FetchFailure('cut'))
    waiting.clear()
  }
  return started
}

function ask(request: Asked, onFlushed?: (bytes: number) => void) {
  const id = ++lastId
  return new Promise<string | null>((resolve, reject) => {
    waiting.set(id, { resolve, reject, onFlushed })
    worker().postMessage({ id, ...request })
  })
}

export interface Wanted {
  sha256: string
  sizeBytes: number
}

type From = { url: string; token: string } | { from: Blob }

/** Brings one file onto the phone, from where it stopped last time, and marks it whole once its hash was found right. */
export async function bring(wanted: Wanted, from: From): Promise<void> {
  const { sha256, sizeBytes } = wanted
  const known = await db.blobs.get(sha256)
  if (known?.whole) return
  const row: StoredBlob = known ?? { sha256, sizeBytes, offsetBytes: 0, whole: 0 }
  if (!known) await db.blobs.put(row)
  // In the order of the flushes, so that an older offset never overwrites a newer one.
  let written: Promise<unknown> = Promise.resolve()
  const onFlushed = (offsetBytes: number) => {
    written = written.then(() => db.blobs.update(sha256, { offsetBytes }))
  }
  const place = { sha256, sizeBytes, offsetBytes: row.offsetBytes }
  try {
    await ask(
      'url' in from ? { kind: 'fetch', ...place, ...from } : { kind: 'take', ...place, ...from },
      onFlushed,
    )
  } finally {
    // What was not written down is fetched again; the log's room is another matter.
    await written.catch(() => undefined)
  }
  await db.blobs.update(sha256, { offsetBytes: sizeBytes, whole: 1 })
}

/** Reads a stored file again and answers whether it still is what it is called; one that is not must be fetched anew. */
export async function stillWhole(sha256: string): Promise<boolean> {
  if ((await ask({ kind: 'hash', sha256 })) === sha256) return true
  await db.blobs.update(sha256, { offsetBytes: 0, whole: 0 })
  return false
}

export async function removeBlob(sha256: string): Promise<void> {
  await ask({ kind: 'remove', sha256 })
  await db.blobs.delete(sha256)
}

/** A stored file as the browser plays it or hands it over; nothing is copied. */
export async function storedFile(sha256: string, mediaType: string): Promise<Blob> {
  const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('media')
  const file = await (await folder.getFileHandle(sha256)).getFile()
  return file.slice(0, file.size, mediaType)
}
