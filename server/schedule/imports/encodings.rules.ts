import { fromTcvn3, fromVni } from './old-fonts.rules.ts'

export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1258', 'tcvn3', 'vni'] as const
export type Encoding = (typeof encodings)[number]

const byBom: readonly (readonly [Encoding, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
]

/** Text of bytes in a given encoding, composed (NFC) and without a byte order mark. */
export function decode(bytes: Uint8Array, encoding: Encoding): string {
  if (encoding === 'tcvn3') return fromTcvn3(latin1(bytes))
  if (encoding === 'vni') return fromVni(latin1(bytes))
  return new TextDecoder(encoding).decode(bytes).normalize('NFC')
}

const latin1 = (bytes: Uint8Array) => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')

/**
 * In which encoding a text most likely is: by its byte order mark; else UTF-16 by its zeros, UTF-8 where it is valid;
 * else whichever of the old Vietnamese encodings makes the most words that Vietnamese could have.
 */
export function guessEncoding(bytes: Uint8Array): Encoding {
  const marked = byBom.find(([, bom]) => bom.every((byte, i) => bytes[i] === byte))
  if (marked) return marked[0]
  const sample = bytes.subarray(0, 65_536)
  const zeros = [0, 0]
  for (const [i, byte] of sample.entries()) if (byte === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1
  const [even = 0, odd = 0] = zeros
  if (even + odd > sample.length / 8) return odd > even ? 'utf-16le' : 'utf-16be'
  if (isUtf8(sample)) return 'utf-8'
  const old: Encoding[] = ['windows-1258', 'tcvn3', 'vni']
  const scores = old.map((encoding) => ({ encoding, share: vietnameseShare(decode(sample, encoding)) }))
  return scores.reduce((best, next) => (next.share > best.share ? next : best)).encoding
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    // The sample may end within a letter.
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
    return true
  } catch {
    return false
  }
}

// Onset, vowels, coda: what a syllable may be made of once its tone is off.
const VOWELS =
  'a|ai|ao|au|ay|ă|â|âu|ây|e|eo|ê|êu|i|ia|iê|iêu|iu|o|oa|oai|oao|oay|oă|oe|oeo|oi|oo|ô|ôi|ơ|ơi|u|ua|uâ|uây|uê|ui|uô|uôi|uơ|uy|uya|uyê|uyu|ư|ưa|ưi|ươ|ươi|ươu|ưu|y|yê|yêu'
const SYLLABLE = new RegExp(
  `^(?:ngh?|gh|gi|kh|ch|nh|ph|qu|th|tr|[bcdđghklmnprstvx])?(?:${VOWELS})?(?:ng|nh|ch|[cmnpt])?$`,
)
const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g

/** Among the words with signs on them, the share that Vietnamese could have: one tone each, letters of its alphabet. */
function vietnameseShare(text: string): number {
  const words = text.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? []
  const signed = words.filter((word) => /[^a-z]/.test(word))
  if (signed.length === 0) return 0
  return signed.filter(isVietnamese).length / signed.length
}

function isVietnamese(word: string): boolean {
  const decomposed = word.normalize('NFD')
  const shape = decomposed.replace(TONES, '').normalize('NFC')
  return (decomposed.match(TONES)?.length ?? 0) <= 1 && SYLLABLE.test(shape)
}
