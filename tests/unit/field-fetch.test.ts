import { createHash, randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { afterEach, expect, it, vi } from 'vitest'
import {
  type FetchFailure,
  type FileHandle,
  fetchInto,
  PATIENCE_MS,
} from '../../web/field/store/fetch-into.ts'

const nodeHash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** A phone's file: what was written and not flushed is gone when the phone dies. */
function aFile(mostBytes = Number.POSITIVE_INFINITY) {
  let bytes = Buffer.alloc(0)
  let onDisk = Buffer.alloc(0)
  const handle: FileHandle = {
    read: (buffer, { at }) => bytes.copy(buffer, 0, at),
    write(buffer, { at }) {
      if (at + buffer.length > mostBytes) throw new DOMException('full', 'QuotaExceededError')
      bytes = Buffer.concat([bytes.subarray(0, at), buffer, bytes.subarray(at + buffer.length)])
      return buffer.length
    },
    truncate: (size) => {
      bytes = bytes.subarray(0, size)
    },
    flush: () => {
      onDisk = Buffer.from(bytes)
    },
    getSize: () => bytes.length,
  }
  const die = () => {
    bytes = Buffer.from(onDisk)
  }
  return {
    handle,
    die,
    bytes: () => bytes,
    changeByte(at: number) {
      bytes[at] = (bytes[at] ?? 0) ^ 1
    },
  }
}

interface Answering {
  /** The line breaks after so many bytes of the answer. */
  cutAfter?: number
  /** Ranges are not kept on the way. */
  noRanges?: boolean
  pieceBytes?: number
}

/** The office's answers, with all that it sent. */
function anOffice(content: Buffer) {
  const hash = nodeHash(content)
  const office = { sentBytes: 0, hash, get }
  function get({
    cutAfter = Number.POSITIVE_INFINITY,
    noRanges = false,
    pieceBytes = 40_000,
  }: Answering = {}) {
    return async (offset: number) => {
      const from = noRanges ? 0 : offset
      let at = from
      const body = new ReadableStream<Uint8Array>({
        pull(stream) {
          if (at - from >= cutAfter) return stream.error(new TypeError('network error'))
          const piece = content.subarray(at, Math.min(at + pieceBytes, from + cutAfter))
          at += piece.length
          office.sentBytes += piece.length
          if (piece.length > 0) stream.enqueue(new Uint8Array(piece))
          if (at >= content.length) stream.close()
        },
      })
      const range =
        from > 0 ? { 'content-range': `bytes ${from}-${content.length - 1}/${content.length}` } : {}
      return new Response(body, { status: from > 0 ? 206 : 200, headers: { etag: `"${hash}"`, ...range } })
    }
  }
  return office
}

const content = randomBytes(700_000)

/** One try; answers what came of it and how far it was written down. */
async function attempt(
  { handle }: Pick<ReturnType<typeof aFile>, 'handle'>,
  get: (offset: number) => Promise<Response>,
  offsetBytes: number,
) {
  let known = offsetBytes
  const onFlushed = (bytes: number) => {
    known = bytes
  }
  const wanted = { sha256: nodeHash(content), sizeBytes: content.length }
  const outcome = await fetchInto({ handle, ...wanted, offsetBytes, get, onFlushed }).then(
    () => 'whole' as const,
    (error: FetchFailure) => error.code,
  )
  return { outcome, known }
}

afterEach(() => vi.useRealTimers())

it('fetches a file once, however often the line breaks, and no byte of it twice', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 200_000 }), { maxLength: 8 }), async (cuts) => {
      const office = anOffice(content)
      const file = aFile()
      let known = 0
      for (const cutAfter of cuts) known = (await attempt(file, office.get({ cutAfter }), known)).known
      expect((await attempt(file, office.get(), known)).outcome).toBe('whole')
      expect(file.bytes().equals(content)).toBe(true)
      expect(office.sentBytes).toBe(content.length)
    }),
    { numRuns: 12 },
  )
})

