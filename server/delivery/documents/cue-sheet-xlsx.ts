import writeExcelFile, { type Cell, type SheetData } from 'write-excel-file/node'
import { withoutMoment } from '../../print/steady-zip.ts'
import { say } from '../../words/words.ts'
import { cueColumns, cueHead } from './cue-sheet.ts'
import type { Told } from './gather.ts'

const widths = [6, 40, 24, 24, 32, 14, 14, 14]

/** The cue sheet as a table to sort and copy from: everything as text, so that no Excel turns a time code into a date. */
export async function cueSheetXlsx(told: Told): Promise<Buffer> {
  const words = (key: string) => say(told.language, `papers.${key}`)
  const wide = (value: string, style: object = {}): Cell[] => [
    { value, type: String, columnSpan: cueColumns.length, ...style },
    ...cueColumns.slice(1).map(() => null),
  ]
  const rows: SheetData = [
    wide(words('cue_sheet').toLocaleUpperCase('vi'), { fontWeight: 'bold', fontSize: 14 }),
    ...cueHead(told).map((line) => wide(line)),
    [],
    cueColumns.map((column) => ({
      value: words(`cue_${column}`),
      type: String,
      fontWeight: 'bold' as const,
      bottomBorderStyle: 'thin' as const,
    })),
    ...told.cues.map((cue) =>
      cueColumns.map((column) => ({
        value: cue[column],
        type: String,
        wrap: true,
        alignVertical: 'top' as const,
      })),
    ),
    [],
    wide(words('cue_hint')),
  ]
  const bytes = await writeExcelFile(rows, {
    sheet: words('cue_sheet'),
    columns: widths.map((width) => ({ width })),
    orientation: 'landscape',
  }).toBuffer()
  return withoutMoment(bytes)
}
