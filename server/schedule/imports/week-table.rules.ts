import { addDays } from '../../calendar/days.rules.ts'
import { broadcastDayOf, instantOf } from '../schedule.rules.ts'
import { isNumbering } from './cells.rules.ts'
import { plainWords, readDay } from './days.rules.ts'
import { isBeyondDay, readLength, readTime } from './hours.rules.ts'
import type { ImportRow } from './imports.schema.ts'

export const meanings = [
  'day',
  'weekday',
  'time',
  'title',
  'length',
  'run',
  'language',
  'note',
  'kind',
  'billed',
] as const
export type Meaning = (typeof meanings)[number]
/** What each column holds; null for one that is not read. */
export type Columns = readonly (Meaning | null)[]

const HEADS: readonly (readonly [Meaning, RegExp])[] = [
  ['billed', /^(gio in|printed|billed)\b/],
  ['length', /^(thoi luong|do dai|tl|length|duration|dur)\b/],
  ['time', /^(gio|thoi gian|bat dau|time|start)\b/],
  ['title', /(chuong trinh|noi dung|ten|tiet muc|title|programme|program)/],
  ['day', /^(ngay|date|day)\b/],
  ['weekday', /^(thu|weekday)\b/],
  ['run', /^(luot|phat moi|run)\b/],
  ['language', /^(ngon ngu|tieng|language)\b/],
  ['note', /^(ghi chu|note)/],
  ['kind', /^(loai|kind)\b/],
]
const LOOKED_AT = 60

/** The row whose cells name the columns, and what they name; undefined where no row does. */
function headIn(cells: readonly string[][]): { at: number; columns: Columns } | undefined {
  for (const [at, row] of cells.slice(0, LOOKED_AT).entries()) {
    // A programme may be called after the head of a column, but it has an hour beside it.
    if (row.some((cell) => readTime(cell))) continue
    const columns = row.map((cell) => {
      const words = plainWords(cell)
      return words.length > 30 ? null : (HEADS.find(([, head]) => head.test(words))?.[0] ?? null)
    })
    const once = columns.map((meaning, i) => (columns.indexOf(meaning) === i ? meaning : null))
    if (once.includes('time') && once.includes('title')) return { at, columns: once }
  }
  return undefined
}

/** What each column most likely holds: by the table's heads, else by what its cells look like. */
export function guessColumns(cells: readonly string[][]): Columns {
  const head = headIn(cells)
  if (head) return head.columns
  const rows = cells.slice(0, LOOKED_AT)
  const width = Math.max(0, ...rows.map((row) => row.length))
  const taken: (Meaning | null)[] = Array.from({ length: width }, () => null)
  const numbers = taken.map((_, i) => isNumbering(rows.flatMap((row) => row[i] || [])))
  const take = (meaning: Meaning, worth: (cell: string) => number) => {
    const scores = taken.map((known, i) =>
      known === null && !numbers[i] ? rows.reduce((sum, row) => sum + worth(row[i] ?? ''), 0) : 0,
    )
    const best = scores.indexOf(Math.max(...scores))
    if (best >= 0 && (scores[best] ?? 0) > 0) taken[best] = meaning
  }
  take('time', (cell) => (cell !== '' && readTime(cell) && !/^\d{1,2}$/.test(cell) ? 1 : 0))
  take('day', (cell) => (/\d[/-]\d|^\d{5}$/.test(cell) && readDay(cell, '2021-09-27') ? 1 : 0))
  take('title', (cell) => (/\p{L}/u.test(cell) ? cell.length : 0))
  take('length', (cell) => (cell !== '' && readLength(cell) !== undefined ? 1 : 0))
  return taken
}

export interface Unreadable {
  line: number
  problem: 'day' | 'weekday' | 'time' | 'title' | 'length' | 'billed'
  text: string
}

const REPEAT = /\s*\(\s*(?:PL|phát lại|R)\s*\)\s*$/i
const languages = {
  vi: /viet|vietnamese|^vi$/,
  tyz: /\btay\b|^tyz$/,
  nut: /nung|^nut$/,
  hmn: /mong|^hmn$/,
  ium: /\bdao\b|^ium$/,
  nty: /lo lo|^nty$/,
  'x-sanchi': /san chi|^x-sanchi$/,
} as const
const kinds = {
  work: /tu lieu|work/,
  relay: /tiep song|relay/,
  live: /truc tiep|live/,
  title: /chi ten|title/,
}

