import { drop, type Kept, keep } from './kept.ts'
import type { Tape } from './tape.ts'

/** What is known of a recording before anything is heard. */
export type About = Omit<Kept, 'tape' | 'changedAt' | 'rate'>

/** Tenths of a second that are written together. */
const writtenTogether = 5

/** Puts what is recorded on the disk of this device, half a second at a time and in order. */
export class TapeWriter {
  readonly #about: About
  readonly #onFull: (writtenSamples: number) => void
  #pending: Int16Array<ArrayBuffer>[] = []
  /** Where what is pending begins on the tape, in samples. */
  #from: number
  #written: number
  #ended = false
  #writing: Promise<unknown> = Promise.resolve()

  /** `onFull` hears once how many samples are on the disk when no more go there; nothing is written after that. */
  constructor(about: About, samplesSoFar: number, onFull: (writtenSamples: number) => void) {
    this.#about = about
    this.#from = samplesSoFar
    this.#written = samplesSoFar
    this.#onFull = onFull
  }

  /** More was heard; `tape` counts it already. */
  add(samples: Int16Array<ArrayBuffer>, tape: Tape, rate: number): void {
    this.#pending.push(samples)
    if (this.#pending.length >= writtenTogether) void this.write(tape, rate)
  }

  /** Writes what is pending and what the tape means now; the answer comes when all before it is written too. */
  write(tape: Tape, rate: number): Promise<unknown> {
    // Nothing was recorded, nothing was left behind.
    if (tape.length === 0) return this.#writing
    const samples = joined(this.#pending)
    const from = this.#from
    this.#pending = []
    this.#from += samples.length
    const recording: Kept = { ...this.#about, rate, tape, changedAt: new Date().toISOString() }
    this.#writing = this.#writing.then(async () => {
      if (this.#ended) return
      try {
        await keep(recording, samples.length > 0 ? { from, samples } : undefined)
        this.#written = from + samples.length
      } catch {
        this.#ended = true
        this.#onFull(this.#written)
      }
    })
    return this.#writing
  }

  async forget(): Promise<void> {
    this.#ended = true
    await this.#writing
    await drop(this.#about.id)
  }
}

function joined(pieces: readonly Int16Array[]): Int16Array<ArrayBuffer> {
  const whole = new Int16Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}
