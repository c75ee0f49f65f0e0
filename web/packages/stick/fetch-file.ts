import { ApiError, request } from '../../api.ts'

/** In a row, without one more byte between them. */
const MOST_TRIES = 6
const WAIT_MS = 1500

/**
 * The bytes of a file from the server. A line that breaks is waited for, and goes on at the byte where it broke, as long
 * as the file is still the same one. Throws ApiError, and whatever `signal` was aborted with.
 */
export async function* fetchFile(
  url: string,
  { sha256, sizeBytes }: { sha256: string; sizeBytes: number },
  signal: AbortSignal,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let at = 0
  for (let tries = 1; at < sizeBytes; tries++) {
    try {
      const rest = { range: `bytes=${at}-`, 'if-range': `"${sha256}"` }
      const answer = await request(url, { headers: rest, signal })
      // The package's sound is another one now; what was asked for before is no beginning of it.
      if (answer.headers.get('etag') !== rest['if-range'])
        throw new ApiError(409, { code: 'stale', message: '' })
      for (const reader = (answer.body ?? new Blob().stream()).getReader(); ; ) {
        const { done, value } = await reader.read()
        if (done) break
        at += value.length
        tries = 0
        yield value
      }
    } catch (error) {
      const cut = error instanceof TypeError || (error instanceof ApiError && error.status === 0)
      if (signal.aborted || !cut || tries >= MOST_TRIES) throw error
    }
    if (at < sizeBytes) await aWhile(signal)
  }
}

/** Until the line may be there again. */
const aWhile = (signal: AbortSignal) =>
  new Promise<void>((resolve, reject) => {
    const ended = () => {
      clearTimeout(timer)
      removeEventListener('online', ended)
      signal.removeEventListener('abort', ended)
      if (signal.aborted) reject(signal.reason)
      else resolve()
    }
    const timer = setTimeout(ended, WAIT_MS)
    addEventListener('online', ended)
    signal.addEventListener('abort', ended)
  })