it('goes on from the last flush when the phone died, whether or not that was written down', async () => {
  const office = anOffice(content)
  const file = aFile()
  const first = await attempt(file, office.get({ cutAfter: 500_000 }), 0)
  expect(first).toEqual({ outcome: 'cut', known: 500_000 })
  file.die()
  expect((await attempt(file, office.get(), 262_144)).outcome).toBe('whole')
  // Known to be further than what lies there: what is missing is fetched all the same.
  const torn = aFile()
  expect((await attempt(torn, office.get(), 600_000)).outcome).toBe('whole')
})

it('keeps what it has where somebody on the way knows no ranges', async () => {
  const office = anOffice(content)
  const file = aFile()
  const { known } = await attempt(file, office.get({ cutAfter: 300_000 }), 0)
  const again = await attempt(file, office.get({ cutAfter: 250_000, noRanges: true }), known)
  expect(again).toEqual({ outcome: 'cut', known: 300_000 })
  expect((await attempt(file, office.get({ noRanges: true }), again.known)).outcome).toBe('whole')
})

it('throws away a file that is not what it is called, and begins it anew', async () => {
  const office = anOffice(content)
  const file = aFile()
  const { known } = await attempt(file, office.get({ cutAfter: 300_000 }), 0)
  file.changeByte(1234)
  expect(await attempt(file, office.get(), known)).toEqual({ outcome: 'changed', known: 0 })
  expect((await attempt(file, office.get(), 0)).outcome).toBe('whole')
})

it('takes nothing from a page that answers in the office’s place', async () => {
  const html = (status: number) => async () =>
    new Response('<html>Đăng nhập Wi-Fi</html>', { status, headers: { 'content-type': 'text/html' } })
  const file = aFile()
  for (const status of [200, 302, 403, 404])
    expect(await attempt(file, html(status), 0)).toEqual({ outcome: 'foreign', known: 0 })
  const longer = anOffice(Buffer.concat([content, content]))
  const headers = { etag: `"${nodeHash(content)}"` }
  const tooMuch = async () => new Response((await longer.get()(0)).body, { headers })
  expect((await attempt(file, tooMuch, 0)).outcome).toBe('foreign')
  expect((await attempt(file, anOffice(content).get(), 0)).outcome).toBe('whole')
})

it('tells a refusal, a missing file and a busy office apart', async () => {
  const said = (status: number) => async () => Response.json({ error: { code: 'x' } }, { status })
  const outcomes = [401, 403, 404, 410, 500, 429].map(async (status) => {
    return (await attempt(aFile(), said(status), 0)).outcome
  })
  expect(await Promise.all(outcomes)).toEqual(['refused', 'refused', 'gone', 'gone', 'cut', 'cut'])
})

it('says that the phone is full, keeps what had room, and goes on when there is room again', async () => {
  const office = anOffice(content)
  const full = aFile(400_000)
  const { outcome, known } = await attempt(full, office.get(), 0)
  expect({ outcome, known }).toEqual({ outcome: 'full', known: 400_000 })
  const roomy = aFile()
  roomy.handle.write(full.bytes(), { at: 0 })
  const before = office.sentBytes
  expect((await attempt(roomy, office.get(), known)).outcome).toBe('whole')
  expect(office.sentBytes - before).toBe(content.length - known)
})

it('gives up a line on which nothing comes any more, without a word from it', async () => {
  vi.useFakeTimers()
  const file = aFile()
  const dead = new ReadableStream<Uint8Array>({
    start: (stream) => stream.enqueue(new Uint8Array(content.subarray(0, 1000))),
  })
  const headers = { etag: `"${nodeHash(content)}"` }
  const trying = attempt(file, async () => new Response(dead, { headers }), 0)
  await vi.advanceTimersByTimeAsync(PATIENCE_MS + 1)
  expect(await trying).toEqual({ outcome: 'cut', known: 1000 })
  const silent = attempt(file, () => new Promise<Response>(() => undefined), 1000)
  await vi.advanceTimersByTimeAsync(PATIENCE_MS + 1)
  expect(await silent).toEqual({ outcome: 'cut', known: 1000 })
})
