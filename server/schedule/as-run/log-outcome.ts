import type { NewRow } from '../../db/tables.ts'
import { found } from '../../errors.ts'
import { say } from '../../words/words.ts'
import type { PublishedDay } from '../publishing/published-days.ts'
import { broadcastDayOf, endOf } from '../schedule.rules.ts'
import type { PlannedSlot } from '../schedule.schema.ts'
import type { AsRun } from './as-run.queries.ts'
import { holding, statusOfAiring } from './as-run.rules.ts'
import type { LoggedRow } from './log-table.rules.ts'
import { type Reconciled, reconcile } from './reconcile.rules.ts'
import { rowBeside, rowOfSlot, type Written } from './snapshot.ts'

/** A planned slot with the publication it stands in. */
interface Place {
  published: PublishedDay
  slot: PlannedSlot
}

/** A log beside the plan: its rows by our clock, the station's running ahead or behind. */
interface Compared {
  result: Reconciled
  places: ReadonlyMap<string, Place>
  row(id: string): LoggedRow
}

export type Doubted = Omit<NewRow<'station_log_doubt'>, 'id' | 'log_id' | 'channel_id'>

export function comparedWith(
  published: ReadonlyMap<string, PublishedDay>,
  logged: readonly LoggedRow[],
): Compared {
  const places = placesOf(published, logged)
  const result = reconcile(
    [...places].map(([id, { slot }]) => timed(id, slot)),
    logged.map((row) => timed(String(row.index), row)),
  )
  const byOurClock = new Map(
    logged.map((row) => {
      const shiftMs = result.clockShiftAt(Date.parse(row.startsAt))
      return [String(row.index), { ...row, startsAt: endOf(row.startsAt, -shiftMs) }]
    }),
  )
  return { result, places, row: (id) => found(byOurClock.get(id)) }
}

const timed = (id: string, row: { startsAt: string; durationMs: number; title: string }) => ({
  id,
  startMs: Date.parse(row.startsAt),
  durationMs: row.durationMs,
  title: row.title,
})

/** The planned slots that the log can speak of: what lies outside the time it covers is no miss. */
function placesOf(
  published: ReadonlyMap<string, PublishedDay>,
  logged: readonly LoggedRow[],
): Map<string, Place> {
  const starts = logged.map(({ startsAt }) => startsAt).sort()
  const ends = logged.map((row) => endOf(row.startsAt, row.durationMs)).sort()
  const from = endOf(starts[0] ?? '', -MARGIN_MS)
  const to = endOf(ends.at(-1) ?? '', MARGIN_MS)
  return new Map(
    [...published.values()].flatMap((of) =>
      of.body.slots
        .filter((slot) => slot.startsAt >= from && slot.startsAt < to)
        .map((slot) => [slot.slotId, { published: of, slot }] as const),
    ),
  )
}
/** A station's clock may be wrong by some minutes at either end of its log (ms). */
const MARGIN_MS = 5 * 60_000

interface Known {
  channelId: string
  dayStartsMin: number
  published: ReadonlyMap<string, PublishedDay>
  /** What was written of these days so far. */
  rows: readonly AsRun[]
  written: Omit<Written, 'supersedes'>
  signed(day: string): boolean
}

/** What the comparison says of each planned and each logged row, beside what people have written already. */
export function outcomeOf({ result, places, row }: Compared, known: Known) {
  const { channelId, dayStartsMin, published, rows, written } = known
  const current = new Map(holding(rows).map((one) => [one.slotId ?? `${one.startsAt} ${one.title}`, one]))
  const kept: NewRow<'as_run'>[] = []
  const doubts: Doubted[] = []
  const untouched = new Set<string>()
  /** Whether rows of a day may still be written; a signed one is told. */
  const open = (day: string) => {
    if (known.signed(day)) untouched.add(day)
    return !known.signed(day)
  }
  const doubt = ({ startsAt, durationMs, title }: LoggedRow, candidates: string[]) => {
    const at = candidates.flatMap((slotId) => {
      const place = places.get(slotId)
      return place ? [{ day: place.published.body.day, slotId }] : []
    })
    const day = at[0]?.day ?? broadcastDayOf(startsAt, dayStartsMin)
    const values = { day, starts_at: startsAt, duration_ms: durationMs, title }
    if (open(day)) doubts.push({ ...values, candidates: JSON.stringify(at) })
  }
  for (const { planId, logId, lateMs } of result.matched) {
    const { published: of, slot } = found(places.get(planId))
    if (!open(of.body.day)) continue
    const aired = airedOf(slot, row(logId), lateMs)
    const before = current.get(slot.slotId)
    if (before && !agrees(before, aired)) doubt(row(logId), [slot.slotId])
    else if (!before || before.source === 'hand')
      kept.push(rowOfSlot(of, slot, aired, { ...written, supersedes: before?.id ?? null }))
  }
  for (const { logId, planIds } of result.doubtful) doubt(row(logId), planIds)
  for (const slotId of result.missing) {
    const { published: of, slot } = found(places.get(slotId))
    if (current.has(slotId) || !open(of.body.day)) continue
    const reason = say('vi', 'station.not_in_log')
    kept.push(rowOfSlot(of, slot, { status: 'MISSED', startsAt: null, durationMs: null, reason }, written))
  }
  const sequences = new Map<string, number>()
  for (const logId of result.extra) {
    const { startsAt, durationMs, title } = row(logId)
    const day = broadcastDayOf(startsAt, dayStartsMin)
    if (!open(day) || current.has(`${startsAt} ${title}`)) continue
    const of = published.get(day)
    const sequence = (sequences.get(day) ?? lastOf(rows, day, of)) + 1
    sequences.set(day, sequence)
    const aired = { status: 'EXTRA' as const, startsAt, durationMs, title }
    kept.push(rowBeside({ channelId, day, sequence, published: of }, aired, written))
  }
  return { kept, doubts, untouched }
}

const lastOf = (rows: readonly AsRun[], day: string, of: PublishedDay | undefined) =>
  Math.max(of?.body.slots.length ?? 0, ...rows.filter((one) => one.day === day).map((one) => one.sequence))

/** A planned slot as it aired, by a row of the log in our time. */
export function airedOf(
  slot: PlannedSlot,
  row: Pick<LoggedRow, 'startsAt' | 'durationMs' | 'title'>,
  lateMs: number,
) {
  const status = statusOfAiring({ lateMs, plannedMs: slot.durationMs, airedMs: row.durationMs })
  return {
    status,
    startsAt: row.startsAt,
    durationMs: row.durationMs,
    title: row.title,
    reason: status === 'AIRED' ? '' : say('vi', 'station.by_log'),
  }
}

const agrees = (known: AsRun, aired: { status: string }) =>
  known.status === aired.status || known.source !== 'hand'
