// Vietnamese order and search, as stored columns that both engines compare byte by byte.

const BASE_ORDER = 'aăâbcdđeêfghijklmnoôơpqrstuưvwxyz'
const TONES = ['\u0300', '\u0309', '\u0303', '\u0301', '\u0323'] // huyền, hỏi, ngã, sắc, nặng

function splitLetter(letter: string): { base: string; tone: number } {
  let tone = 0
  let rest = ''
  for (const sign of letter.normalize('NFD')) {
    const index = TONES.indexOf(sign)
    if (index >= 0) tone = index + 1
    else rest += sign
  }
  return { base: rest.normalize('NFC'), tone }
}

/**
 * A key whose plain byte order is Vietnamese dictionary order: letters first (a ă â b … d đ …), then tones
 * (ngang, huyền, hỏi, ngã, sắc, nặng), then lower case before upper. Digits and spaces come before letters.
 */
export function sortKey(name: string): string {
  const letters: string[] = []
  const tones: string[] = []
  const cases: string[] = []
  for (const sign of name.normalize('NFC')) {
    const { base, tone } = splitLetter(sign.toLowerCase())
    const order = BASE_ORDER.indexOf(base)
    if (/\s/.test(sign)) letters.push('\u0020')
    else if (/\d/.test(sign)) letters.push(sign)
    else if (order >= 0 && base.length === 1) letters.push(String.fromCharCode(0x41 + order))
    else if (/[\p{P}\p{S}]/u.test(sign)) letters.push('!')
    else letters.push(`~${base}`)
    tones.push(String(tone))
    cases.push(sign === sign.toLowerCase() ? '0' : '1')
  }
  return `${letters.join('')}\u0001${tones.join('')}\u0001${cases.join('')}`
}

/** Search form: lower case, no tones or marks, đ as d, single spaces; both tone placements (hòa, hoà) fold alike. */
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim()
}
