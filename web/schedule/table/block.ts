import { isNumbering } from '../../../server/schedule/imports/cells.rules.ts'
import { readDay, readDayAlone, weekdayIn } from '../../../server/schedule/imports/days.rules.ts'
import { readHour } from '../../../server/schedule/imports/hours.rules.ts'
import { parseLength } from '../../../server/schedule/schedule.rules.ts'
import { fold } from '../../ui/fold.ts'
import { readLanguage, readRun } from './cell-values.ts'
import { type CellTexts, columns, type TypedColumn } from './columns.ts'

/** Cells as they stood beside each other in Excel or Word. */
export type Block = readonly (readonly string[])[]

/** One row of a pasted block, said in the table's columns. */
export interface PastedLine {
  /** Counted from 1, as it stood in the block. */
  line: number
  /** The day that it names itself, or that a heading above it does; of any week. */
  day: string | undefined
  /** The weekday beside that date is another one's: as in last year's sheet without a year. */
  misnamed: boolean
  texts: CellTexts
}

const heads: readonly (readonly [TypedColumn, RegExp])[] = [
  ['start', /^(gio|thoi gian|bat dau|time|start)\b/],
  ['length', /^(do dai|thoi luong|length|duration)\b/],
  ['title', /^((ten |noi dung )?(chuong trinh|noi dung|tiet muc)( phat song)?|ten|program(me)?|title)$/],
  ['language', /^(ngon ngu|tieng|language)\b/],
  ['run', /^(phat|luot|run)\b/],
  ['note', /^(ghi chu|note|remark)/],
]
const BEHIND = /\s*\(([^()]*)\)\s*$/

/**
 * Reads a block for the table. A head names its columns. Without one a block of several columns laid at the first
 * column is known by what stands in it, for stations order their sheets each in their own way; any other block goes
 * cell by cell from where it is laid, as in a spreadsheet. What stands over a table, such as its title, is no row of it.
 */
export function linesOf(block: Block, at: TypedColumn, days: readonly string[]): PastedLine[] {
  const whole = block.map((cells) => cells.map((cell) => cell.normalize('NFC').trim()))
  const wide = at === 'start' && whole.some((cells) => cells.length > 1)
  const dated = whole.map((cells) => (at === 'start' ? dayIn(cells, days[0] ?? '') : undefined))
  // The cells that say the day are none of the sheet's.
  const rows = whole.map((cells, i) => cells.map((cell, n) => (n < (dated[i]?.cells ?? 0) ? '' : cell)))
  const headed = rows.map(headOf)
  const order =
    headed.find((head) => head !== undefined) ??
    (at === 'start' ? guessed(rows) : undefined) ??
    columns.slice(columns.indexOf(at)).filter((column) => column !== 'status')
  let named: { day: string; misnamed: boolean } | undefined
  const lines: PastedLine[] = []
  for (const [index, cells] of rows.entries()) {
    named = dated[index]?.named ?? named
    if (headed[index] || cells.every((cell) => cell === '')) continue
    if (wide && isBeside(cells, order, lines.length === 0)) continue
    const texts: CellTexts = {}
    for (const [i, column] of order.entries()) if (column && cells[i] !== undefined) texts[column] = cells[i]
    lines.push({
      line: index + 1,
      day: named?.day,
      misnamed: named?.misnamed ?? false,
      texts: repeatMarked(texts),
    })
  }
  return lines
}

/** A line of words beside the rows: the table's title, its week, who signs it. */
function isBeside(
  cells: readonly string[],
  order: readonly (TypedColumn | undefined)[],
  first: boolean,
): boolean {
  const filled = cells.flatMap((cell, i) => (cell === '' ? [] : i))
  const [only = -1] = filled
  const words = cells[only] ?? ''
  return filled.length === 1 && order[only] !== 'title' && !isTime(words) && (first || !/\d/.test(words))
}

function headOf(cells: readonly string[]): (TypedColumn | undefined)[] | undefined {
  const named = cells.map((cell) => heads.find(([, pattern]) => pattern.test(fold(cell)))?.[0])
  const known = named.filter((column) => column !== undefined)
  return known.length >= 2 && new Set(known).size === known.length && named.includes('title')
    ? named
    : undefined
}

