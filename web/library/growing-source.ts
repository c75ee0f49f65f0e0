import { ApiError, request } from '../api.ts'
import { listen } from '../ui/listen.ts'

/** A piece of a preview that is still being made: an MP4 of its own, counted from its start in the recording. */
export interface Stretch {
  n: number
  startMs: number
  durationMs: number | null
  sizeBytes: number
  finished: boolean
}

const pieceBytes = 1 << 20
const aheadS = 180
const behindS = 30
// Pictures differ in size, so a guess from bytes stays behind the truth.
const surely = 0.8

/** What the page can play of these types at all. */
export const canGrow = (mime: string) =>
  typeof MediaSource !== 'undefined' && MediaSource.isTypeSupported(mime)

/**
 * Hands a player the stretches of a growing preview as they come: first the one it stands in, then those after it.
 * Lives as long as its player; what lies far from the playhead is dropped when the browser has no more room.
 */
export class GrowingSource {
  readonly url: string
  readonly #media = new MediaSource()
  readonly #stop = new AbortController()
  readonly #address: string
  readonly #told: (readyS: number) => void
  readonly #totalS: number
  #buffer: SourceBuffer | undefined
  #stretches: readonly Stretch[] = []
  #atS = 0
  /** The stretch that is being handed over, and how much of it has been. */
  #current: { n: number; bytes: number } | undefined
  #pumping = false

  constructor(about: { address: string; mime: string; totalMs: number; onReady: (readyS: number) => void }) {
    this.#address = about.address
    this.#told = about.onReady
    this.#totalS = about.totalMs / 1000
    this.url = URL.createObjectURL(this.#media)
    this.#media.addEventListener('sourceopen', () => {
      URL.revokeObjectURL(this.url)
      if (this.#buffer) return
      this.#media.duration = this.#totalS
      this.#buffer = this.#media.addSourceBuffer(about.mime)
      void this.#pump()
    })
  }

  /** Tells what there is by now, and where the playhead stands. */
  follow(stretches: readonly Stretch[], atMs: number): void {
    this.#stretches = stretches
    this.#atS = atMs / 1000
    this.#tell()
    void this.#pump()
  }

  close(): void {
    this.#stop.abort()
  }

  async #pump(): Promise<void> {
    if (this.#pumping) return
    this.#pumping = true
    try {
      while (await this.#handOver()) this.#tell()
    } catch (error) {
      // The server may be starting anew, or the preview be finished meanwhile; the next news asks again.
      if (!(error instanceof ApiError) && !this.#stop.signal.aborted) throw error
    } finally {
      this.#pumping = false
    }
  }

  /** One piece of one stretch; false when there is nothing to hand over now. */
  async #handOver(): Promise<boolean> {
    const buffer = this.#buffer
    const next = this.#wanted()
    if (!buffer || !next || this.#stop.signal.aborted || this.#media.readyState !== 'open') return false
    if (this.#current?.n !== next.n || this.#current.bytes > next.sizeBytes) {
      buffer.abort()
      buffer.timestampOffset = next.startMs / 1000
      this.#current = { n: next.n, bytes: 0 }
    }
    const from = this.#current.bytes
    const to = Math.min(next.sizeBytes, from + pieceBytes)
    const answer = await request(`${this.#address}/${next.n}`, {
      headers: { range: `bytes=${from}-${to - 1}` },
      // A cache would ask with the tag of a shorter file, and be given all of it anew.
      cache: 'no-store',
      signal: this.#stop.signal,
    })
    const piece = await answer.arrayBuffer()
    if (this.#stop.signal.aborted || this.#media.readyState !== 'open') return false
    await this.#append(buffer, piece)
    this.#current.bytes += piece.byteLength
    return true
  }

  #wanted(): Stretch | undefined {
    const here = this.#stretches.findLast(({ startMs }) => startMs / 1000 <= this.#atS)
    const isWhole = (stretch: Stretch) => {
      if (this.#current?.n === stretch.n) return this.#current.bytes >= stretch.sizeBytes
      const endS = (stretch.startMs + (stretch.durationMs ?? 0)) / 1000
      // A stretch handed over before: its last second is there, unless it had to be dropped.
      return (
        stretch.finished && this.#holds(Math.max(this.#atS, stretch.startMs / 1000)) && this.#holds(endS - 1)
      )
    }
    const missing = this.#stretches.find((stretch) => stretch.n >= (here?.n ?? 0) && !isWhole(stretch))
    return missing && missing.startMs / 1000 <= this.#atS + aheadS ? missing : undefined
  }

  #holds(atS: number): boolean {
    const { buffered } = this.#buffer as SourceBuffer
    for (let n = 0; n < buffered.length; n++)
      if (buffered.start(n) <= atS + 0.1 && buffered.end(n) > atS) return true
    return false
  }

  async #append(buffer: SourceBuffer, piece: ArrayBuffer): Promise<void> {
    try {
      buffer.appendBuffer(piece)
    } catch (error) {
      if (!(error instanceof DOMException) || error.name !== 'QuotaExceededError') throw error
      await this.#drop(buffer, 0, Math.max(0, this.#atS - behindS))
      await this.#drop(buffer, this.#atS + aheadS, Number.POSITIVE_INFINITY)
      buffer.appendBuffer(piece)
    }
    await idle(buffer)
  }

  async #drop(buffer: SourceBuffer, fromS: number, toS: number): Promise<void> {
    if (toS <= fromS) return
    buffer.remove(fromS, toS)
    await idle(buffer)
  }

  /** How far the preview can be seen without a hole: by what is whole, by what is held, else by how much a second takes. */
  #tell(): void {
    let readyS = 0
    let bytesPerS = 0
    for (const { startMs, durationMs, finished, sizeBytes } of this.#stretches) {
      if (startMs / 1000 > readyS + 0.1) break
      if (finished) readyS = durationMs === null ? this.#totalS : (startMs + durationMs) / 1000
      else if (bytesPerS > 0) readyS = startMs / 1000 + (sizeBytes / bytesPerS) * surely
      if (durationMs !== null) bytesPerS = sizeBytes / (durationMs / 1000)
    }
    const buffered = this.#buffer?.buffered
    for (let n = 0; buffered && n < buffered.length; n++)
      if (buffered.start(n) <= readyS + 0.1) readyS = Math.max(readyS, buffered.end(n))
    this.#told(Math.min(this.#totalS, readyS))
  }
}

function idle(buffer: SourceBuffer): Promise<void> {
  if (!buffer.updating) return Promise.resolve()
  return new Promise((resolve) => {
    const stop = listen(buffer, { updateend: done, error: done, abort: done })
    function done() {
      stop()
      resolve()
    }
  })
}
