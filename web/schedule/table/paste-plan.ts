import { addDays } from '../../../server/calendar/days.rules.ts'
import { endOf, instantOf, lengthText, secondsOfDay } from '../../../server/schedule/schedule.rules.ts'
import { placeAt, wholeSecond } from '../plan-view.ts'
import type { Slot, SlotChange, Week } from '../schedule.api.ts'
import type { PastedLine } from './block.ts'
import { type Problem, type ReadRow, readRow, typedTime } from './cell-values.ts'
import { newRowId, type Row } from './rows.ts'

/** What becomes of one pasted line. */
export interface PlannedLine {
  line: PastedLine
  id: string
  day: string
  /** The slot it changes; without one it is laid. */
  slot: Slot | undefined
  startsAt: string | undefined
  change: SlotChange | undefined
  problems: (Problem | 'day')[]
}

/** How long the last row lasts when nothing says so (ms). */
const LAST_ROW_MS = 30 * 60_000
const HALF_DAY_S = 43_200

/**
 * Lays a pasted block on the table: over the slots from a row on, one for one within the day; what is left over, and
 * all that is pasted on an empty row or under the heading of a day, becomes rows of its own.
 */
export function planOf(
  week: Week,
  rows: readonly Row[],
  at: number,
  lines: readonly PastedLine[],
): PlannedLine[] {
  const begin = rows[at]
  if (!begin) return []
  const over = rows
    .slice(at)
    .filter((row) => row.day === begin.day)
    .flatMap((row) => (row.kind === 'slot' && begin.kind === 'slot' ? row.slot : []))
  const works = worksIn(week)
  const { dayStartsMin } = week.channel
  const planned: PlannedLine[] = []
  let changed = 0
  let offset = 0
  let lastSeconds: number | undefined
  let lastDay: string | undefined
  let free = begin.kind === 'begun' ? freeBefore(rows, at) : undefined
  for (const [i, line] of lines.entries()) {
    const read = named(readRow(line.texts, dayStartsMin), works)
    const slot = line.day === undefined ? over[changed++] : undefined
    if (line.misnamed) {
      const problems = ['day' as const, ...read.problems]
      const nowhere = { slot: undefined, startsAt: undefined, change: undefined }
      planned.push({ line, id: newRowId(), day: begin.day, ...nowhere, problems })
      continue
    }
    if (slot) {
      planned.push(changeOf(slot, line, read))
      free = slot.endsAt
      continue
    }
    const base = line.day ?? begin.day
    if (base !== lastDay) {
      offset = 0
      lastSeconds = undefined
      if (line.day !== undefined) free = undefined
    }
    lastDay = base
    const seconds = secondsIn(read)
    // A step back of more than half a day is midnight. A channel whose day begins later keeps the early hours.
    if (seconds !== undefined && lastSeconds !== undefined && lastSeconds - seconds > HALF_DAY_S)
      offset = dayStartsMin > 0 ? 0 : 1
    lastSeconds = seconds ?? lastSeconds
    const own = addDays(base, offset)
    const startsAt: string | undefined =
      seconds === undefined ? free && wholeSecond(free) : instantOf(own, seconds, dayStartsMin)
    const laid = layOf(week, line, read, startsAt, lines[i + 1])
    planned.push({ ...laid, day: laid.change && startsAt ? placeAt(week, startsAt).day : own })
    if (laid.change?.do === 'place' && laid.change.durationMs !== undefined && startsAt)
      free = endOf(startsAt, laid.change.durationMs)
  }
  return planned
}

/** The work behind each title that stands in the week as a work, where it is one alone. */
function worksIn(week: Week): ReadonlyMap<string, string | undefined> {
  const works = new Map<string, string | undefined>()
  for (const { title, workId, ownTitle } of week.days.flatMap((day) => day.slots))
    if (workId !== null && ownTitle === '')
      works.set(title, works.has(title) && works.get(title) !== workId ? undefined : workId)
  return works
}

