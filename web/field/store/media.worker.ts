import { FetchFailure, type FetchTrouble, type FileHandle, fetchInto, hashOf } from './fetch-into.ts'

// Only a worker may open a file for synchronous access, and only such a file can be flushed.

type Wanted = { sha256: string; sizeBytes: number; offsetBytes: number }
export type MediaRequest = { id: number; sha256: string } & (
  | ({ kind: 'fetch'; url: string; token: string } & Wanted)
  | ({ kind: 'take'; from: Blob } & Wanted)
  | { kind: 'hash' | 'remove' }
)
export type MediaAnswer = { id: number } & (
  | { flushedBytes: number }
  | { done: string | null }
  | { failed: FetchTrouble }
)

const answer = (message: MediaAnswer) => self.postMessage(message)

/** A file is open once at a time: whoever checks it waits for whoever fetches it. */
const turns = new Map<string, Promise<void>>()

self.onmessage = ({ data }: MessageEvent<MediaRequest>) => {
  const before = turns.get(data.sha256) ?? Promise.resolve()
  turns.set(
    data.sha256,
    before.then(() => work(data)),
  )
}

async function work(request: MediaRequest): Promise<void> {
  const { id } = request
  // A request that was given up may still hang on a dead line.
  const stopper = new AbortController()
  try {
    answer({ id, done: await serve(request, stopper.signal) })
  } catch (error) {
    answer({ id, failed: troubleIn(error) })
  } finally {
    stopper.abort()
  }
}

function troubleIn(error: unknown): FetchTrouble {
  if (error instanceof FetchFailure) return error.code
  return error instanceof DOMException && error.name === 'QuotaExceededError' ? 'full' : 'cut'
}

async function serve(request: MediaRequest, signal: AbortSignal): Promise<string | null> {
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
