import { FetchFailure, type FetchTrouble, type FileHandle, fetchInto, hashOf } from './fetch-into.ts'

// Only a worker may open a file for synchronous access, and only such a file can be flushed.

type Wanted = { sha256: string; sizeBytes: number; offsetBytes: number }
export type MediaRequest = { id: number } & (
  | ({ kind: 'fetch'; url: string; token: string } & Wanted)
  | ({ kind: 'take'; from: Blob } & Wanted)
  | { kind: 'hash' | 'remove'; sha256: string }
  | { kind: 'stop' }
)
export type MediaAnswer = { id: number } & (
  | { flushedBytes: number }
  | { done: string | null }
  | { failed: FetchTrouble }
)

const answer = (message: MediaAnswer) => self.postMessage(message)
const going = new Map<number, AbortController>()

self.onmessage = async ({ data }: MessageEvent<MediaRequest>) => {
  if (data.kind === 'stop') return going.get(data.id)?.abort()
  const stopper = new AbortController()
  going.set(data.id, stopper)
  try {
    answer({ id: data.id, done: await serve(data, stopper.signal) })
  } catch (error) {
    answer({ id: data.id, failed: error instanceof FetchFailure ? error.code : 'cut' })
  } finally {
    going.delete(data.id)
  }
}

async function serve(
  request: Exclude<MediaRequest, { kind: 'stop' }>,
  signal: AbortSignal,
): Promise<string | null> {
  const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('media', { create: true })
  if (request.kind === 'remove') {
    await folder.removeEntry(request.sha256).catch(() => undefined)
    return null
  }
  const file = await folder
    .getFileHandle(request.sha256, { create: request.kind !== 'hash' })
    .catch(() => null)
  if (!file) return null
  const handle = await opened(file)
  try {
    if (request.kind !== 'fetch' && request.kind !== 'take') return hashOf(handle)
    await fetchInto({ ...request, handle, get: getter(request, signal), onFlushed: told(request.id) })
    return request.sha256
  } finally {
    handle.close()
  }
}

/** TypeScript's DOM does not know workers' files. */
const opened = (file: FileSystemFileHandle) =>
  (
    file as unknown as { createSyncAccessHandle(): Promise<FileHandle & { close(): void }> }
  ).createSyncAccessHandle()

const told = (id: number) => (flushedBytes: number) => answer({ id, flushedBytes })

/** From the office, or out of a file that another phone handed over. */
function getter(request: Extract<MediaRequest, { kind: 'fetch' | 'take' }>, signal: AbortSignal) {
  if (request.kind === 'take') {
    const headers = { etag: `"${request.sha256}"` }
    return async () => new Response(request.from, { headers })
  }
  const { url, token, sha256 } = request
  return (offset: number) =>
    fetch(url, {
      signal,
      cache: 'no-store',
      headers: {
        authorization: `Bearer ${token}`,
        ...(offset > 0 ? { range: `bytes=${offset}-`, 'if-range': `"${sha256}"` } : {}),
      },
    })
}