/** The day that the first cells of a row say, "Thứ Hai" and "27/09/2021" each in its own or both in one, and how many they are. */
function dayIn(cells: readonly string[], near: string) {
  const [only] = cells.filter((cell) => cell !== '')
  const alone = cells.filter((cell) => cell !== '').length === 1
  if (only !== undefined && alone && weekdayIn(only) !== undefined && /\d/.test(only)) {
    const named = readDay(only, near)
    return named && { named, cells: cells.length }
  }
  const isDay = (cell: string) => cell === '' || (!isTime(cell) && readDayAlone(cell, near) !== undefined)
  const end = cells.findIndex((cell) => !isDay(cell))
  const count = end < 0 ? cells.length : end
  const named = readDayAlone(cells.slice(0, count).join(' '), near)
  return named && { named, cells: count }
}

const isTime = (text: string) => readHour(text) !== undefined
const isLength = (text: string) => parseLength(text) !== undefined

/** Which column each stands for, by what most of its cells can be read as; nothing where no title is among them. */
function guessed(rows: Block): (TypedColumn | undefined)[] | undefined {
  const width = Math.max(0, ...rows.map((cells) => cells.length))
  if (width < 2) return undefined
  const cellsIn = (i: number) => rows.flatMap((cells) => (cells[i] ? [cells[i]] : []))
  const most = (i: number, reads: (text: string) => boolean) => {
    const cells = cellsIn(i)
    return cells.length > 0 && cells.filter(reads).length * 2 > cells.length
  }
  const order: (TypedColumn | undefined)[] = Array.from({ length: width }, () => undefined)
  const said = order.flatMap((_, i) => (cellsIn(i).length === 0 || isNumbering(cellsIn(i)) ? [] : i))
  const free = () => said.filter((i) => order[i] === undefined)
  const take = (column: TypedColumn, i: number | undefined) => {
    if (i !== undefined) order[i] = column
  }
  take(
    'start',
    free().find((i) => most(i, isTime)),
  )
  take(
    'length',
    free().find((i) => most(i, isLength)),
  )
  take(
    'run',
    free().find((i) => most(i, (text) => readRun(text) !== undefined)),
  )
  take(
    'language',
    free().find((i) => most(i, (text) => readLanguage(text) != null)),
  )
  const letters = (i: number) => cellsIn(i).reduce((sum, text) => sum + text.length, 0)
  const [title, note] = free().sort((a, b) => letters(b) - letters(a))
  if (title === undefined) return undefined
  take('title', title)
  take('note', note)
  return order
}

/** "(PL)" behind a title says that it is a repeat. */
function repeatMarked(texts: CellTexts): CellTexts {
  const [behind, words = ''] = BEHIND.exec(texts.title ?? '') ?? []
  if (texts.title === undefined || behind === undefined || !/^(pl|phat lai)$/.test(fold(words.trim())))
    return texts
  return { ...texts, title: texts.title.slice(0, -behind.length), run: texts.run || 'PL' }
}

/** Text apart by tabs, as spreadsheets copy it: a cell with a tab, a quote or a line of its own stands in quotes. */
export function blockOfText(text: string): string[][] {
  const rows: string[][] = [[]]
  // A quoted cell, or all up to the next tab or line; then what ended it.
  const cell = /(?:"((?:[^"]|"")*)"(?=[\t\r\n]|$)|([^\t\r\n]*))(\t|\r\n?|\n|$)/gy
  for (let found = cell.exec(text); found; found = cell.exec(text)) {
    const [whole, quoted, plain = '', end] = found
    rows.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"').replace(/\s+/g, ' '))
    if (end === '' || whole === '') break
    if (end !== '\t') rows.push([])
  }
  while (rows.length > 0 && rows.at(-1)?.every((found) => found.trim() === '')) rows.pop()
  return rows
}

/** A message or a list in Word has no tabs: the hour, the words, and a length behind them with its sign. */
export function cellsOfSentence(sentence: string): string[] {
  const [, time, words] = /^(\d\S*?):?\s+(?:[-–]\s*)?(.+)$/.exec(sentence.trim()) ?? []
  if (time === undefined || words === undefined || !isTime(time)) return [sentence]
  const [, title, length] = /^(.*?)[\s(,]+(\d{1,3}\s*['’′p][^\s)]*)\)?$/.exec(words) ?? []
  return title !== undefined && length !== undefined ? [time, title, length] : [time, words]
}
