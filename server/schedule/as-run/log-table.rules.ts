import { addDays, realDay } from '../../calendar/days.rules.ts'
import { readTime } from '../imports/hours.rules.ts'
import { instantOf, parseLength } from '../schedule.rules.ts'
import type { LogColumns } from './as-run.schema.ts'

export interface LoggedRow {
  /** Row of the table it came from, counted from 0. */
  index: number
  startsAt: string
  durationMs: number
  title: string
}

/** A row whose end and length nothing tells lasts this long (ms). */
const UNTOLD_MS = 60_000
const HOUR_MS = 3_600_000
const DAY_S = 86_400
/** The day on which spreadsheets count 0. */
const SERIAL_ZERO = '1899-12-30'

const HEADS: Record<keyof LogColumns, RegExp> = {
  date: /^(ngày|date|day)\b/i,
  time: /(giờ|bắt đầu|start|time|on ?air)/i,
  title: /(chương trình|tên|tiêu đề|title|programme|program|name|event)/i,
  duration: /(thời lượng|độ dài|length|duration|dur\b)/i,
  end: /(kết thúc|end|stop)/i,
}

/** Which column holds what, as far as the heads tell it, else what the cells look like. */
export function guessColumns(cells: readonly string[][]): LogColumns {
  const head =
    cells.slice(0, 10).find((row) => HEADS.title.exec(row.join(' ')) && !/\d/.test(row.join(''))) ?? []
  const under = (key: keyof LogColumns) => {
    const at = head.findIndex((cell) => HEADS[key].test(cell))
    return at < 0 ? null : at
  }
  const rows = cells.slice(0, 50)
  const width = Math.max(0, ...rows.map((row) => row.length))
  const share = (at: number, test: (cell: string) => boolean) =>
    rows.filter((row) => test(row[at] ?? '')).length
  const most = (test: (cell: string) => boolean) =>
    Array.from({ length: width }, (_, at) => at).reduce(
      (best, at) => (share(at, test) > share(best, test) ? at : best),
      0,
    )
  const time = under('time') ?? most((cell) => secondsIn(cell) !== undefined)
  return {
    date: under('date'),
    time,
    title: under('title') ?? most((cell) => cell.length > 5 && !/^\d/.test(cell)),
    duration: under('duration'),
    end: under('end'),
  }
}

/** What aired by a station's log; rows without both a time and a title (heads, sums) are left out. */
export function rowsOf(
  cells: readonly string[][],
  columns: LogColumns,
  { day, dayStartsMin }: { day: string; dayStartsMin: number },
): LoggedRow[] {
  const rows: (Omit<LoggedRow, 'durationMs'> & { durationMs: number | undefined })[] = []
  for (const [index, cellsHere] of cells.entries()) {
    const cell = (at: number | null) => (at === null ? '' : (cellsHere[at] ?? '').trim())
    const seconds = secondsIn(cell(columns.time))
    const title = cell(columns.title).normalize('NFC')
    if (seconds === undefined || title === '') continue
    const dated = dateIn(cell(columns.date)) ?? dateIn(cell(columns.time))
    const last = rows.at(-1)
    const startsAt = dated
      ? hourOf(dated, seconds)
      : afterLast(hourOf(day, seconds, dayStartsMin), last?.startsAt)
    const end = secondsIn(cell(columns.end))
    const untilEnd = end === undefined ? undefined : ((end - seconds + DAY_S) % DAY_S) * 1000
    rows.push({
      index,
      startsAt: plus(startsAt, Math.round((seconds % 1) * 1000)),
      title,
      durationMs: lengthIn(cell(columns.duration)) ?? untilEnd,
    })
  }
  return rows.map((row, i) => ({
    ...row,
    durationMs: Math.max(1, row.durationMs ?? untilNext(row, rows[i + 1])),
  }))
}

/** Hours past midnight, 24:15 to 29:59, count on from the day that they are written under. */
const hourOf = (day: string, seconds: number, dayStartsMin = 0) =>
  seconds < DAY_S
    ? instantOf(day, Math.floor(seconds), dayStartsMin)
    : instantOf(addDays(day, 1), Math.floor(seconds) - DAY_S)

const plus = (instant: string, ms: number) => new Date(Date.parse(instant) + ms).toISOString()

/** A log without dates that steps back by half a day has passed midnight. */
function afterLast(startsAt: string, last: string | undefined): string {
  if (last === undefined) return startsAt
  let at = Date.parse(startsAt)
  while (at < Date.parse(last) - 12 * HOUR_MS) at += 24 * HOUR_MS
  return new Date(at).toISOString()
}

function untilNext(row: { startsAt: string }, next: { startsAt: string } | undefined): number {
  const ms = next ? Date.parse(next.startsAt) - Date.parse(row.startsAt) : 0
  return ms > 0 && ms < 6 * HOUR_MS ? ms : UNTOLD_MS
}

/** Seconds since midnight, with their fraction: 20:10:05.120, 20:10:05:12 (frames of 25), 20h10, a spreadsheet's 0.8403. */
function secondsIn(cell: string): number | undefined {
  const exact = cell.match(/(?:^|[\sT])(\d{1,2}):(\d{2}):(\d{2})(?:[.,](\d{1,3})|[:;](\d{2}))?(?:Z|\s|$)/)
  if (exact) {
    const [, hour, minute, second, fraction, frames] = exact
    const parts = Number(`0.${fraction ?? 0}`) + Number(frames ?? 0) / 25
    return Number(hour) < 30 ? Number(hour) * 3600 + Number(minute) * 60 + Number(second) + parts : undefined
  }
  if (/^\d*[.,]\d{3,}$/.test(cell))
    return Math.round((Number(cell.replace(',', '.')) % 1) * 86_400_000) / 1000
  const words = cell.split(/\s+/).findLast((word) => /\d[h:.g]\d|\dh$/i.test(word))
  const time = words === undefined ? undefined : readTime(words)
  return time && time.seconds + time.nextDay * DAY_S
}

/** The day in 03/10/2021, 3-10-2021, 2021-10-03, or a spreadsheet's serial number. */
function dateIn(cell: string): string | undefined {
  const iso = cell.match(/(\d{4})-(\d{2})-(\d{2})/)
  if (iso) return realDay(iso[0])
  const local = cell.match(/\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b/)
  if (local)
    return realDay(`${local[3]}-${(local[2] ?? '').padStart(2, '0')}-${(local[1] ?? '').padStart(2, '0')}`)
  const serial = cell.match(/^(\d{5})(?:[.,]\d+)?$/)
  return serial ? addDays(SERIAL_ZERO, Number(serial[1])) : undefined
}

/** Milliseconds of 00:29:55.040, 00:29:55:01 (frames of 25), 29'55", or plain seconds with a fraction. */
function lengthIn(cell: string): number | undefined {
  if (cell === '') return undefined
  const exact = cell.match(/^(\d{1,2}):(\d{2}):(\d{2})(?:[.,](\d{1,3})|[:;](\d{2}))?$/)
  if (!exact) return parseLength(cell)
  const [, hour, minute, second, fraction, frames] = exact
  const whole = Number(hour) * 3600 + Number(minute) * 60 + Number(second)
  const ms = whole * 1000 + Math.round(Number(`0.${fraction ?? 0}`) * 1000) + Number(frames ?? 0) * 40
  return ms > 0 ? ms : undefined
}
