import { firstOverlap } from '../../server/library/acts.rules.ts'
import { shortestActMs } from '../../server/library/library.rules.ts'
import { frameAt, frameStartMs, type Rate } from '../ui/frames.ts'
import type { CreditKind, TableRow } from './act-table.ts'

/** An act that is not made yet; moments are from the start of the version, ms. */
export interface ActDraft {
  id: string
  title: string
  inMs: number
  outMs: number
  credits: { kind: CreditKind; name: string }[]
}

/** Why a row cannot be made as it stands; `problem.<code>` in the locale says it. */
export interface RowProblem {
  code:
    | 'noTitle'
    | 'longTitle'
    | 'longCredit'
    | 'unread'
    | 'noTime'
    | 'turned'
    | 'outside'
    | 'overlap'
    | 'exists'
  value?: string
}

export interface ReadRow extends TableRow {
  inMs: number | null
  outMs: number | null
  problems: RowProblem[]
}

interface Recording {
  durationMs: number
  fps: Rate
  acts: readonly { title: string; inMs: number; outMs: number }[]
  /** Where acts probably lie: a table without any times takes them in their order. */
  proposals: readonly { inMs: number; outMs: number }[]
}

const longestTitle = 300
const longestCredit = 200
const hourMs = 3_600_000

/**
 * Each row with its place and what is wrong with it. A start without an end goes on to the next start, the last to
 * the end of the recording; lengths alone follow one another from the beginning. Tapes whose code begins at a whole
 * hour are counted from there.
 */
export function placeRows(rows: readonly TableRow[], recording: Recording): ReadRow[] {
  const { durationMs, fps } = recording
  const places = placesOf(rows, recording)
  const onFrame = (ms: number | null) => (ms === null ? null : frameStartMs(frameAt(ms, fps), fps))
  const placed = rows.map((row, index) => {
    // What cannot be read in full has no place yet, and disturbs nobody else's.
    const place = row.unread.length > 0 ? undefined : places[index]
    const inMs = onFrame(place?.inMs ?? null)
    // A table counts whole seconds; the last act may end a little after the recording does.
    const rawOut = place?.outMs ?? null
    const outMs = onFrame(
      rawOut !== null && rawOut > durationMs && rawOut < durationMs + 1000 ? durationMs : rawOut,
    )
    return { ...row, inMs, outMs, problems: problemsOf({ ...row, inMs, outMs }, recording) }
  })
  const whole = placed.flatMap((row) =>
    row.inMs !== null && row.outMs !== null && row.outMs > row.inMs
      ? [{ ...row, inMs: row.inMs, outMs: row.outMs }]
      : [],
  )
  return placed.map((row) => {
    const other = whole.find(
      (one) =>
        one.line !== row.line &&
        row.inMs !== null &&
        row.outMs !== null &&
        firstOverlap([one, { ...row, inMs: row.inMs, outMs: row.outMs, title: row.title }]),
    )
    return other
      ? { ...row, problems: [...row.problems, { code: 'overlap' as const, value: other.title }] }
      : row
  })
}

function placesOf(rows: readonly TableRow[], { durationMs, proposals }: Recording) {
  const timeless = rows.every((row) => row.startMs === null && row.endMs === null && row.durationMs === null)
  if (timeless) return rows.map((_, index) => proposals[index])
  const starts = rows.flatMap(({ startMs }) => (startMs === null ? [] : [startMs]))
  const first = Math.min(...starts)
  const tapeMs = starts.length > 0 && first >= durationMs ? Math.floor(first / hourMs) * hourMs : 0
  let nextMs = 0
  return rows.map((row, index) => {
    const inMs = row.startMs === null ? (starts.length > 0 ? null : nextMs) : row.startMs - tapeMs
    const following = rows.slice(index + 1).find(({ startMs }) => startMs !== null)?.startMs
    const open = following === undefined || following === null ? durationMs : following - tapeMs
    const outMs =
      row.endMs !== null
        ? row.endMs - tapeMs
        : inMs !== null && row.durationMs !== null
          ? inMs + row.durationMs
          : starts.length > 0
            ? open
            : null
    nextMs = outMs ?? nextMs
    return { inMs, outMs }
  })
}

function problemsOf(
  row: TableRow & { inMs: number | null; outMs: number | null },
  { durationMs, acts }: Recording,
): RowProblem[] {
  const { inMs, outMs } = row
  const problems: RowProblem[] = []
  if (row.title === '') problems.push({ code: 'noTitle' })
  if (row.title.length > longestTitle) problems.push({ code: 'longTitle' })
  if (row.credits.some(({ name }) => name.length > longestCredit)) problems.push({ code: 'longCredit' })
  if (row.unread.length > 0) problems.push({ code: 'unread', value: row.unread.join('; ') })
  else if (inMs === null || outMs === null) problems.push({ code: 'noTime' })
  else if (outMs - inMs < shortestActMs) problems.push({ code: 'turned' })
  else if (inMs < 0 || outMs > durationMs) problems.push({ code: 'outside' })
  const same = acts.find((act) => act.inMs === inMs && act.outMs === outMs)
  if (same) problems.push({ code: 'exists', value: same.title })
  return problems
}
