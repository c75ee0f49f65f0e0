import { type JoinFacts, readJoinFacts } from './join.ts'
import { type PacketFacts, readPacketFacts } from './packets.ts'
import { runFfprobe } from './run-ffprobe.ts'

/** One file of a recording that a camera wrote in several; times in ms. */
export type PartFacts = {
  container: string
  /** The earliest of its tracks, on its own clock. */
  startMs: number
  /** Of the picture; of the sound where there is none. */
  durationMs: number
  picture: Track | null
  sound: Track | null
  join: JoinFacts
  clock: PartClock
}

/** A track's place on the part's own clock, ms. */
export type Track = { frames: number; bytes: number; firstMs: number; endMs: number }

/** When a part began, in the clocks that cameras write. */
export type PartClock = {
  /** Its first picture's timecode, since midnight. */
  timecodeMs: number | null
  /** Wall clock, to the second. */
  recordedAt: string | null
  /** Its own clock runs on from file to file, as in transport streams. */
  runsOnMs: number | null
}

type Printed = {
  format?: { format_name?: string; start_time?: string; tags?: Record<string, string> }
  streams?: { tags?: Record<string, string>; r_frame_rate?: string }[]
}

const entries =
  'format=format_name,start_time:format_tags=creation_time,timecode:stream=r_frame_rate:stream_tags=timecode'

/**
 * For MOV and MP4: keeps to the offsets that an edit list gives the tracks, and hides nothing. A camera's edit list hides
 * at the edges of a file what belongs to its neighbours.
 */
export const wholeEdits = ['advanced_editlist', '0'] as const

/**
 * Reads a part's packets and clocks; of a later part also what its edit list hides.
 * @throws MediaError unreadable, and those of reading packets
 */
export async function readPartFacts(
  path: string,
  { later = false, signal }: { later?: boolean; signal?: AbortSignal | undefined } = {},
): Promise<PartFacts> {
  const seen = (await runFfprobe(path, ['-show_entries', entries], signal)) as Printed
  const container = seen.format?.format_name ?? 'unknown'
  const [name, value] = wholeEdits
  const options = later && container.startsWith('mov') ? [`-${name}`, value] : []
  const printed =
    options.length > 0
      ? ((await runFfprobe(path, [...options, '-show_entries', entries], signal)) as Printed)
      : seen
  const join = await readJoinFacts(path, { signal })
  const packets = (stream: string) => readPacketFacts(path, { stream, options, signal })
  const startMs = Number(printed.format?.start_time ?? 0) * 1000
  const tags = [printed.format?.tags, ...(printed.streams ?? []).map((stream) => stream.tags)]
  const written = (key: string) => tags.find((tag) => tag?.[key])?.[key] ?? null
  const rate = printed.streams?.map(({ r_frame_rate }) => fpsOf(r_frame_rate)).find((fps) => fps > 0) ?? 0
  const picture = join.picture ? pictureTrack(await packets('v:0'), rate) : null
  const [heard] = join.sound
  const sound = heard ? soundTrack(await packets('a:0'), heard) : null
  const longer = picture ?? sound
  const durationMs = longer ? longer.endMs - longer.firstMs : 0
  const clock = {
    timecodeMs: readTimecode(written('timecode'), rate || 25),
    recordedAt: written('creation_time'),
    runsOnMs: container === 'mpegts' ? startMs : null,
  }
  return { container, startMs, durationMs, picture, sound, join, clock }
}

// Of the last packet of a track that begins late, MOV's demuxer tells a wrong length; so the ends are reckoned.

function pictureTrack(packets: PacketFacts, fps: number): Track {
  const { frames, bytes, firstPtsMs, lastPts, timeBase } = packets
  const lastMs = (lastPts * 1000 * timeBase.num) / timeBase.den
  const endMs = fps > 0 ? lastMs + 1000 / fps : firstPtsMs + packets.durationMs
  return { frames, bytes, firstMs: firstPtsMs, endMs }
}

function soundTrack(packets: PacketFacts, sound: JoinFacts['sound'][number]): Track {
  const { frames, bytes, firstPtsMs, lastPts, usualStepTicks, timeBase } = packets
  const bits = Number(sound.format.split(' ')[1])
  const pcm = sound.codec.startsWith('pcm_') && bits > 0
  const pcmMs = (bytes * 8 * 1000) / (bits * sound.channels * sound.sampleRateHz)
  const steppedMs = ((lastPts + (usualStepTicks ?? 0)) * 1000 * timeBase.num) / timeBase.den
  return { frames, bytes, firstMs: firstPtsMs, endMs: pcm ? firstPtsMs + pcmMs : steppedMs }
}

function fpsOf(rate: string | undefined): number {
  const [num = 0, den = 0] = (rate ?? '').split('/').map(Number)
  return den > 0 && num / den < 1000 ? num / den : 0
}

/** `10:20:30:12` or `10:20:30;12` as ms since midnight, at a number of frames a second; pure. */
export function readTimecode(text: string | null, fps: number): number | null {
  const [, hours, minutes, seconds, frames] = /^(\d\d):(\d\d):(\d\d)[:;.](\d\d)$/.exec(text ?? '') ?? []
  if (frames === undefined) return null
  const whole = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)
  return whole * 1000 + (Number(frames) * 1000) / Math.round(fps)
}

type Begun = { clock: PartClock; durationMs: number }

const dayMs = 86_400_000
/** Longer than this is another day's recording, or a clock that was set. */
const longestGapMs = 6 * 3_600_000
/** Wall clocks are written to the second, and when the file was opened. */
const wallClockMs = 2000

/**
 * How long nothing was recorded between two parts, ms, by the best clock that both have: their own running on, then
 * timecode, then the wall clock. 0 where one touches the other; null where no clock tells, or tells nonsense. Pure.
 */
export function gapBetween(before: Begun, after: Begun): number | null {
  const [one, other] = [before.clock, after.clock]
  const between = (from: number | null, to: number | null, resolutionMs: number): number | null => {
    if (from === null || to === null) return null
    const gapMs = to - (from + before.durationMs)
    if (gapMs < -resolutionMs || gapMs > longestGapMs) return null
    return gapMs <= resolutionMs ? 0 : Math.round(gapMs)
  }
  const wall = (at: string | null) => (at === null || Number.isNaN(Date.parse(at)) ? null : Date.parse(at))
  const { timecodeMs } = other
  const overMidnight =
    timecodeMs !== null && one.timecodeMs !== null && timecodeMs < one.timecodeMs
      ? timecodeMs + dayMs
      : timecodeMs
  // Cameras whose timecode begins anew in each file say nothing by it.
  const counts = timecodeMs !== 0 || one.timecodeMs !== 0
  return (
    between(one.runsOnMs, other.runsOnMs, 100) ??
    (counts ? between(one.timecodeMs, overMidnight, 100) : null) ??
    between(wall(one.recordedAt), wall(other.recordedAt), wallClockMs)
  )
}
