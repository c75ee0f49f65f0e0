import type { Language } from '../../words/words.ts'
import type { Sheet } from '../week.service.ts'
import { draftMark } from './paper.ts'
import { weekRows } from './week-rows.ts'

/** By this mark alone Excel knows that the text is UTF-8. */
const BOM = '\uFEFF'

/** A cell that Excel would take for a formula is told to be text, as Excel itself writes it. */
const plain = (cell: string) => (/^['=+\-@\t]/.test(cell) ? `'${cell}` : cell)
const quoted = (cell: string) => (/[";\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
const line = (cells: readonly string[]) => cells.map((cell) => quoted(plain(cell))).join(';')

/** The week as CSV the way Excel here opens it: a byte order mark, semicolons, CR LF. */
export function weekCsv(language: Language, sheet: Sheet): string {
  const { heads, rows } = weekRows(language, sheet)
  const draft = draftMark(language, sheet)
  const lines = [...(draft ? [[draft]] : []), heads, ...rows].map(line)
  return `${BOM}${lines.join('\r\n')}\r\n`
}
