import { sha256 } from '../../ui/verify/sha256.ts'

/** The part of a sync access handle that is used, so that the order of its calls can be tried without a browser. */
export interface FileHandle {
  read(buffer: Uint8Array, options: { at: number }): number
  write(buffer: Uint8Array, options: { at: number }): number
  truncate(sizeBytes: number): void
  flush(): void
  getSize(): number
}

export type FetchTrouble = 'cut' | 'changed' | 'refused' | 'gone' | 'full' | 'foreign'

/** Why bytes did not arrive; after `cut` another try goes on where this one stopped. */
export class FetchFailure extends Error {
  readonly code: FetchTrouble
  constructor(code: FetchTrouble, cause?: unknown) {
    super(code, { cause })
    this.name = 'FetchFailure'
    this.code = code
  }
}

interface Fetching {
  handle: FileHandle
  sha256: string
  sizeBytes: number
  /** What is known to be on disk from last time. */
  offsetBytes: number
  /** Asks for the bytes from an offset on; `If-Range` names the hash. */
  get(offsetBytes: number): Promise<Response>
  /** Everything before this is flushed: it may be written down as ours. */
  onFlushed(offsetBytes: number): void
}

const FLUSH_EVERY_BYTES = 256 * 1024
/** A line on which nothing came for so long is dead without saying so. */
export const PATIENCE_MS = 45_000

/** Fetches what is still missing of one file and verifies the whole of it. */
export async function fetchInto(fetching: Fetching): Promise<void> {
  const { handle, sizeBytes, onFlushed } = fetching
  let offset = Math.min(fetching.offsetBytes, handle.getSize(), sizeBytes)
  handle.truncate(offset)
  if (offset < sizeBytes) {
    const answer = await ask(fetching, offset)
    offset = await writeAll(fetching, answer, offset)
  }
  if (offset < sizeBytes) throw new FetchFailure('cut')
  if (hashOf(handle) === fetching.sha256) return
  handle.truncate(0)
  handle.flush()
  onFlushed(0)
  throw new FetchFailure('changed')
}

async function ask({ get, sha256 }: Fetching, offset: number): Promise<Response> {
  const answer = await inTime(get(offset))
  const { status, headers } = answer
  if (status >= 500 || status === 429) throw new FetchFailure('cut')
  // What stands between refuses with a page of its own; ours says why in JSON.
  if (!answer.ok && !headers.get('content-type')?.includes('json')) throw new FetchFailure('foreign')
  if (status === 401 || status === 403) throw new FetchFailure('refused')
  if (!answer.ok) throw new FetchFailure('gone')
  // A captive portal answers 200 to everything; ours names what it sends.
  if (!headers.get('etag')?.includes(sha256)) throw new FetchFailure('foreign')
  const from = /^bytes (\d+)-/.exec(headers.get('content-range') ?? '')?.[1]
  if (status === 206 && Number(from) !== offset) throw new FetchFailure('foreign')
  return answer
}

async function inTime<T>(promise: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new FetchFailure('cut')), PATIENCE_MS)
  })
  try {
    return await Promise.race([promise, late])
  } catch (cause) {
    throw cause instanceof FetchFailure ? cause : new FetchFailure('cut', cause)
  } finally {
    clearTimeout(timer)
  }
}

/** Writes what arrives, flushed every 256 KiB; when the line breaks, what has arrived is flushed all the same. */
async function writeAll({ handle, sizeBytes, onFlushed }: Fetching, answer: Response, from: number) {
  const reader = answer.body?.getReader()
  // Where ranges are not kept on the way, the whole file comes again: what is here of it already is passed over.
  let passOver = answer.status === 206 ? 0 : from
  let offset = from
  let flushed = from
  const flush = () => {
    inRoom(() => handle.flush())
    flushed = offset
    onFlushed(offset)
  }
  const next = () => (reader ? inTime(reader.read()) : undefined)
  try {
    for (let piece = await next(); piece && !piece.done; piece = await next()) {
      const fresh = piece.value.subarray(Math.min(passOver, piece.value.length))
      passOver -= piece.value.length - fresh.length
      if (offset + fresh.length > sizeBytes) throw new FetchFailure('foreign')
      if (inRoom(() => handle.write(fresh, { at: offset })) !== fresh.length) throw new FetchFailure('full')
      offset += fresh.length
      if (offset - flushed >= FLUSH_EVERY_BYTES) flush()
    }
  } finally {
    if (offset > flushed) flush()
    void reader?.cancel().catch(() => undefined)
  }
  return offset
}

/** A file that cannot be written stands on a phone that is full. */
function inRoom<T>(write: () => T): T {
  try {
    return write()
  } catch (cause) {
    throw new FetchFailure('full', cause)
  }
}

const PIECE_BYTES = 1024 * 1024

/** SHA-256 of what the file holds now, read back from where it will be played. */
export function hashOf(handle: Pick<FileHandle, 'read' | 'getSize'>): string {
  const hash = sha256()
  const piece = new Uint8Array(PIECE_BYTES)
  const size = handle.getSize()
  for (let at = 0; at < size; ) {
    const read = handle.read(piece, { at })
    if (read === 0) break
    hash.update(piece.subarray(0, read))
    at += read
  }
  return hash.digest()
}
