import { type Block, blockOfText, cellsOfSentence } from './block.ts'

/** What stands on the clipboard, as cells: a table of Excel or Word, text apart by tabs, or lines of a message. */
export function blockIn(clipboard: DataTransfer): Block {
  const tabled = blockOfHtml(clipboard.getData('text/html'))
  if (tabled) return tabled
  const block = blockOfText(clipboard.getData('text/plain'))
  const sentences = block.every((cells) => cells.length === 1)
  return sentences && block.length > 0 ? block.map(([cell = '']) => cellsOfSentence(cell)) : block
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

function blockOfHtml(html: string): string[][] | undefined {
  // Parsed apart from the page: nothing in it is run or fetched.
  const table =
    html.includes('<table') || html.includes('<TABLE')
      ? new DOMParser().parseFromString(html, 'text/html').querySelector('table')
      : null
  if (!table) return undefined
  return [...table.rows].map((row) =>
    [...row.cells].flatMap((cell) => [
      (cell.textContent ?? '').replace(/\s+/g, ' ').trim(),
      // A joined cell stands in its first column.
      ...Array.from({ length: Math.max(0, cell.colSpan - 1) }, () => ''),
    ]),
  )
}
