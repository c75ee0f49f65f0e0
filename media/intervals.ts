import { type Finding, type FindingCode, finding } from './finding.ts'
import type { PrintedFrame } from './metadata-print.ts'

/** Half-open, from the start of the recording. */
export type Interval = { startMs: number; endMs: number }

// A file broken all over would otherwise bury what matters. The longest are kept: a station may ask for those alone.
const mostPerCode = 100

const lengthOf = ({ startMs, endMs }: Interval) => endMs - startMs

function longest<I extends Interval>(list: readonly I[]): readonly I[] {
  if (list.length <= mostPerCode) return list
  const kept = list.toSorted((a, b) => lengthOf(b) - lengthOf(a)).slice(0, mostPerCode)
  return kept.sort((a, b) => a.startMs - b.startMs)
}

/** Pairs start and end marks, whose values are seconds; what never ended lasts to the end of the decoded part. */
export function intervals(
  events: readonly PrintedFrame[],
  [start, end]: readonly [start: string, end: string],
  decodedMs: number,
): Interval[] {
  const pairs: Interval[] = []
  let startMs: number | undefined
  for (const { values } of events) {
    const ended = values.get(end)
    if (ended !== undefined && startMs !== undefined) {
      pairs.push({ startMs, endMs: ended * 1000 })
      startMs = undefined
    }
    const started = values.get(start)
    if (started !== undefined) startMs = Math.max(0, started * 1000)
  }
  if (startMs !== undefined && startMs < decodedMs) pairs.push({ startMs, endMs: decodedMs })
  return pairs
}

/** Puts the intervals of stretches in a row; what goes on behind a boundary is one. */
export function joinStretches(
  stretches: readonly { startMs: number; found: readonly Interval[] }[],
): Interval[] {
  const joined: Interval[] = []
  for (const stretch of stretches)
    for (const { startMs, endMs } of stretch.found) {
      const last = joined.at(-1)
      const goesOn = startMs < 1 && last && last.endMs > stretch.startMs - 1
      if (goesOn) last.endMs = stretch.startMs + endMs
      else joined.push({ startMs: stretch.startMs + startMs, endMs: stretch.startMs + endMs })
    }
  return joined
}

export function findings(code: FindingCode, list: readonly (Interval & { value?: number })[]): Finding[] {
  return longest(list).map(({ startMs, endMs, value }) =>
    finding(code, {
      startMs: Math.round(startMs),
      endMs: Math.round(endMs),
      ...(value === undefined ? {} : { value }),
    }),
  )
}
