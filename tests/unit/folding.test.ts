import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fold, sortKey } from '../../server/db/folding.ts'

const seed = readFileSync(resolve(import.meta.dirname, '../../server/areas/seed/areas.csv'))
const areas = parse(seed, { columns: true }) as { name_vi: string; name_ascii: string }[]

const collator = new Intl.Collator('vi')
// Byte order, as the database compares; UTF-16 order is the same below U+10000.
const byKey = (a: string, b: string) => {
  const [x, y] = [sortKey(a), sortKey(b)]
  return x < y ? -1 : x > y ? 1 : 0
}

const vowels = 'aăâeêioôơuưy'
const tones = ['', '\u0300', '\u0309', '\u0303', '\u0301', '\u0323']
const vowel = fc
  .tuple(fc.constantFrom(...vowels), fc.constantFrom(...tones))
  .map(([letter, tone]) => (letter + tone).normalize('NFC'))
const consonant = fc.constantFrom(
  '',
  'b',
  'c',
  'ch',
  'd',
  'đ',
  'gi',
  'h',
  'k',
  'm',
  'n',
  'ng',
  'ph',
  't',
  'th',
  'v',
  'x',
)
const glide = fc.constantFrom('', '', 'o', 'u', 'ư', 'i', 'y')
const coda = fc.constantFrom('', 'n', 'm', 'ng', 'c', 't', 'p', 'i')
const syllable = fc
  .tuple(consonant, glide, vowel, coda, fc.boolean())
  .map(([head, before, middle, tail, capital]) => {
    const word = head + before + middle + tail
    return capital ? word.charAt(0).toUpperCase() + word.slice(1) : word
  })
const name = fc.array(syllable, { minLength: 1, maxLength: 4 }).map((syllables) => syllables.join(' '))

describe('Vietnamese order', () => {
  it('agrees with Intl.Collator on any two names', () => {
    fc.assert(
      fc.property(name, name, (a, b) => {
        expect(byKey(a, b), `${a} | ${b}`).toBe(Math.sign(collator.compare(a, b)))
      }),
      { numRuns: 5000 },
    )
  })
  it('agrees with Intl.Collator on every place of the province', () => {
    const names = areas.map((area) => area.name_vi)
    expect(names.toSorted(byKey)).toEqual(names.toSorted(collator.compare))
  })
  it('agrees with Intl.Collator on names with digits and punctuation', () => {
    const mark = fc.constantFrom(
      ' số 1',
      ' số 2',
      ' 2021',
      ' (PL)',
      ', 1',
      ' - Hà',
      '. B',
      ': a',
      '“b”',
      ' 3/10',
    )
    fc.assert(
      fc.property(fc.tuple(name, mark), fc.tuple(name, mark), ([a, x], [b, y]) => {
        expect(byKey(a + x, b + y), `${a + x} | ${b + y}`).toBe(Math.sign(collator.compare(a + x, b + y)))
      }),
      { numRuns: 3000 },
    )
  })
  it('gives one key to the two ways of writing a letter', () => {
    fc.assert(fc.property(name, (a) => sortKey(a.normalize('NFD')) === sortKey(a.normalize('NFC'))))
  })
})

describe('search', () => {
  it('finds Cao Bằng by cao bang, and đ by d', () => {
    expect(fold('Cao  Bằng ')).toBe('cao bang')
    expect(fold('Đội ĐIỆN ảnh')).toBe('doi dien anh')
  })
  it('treats both places of a tone mark alike', () => {
    expect(fold('hòa thủy')).toBe(fold('hoà thuỷ'))
  })
  it('gives the plain spelling of every place', () => {
    expect(areas.filter((area) => fold(area.name_vi) !== area.name_ascii.toLowerCase())).toEqual([])
  })
  it('does not depend on how letters are composed, and folding twice changes nothing', () => {
    fc.assert(fc.property(name, (a) => fold(a.normalize('NFD')) === fold(a) && fold(fold(a)) === fold(a)))
  })
})
