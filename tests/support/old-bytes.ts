import { decode, type Encoding } from '../../server/schedule/imports/encodings.rules.ts'

const HIGH = Array.from({ length: 128 }, (_, i) => 0x80 + i)
const PLAIN = [...'aăâeêioôơuưyAEIOUY'].map((letter) => letter.charCodeAt(0)).filter((code) => code < 0x80)

/** Writes text in an old encoding: the bytes that each letter, alone or with the sign after it, is read from. */
function writer(encoding: Encoding): (text: string) => Uint8Array {
  const bytesOf = new Map<string, number[]>()
  const note = (bytes: number[]) => {
    const letter = decode(Uint8Array.from(bytes), encoding)
    if ([...letter].length === 1 && !bytesOf.has(letter)) bytesOf.set(letter, bytes)
  }
  for (const high of HIGH) note([high])
  for (const base of [...PLAIN, ...HIGH]) for (const sign of HIGH) note([base, sign])
  return (text) =>
    Uint8Array.from(
      [...text.normalize('NFC')].flatMap((letter) => {
        const bytes = letter.charCodeAt(0) < 0x80 ? [letter.charCodeAt(0)] : bytesOf.get(letter)
        if (!bytes) throw new Error(`No ${letter} in ${encoding}`)
        return bytes
      }),
    )
}

export const tcvn3Bytes = writer('tcvn3')
export const vniBytes = writer('vni')
export const windows1258Bytes = writer('windows-1258')
