import { cellsOfText } from '../imports/cells.rules.ts'
import { decode, guessEncoding } from '../imports/encodings.rules.ts'

/** A month of a channel as text is a tenth of that. */
export const mostLogBytes = 5_000_000

/** A station's log as a table of text, whatever its encoding; empty lines are dropped. */
export async function tableOf(bytes: Uint8Array): Promise<string[][]> {
  const rows = cellsOfText(decode(bytes, guessEncoding(bytes)))
  return rows.filter((row) => row.some((cell) => cell !== ''))
}
