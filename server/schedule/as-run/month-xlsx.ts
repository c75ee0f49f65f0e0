import writeExcelFile, { type SheetData } from 'write-excel-file/node'
import { numericDay } from '../../calendar/days.rules.ts'
import { type Language, say } from '../../words/words.ts'
import { lengthText, timeOfDay } from '../schedule.rules.ts'
import type { Figure } from './month.rules.ts'
import type { Month } from './month.service.ts'

const COLUMNS = [
  'day',
  'order',
  'planned_at',
  'aired_at',
  'programme',
  'planned',
  'length',
  'status',
  'reason',
  'language',
  'run',
  'source',
  'file',
] as const
const WIDTHS = [12, 6, 11, 11, 46, 46, 12, 18, 36, 14, 12, 16, 68]

/** The month's figures, and on a second sheet every row they are made of. */
export async function monthXlsx(language: Language, month: Month): Promise<Buffer> {
  return await writeExcelFile([
    {
      data: figures(language, month),
      sheet: say(language, 'station.sheet_figures'),
      columns: [{ width: 44 }, { width: 14 }, { width: 16 }, { width: 20 }],
    },
    {
      data: rows(language, month),
      sheet: say(language, 'station.sheet_rows'),
      columns: WIDTHS.map((width) => ({ width })),
      orientation: 'landscape',
      stickyRowsCount: 1,
    },
  ]).toBuffer()
}

const text = (value: string, style: object = {}) => ({ value, type: String, ...style })
const bold = { fontWeight: 'bold' } as const

function figures(language: Language, month: Month): SheetData {
  const words = (key: string, values = {}) => say(language, `station.${key}`, values)
  const line = (name: string, { rows: count, ms }: Figure) => [
    text(name),
    { value: count, type: Number },
    text(lengthText(ms)),
  ]
  const [year = '', number = ''] = month.month.split('-')
  return [
    [text(words('month', { month: Number(number), year }), { ...bold, fontSize: 14 })],
    [text(month.channel.name)],
    [],
    [text(''), text(words('rows'), bold), text(words('on_air'), bold)],
    line(words('figure_planned'), month.planned),
    line(words('figure_aired'), month.aired),
    ...month.byStatus.map((one) => line(words(`status_${one.value}`), one)),
    [],
    [text(words('by_language'), bold)],
    ...month.byLanguage.map((one) => line(languageName(language, one.value), one)),
    [],
    [text(words('by_run'), bold)],
    ...month.byRun.map((one) => line(runName(language, one.value), one)),
    [],
    [
      text(words('rights'), bold),
      text(words('used_month'), bold),
      text(words('used'), bold),
      text(words('allowed'), bold),
    ],
    ...month.rights.map((right) => [
      text(right.title),
      { value: right.usedThisMonth, type: Number },
      { value: right.used, type: Number },
      text(right.runs === null ? words('no_limit') : String(right.runs)),
    ]),
  ]
}

const languageName = (language: Language, code: string | null) =>
  code ? say(language, `schedule.language_${code}`) : say(language, 'station.no_language')
const runName = (language: Language, run: string | null) =>
  run === 'repeat' ? say(language, 'schedule.again') : run === 'first' ? say(language, 'schedule.first') : ''

function rows(language: Language, month: Month): SheetData {
  const words = (key: string) => say(language, `station.${key}`)
  return [
    COLUMNS.map((column) => text(words(`log_${column}`), { ...bold, bottomBorderStyle: 'thin' })),
    ...month.rows.map((row) =>
      [
        numericDay(row.day),
        String(row.sequence),
        row.plannedStartsAt ? timeOfDay(row.plannedStartsAt) : '',
        row.startsAt ? timeOfDay(row.startsAt) : '',
        row.title,
        row.plannedTitle ?? '',
        row.durationMs === null ? '' : lengthText(row.durationMs),
        words(`status_${row.status}`),
        row.reason,
        row.language ? languageName(language, row.language) : '',
        runName(language, row.run),
        words(`source_${row.source}`),
        row.fileSha256 ?? '',
      ].map((value) => text(value)),
    ),
  ]
}
