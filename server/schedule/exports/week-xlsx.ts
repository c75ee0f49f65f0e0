import writeExcelFile, { type Cell, type SheetData } from 'write-excel-file/node'
import { withoutMoment } from '../../print/steady-zip.ts'
import { type Language, say } from '../../words/words.ts'
import type { Sheet } from '../week.service.ts'
import { draftMark, rangeLine } from './paper.ts'
import { weekRows } from './week-rows.ts'

const WIDTHS = [11, 12, 9, 52, 11, 11, 12, 30, 11, 15]

/** A table one can sort and filter: a row per slot, everything as text, so that no Excel turns hours into fractions. */
export async function weekXlsx(language: Language, sheet: Sheet): Promise<Buffer> {
  const words = (key: string) => say(language, `schedule.${key}`)
  const { heads, rows } = weekRows(language, sheet)
  const wide = (value: string, style: object = {}): Cell[] => [
    { value, type: String, columnSpan: heads.length, align: 'center', ...style },
    ...heads.slice(1).map(() => null),
  ]
  const draft = draftMark(language, sheet)
  const cells: SheetData = [
    ...(draft ? [wide(draft, { fontWeight: 'bold', textColor: '#a52a2d' })] : []),
    wide(words('title'), { fontWeight: 'bold', fontSize: 14 }),
    wide(sheet.channel.name),
    wide(`(${rangeLine(language, sheet)})`, { fontStyle: 'italic' }),
    [],
    heads.map((value) => ({ value, type: String, fontWeight: 'bold', bottomBorderStyle: 'thin' })),
    ...rows.map((row) =>
      row.map((value) => ({ value, type: String, wrap: true, alignVertical: 'top' as const })),
    ),
  ]
  const bytes = await writeExcelFile(cells, {
    sheet: words('sheet'),
    columns: WIDTHS.map((width) => ({ width })),
    orientation: 'landscape',
  }).toBuffer()
  return withoutMoment(bytes)
}
