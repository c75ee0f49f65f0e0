import { oldFontOf, retyped } from '../imports/old-fonts.ts'
import { type Block, blockOfText, cellsOfSentence } from './block.ts'

/** What stands on the clipboard, as cells: tables of Excel or Word, text apart by tabs, or lines of a message. */
export function blockIn(clipboard: DataTransfer): Block {
  const block = blockOfHtml(clipboard.getData('text/html')) ?? blockOfPlain(clipboard.getData('text/plain'))
  const font = oldFontOf(block.flat().join(' '))
  return font ? block.map((cells) => cells.map((cell) => retyped(cell, font))) : block
}

function blockOfPlain(text: string): string[][] {
  const block = blockOfText(text)
  const sentences = block.every((cells) => cells.length === 1)
  return sentences ? block.map(([cell = '']) => cellsOfSentence(cell)) : block
}

/** Put under both kinds: Excel takes the table, a message the text. */
export function putBlock(clipboard: DataTransfer, block: Block): void {
  const escaped = (text: string) =>
    text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  const row = (cells: readonly string[]) =>
    `<tr>${cells.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`
  clipboard.setData('text/html', `<meta charset="utf-8"><table>${block.map(row).join('')}</table>`)
  const plain = (cell: string) => (/[\t\n"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
  clipboard.setData('text/plain', block.map((cells) => cells.map(plain).join('\t')).join('\r\n'))
}

/** Every table in its turn, and the lines between them: Word has a table for each day and the day as a line above it. */
function blockOfHtml(html: string): string[][] | undefined {
  if (!/<table/i.test(html)) return undefined
  // Parsed apart from the page: nothing in it is run or fetched.
  const { body } = new DOMParser().parseFromString(html, 'text/html')
  // Lines of one cell are words apart, not one word.
  for (const end of body.querySelectorAll('br, p, div, li')) end.after(' ')
  return [...body.querySelectorAll<HTMLElement>('table, p, h1, h2, h3, h4, h5, h6')]
    .filter((part) => !part.parentElement?.closest('table'))
    .flatMap((part) => (part instanceof HTMLTableElement ? cellsOf(part) : [[wordsIn(part)]]))
}

const wordsIn = (of: HTMLElement) => (of.textContent ?? '').replace(/\s+/g, ' ').trim()

/** A joined cell stands in its first column and its first row. */
function cellsOf(table: HTMLTableElement): string[][] {
  /** For how many rows more a cell from above reaches down, by column. */
  const reach: number[] = []
  return [...table.rows].map((row) => {
    const cells: string[] = []
    const underJoined = () => {
      for (let rows = reach[cells.length] ?? 0; rows > 0; rows = reach[cells.length] ?? 0) {
        reach[cells.length] = rows - 1
        cells.push('')
      }
    }
    for (const cell of row.cells) {
      underJoined()
      for (let i = 0; i < cell.colSpan; i++) {
        reach[cells.length] = cell.rowSpan - 1
        cells.push(i === 0 ? wordsIn(cell) : '')
      }
    }
    underJoined()
    return cells
  })
}
