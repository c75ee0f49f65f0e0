import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type FillRule, fillRule } from '../../server/playlists/filling/fill-rule.schema.ts'
import { type Candidate, fillRuleFor } from '../../server/playlists/filling/filling.rules.ts'
import type { Cell } from '../../server/playlists/resolution.schema.ts'

const DAY = '2021-10-03'
const cell = (seconds: number, language: string | null = null): Cell => ({
  first: { versionId: 'v', language, rank: null, inMs: null, outMs: null, durationMs: seconds * 1000 },
  second: null,
  along: [],
  missing: false,
  viForNow: false,
})
const song = (name: string, seconds: number, more: Partial<Candidate> = {}): Candidate => ({
  work: { workId: name, title: name, shortName: name, kind: 'song' },
  tags: [],
  artists: [],
  cell: cell(seconds),
  lastAt: null,
  ...more,
})
const ruleOf = (seconds: number, more: Partial<FillRule> = {}) =>
  fillRule.parse({ kinds: ['song'], totalMs: seconds * 1000, ...more })
const evening = { day: DAY, taken: new Set<string>(), artistsBefore: [] }
const names = (rule: FillRule, candidates: Candidate[], where = evening) =>
  fillRuleFor(rule, candidates, where).picks.map(({ workId }) => workId)

it('brings what a place has been without longest, and what it never had before all', () => {
  const heard = (name: string, day: string) => song(name, 60, { lastAt: `${day}T12:00:00.000Z` })
  const candidates = [heard('mới', '2021-09-20'), heard('cũ', '2021-08-01'), song('chưa', 60)]
  expect(names(ruleOf(120, { keepArtistsApart: false }), candidates)).toEqual(['chưa', 'cũ'])
})

it('takes only its kinds, tags and languages, and nothing twice in an evening', () => {
  const candidates = [
    song('Mông', 60, { cell: cell(60, 'hmn'), tags: ['dan ca'] }),
    song('Tày', 60, { cell: cell(60, 'tyz'), tags: ['dan ca'] }),
    song('không nhãn', 60, { cell: cell(60, 'hmn') }),
    {
      ...song('bản tin', 60, { tags: ['dan ca'] }),
      work: { ...song('bản tin', 1).work, kind: 'bulletin' as const },
    },
  ]
  const rule = ruleOf(600, { tags: ['dan ca'], languages: ['hmn'] })
  expect(names(rule, candidates)).toEqual(['Mông'])
  expect(names(rule, candidates, { ...evening, taken: new Set(['Mông']) })).toEqual([])
})

it('lets in what was heard lately only where the rest leaves too much empty, and names it', () => {
  const lately = song('hôm kia', 60, { lastAt: '2021-10-01T10:00:00.000Z' })
  const full = fillRuleFor(ruleOf(60), [lately, song('khác', 58)], evening)
  expect([full.picks.map(({ workId }) => workId), full.broken]).toEqual([['khác'], []])
  const short = fillRuleFor(ruleOf(120), [lately, song('khác', 58)], evening)
  expect(short.broken).toEqual([
    { rule: 'recent', workId: 'hôm kia', title: 'hôm kia', lastAt: '2021-10-01T10:00:00.000Z' },
  ])
  // Seven days later to the day it may come again.
  expect(fillRuleFor(ruleOf(60), [lately], { ...evening, day: '2021-10-08' }).broken).toEqual([])
})

it('puts two works of one artist apart, and names those that cannot be', () => {
  const by = (name: string, artist: string) => song(name, 60, { artists: [artist] })
  const mixed = fillRuleFor(ruleOf(300), [by('a', 'Tốp ca'), by('b', 'Tốp ca'), by('c', 'Nghệ sĩ')], evening)
  expect(mixed.broken).toEqual([])
  expect(mixed.picks.map(({ workId }) => workId)).toEqual(['a', 'c', 'b'])
  const alone = fillRuleFor(ruleOf(300), [by('a', 'Tốp ca'), by('b', 'Tốp ca')], evening)
  expect(alone.broken).toMatchObject([{ rule: 'artist', workId: 'b', artist: 'Tốp ca' }])
})

const candidates = fc.array(
  fc.record({
    name: fc.integer({ min: 0, max: 40 }).map(String),
    seconds: fc.integer({ min: 1, max: 400 }),
    artist: fc.constantFrom('Tốp ca', 'Nghệ sĩ', 'Đội'),
    days: fc.option(fc.integer({ min: 1, max: 60 })),
  }),
  { maxLength: 30 },
)

it('never lasts longer than it may, never repeats a work, and answers the same to the same', () => {
  fc.assert(
    fc.property(candidates, fc.integer({ min: 10, max: 1200 }), (some, seconds) => {
      const list = [...new Map(some.map((one) => [one.name, one])).values()].map(
        ({ name, seconds, artist, days }) =>
          song(name, seconds, {
            artists: [artist],
            lastAt:
              days === null
                ? null
                : new Date(Date.parse(`${DAY}T00:00:00Z`) - days * 86_400_000).toISOString(),
          }),
      )
      const rule = ruleOf(seconds)
      const filled = fillRuleFor(rule, list, evening)
      const lengths = filled.picks.map(({ cell: { first } }) => first?.durationMs ?? 0)
      expect(lengths.reduce((a, b) => a + b, 0)).toBe(filled.filledMs)
      expect(filled.filledMs).toBeLessThanOrEqual(rule.totalMs)
      expect(new Set(filled.picks.map(({ workId }) => workId)).size).toBe(filled.picks.length)
      expect(fillRuleFor(rule, list, evening)).toEqual(filled)
    }),
  )
})
