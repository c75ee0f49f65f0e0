import writeExcelFile, { type Cell, type SheetData } from 'write-excel-file/node'
import { numericDay } from '../calendar/days.rules.ts'
import { type Language, say } from '../words/words.ts'
import { draftMark, rangeLine, weekdayName } from './paper.ts'
import { lengthText, timeOfDay } from './schedule.rules.ts'
import type { Sheet } from './week.service.ts'

const COLUMNS = ['weekday', 'date', 'time', 'programme', 'length', 'run', 'language', 'note'] as const
const WIDTHS = [11, 12, 9, 52, 11, 11, 12, 30]

/** A table one can sort and filter: a row per slot, everything as text, so that no Excel turns hours into fractions. */
export async function weekXlsx(language: Language, sheet: Sheet): Promise<Buffer> {
  const words = (key: string) => say(language, `schedule.${key}`)
  const wide = (value: string, style: object = {}): Cell[] => [
    { value, type: String, columnSpan: COLUMNS.length, align: 'center', ...style },
    ...COLUMNS.slice(1).map(() => null),
  ]
  const draft = draftMark(language, sheet)
  const rows: SheetData = [
    ...(draft ? [wide(draft, { fontWeight: 'bold', textColor: '#a52a2d' })] : []),
    wide(words('title'), { fontWeight: 'bold', fontSize: 14 }),
    wide(sheet.channel.name),
    wide(`(${rangeLine(language, sheet)})`, { fontStyle: 'italic' }),
    [],
    COLUMNS.map((column) => ({
      value: words(column),
      type: String,
      fontWeight: 'bold',
      bottomBorderStyle: 'thin',
    })),
    ...sheet.days.flatMap(({ day, slots }) =>
      slots.map((slot) =>
        [
          weekdayName(language, day),
          numericDay(day),
          timeOfDay(slot.startsAt),
          slot.title,
          lengthText(slot.durationMs),
          words(slot.run === 'repeat' ? 'again' : 'first'),
          slot.language === null ? '' : words(`language_${slot.language}`),
          slot.note,
        ].map((value) => ({ value, type: String, wrap: true, alignVertical: 'top' as const })),
      ),
    ),
  ]
  return await writeExcelFile(rows, {
    sheet: words('sheet'),
    columns: WIDTHS.map((width) => ({ width })),
    orientation: 'landscape',
  }).toBuffer()
}
