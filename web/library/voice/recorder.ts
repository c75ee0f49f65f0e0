import { stayAwake } from '../../ui/awake.ts'
import { store } from '../../ui/store.ts'
import { eachChunk, hold, type Kept, samplesOf } from './kept.ts'
import { clipsAtDb, type Level, levelOf, type Room, roomBy } from './level.ts'
import type { Line } from './lines.ts'
import { DeafError, type Deafness, type Microphone, openMicrophone } from './microphone.ts'
import { loudnessOf, toPcm, wavOf } from './sound.ts'
import {
  atPauses,
  begin,
  emptyTape,
  grow,
  moveTo,
  programmeOf,
  seamsOf,
  shortenedTo,
  type Tape,
  withoutLastTake,
} from './tape.ts'
import { type About, TapeWriter } from './writer.ts'

/** ready: the microphone hears and nothing is kept; counting: three seconds to draw breath. */
type Phase = 'closed' | 'opening' | 'room' | 'ready' | 'counting' | 'recording'

export interface Recording {
  phase: Phase
  /** Why nothing is heard any more. */
  deaf: Deafness | null
  /** The line being read, or to be read next. */
  line: number
  tape: Tape
  /** Lines in which the voice broke. */
  broken: ReadonlySet<number>
  room: { room: Room; noiseDb: number } | null
  countdown: number
  narrow: boolean
}

const silence: Level = { peakDb: Number.NEGATIVE_INFINITY, meanDb: Number.NEGATIVE_INFINITY }
const roomPieces = 30
const stepsASecond = 50
const reachS = 0.7
const peakHeldPieces = 15

/** One voice being recorded in this tab, from the microphone to the tape. */
export class Recorder {
  readonly state = store<Recording>({
    phase: 'closed',
    deaf: null,
    line: 0,
    tape: emptyTape,
    broken: new Set(),
    room: null,
    countdown: 0,
    narrow: false,
  })
  /** Ten times a second; apart from the rest, which changes rarely. `peakDb` is the loudest of the last moments. */
  readonly level = store<Level>(silence)
  readonly #about: About
  readonly #release: () => void
  readonly #writer: TapeWriter
  #rate: number | undefined
  #microphone: Microphone | undefined
  #roomHeard: number[] = []
  #peaks: number[] = []
  #loudness: number[] = []
  #counting: ReturnType<typeof setInterval> | undefined

  constructor(about: About, tape: Tape = emptyTape) {
    this.#about = about
    this.#release = hold(about.id)
    this.#writer = new TapeWriter(about, tape.length, (written) => this.#full(written))
    this.#set({ tape, line: tape.pieces.at(-1)?.line ?? 0 })
  }

  /** Takes up what was left behind. */
  static async takeUp({ tape, rate, changedAt: _, ...about }: Kept): Promise<Recorder> {
    const recorder = new Recorder(about, tape)
    recorder.#rate = rate
    await eachChunk(about.id, (samples) =>
      recorder.#loudness.push(...loudnessOf(samples, rate / stepsASecond)),
    )
    return recorder
  }

  get id(): string {
    return this.#about.id
  }

  /** The text as it was when this recording began: what was read belongs to its lines, whatever is rewritten later. */
  get lines(): readonly Line[] {
    return this.#about.lines
  }

  /** Samples a second; undefined until the microphone was first open. */
  get rate(): number | undefined {
    return this.#rate
  }

  async open(): Promise<void> {
    this.#set({ phase: 'opening', deaf: null })
    // Else a phone that is short of room may clear what was recorded.
    void navigator.storage?.persist?.()
    try {
      const lost = () => this.#stop('lost')
      this.#microphone = await openMicrophone((samples) => this.#hear(samples), lost, this.#rate)
      this.#rate = this.#microphone.rate
      this.#roomHeard = []
      this.#set({ phase: 'room', narrow: this.#microphone.narrow })
    } catch (error) {
      this.#set({ phase: 'closed', deaf: error instanceof DeafError ? error.why : 'unsupported' })
      if (!(error instanceof DeafError)) throw error
    }
  }

  /** Listens to the empty room again. */
  listenToRoom(): void {
    this.#roomHeard = []
    this.#set({ phase: 'room' })
  }

