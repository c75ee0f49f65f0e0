/** The cells of the largest table on the clipboard, as Word and Excel put it there; undefined where there is none. */
export function tableOf(html: string): string[][] | undefined {
  const page = new DOMParser().parseFromString(undressed(html), 'text/html')
  const tables = [...page.querySelectorAll('table')]
  const largest = tables.sort((a, b) => b.rows.length - a.rows.length)[0]
  return largest && spread([...largest.rows].map((row) => [...row.cells]))
}

// Only the cells matter; and a page that forbids foreign styles complains of each it reads.
const undressed = (html: string) =>
  html.replace(/<style\b[\s\S]*?<\/style>/gi, '').replace(/\sstyle\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/gi, '')

// A cell over several rows speaks for each of them; nobody means thousands.
const mostSpan = 200

function spread(rows: readonly (readonly HTMLTableCellElement[])[]): string[][] {
  const grid: string[][] = rows.map(() => [])
  rows.forEach((cells, y) => {
    let x = 0
    for (const cell of cells) {
      while (grid[y]?.[x] !== undefined) x += 1
      const text = textOf(cell).trim()
      for (let down = 0; down < Math.min(mostSpan, cell.rowSpan || 1); down++)
        for (let right = 0; right < Math.min(mostSpan, cell.colSpan); right++) {
          const row = grid[y + down]
          if (row) row[x + right] = right === 0 ? text : ''
        }
      x += cell.colSpan
    }
  })
  return grid.map((row) => Array.from(row, (cell) => cell ?? ''))
}

const ownLine = new Set(['P', 'DIV', 'LI', 'BR'])

/** What a reader sees: line ends of the file mean nothing, those of paragraphs do. */
function textOf(node: Node): string {
  if (node.nodeType === Node.TEXT_NODE) return (node.textContent ?? '').replace(/\s+/g, ' ')
  const inside = [...node.childNodes].map(textOf).join('')
  return ownLine.has(node.nodeName) ? `${inside}\n` : inside
}

/** Cells as text with tabs, the way a spreadsheet writes it. */
export const asText = (rows: readonly (readonly string[])[]) =>
  rows
    .map((row) =>
      row.map((cell) => (/["\t\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join('\t'),
    )
    .join('\n')
