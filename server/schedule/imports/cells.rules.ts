/** What stands between cells, the likeliest first: people here save with semicolons, and commas stand in titles. */
const DELIMITERS = ['\t', ';', '|', ','] as const

/** Cells of a text table (RFC 4180, with tab, semicolon, bar or comma between): quotes are taken off, empty lines stay. */
export function cellsOfText(text: string): string[][] {
  const delimiter = delimiterOf(text)
  const rows: string[][] = [['']]
  let quoted = false
  const add = (sign: string) => {
    const row = rows.at(-1) ?? []
    row[row.length - 1] += sign
  }
  for (let i = 0; i < text.length; i++) {
    const sign = text[i] ?? ''
    if (quoted) {
      if (sign !== '"') add(sign)
      else if (text[i + 1] === '"') {
        add(sign)
        i++
      } else quoted = false
    } else if (sign === '"' && rows.at(-1)?.at(-1)?.trim() === '') quoted = true
    else if (sign === delimiter) rows.at(-1)?.push('')
    else if (sign === '\n' || sign === '\r') {
      if (sign === '\r' && text[i + 1] === '\n') i++
      rows.push([''])
    } else add(sign)
  }
  return rows.map((row) => row.map(plain))
}

/** An apostrophe that only told a spreadsheet to take the rest as text is no part of it. */
const plain = (cell: string) => cell.trim().replace(/^'(?=['=+\-@\t])/, '')

/** Whether cells only count their rows: 1, 2, 3, and on some sheets from 1 again for each day. */
export const isNumbering = (cells: readonly string[]): boolean =>
  cells.some((cell, i) => i > 0 && cell !== '1') &&
  cells.every((cell, i) => cell === '1' || cell === String(Number(cells[i - 1]) + 1))

/** The one that the most lines hold. */
function delimiterOf(text: string): string {
  const lines = text.split(/\r\n?|\n/, 200)
  const share = (delimiter: string) => lines.filter((line) => line.includes(delimiter)).length
  return DELIMITERS.reduce((best, next) => (share(next) > share(best) ? next : best))
}
