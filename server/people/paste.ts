import { parse } from 'csv-parse/sync'
import { fold } from '../db/folding.ts'
import type { Role } from '../http/permissions.rules.ts'

/** One line of a pasted table, as it was typed. */
export interface PastedRow {
  /** Counted from 1 in the pasted text, as a spreadsheet does. */
  line: number
  name: string
  phone: string
  unit: string
  role: string
}

export const MOST_ROWS = 500

type Column = 'name' | 'phone' | 'unit' | 'role'
const PLAIN_ORDER: readonly Column[] = ['name', 'phone', 'unit', 'role']

// Folded words that head a column.
const HEADINGS: Record<string, Column> = {
  'ho ten': 'name',
  'ho va ten': 'name',
  ten: 'name',
  name: 'name',
  'full name': 'name',
  'dien thoai': 'phone',
  'so dien thoai': 'phone',
  sdt: 'phone',
  'di dong': 'phone',
  phone: 'phone',
  mobile: 'phone',
  'don vi': 'unit',
  'co quan': 'unit',
  unit: 'unit',
  organisation: 'unit',
  organization: 'unit',
  'vai tro': 'role',
  'nhiem vu': 'role',
  role: 'role',
}

const ROLE_WORDS: Record<Role, readonly string[]> = {
  producer: ['bien tap vien', 'bien tap', 'nguoi bien tap', 'producer', 'editor'],
  approver: ['can bo tham dinh', 'tham dinh', 'nguoi duyet', 'duyet', 'lanh dao duyet', 'approver'],
  scheduler: ['nguoi xep lich', 'xep lich', 'scheduler'],
  film_team: [
    'doi chieu phim luu dong',
    'doi chieu phim',
    'doi phim',
    'chieu phim',
    'doi luu dong',
    'film team',
    'mobile film team',
    'film_team',
  ],
  official: ['can bo theo doi', 'theo doi', 'lanh dao', 'official'],
  admin: ['quan tri', 'quan tri vien', 'quan tri he thong', 'admin', 'administrator'],
}
const roleOf = new Map(
  (Object.keys(ROLE_WORDS) as Role[]).flatMap((role) =>
    ROLE_WORDS[role].map((word) => [word, role] as const),
  ),
)

/** The role that a word names, in Vietnamese with or without tones, or in English. */
export function roleFromWord(word: string): Role | undefined {
  return roleOf.get(fold(word))
}

/**
 * Reads what was pasted from a spreadsheet or typed: columns parted by tab, `;` or comma, with a line of headings or
 * in the order name, phone, unit, role. Never throws: whatever cannot be read is for the checks that follow.
 */
export function parsePasted(text: string): PastedRow[] {
  const records = readRecords(text.replace(/^\uFEFF/, ''))
  const lines = records.filter(({ record }) => record.some((cell) => cell !== ''))
  const headed = headingsOf(lines[0]?.record ?? [])
  const columns = headed ?? PLAIN_ORDER
  return lines.slice(headed ? 1 : 0).map(({ record, info }) => {
    const cell = (column: Column) => (record[columns.indexOf(column)] ?? '').normalize('NFC')
    return {
      line: info.lines,
      name: cell('name').replace(/\s+/g, ' '),
      phone: cell('phone'),
      unit: cell('unit').replace(/\s+/g, ' '),
      role: cell('role'),
    }
  })
}

interface ReadRecord {
  record: string[]
  info: { lines: number }
}

function readRecords(text: string, quote: '"' | null = '"'): ReadRecord[] {
  const options = { delimiter: delimiterOf(text), relax_column_count: true, trim: true, info: true, quote }
  try {
    // With `info` the parser gives more than its types say.
    return parse(text, { ...options, relax_quotes: true }) as unknown as ReadRecord[]
  } catch (error) {
    if (quote === null) throw error
    // Quotes that do not pair are letters like any other.
    return readRecords(text, null)
  }
}

function delimiterOf(text: string): string {
  if (text.includes('\t')) return '\t'
  return text.includes(';') ? ';' : ','
}

// A line of headings names at least the name and one more column.
function headingsOf(cells: readonly string[]): (Column | undefined)[] | undefined {
  const columns = cells.map((cell) => HEADINGS[fold(cell)])
  const known = columns.filter((column) => column !== undefined)
  return known.length >= 2 && known.includes('name') ? columns : undefined
}