const named = <Key extends string>(of: Readonly<Record<Key, RegExp>>, text: string) =>
  (Object.keys(of) as Key[]).find((key) => of[key].test(plainWords(text)))

/**
 * The rows of a week's table as somebody wrote it. A date stands in each row, or at the head of each day; hours that
 * run on past midnight under one head belong to the night. Lines that cannot be read are listed with why.
 */
export function readTable(
  cells: readonly string[][],
  columns: Columns,
  { monday, dayStartsMin }: { monday: string; dayStartsMin: number },
): { rows: ImportRow[]; unreadable: Unreadable[] } {
  const rows: ImportRow[] = []
  const unreadable: Unreadable[] = []
  const headAt = headIn(cells)?.at ?? -1
  let head: { day: string; misnamed: boolean } | undefined
  let last: { head: string; seconds: number; late: boolean } | undefined
  for (const [index, row] of cells.entries()) {
    const cell = (meaning: Meaning) => {
      const at = columns.indexOf(meaning)
      return at < 0 ? '' : (row[at] ?? '').trim()
    }
    const filled = row.filter((value) => value.trim() !== '')
    if (index === headAt || filled.length === 0) continue
    const [timeText, title, lengthText] = [cell('time'), cell('title'), cell('length')]
    const time = readTime(timeText)
    // What is written past the end of the broadcast day is no hour of it; a day from midnight runs on into the next.
    if (!time || (dayStartsMin > 0 && isBeyondDay(time, dayStartsMin))) {
      const day = filled.length <= 2 ? readDay(filled.join(' '), monday) : undefined
      if (day) head = day
      // What stands over the table: its title, the channel, the week.
      else if (rows.length > 0 || (index > headAt && filled.length > 2)) {
        if (timeText !== '' || (title !== '' && filled.length > 2))
          unreadable.push({ line: index + 1, problem: 'time', text: filled.join(' · ') })
      }
      continue
    }
    const own = cell('day') ? readDay(`${cell('weekday')} ${cell('day')}`.trim(), monday) : undefined
    const onlyWeekday = !own && cell('weekday') ? readDay(cell('weekday'), monday) : undefined
    const day = own ?? onlyWeekday ?? (cell('day') ? undefined : head)
    const durationMs = lengthText === '' ? null : readLength(lengthText)
    const billedText = cell('billed')
    const billed = readTime(billedText)
    const plainTitle = title.replace(REPEAT, '').trim()
    const problem = !day
      ? 'day'
      : day.misnamed
        ? 'weekday'
        : plainTitle === ''
          ? 'title'
          : durationMs === undefined
            ? 'length'
            : billedText !== '' && !billed
              ? 'billed'
              : undefined
    if (problem || !day || durationMs === undefined) {
      unreadable.push({ line: index + 1, problem: problem ?? 'day', text: filled.join(' · ') })
      continue
    }
    // Under one head the hours only go on; a step back of half a day is midnight.
    const underHead: boolean = !own && !onlyWeekday
    const late: boolean =
      underHead && last?.head === day.day && (last.late || last.seconds - time.seconds > HALF_DAY_S)
    last = { head: day.day, seconds: time.seconds, late }
    const past = (time.nextDay === 1 || late) && dayStartsMin === 0 ? 1 : 0
    const startsAt = instantOf(addDays(day.day, past), time.seconds, dayStartsMin)
    const runText = plainWords(cell('run'))
    rows.push({
      line: index + 1,
      day: broadcastDayOf(startsAt, dayStartsMin),
      start: clock(time.seconds),
      durationMs,
      title: plainTitle,
      run:
        REPEAT.test(title) || /lai|^pl$|repeat|^r$/.test(runText)
          ? 'repeat'
          : runText || !columns.includes('run')
            ? 'first'
            : undefined,
      language: cell('language') ? named(languages, cell('language')) : undefined,
      note: columns.includes('note') ? cell('note') : undefined,
      kind: cell('kind') ? named(kinds, cell('kind')) : undefined,
      // A table with that column says of each row whether another hour is announced.
      billed: columns.includes('billed') ? (billed ? clock(billed.seconds) : null) : undefined,
    })
  }
  return { rows, unreadable }
}

const HALF_DAY_S = 43_200

function clock(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, '0')
  return [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(':')
}
