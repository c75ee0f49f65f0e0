import { decode, type Encoding, guessEncoding } from '../../../server/schedule/imports/encodings.rules.ts'

const latin1 = (text: string) => Uint8Array.from(text, (sign) => sign.charCodeAt(0))
const isLatin1 = (text: string) => !/[\u0100-\uffff]/.test(text)

/** In which old font a text was typed; Office keeps it as Western letters that only looked Vietnamese. Null where in none. */
export function oldFontOf(text: string): Encoding | null {
  if (!isLatin1(text) || !/[\u00a1-\u00ff]/.test(text)) return null
  const guess = guessEncoding(latin1(text))
  return guess === 'tcvn3' || guess === 'vni' ? guess : null
}

export const retyped = (cell: string, as: Encoding) => (isLatin1(cell) ? decode(latin1(cell), as) : cell)
