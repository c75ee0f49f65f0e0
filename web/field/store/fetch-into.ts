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

/** Fetches what is still missing of one file and verifies the whole of it. */
export async function fetchInto(fetching: Fetching): Promise<void> {
  const { handle, sizeBytes, onFlushed } = fetching
  let offset = Math.min(fetching.offsetBytes, handle.getSize(), sizeBytes)
  handle.truncate(offset)
  if (offset < sizeBytes) {
    const answer = await ask(fetching, offset)
    if (answer.status === 200) {
      offset = 0
      handle.truncate(0)
    }
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
  const answer = await get(offset).catch((cause: unknown) => {
    throw new FetchFailure('cut', cause)
  })
  if (answer.status === 401 || answer.status === 403) throw new FetchFailure('refused')
  if (answer.status === 404 || answer.status === 409 || answer.status === 410) throw new FetchFailure('gone')
  if (answer.status >= 400) throw new FetchFailure('cut')
  // A captive portal answers 200 to everything; ours names what it sends.
  if (!answer.headers.get('etag')?.includes(sha256)) throw new FetchFailure('foreign')
  const from = /^bytes (\d+)-/.exec(answer.headers.get('content-range') ?? '')?.[1]
  if (answer.status === 206 && Number(from) !== offset) throw new FetchFailure('foreign')
  return answer
}

/** Writes what arrives, flushed every 256 KiB; when the line breaks, what has arrived is flushed all the same. */
async function writeAll({ handle, sizeBytes, onFlushed }: Fetching, answer: Response, from: number) {
  const reader = answer.body?.getReader()
  let offset = from
  let flushed = from
  const flush = () => {
    handle.flush()
    flushed = offset
    onFlushed(offset)
  }
  try {
    for (let piece = await reader?.read(); piece && !piece.done; piece = await reader?.read()) {
      if (offset + piece.value.length > sizeBytes) throw new FetchFailure('foreign')
      writeAt(handle, piece.value, offset)
      offset += piece.value.length
      if (offset - flushed >= FLUSH_EVERY_BYTES) flush()
    }
  } catch (cause) {
    throw cause instanceof FetchFailure ? cause : new FetchFailure('cut', cause)
  } finally {
    if (offset > flushed) flush()
    void reader?.cancel().catch(() => undefined)
  }
  return offset
}

function writeAt(handle: FileHandle, bytes: Uint8Array, at: number): void {
  try {
    if (handle.write(bytes, { at }) === bytes.length) return
  } catch (cause) {
    throw new FetchFailure('full', cause)
  }
  throw new FetchFailure('full')
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
