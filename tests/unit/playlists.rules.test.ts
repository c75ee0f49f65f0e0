import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  inEveningOrder,
  type Recording,
  resolveWork,
  totalsOf,
} from '../../server/playlists/playlists.rules.ts'
import { playedParts } from '../../server/playlists/playlists.schema.ts'

let next = 1
const recording = (language: string | null, durationMs = 1000): Recording => {
  const number = next++
  return { versionId: `version ${number}`, number, language, inMs: null, outMs: null, durationMs }
}
const heard = (languages: string[], recordings: Recording[]) => {
  const { first, along, missing, viForNow } = resolveWork(languages, recordings)
  return {
    first: first?.language,
    rank: first?.rank,
    along: along.map((c) => `${c.rank} ${c.language}`),
    missing,
    viForNow,
  }
}

it('takes the first language of the order that has a version, and the others of the order along', () => {
  const recordings = [recording('vi'), recording('hmn'), recording('tyz'), recording('nty')]
  expect(heard(['ium', 'tyz', 'hmn'], recordings)).toEqual({
    first: 'tyz',
    rank: 2,
    along: ['3 hmn'],
    missing: false,
    viForNow: false,
  })
})

it('takes Vietnamese for now where the order has nothing, but not where Vietnamese is of the order', () => {
  expect(heard(['nty'], [recording('vi'), recording('tyz')])).toMatchObject({
    first: 'vi',
    rank: null,
    viForNow: true,
  })
  expect(heard(['nty', 'vi'], [recording('vi')])).toMatchObject({ first: 'vi', rank: 2, viForNow: false })
})

it('flags a hole where neither the order nor Vietnamese has a version', () => {
  expect(heard(['nty', 'ium'], [recording('tyz')])).toEqual({
    first: undefined,
    rank: undefined,
    along: [],
    missing: true,
    viForNow: false,
  })
})

it('plays music without words everywhere, and prefers it to Vietnamese standing in', () => {
  expect(heard(['hmn'], [recording('vi'), recording(null)])).toMatchObject({
    first: null,
    viForNow: false,
    missing: false,
  })
})

it('means the later of two versions in one language', () => {
  const early = recording('hmn')
  const late = recording('hmn')
  expect(resolveWork(['hmn'], [late, early]).first?.versionId).toBe(late.versionId)
})

it('counts holes and adds up only what sounds', () => {
  const cells = [
    resolveWork(['hmn', 'tyz'], [recording('hmn', 5000), recording('tyz', 700)]),
    resolveWork(['hmn'], [recording('vi', 300)]),
    resolveWork(['hmn'], []),
  ]
  expect(totalsOf(cells)).toEqual({ totalMs: 5300, alongMs: 700, missing: 1, viForNow: 1 })
})

const language = fc.constantFrom('vi', 'tyz', 'nut', 'hmn', 'ium', 'nty', 'x-sanchi')
const order = fc.uniqueArray(language, { maxLength: 7 })
const recordings = fc.array(
  fc.option(language).map((code) => recording(code)),
  { maxLength: 12 },
)

it('never gives a place a version outside its order, music and Vietnamese apart', () => {
  fc.assert(
    fc.property(order, recordings, (languages, some) => {
      const { first, along, missing, viForNow } = resolveWork(languages, some)
      for (const choice of along) expect(languages).toContain(choice.language)
      if (first?.rank) expect(languages[first.rank - 1]).toBe(first.language)
      if (first && !first.rank)
        expect(first.language === null || (first.language === 'vi' && viForNow)).toBe(true)
      expect(missing).toBe(first === null)
    }),
  )
})

it('gives each language once and every approved language of the order', () => {
  fc.assert(
    fc.property(order, recordings, (languages, some) => {
      const { first, along } = resolveWork(languages, some)
      const given = [first, ...along].flatMap((choice) => (choice?.rank ? [choice.language] : []))
      expect(given).toEqual(languages.filter((code) => some.some((one) => one.language === code)))
    }),
  )
})

it('does not depend on the order in which versions are listed', () => {
  fc.assert(
    fc.property(order, recordings, (languages, some) => {
      expect(resolveWork(languages, some.toReversed())).toEqual(resolveWork(languages, some))
    }),
  )
})

it('puts parts into the order of an evening and leaves the order within each', () => {
  const item = fc.record({ part: fc.constantFrom(...playedParts), workId: fc.string() })
  fc.assert(
    fc.property(fc.array(item), (items) => {
      const sorted = inEveningOrder(items)
      for (const part of playedParts)
        expect(sorted.filter((i) => i.part === part)).toEqual(items.filter((i) => i.part === part))
      const ranks = sorted.map((i) => playedParts.indexOf(i.part))
      expect(ranks).toEqual(ranks.toSorted((a, b) => a - b))
    }),
  )
})
