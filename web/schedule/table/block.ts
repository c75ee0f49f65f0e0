import { parseLength, parseTimeOfDay } from '../../../server/schedule/schedule.rules.ts'
import { fold } from '../../ui/fold.ts'
import { readLanguage, readRun } from './cell-values.ts'
import { type CellTexts, columns, type TypedColumn } from './columns.ts'

/** Cells as they stood beside each other in Excel or Word. */
export type Block = readonly (readonly string[])[]

/** One row of a pasted block, said in the table's columns; `day` once a heading of a day stood above it. */
export interface PastedLine {
  /** Counted from 1, as it stood in the block. */
  line: number
  day: string | undefined
  texts: CellTexts
}

const heads: readonly (readonly [TypedColumn, RegExp])[] = [
  ['start', /^(gio|thoi gian|bat dau|time|start)\b/],
  ['length', /^(do dai|thoi luong|length|duration)\b/],
  ['title', /^(chuong trinh|ten|noi dung|program|title)/],
  ['language', /^(ngon ngu|tieng|language)\b/],
  ['run', /^(phat|luot|run)\b/],
  ['note', /^(ghi chu|note|remark)/],
]
const BEHIND = /\s*\(([^()]*)\)\s*$/

/**
 * Reads a block for the table. A head names its columns. Without one a block of several columns laid at the first
 * column is known by what stands in it, for stations order their sheets each in their own way; any other block goes
 * cell by cell from where it is laid, as in a spreadsheet.
 */
export function linesOf(block: Block, at: TypedColumn, days: readonly string[]): PastedLine[] {
  const rows = block.map((cells) => cells.map((cell) => cell.normalize('NFC').trim()))
  const head = rows.findIndex((cells) => headOf(cells) !== undefined)
  const order =
    (head >= 0 ? headOf(rows[head] ?? []) : undefined) ??
    (at === 'start' ? guessed(rows.filter((cells) => !dayIn(cells, days))) : undefined) ??
    columns.slice(columns.indexOf(at)).filter((column) => column !== 'status')
  let day: string | undefined
  return rows.flatMap((cells, index): PastedLine[] => {
    const named = dayIn(cells, days)
    if (named) day = named
    if (index === head || named || cells.every((cell) => cell === '')) return []
    const texts: CellTexts = {}
    for (const [i, column] of order.entries()) if (column && cells[i] !== undefined) texts[column] = cells[i]
    return [{ line: index + 1, day, texts: repeatMarked(texts) }]
  })
}

function headOf(cells: readonly string[]): (TypedColumn | undefined)[] | undefined {
  const named = cells.map((cell) => heads.find(([, pattern]) => pattern.test(fold(cell)))?.[0])
  const known = named.filter((column) => column !== undefined)
  return known.length >= 2 && new Set(known).size === known.length && named.includes('title')
    ? named
    : undefined
}

/** "Thứ Hai 27/9", "CHỦ NHẬT (03/10)": a row that says the day of those below it. */
function dayIn(cells: readonly string[], days: readonly string[]): string | undefined {
  const words = fold(cells.filter((cell) => cell !== '').join(' '))
  const date = /^(?:thu\s|chu nhat|t[2-7]\b|cn\b|ngay\s).*?(\d{1,2})\s*[/.-]\s*(\d{1,2})/.exec(words)
  if (!date) return undefined
  const [, d = '', m = ''] = date
  return days.find((day) => day.endsWith(`-${m.padStart(2, '0')}-${d.padStart(2, '0')}`))
}

const isTime = (text: string) => parseTimeOfDay(text) !== undefined
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
  const free = () => order.flatMap((column, i) => (column || cellsIn(i).length === 0 ? [] : i))
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
