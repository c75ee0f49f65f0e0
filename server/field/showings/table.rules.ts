import { cellsOfText } from '../../schedule/imports/cells.rules.ts'
import { plainWords, readDay } from '../../schedule/imports/days.rules.ts'
import { readTime } from '../../schedule/imports/hours.rules.ts'

/** A row of a pasted month, as it was read; what could not be read is empty. */
export interface MonthRow {
  /** Counted from 1 in what was pasted. */
  line: number
  day: string
  time: string
  team: string
  hamlet: string
  commune: string
  headName: string
  headPhone: string
}

type Column = Exclude<keyof MonthRow, 'line'>
const heads: readonly (readonly [Column, RegExp])[] = [
  ['day', /^(ngay|date)\b/],
  ['time', /^(gio|thoi gian|time)\b/],
  ['team', /^(doi|team)\b/],
  ['commune', /^(xa|phuong|commune|dia ban)\b/],
  ['headName', /^(truong xom|truong thon|hamlet head|nguoi lien he)\b/],
  ['headPhone', /^(dien thoai|so dien thoai|sdt|phone)\b/],
  ['hamlet', /^(xom|thon|ban|diem|hamlet|dia diem)\b/],
]
const PLAIN: readonly Column[] = ['day', 'time', 'team', 'hamlet', 'commune', 'headName', 'headPhone']

/**
 * The rows of a month's table out of Excel, Word or a message. A line of headings names the columns; without one they stand as on the page.
 * An empty date is the one above (joined cells); times default to 19:30, when films begin. Pasting into the table, `from` is its column.
 */
export function readMonth(text: string, month: string): MonthRow[] {
  const rows = cellsOfText(text)
  const head = rows.findIndex((cells) => (columnsOf(cells)?.length ?? 0) > 0)
  const columns = columnsOf(rows[head] ?? []) ?? PLAIN
  let lastDay = ''
  return rows.flatMap((cells, index) => {
    if (index === head || cells.every((cell) => cell === '')) return []
    const cell = (column: Column) => (cells[columns.indexOf(column)] ?? '').normalize('NFC').trim()
    const read = readDay(cell('day'), `${month}-15`)?.day
    const day = read ?? (cell('day') === '' ? lastDay : '')
    lastDay = day
    const time = readTime(cell('time'))
    const two = (n: number) => String(n).padStart(2, '0')
    return [
      {
        line: index + 1,
        day,
        time: time
          ? `${two(Math.floor(time.seconds / 3600))}:${two(Math.floor(time.seconds / 60) % 60)}`
          : cell('time') === ''
            ? '19:30'
            : '',
        team: cell('team'),
        hamlet: cell('hamlet'),
        commune: cell('commune'),
        headName: cell('headName'),
        headPhone: cell('headPhone'),
      },
    ]
  })
}

function columnsOf(cells: readonly string[]): (Column | undefined)[] | undefined {
  const named = cells.map((cell) => heads.find(([, pattern]) => pattern.test(plainWords(cell)))?.[0])
  const known = named.filter((column) => column !== undefined)
  return known.length >= 2 && known.includes('hamlet') && !cells.some((cell) => /\d{1,2}[/:]\d/.test(cell))
    ? named
    : undefined
}

/** Names as people shorten them: without tones, and without the word that says what it is. */
export const bareName = (name: string) =>
  plainWords(name).replace(/^(xom|thon|ban|to dan pho|xa|phuong|thi tran|doi chieu phim|doi)\s+(so\s+)?/, '')