  /** Counts down, then records from a line: anew, or where the last stop left it. */
  start(line: number, goOn: boolean, onBegin: () => void): void {
    if (!this.#microphone) return
    this.#set({ phase: 'counting', countdown: 3, line })
    this.#counting = setInterval(() => {
      const countdown = this.state.get().countdown - 1
      if (countdown > 0) return this.#set({ countdown })
      clearInterval(this.#counting)
      // Reading a line again clears what was said of the reading before.
      const broken = new Set(this.state.get().broken)
      if (!goOn) broken.delete(line)
      this.#set({ phase: 'recording', tape: begin(this.state.get().tape, line, goOn), broken })
      stayAwake(true)
      onBegin()
    }, 1000)
  }

  pause(): void {
    clearInterval(this.#counting)
    const { phase } = this.state.get()
    if (phase !== 'recording' && phase !== 'counting') return
    this.#set({ phase: 'ready' })
    void this.#write()
    stayAwake(false)
  }

  moveTo(line: number): void {
    const { phase, tape, broken } = this.state.get()
    if (phase !== 'recording') {
      this.#set({ line })
      return
    }
    const cleared = new Set(broken)
    cleared.delete(line)
    this.#set({ line, tape: moveTo(tape, line), broken: cleared })
  }

  takeBack(): void {
    const tape = withoutLastTake(this.state.get().tape)
    this.#set({ tape, line: tape.pieces.at(-1)?.line ?? 0 })
    void this.#write()
  }

  /** What counts so far, as a WAV file, with its jumps moved to pauses. */
  async file(name: string): Promise<File> {
    await this.#write()
    const rate = this.#rate ?? 48_000
    const stretches = atPauses(programmeOf(this.state.get().tape), this.#loudness, {
      step: rate / stepsASecond,
      reach: reachS * rate,
      seams: seamsOf(this.state.get().tape),
    })
    const parts = await wavOf(stretches, rate, (stretch) => samplesOf(this.id, stretch))
    return new File(parts, name, { type: 'audio/wav' })
  }

  /** Lets the microphone go; what was recorded stays, and stays this tab's. */
  close(): void {
    this.pause()
    this.#microphone?.close()
    this.#microphone = undefined
    this.#set({ phase: 'closed' })
  }

  /** Leaves the recording to whoever takes it up next. */
  async leave(): Promise<void> {
    this.close()
    await this.#write()
    this.#release()
  }

  /** Sent, or thrown away: nothing of it stays in this browser. */
  async forget(): Promise<void> {
    this.close()
    await this.#writer.forget()
    this.#release()
  }

  #set(values: Partial<Recording>): void {
    this.state.set({ ...this.state.get(), ...values })
  }

  #stop(deaf: Deafness): void {
    if (!this.#microphone) return
    this.pause()
    this.#microphone.close()
    this.#microphone = undefined
    this.#set({ phase: 'closed', deaf })
  }

  #hear(samples: Float32Array): void {
    const level = levelOf(samples)
    this.#peaks = [...this.#peaks.slice(1 - peakHeldPieces), level.peakDb]
    this.level.set({ meanDb: level.meanDb, peakDb: Math.max(...this.#peaks) })
    const { phase, tape, line, broken } = this.state.get()
    if (phase === 'room') {
      this.#roomHeard.push(level.meanDb)
      if (this.#roomHeard.length >= roomPieces) this.#set({ phase: 'ready', room: roomBy(this.#roomHeard) })
    }
    if (phase !== 'recording') return
    const pcm = toPcm(samples)
    this.#loudness.push(...loudnessOf(pcm, (this.#rate ?? 48_000) / stepsASecond))
    this.#set({
      tape: grow(tape, pcm.length),
      ...(level.peakDb >= clipsAtDb && !broken.has(line) ? { broken: new Set(broken).add(line) } : {}),
    })
    this.#writer.add(pcm, this.state.get().tape, this.#rate ?? 48_000)
  }

  /** No room for more: the tape ends where the disk does, so that nothing is promised that is not there. */
  #full(writtenSamples: number): void {
    this.#stop('full')
    this.#loudness = this.#loudness.slice(
      0,
      Math.ceil((writtenSamples / (this.#rate ?? 48_000)) * stepsASecond),
    )
    this.#set({ deaf: 'full', tape: shortenedTo(this.state.get().tape, writtenSamples) })
  }

  #write(): Promise<unknown> {
    return this.#writer.write(this.state.get().tape, this.#rate ?? 48_000)
  }
}