/** Rows copied within the week stay the works that they are. */
function named({ fields, problems }: ReadRow, works: ReturnType<typeof worksIn>): ReadRow {
  const workId = works.get(fields.title ?? '')
  return workId === undefined
    ? { fields, problems }
    : { fields: { ...fields, title: '', kind: 'work', workId, versionId: null }, problems }
}

const secondsIn = ({ fields }: ReadRow): number | undefined => {
  const [h, m, s] = fields.start?.split(':').map(Number) ?? []
  return h === undefined ? undefined : h * 3600 + (m ?? 0) * 60 + (s ?? 0)
}

function freeBefore(rows: readonly Row[], at: number): string | undefined {
  const before = rows.slice(0, at).findLast((row) => row.kind !== 'begun')
  return before?.kind === 'slot' ? before.slot.endsAt : undefined
}

function changeOf(slot: Slot, line: PastedLine, { fields, problems }: ReadRow): PlannedLine {
  const { id, revision, day } = slot
  const { title, kind: _, workId, versionId, start, startMode, durationMs, ...rest } = fields
  // The same words again, as in rows copied from the table, leave what stands there: to the work and to its millisecond.
  const sameTitle = title === undefined || line.texts.title?.trim() === slot.title
  const sameStart = start === undefined || start === typedTime(secondsOfDay(slot.startsAt))
  const sameLength = durationMs === undefined || lengthText(durationMs) === lengthText(slot.durationMs)
  const others = Object.entries(rest).filter(([field, value]) => value !== slot[field as keyof Slot])
  const edit = {
    ...Object.fromEntries(others),
    ...(sameTitle ? {} : { title, kind: kindOf(slot, workId), workId, versionId, firstSlotId: null }),
    ...(sameStart ? {} : { start, startMode }),
    ...(sameLength ? {} : { durationMs }),
  }
  return {
    line,
    id,
    day,
    slot,
    startsAt: slot.startsAt,
    change: Object.keys(edit).length > 0 ? ({ do: 'edit', id, revision, ...edit } as SlotChange) : undefined,
    problems,
  }
}

/** Of a row that is given another name: the station's own rows stay what they are. */
const kindOf = (slot: Slot, workId: string | null | undefined): Slot['kind'] =>
  workId ? 'work' : slot.kind === 'work' ? 'title' : slot.kind

function layOf(
  week: Week,
  line: PastedLine,
  { fields, problems }: ReadRow,
  startsAt: string | undefined,
  next: PastedLine | undefined,
): Omit<PlannedLine, 'day'> {
  const id = newRowId()
  const found: Problem[] = [
    ...problems,
    ...(fields.title === undefined && !problems.includes('title') ? (['title'] as const) : []),
    ...(startsAt === undefined && !problems.includes('start') ? (['start'] as const) : []),
  ]
  if (found.length > 0 || startsAt === undefined)
    return { line, id, slot: undefined, startsAt, change: undefined, problems: found }
  const durationMs = fields.durationMs ?? untilNext(startsAt, next, week.channel.dayStartsMin)
  const { start: _, startMode: __, kind = 'title', ...rest } = fields
  const change: SlotChange = {
    do: 'place',
    ...rest,
    kind,
    id,
    day: placeAt(week, startsAt).day,
    start: typedTime(secondsOfDay(startsAt)),
    startMode: fields.start === undefined ? 'following' : 'fixed',
    durationMs,
  }
  return { line, id, slot: undefined, startsAt, change, problems: [] }
}

/** Without a length a row lasts until the next one begins. */
function untilNext(startsAt: string, next: PastedLine | undefined, dayStartsMin: number): number {
  const seconds = next && secondsIn(readRow(next.texts, dayStartsMin))
  if (seconds === undefined) return LAST_ROW_MS
  const ms = ((seconds - secondsOfDay(startsAt) + 86_400) % 86_400) * 1000
  return ms > 0 && ms <= HALF_DAY_S * 1000 ? ms : LAST_ROW_MS
}
