import { cellsOfText } from '../../../server/schedule/imports/cells.rules.ts'
import { decode, type Encoding, guessEncoding } from '../../../server/schedule/imports/encodings.rules.ts'
import { oldFontOf, retyped } from './old-fonts.ts'

/** A table as it came out of a file, before anybody said what its columns are. */
export interface ReadFile {
  name: string
  /** Of a text file, or of a workbook typed in an old font; null where there is no question. */
  encoding: Encoding | null
  sheets: { name: string; cells: (as: Encoding | null) => string[][] }[]
}

export type FileFault = 'old_excel' | 'unreadable' | 'too_large' | 'empty'
/** A file that holds no table, with why. */
export class NoTable extends Error {
  readonly fault: FileFault
  constructor(fault: FileFault) {
    super(fault)
    this.fault = fault
  }
}

const MOST_BYTES = 20 << 20
const OLD_EXCEL = [0xd0, 0xcf, 0x11, 0xe0]
const ZIP = [0x50, 0x4b, 0x03, 0x04]
const begins = (bytes: Uint8Array, marks: readonly number[]) => marks.every((mark, i) => bytes[i] === mark)

/** Reads an .xlsx or a text table inside the page, so that nobody else's bytes are opened on the server. */
export async function readFile(file: File): Promise<ReadFile> {
  if (file.size === 0) throw new NoTable('empty')
  if (file.size > MOST_BYTES) throw new NoTable('too_large')
  const bytes = new Uint8Array(await file.arrayBuffer())
  if (begins(bytes, OLD_EXCEL)) throw new NoTable('old_excel')
  if (begins(bytes, ZIP)) return readWorkbook(file)
  return {
    name: file.name,
    encoding: guessEncoding(bytes),
    sheets: [{ name: '', cells: (as) => cellsOfText(decode(bytes, as ?? 'utf-8')) }],
  }
}

async function readWorkbook(file: File): Promise<ReadFile> {
  try {
    // Fetched when the first workbook is opened: few visits need it.
    const { default: readExcelFile } = await import('read-excel-file/browser')
    const sheets = (await readExcelFile(file)).map(({ sheet, data }) => ({
      name: sheet,
      cells: data.map((row) => row.map(wordsOf)),
    }))
    const encoding = oldFontOf(sheets.flatMap((sheet) => sheet.cells.flat()).join(' '))
    return {
      name: file.name,
      encoding,
      sheets: sheets
        .filter((sheet) => sheet.cells.some((row) => row.some((cell) => cell !== '')))
        .map(({ name, cells }) => ({
          name,
          cells: (as) =>
            as === null || as === 'utf-8' ? cells : cells.map((row) => row.map((cell) => retyped(cell, as))),
        })),
    }
  } catch {
    throw new NoTable('unreadable')
  }
}

/** A cell as words: a workbook keeps hours and dates as numbers or instants, of which it means the wall's. */
function wordsOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Date) {
    const iso = value.toISOString()
    if (value.getUTCFullYear() < 1901) return iso.slice(11, 19)
    return iso.slice(11, 19) === '00:00:00' ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${iso.slice(11, 19)}`
  }
  // 20.1 is how a workbook keeps what was typed as 20.10.
  if (typeof value === 'number' && !Number.isInteger(value) && value >= 1 && value < 30)
    return value.toFixed(2)
  return String(value).trim()
}
