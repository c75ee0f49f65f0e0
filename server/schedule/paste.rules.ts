import { isBeyondDay, readHour } from './imports/hours.rules.ts'
import { DAY_MS, parseLength } from './schedule.rules.ts'

export interface PastedRow {
  /** The line it came from, counted from 1. */
  line: number
  secondsOfDay: number
  /** 1 after the list ran past midnight. */
  dayOffset: 0 | 1
  title: string
  run: 'first' | 'repeat'
  durationMs: number
}
interface PastedProblem {
  line: number
  problem: 'time' | 'title' | 'length'
  text: string
}

/** How long the last row lasts when nothing says so (ms). */
const LAST_ROW_MS = 30 * 60_000
/** Longer than this it is no title, but lines that ran together. */
const LONGEST_TITLE = 300
/** A step back of more than half a day is midnight; a smaller one is a row out of order. */
const HALF_DAY_S = 43_200
const REPEAT = /\s*\(\s*(?:PL|phát lại)\s*\)\s*$/i

/**
 * Rows of a plan as they come out of Excel, Word or a message: time, title, and the length where it is known, apart
 * by tabs, semicolons or a run of blanks. A row without a length lasts until the next one. "(PL)" marks a repeat.
 * 25:30 is the night of the same day, as far as a day goes that starts so many minutes after midnight. Lines that
 * cannot be read are listed and left out.
 */
export function readPasted(
  text: string,
  dayStartsMin: number,
): { rows: PastedRow[]; problems: PastedProblem[] } {
  const problems: PastedProblem[] = []
  const rows: (Omit<PastedRow, 'durationMs'> & { durationMs: number | undefined })[] = []
  for (const [index, raw] of text.split(/\r\n?|\n/).entries()) {
    const line = index + 1
    if (raw.trim() === '' || isHead(raw)) continue
    const { time, title: written, length } = cellsOf(raw)
    const hour = hourIn(time, dayStartsMin)
    const durationMs = length === undefined ? undefined : parseLength(length)
    const title = written.replace(REPEAT, '').trim()
    const problem =
      hour === undefined
        ? 'time'
        : title === '' || title.length > LONGEST_TITLE
          ? 'title'
          : length !== undefined && durationMs === undefined
            ? 'length'
            : undefined
    if (problem || hour === undefined) {
      problems.push({ line, problem: problem ?? 'time', text: raw.trim() })
      continue
    }
    const last = rows.at(-1)
    const pastMidnight =
      dayStartsMin > 0
        ? hour.seconds < dayStartsMin * 60
        : hour.nextDay === 1 ||
          (last && (last.dayOffset === 1 || last.secondsOfDay - hour.seconds > HALF_DAY_S))
    rows.push({
      line,
      secondsOfDay: hour.seconds,
      dayOffset: pastMidnight ? 1 : 0,
      title,
      run: REPEAT.test(written) ? 'repeat' : 'first',
      durationMs,
    })
  }
  const timed = rows.map((row, i) => ({ ...row, durationMs: row.durationMs ?? untilNext(row, rows[i + 1]) }))
  return { rows: timed, problems }
}

/** A day that starts at midnight has no night of its own: 25:30 is the next one's. */
const hourIn = (time: string, dayStartsMin: number) => {
  const hour = readHour(time)
  return hour && dayStartsMin > 0 && isBeyondDay(hour, dayStartsMin) ? undefined : hour
}

const isHead = (line: string) => /^\s*(giờ|time)(?=[\s;])/i.test(line) && !/\d/.test(line)

function cellsOf(raw: string): { time: string; title: string; length: string | undefined } {
  const cells = raw
    .trim()
    .split(/\t|;|\s{2,}/)
    .map((cell) => cell.trim())
    .filter((cell) => cell !== '')
  const [first = '', ...rest] = cells
  if (rest.length > 0 && readHour(first) !== undefined)
    return { time: first, title: rest[0] ?? '', length: rest[1] }
  // One blank apart, as in a message; a length then carries its minute sign.
  const [, time = first, words = ''] = first.match(/^(\S+?):?\s+(?:[-–]\s*)?(.*)$/) ?? []
  const [, title = words, length] = words.match(/^(.*?)\s+(\d{1,3}\s*['’′p]\S*)$/) ?? []
  return { time, title, length: length ?? rest[0] }
}

interface Timed {
  secondsOfDay: number
  dayOffset: number
}

function untilNext(row: Timed, next: Timed | undefined): number {
  if (!next) return LAST_ROW_MS
  const ms = (next.secondsOfDay - row.secondsOfDay) * 1000 + (next.dayOffset - row.dayOffset) * DAY_MS
  return ms > 0 ? ms : LAST_ROW_MS
}
