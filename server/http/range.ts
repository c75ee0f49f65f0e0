import type { Readable } from 'node:stream'
import type { Context } from 'hono'
import type { Env } from './env.ts'

/** Bytes that can be read from any place: a stored file, or a zip that exists only as a plan. */
export interface Ranged {
  sizeBytes: number
  /** Strong: equal tags mean equal bytes. Without quotes. */
  etag: string
  mediaType: string
  fileName?: string
  /** True where a page may show it, false where it is always saved. */
  inline?: boolean
  read(start: number, endExclusive: number): Readable
}

/** One range of RFC 9110; several ranges, or anything malformed, are answered with the whole. Null: not satisfiable. */
export function parseRange(
  header: string | undefined,
  size: number,
): { start: number; end: number } | undefined | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '')
  if (!match || (match[1] === '' && match[2] === '')) return undefined
  if (match[1] === '') {
    const length = Number(match[2])
    return length === 0 || size === 0 ? null : { start: Math.max(0, size - length), end: size }
  }
  const start = Number(match[1])
  const end = match[2] === '' ? size : Math.min(size, Number(match[2]) + 1)
  if (match[2] !== '' && Number(match[2]) < start) return undefined
  return start >= size ? null : { start, end }
}

const contentDisposition = (ranged: Ranged) => {
  const kind = ranged.inline ? 'inline' : 'attachment'
  if (!ranged.fileName) return kind
  const ascii = ranged.fileName
    .normalize('NFD')
    .replace(/[đĐ]/g, 'd')
    .replace(/[^\x20-\x7e]|["\\%]/g, '')
  return `${kind}; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(ranged.fileName)}`
}

/** Serves bytes with a strong ETag, Range, If-Range and If-None-Match. */
export function serveRanged(c: Context<Env>, ranged: Ranged): Response {
  const etag = `"${ranged.etag}"`
  const headers = new Headers({
    etag,
    'accept-ranges': 'bytes',
    'cache-control': 'private, no-cache',
    'content-type': ranged.mediaType,
    'content-disposition': contentDisposition(ranged),
    'x-content-type-options': 'nosniff',
  })
  const known = c.req
    .header('if-none-match')
    ?.split(',')
    .map((tag) => tag.trim())
  if (known?.includes(etag)) return new Response(null, { status: 304, headers })
  const ifRange = c.req.header('if-range')
  const range = ifRange && ifRange !== etag ? undefined : parseRange(c.req.header('range'), ranged.sizeBytes)
  if (range === null) {
    headers.set('content-range', `bytes */${ranged.sizeBytes}`)
    return new Response(null, { status: 416, headers })
  }
  const { start, end } = range ?? { start: 0, end: ranged.sizeBytes }
  headers.set('content-length', String(end - start))
  if (range) headers.set('content-range', `bytes ${start}-${end - 1}/${ranged.sizeBytes}`)
  const status = range ? 206 : 200
  if (c.req.method === 'HEAD' || start === end) return new Response(null, { status, headers })
  return new Response(webStream(ranged.read(start, end)), { status, headers })
}

/** How much may lie read and not yet sent, for each client. */
const READ_AHEAD_BYTES = 1 << 17

/** As `Readable.toWeb` would, at twice its pace: pieces are handed on as they come, and the next is read while one is sent. */
function webStream(bytes: Readable): ReadableStream<Uint8Array> {
  const pieces = bytes[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await pieces.next()
        if (done) controller.close()
        else controller.enqueue(value)
      },
      cancel() {
        bytes.destroy()
      },
    },
    new ByteLengthQueuingStrategy({ highWaterMark: READ_AHEAD_BYTES }),
  )
}
