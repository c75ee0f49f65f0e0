import type { Fraction } from './facts.ts'
import { MediaError } from './media-error.ts'
import { runTool } from './run-tool.ts'
import { inputGuards } from './sandbox.ts'

/** What the packets of one track say, whatever the container declares. Ticks are of `timeBase`. */
export type PacketFacts = {
  timeBase: Fraction
  /** Packets that are shown: for picture, frames. What an edit list hides does not count. */
  frames: number
  /** Of all of them, without what the container puts around them. */
  bytes: number
  firstPts: number
  /** Where the last one, as shown, begins. */
  lastPts: number
  /** Where the last one ends. */
  endPts: number
  firstPtsMs: number
  /** From the first one's start to the last one's end. */
  durationMs: number
  /** The one distance between neighbours; null where it varies or there is but one. */
  stepTicks: number | null
  /** The distance at which most stand from the one stored before them; null of a single one. */
  usualStepTicks: number | null
  /** Neighbours that stand at another distance than most do. */
  irregular: number
  /** Shown in another order than stored, as B-frames are. */
  reordered: boolean
  keyframes: number
  /** Frames from one keyframe to the next, at most; up to the end for the last. */
  longestGop: number
  /** Start of each keyframe, ms on the file's own clock; for cuts. */
  keyframesMs: number[]
}

type Asked = {
  /** As ffprobe counts: `v:0` the first picture, `a:0` the first sound, or a number of the file's own. */
  stream: string
  /** For the demuxer, before the file. */
  options?: readonly string[]
  signal?: AbortSignal | undefined
}

// A disk reads a programme of hours in minutes.
const longestMs = 30 * 60_000

/**
 * Reads one track packet by packet, without decoding; what the tool prints is never held whole.
 * @throws MediaError unreadable when there is no such track or nothing in it, aborted, too_slow, tool_missing
 */
export async function readPacketFacts(
  path: string,
  { stream, options = [], signal }: Asked,
): Promise<PacketFacts> {
  const count = new PacketCount()
  let rest = ''
  const what = [
    '-select_streams',
    stream,
    '-show_entries',
    'packet=pts,dts,duration,size,flags:stream=time_base',
  ]
  const { complaints } = await runTool('ffprobe', {
    step: 'read packets',
    args: ['-v', 'error', '-of', 'compact', ...inputGuards, ...options, ...what, '-i', path],
    reads: [path],
    longestMs,
    signal,
    onText: (text) => {
      const lines = (rest + text).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) count.take(line)
      return true
    },
  })
  count.take(rest)
  const facts = count.facts()
  if (!facts) throw new MediaError('unreadable', 'read packets', complaints)
  return facts
}

/** Adds up packets as they are printed, one line each; grows only by its keyframes. */
class PacketCount {
  #timeBase: Fraction | undefined
  #frames = 0
  #bytes = 0
  #greatestPts = Number.NEGATIVE_INFINITY
  #firstPts = Number.POSITIVE_INFINITY
  #lastPts = Number.NEGATIVE_INFINITY
  #endPts = Number.NEGATIVE_INFINITY
  #reordered = false
  #keyframes: number[] = []
  #sinceKey = 0
  #longestGop = 0
  /** How often neighbours stand at each distance. */
  readonly #steps = new Map<number, number>()

  take(line: string): void {
    const [kind, ...fields] = line.trim().split('|')
    const values = new Map(fields.map((field) => field.split('=', 2) as [string, string]))
    if (kind === 'stream') {
      const [num = 0, den = 0] = (values.get('time_base') ?? '').split('/').map(Number)
      if (num > 0 && den > 0) this.#timeBase = { num, den }
    } else if (kind === 'packet') this.#takePacket(values)
  }

  #takePacket(values: ReadonlyMap<string, string>): void {
    const flags = values.get('flags') ?? ''
    const pts = numberOf(values.get('pts')) ?? numberOf(values.get('dts'))
    if (pts === undefined || flags.includes('D')) return
    this.#frames++
    this.#bytes += numberOf(values.get('size')) ?? 0
    this.#greatestPts = Math.max(this.#greatestPts, pts)
    this.#firstPts = Math.min(this.#firstPts, pts)
    this.#endPts = Math.max(this.#endPts, pts + (numberOf(values.get('duration')) ?? 0))
    if (this.#frames > 1) {
      const step = pts - this.#lastPts
      if (step < 0) this.#reordered = true
      this.#steps.set(step, (this.#steps.get(step) ?? 0) + 1)
    }
    this.#lastPts = pts
    if (flags.includes('K')) {
      this.#keyframes.push(pts)
      this.#sinceKey = 0
    }
    this.#sinceKey++
    this.#longestGop = Math.max(this.#longestGop, this.#sinceKey)
  }

  /** Undefined when nothing was printed that is a packet. */
  facts(): PacketFacts | undefined {
    const timeBase = this.#timeBase
    if (!timeBase || this.#frames === 0) return undefined
    const ms = (ticks: number) => (ticks * 1000 * timeBase.num) / timeBase.den
    const counts = [...this.#steps.values()]
    const [onlyStep] = this.#steps.keys()
    const [usual] = [...this.#steps].sort(([, a], [, b]) => b - a)[0] ?? []
    return {
      timeBase,
      frames: this.#frames,
      bytes: this.#bytes,
      lastPts: this.#greatestPts,
      firstPts: this.#firstPts,
      endPts: this.#endPts,
      firstPtsMs: ms(this.#firstPts),
      durationMs: ms(this.#endPts - this.#firstPts),
      stepTicks: this.#steps.size === 1 && onlyStep !== undefined ? onlyStep : null,
      usualStepTicks: usual ?? null,
      irregular: counts.reduce((sum, count) => sum + count, 0) - Math.max(0, ...counts),
      reordered: this.#reordered,
      keyframes: this.#keyframes.length,
      longestGop: this.#longestGop,
      keyframesMs: this.#keyframes.map(ms),
    }
  }
}

function numberOf(text: string | undefined): number | undefined {
  const value = Number(text)
  return text === undefined || !Number.isFinite(value) ? undefined : value
}
