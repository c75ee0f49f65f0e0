import { titleWords } from './title-likeness.rules.ts'

interface Timed {
  readonly startMs: number
  readonly title: string
}

/** A station's clock may be wrong by this much at most (ms). */
const MOST_SHIFT_MS = 10 * 60_000
/** The clock at a moment is told by the rows of the same title within this much time (ms). */
const WINDOW_MS = 3 * 3_600_000

/**
 * How far the log's clock is from the plan's, as a function of the log's time (ms; positive when the log runs ahead).
 * It may drift or be set in between, so each moment is judged by the rows around it whose titles agree: their median.
 */
export function clockShifts(plan: readonly Timed[], log: readonly Timed[]): (startMs: number) => number {
  const key = ({ title }: Timed) => titleWords(title).join(' ')
  const planned = Map.groupBy(plan, key)
  const anchors: { atMs: number; shiftMs: number }[] = []
  for (const row of log) {
    const near = (planned.get(key(row)) ?? [])
      .map(({ startMs }) => row.startMs - startMs)
      .filter((shiftMs) => Math.abs(shiftMs) <= MOST_SHIFT_MS)
    // The same title twice within minutes says nothing of the clock.
    if (near.length === 1) anchors.push({ atMs: row.startMs, shiftMs: near[0] ?? 0 })
  }
  const overall = median(anchors.map(({ shiftMs }) => shiftMs))
  return (startMs) => {
    const around = anchors.slice(
      lowerBound(anchors, startMs - WINDOW_MS),
      lowerBound(anchors, startMs + WINDOW_MS),
    )
    return around.length >= 3 ? median(around.map(({ shiftMs }) => shiftMs)) : overall
  }
}

function median(values: number[]): number {
  const sorted = values.sort((a, b) => a - b)
  return sorted[sorted.length >> 1] ?? 0
}

function lowerBound(anchors: readonly { atMs: number }[], atMs: number): number {
  let low = 0
  let high = anchors.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((anchors[middle]?.atMs ?? 0) < atMs) low = middle + 1
    else high = middle
  }
  return low
}
