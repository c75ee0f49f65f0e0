import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Filler, fillGap, type Neighbour } from '../../server/schedule/filling/filling.rules.ts'

const START = '2021-10-03T13:00:00.000Z'
const none = { sameWorkHours: 0, sameArtistMinutes: 0 }

const aFiller = (name: string, seconds: number, more: Partial<Filler> = {}): Filler => ({
  versionId: `version ${name}`,
  workId: name,
  title: name,
  durationMs: seconds * 1000,
  artists: [],
  lastAt: null,
  ...more,
})

const gap = (seconds: number) => ({ startsAt: START, durationMs: seconds * 1000 })
const names = (filling: ReturnType<typeof fillGap>) => filling.clips.map(({ filler }) => filler.workId).sort()

const aired = (workId: string, minutesBefore: number, artists: string[] = []): Neighbour => {
  const endMs = Date.parse(START) - minutesBefore * 60_000
  return {
    workId,
    title: workId,
    artists,
    startsAt: new Date(endMs - 60_000).toISOString(),
    endsAt: new Date(endMs).toISOString(),
  }
}

const fillers = fc
  .array(fc.record({ ms: fc.integer({ min: 1, max: 300_000 }), artist: fc.integer({ min: 0, max: 5 }) }), {
    maxLength: 40,
  })
  .map((list) =>
    list.map(({ ms, artist }, i) => aFiller(`w${i}`, 0, { durationMs: ms, artists: [`a${artist}`] })),
  )

describe('filling a gap', () => {
  it('never takes more than the gap, nor a work twice, and lays clips one after another', () => {
    fc.assert(
      fc.property(fillers, fc.integer({ min: 1000, max: 900_000 }), (list, durationMs) => {
        const filling = fillGap({ startsAt: START, durationMs }, list, [], none)
        const total = filling.clips.reduce((sum, { filler }) => sum + filler.durationMs, 0)
        expect(filling.filledMs).toBe(total)
        expect(filling.leftMs).toBe(durationMs - total)
        expect(filling.leftMs).toBeGreaterThanOrEqual(0)
        expect(new Set(names(filling)).size).toBe(filling.clips.length)
        let at = Date.parse(START)
        for (const { filler, startsAt } of filling.clips) {
          expect(Date.parse(startsAt)).toBe(at)
          at += filler.durationMs
        }
      }),
    )
  })

  it('finds the exact sum where there is one', () => {
    const list = [aFiller('a', 170), aFiller('b', 100), aFiller('c', 90), aFiller('d', 80)]
    expect(names(fillGap(gap(270), list, [], none))).toEqual(['a', 'b'])
    expect(names(fillGap(gap(190), list, [], none))).toEqual(['b', 'c'])
  })

  it('takes what has rested longest where lengths are equal', () => {
    const list = [
      aFiller('yesterday', 60, { lastAt: '2021-10-02T13:00:00.000Z' }),
      aFiller('last year', 60, { lastAt: '2020-10-02T13:00:00.000Z' }),
      aFiller('last week', 60, { lastAt: '2021-09-26T13:00:00.000Z' }),
    ]
    expect(names(fillGap(gap(60), list, [], none))).toEqual(['last year'])
  })

  it('leaves out what aired within the hours of rest, as long as others fill the gap', () => {
    const list = [aFiller('a', 120), aFiller('b', 120)]
    const filling = fillGap(gap(120), list, [aired('a', 60)], { ...none, sameWorkHours: 6 })
    expect(names(filling)).toEqual(['b'])
    expect(filling.broken).toEqual([])
  })

  it('names the rule it had to break, with when and what', () => {
    const filling = fillGap(gap(120), [aFiller('a', 120)], [aired('a', 60)], { ...none, sameWorkHours: 6 })
    expect(names(filling)).toEqual(['a'])
    expect(filling.broken).toMatchObject([{ rule: 'same_work', otherTitle: 'a', hours: 6 }])
  })

  it('breaks as few rules as a full gap allows', () => {
    const list = [aFiller('a', 100), aFiller('b', 100), aFiller('c', 99.5), aFiller('d', 50)]
    const around = [aired('a', 10), aired('b', 10)]
    const filling = fillGap(gap(200), list, around, { ...none, sameWorkHours: 6 })
    expect(names(filling)).toEqual(expect.arrayContaining(['c']))
    expect(filling.broken).toHaveLength(1)
  })

  it('keeps one artist’s clips apart within the gap where the order allows it', () => {
    const list = ['x', 'y', 'x', 'z', 'x'].map((artist, i) => aFiller(`w${i}`, 60, { artists: [artist] }))
    const { clips } = fillGap(gap(300), list, [], none)
    const artists = clips.map(({ filler }) => filler.artists[0])
    expect(artists.some((artist, i) => artist === artists[i + 1])).toBe(false)
  })

  it('tells of an artist who comes again too soon', () => {
    const list = [aFiller('a', 120, { artists: ['Nghệ nhân'] })]
    const rules = { ...none, sameArtistMinutes: 30 }
    const filling = fillGap(gap(120), list, [aired('other', 5, ['Nghệ nhân'])], rules)
    expect(filling.broken).toMatchObject([{ rule: 'same_artist', artist: 'Nghệ nhân', minutes: 30 }])
  })

  it('fills nothing where nothing fits', () => {
    expect(fillGap(gap(10), [aFiller('a', 11)], [], none)).toMatchObject({ clips: [], leftMs: 10_000 })
  })
})
