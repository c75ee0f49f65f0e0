import { fold } from '../ui/fold.ts'
import type { Rate } from '../ui/frames.ts'
import { readTime } from './timecode.ts'

// Folded words that head a column of a programme, as troupes and stations write them.
const headings = {
  number: ['stt', 'tt', 'so', 'so tt', 'no', 'no.', '#', 'thu tu'],
  title: [
    'tiet muc',
    'ten tiet muc',
    'ten',
    'noi dung',
    'tieu de',
    'ten tac pham',
    'tac pham',
    'title',
    'act',
    'item',
    'name',
  ],
  start: [
    'bat dau',
    'tu',
    'gio vao',
    'diem vao',
    'vao',
    'tc vao',
    'thoi diem',
    'start',
    'from',
    'in',
    'tc in',
    'timecode',
  ],
  end: ['ket thuc', 'den', 'gio ra', 'diem ra', 'ra', 'tc ra', 'end', 'to', 'out', 'tc out'],
  duration: ['thoi luong', 'do dai', 'dai', 'thoi gian', 'duration', 'length', 'dur'],
  author: ['tac gia', 'sang tac', 'nhac si', 'nhac va loi', 'soan loi', 'author', 'composer', 'written by'],
  arranger: [
    'bien soan',
    'phoi khi',
    'hoa am',
    'hoa am phoi khi',
    'chuyen soan',
    'chuyen the',
    'bien dao',
    'bien dao mua',
    'dan dung',
    'arranger',
    'arranged by',
  ],
  performers: [
    'bieu dien',
    'nguoi bieu dien',
    'the hien',
    'trinh bay',
    'dien vien',
    'nghe si',
    'don ca',
    'performers',
    'performer',
    'cast',
  ],
} as const satisfies Record<string, readonly string[]>

export const columnKinds = ['skip', ...(Object.keys(headings) as (keyof typeof headings)[])] as const
export type ColumnKind = (typeof columnKinds)[number]

const byWord = new Map<string, ColumnKind>(
  Object.entries(headings).flatMap(([kind, words]) => words.map((word) => [word, kind as ColumnKind])),
)
const kindOf = (cell: string): ColumnKind | undefined =>
  byWord.get(
    fold(cell)
      .replace(/\([^)]*\)/g, ' ')
      .replace(/[:\s]+/g, ' ')
      .trim(),
  )

export interface TableShape {
  columns: ColumnKind[]
  /** How many rows at the top are headings. */
  headed: number
}

/** What each column of a pasted table holds: by its heading, else by what is in it. */
export function shapeOf(rows: readonly (readonly string[])[], fps?: Rate): TableShape {
  const width = Math.max(0, ...rows.map((row) => row.length))
  const at = rows.slice(0, 4).findIndex((row) => row.filter((cell) => kindOf(cell)).length >= 2)
  if (at >= 0) {
    const used = new Set<ColumnKind>()
    const columns = Array.from({ length: width }, (_, column): ColumnKind => {
      const kind = kindOf(rows[at]?.[column] ?? '')
      if (!kind || used.has(kind)) return 'skip'
      used.add(kind)
      return kind
    })
    return { columns, headed: at + 1 }
  }
  return { columns: guessed(rows, width, fps), headed: 0 }
}

function guessed(rows: readonly (readonly string[])[], width: number, fps?: Rate): ColumnKind[] {
  const words: ColumnKind[] = ['title', 'author', 'arranger', 'performers']
  const cells = (column: number) => rows.map((row) => (row[column] ?? '').trim()).filter(Boolean)
  const mostly = (column: number, test: (cell: string) => boolean) =>
    cells(column).length > 0 && cells(column).filter(test).length * 2 > cells(column).length
  const columns = Array.from({ length: width }, (_, column): ColumnKind => {
    if (cells(column).length === 0) return 'skip'
    if (mostly(column, (cell) => /^\d{1,3}[.)]?$/.test(cell))) return 'number'
    if (mostly(column, (cell) => clock(cell, fps) !== undefined)) return 'start'
    return words.shift() ?? 'skip'
  })
  const times = columns.flatMap((kind, column) => (kind === 'start' ? [column] : []))
  const [first, second, third] = times
  const values = (column: number | undefined) =>
    column === undefined ? [] : cells(column).map((cell) => clock(cell, fps) ?? 0)
  const rising = (list: readonly number[]) => list.every((value, n) => n === 0 || value > (list[n - 1] ?? 0))
  if (first !== undefined && second === undefined && !(rising(values(first)) && rows.length > 1))
    columns[first] = 'duration'
  if (second !== undefined) {
    const after = values(second).every((value, n) => value > (values(first)[n] ?? 0))
    columns[second] = after ? 'end' : 'duration'
  }
  for (const column of third === undefined ? [] : times.slice(2)) columns[column] = 'skip'
  return columns
}

/** A time in a table needs a sign of what it counts: a bare number may be anything. */
const clock = (cell: string, fps?: Rate) => (/^[\d.,\s]*$/.test(cell) ? undefined : readTime(cell, fps))

export type CreditKind = 'author' | 'arranger' | 'performers'
export const creditKinds: readonly CreditKind[] = ['author', 'arranger', 'performers']

export interface TableRow {
  /** Counted from 1 in the pasted table. */
  line: number
  title: string
  startMs: number | null
  endMs: number | null
  durationMs: number | null
  credits: { kind: CreditKind; name: string }[]
  /** Cells that should be times and are not. */
  unread: string[]
}

/** The rows under the headings, cell by cell; rows with neither a title nor a time are left out, as sums and notes. */
export function rowsOf(rows: readonly (readonly string[])[], shape: TableShape, fps?: Rate): TableRow[] {
  return rows.flatMap((cells, index) => {
    if (index < shape.headed) return []
    const cellOf = (kind: ColumnKind) => tidy(cells[shape.columns.indexOf(kind)] ?? '')
    const unread: string[] = []
    const time = (kind: ColumnKind) => {
      const cell = cellOf(kind)
      if (cell === '' || cell === '-') return null
      const read = clock(cell, fps)
      if (read === undefined) unread.push(cell)
      return read ?? null
    }
    const row = {
      line: index + 1,
      title: cellOf('title').replace(/^\d{1,3}\s*[.)]\s*/, ''),
      startMs: time('start'),
      endMs: time('end'),
      durationMs: time('duration'),
      credits: creditKinds.flatMap((kind) => (cellOf(kind) ? [{ kind, name: cellOf(kind) }] : [])),
      unread,
    }
    const empty = row.title === '' && row.startMs === null && row.endMs === null && row.unread.length === 0
    return empty && row.credits.length === 0 ? [] : [row]
  })
}

const tidy = (cell: string) =>
  cell
    .normalize('NFC')
    .split(/\n+/)
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter(Boolean)
    .join(', ')

/** Cells of text with tabs, as spreadsheets copy it: a cell in quotes may hold tabs, line ends and doubled quotes. */
export function cellsOf(text: string): string[][] {
  const rows: string[][] = [['']]
  let quoted = false
  for (let n = 0; n < text.length; n++) {
    const sign = text[n] ?? ''
    const row = rows.at(-1) as string[]
    const cell = row.length - 1
    if (quoted) {
      if (sign !== '"') row[cell] += sign
      else if (text[n + 1] === '"') {
        row[cell] += sign
        n += 1
      } else quoted = false
    } else if (sign === '"' && row[cell] === '') quoted = true
    else if (sign === '\t') row.push('')
    else if (sign === '\n') rows.push([''])
    else if (sign !== '\r') row[cell] += sign
  }
  return rows.filter((row) => row.some((cell) => cell.trim() !== ''))
}
