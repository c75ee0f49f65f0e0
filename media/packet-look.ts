import type { MediaFacts } from './facts.ts'
import { type Finding, finding } from './finding.ts'
import { runFfprobe } from './run-ffprobe.ts'

const startSeconds = 20
const middleSeconds = 10
// Longer between keyframes and cutting or seeking gets slow; a station's files have one or two a second.
const sparseSeconds = 5

export type Packet = { pts_time?: string; dts_time?: string; flags?: string }

/**
 * Keyframes and evenness of the frame rate, from the times of packets at the start and in the middle: nothing is
 * decoded and 30 seconds are read, however long the recording.
 * @throws MediaError aborted, too_slow, unreadable
 */
export async function packetFindings(
  path: string,
  facts: MediaFacts,
  signal: AbortSignal | undefined,
): Promise<Finding[]> {
  if (!facts.picture) return []
  const long = facts.durationMs > (startSeconds + middleSeconds) * 2000
  const middle = long ? `,${Math.round(facts.durationMs / 2000)}%+${middleSeconds}` : ''
  const printed = await runFfprobe(
    path,
    [
      ...['-select_streams', `${facts.picture.index}`],
      ...['-show_entries', 'packet=pts_time,dts_time,flags', '-read_intervals', `%+${startSeconds}${middle}`],
    ],
    signal,
  )
  return judgePackets((printed.packets ?? []) as Packet[])
}

/** Pure. A rate varies when one step in twenty is a tenth longer or shorter than the usual one. */
export function judgePackets(packets: readonly Packet[]): Finding[] {
  const timed = packets
    .map(({ pts_time, dts_time, flags }) => ({
      seconds: Number(pts_time ?? dts_time),
      key: flags?.startsWith('K') === true,
    }))
    .filter(({ seconds }) => Number.isFinite(seconds))
    .sort((a, b) => a.seconds - b.seconds)
  return [...sparse(timed), ...uneven(timed.map(({ seconds }) => seconds))]
}

function sparse(timed: readonly { seconds: number; key: boolean }[]): Finding[] {
  const from = timed[0]?.seconds ?? 0
  const start = timed.filter(({ seconds }) => seconds <= from + startSeconds)
  const marks = [...start.filter(({ key }) => key), ...start.slice(-1)].map(({ seconds }) => seconds)
  const widest = Math.max(0, ...marks.map((at, n) => at - (marks[n - 1] ?? at)))
  return widest > sparseSeconds ? [finding('sparse_keyframes', { value: Math.round(widest) })] : []
}

const leastSteps = 20
// Matroska counts whole milliseconds, so that an even 30 a second stands there as 33 and 34.
const roundingSeconds = 0.0015

function uneven(times: readonly number[]): Finding[] {
  const steps = times.slice(1).map((at, n) => at - (times[n] ?? at))
  if (steps.length < leastSteps) return []
  const usual = steps.toSorted((a, b) => a - b)[steps.length >> 1] ?? 0
  const off = steps.filter((step) => Math.abs(step - usual) > Math.max(roundingSeconds, usual / 10)).length
  return off * 20 > steps.length ? [finding('variable_rate')] : []
}
