import fc from 'fast-check'
import { expect, it } from 'vitest'
import { addWatched, type Watched, watchedShare } from '../../web/review/watched.ts'

const stretches = fc.array(
  fc
    .tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 30 }))
    .map(([from, length]) => [from, from + length] as const),
)

it('counts every second once, in whatever order and however often it is played', () => {
  fc.assert(
    fc.property(stretches, (played) => {
      const watched = played.reduce<Watched>((before, [from, to]) => addWatched(before, from, to), [])
      const seconds = new Set(
        played.flatMap(([from, to]) => Array.from({ length: to - from }, (_, i) => from + i)),
      )
      expect(watched.reduce((sum, [from, to]) => sum + to - from, 0)).toBe(seconds.size)
      for (const [i, [from]] of watched.entries()) expect(from).toBeGreaterThan(watched[i - 1]?.[1] ?? -1)
    }),
  )
})

it('is whole once all but the last second has run, and nothing of what lies beyond the end counts', () => {
  expect(watchedShare([[0, 39.2]], 40)).toBe(1)
  expect(watchedShare([[0, 10]], 40)).toBe(0.25)
  expect(watchedShare([[35, 60]], 40)).toBe(0.125)
  expect(watchedShare([], 0)).toBe(0)
})
