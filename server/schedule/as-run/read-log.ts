import { decode, guessEncoding } from '../imports/encodings.rules.ts'
import { cellsOf } from './log-table.rules.ts'

/** A month of a channel as text is a tenth of that. */
export const mostLogBytes = 5_000_000

/** A station's log as a table of text, whatever its encoding. */
export async function tableOf(bytes: Uint8Array): Promise<string[][]> {
  return cellsOf(decode(bytes, guessEncoding(bytes)))
}
