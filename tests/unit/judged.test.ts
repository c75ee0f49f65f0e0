import fc from 'fast-check'
import { expect, it } from 'vitest'
import { analyseRecipe } from '../../media/analyse-recipe.ts'
import { finding } from '../../media/finding.ts'
import { findings } from '../../media/intervals.ts'
import { foundFromMs } from '../../media/stretch-lengths.rules.ts'
import { judged } from '../../server/library/analysis/judged.rules.ts'

const black = (startMs: number, endMs: number) => finding('black', { startMs, endMs })

it('leaves out what is shorter than the station wants to be told of, to the millisecond of rounding', () => {
  const all = [black(0, 1998), black(5000, 6999), black(10_000, 12_000)]
  expect(judged(all, { black: { leastMs: 2000 } })).toEqual(all.slice(1))
})

it('asks a length only of what it was set for, and only of stretches', () => {
  const others = [finding('silence', { startMs: 0, endMs: 3000 }), finding('black')]
  expect(judged([...others, black(0, 1000)], { black: { leastMs: 60_000 } })).toEqual(others)
})

it('tells how grave a stretch is and whether it is long enough, each by itself', () => {
  const all = [black(0, 1500), black(5000, 8000)]
  expect(judged(all, { black: { graveness: 'error', leastMs: 2000 } })).toEqual([
    { ...black(5000, 8000), severity: 'error' },
  ])
  expect(judged(all, { black: { graveness: 'off', leastMs: 2000 } })).toEqual([])
})

it('tells everything that is found where the lengths are those of the analysis', () => {
  expect(foundFromMs.black).toBe(analyseRecipe.black.leastMs)
  const asMeasured = Object.fromEntries(
    Object.entries(foundFromMs).map(([code, leastMs]) => [code, { leastMs }]),
  )
  const codes = Object.keys(foundFromMs) as (keyof typeof foundFromMs)[]
  fc.assert(
    fc.property(fc.constantFrom(...codes), fc.double({ min: 0, max: 1e6, noNaN: true }), (code, startMs) => {
      const found = findings(code, [{ startMs, endMs: startMs + foundFromMs[code] }])
      expect(judged(found, asMeasured)).toEqual(found)
    }),
  )
})

it('keeps the longest of very many, in their order', () => {
  const long = { startMs: 500_000, endMs: 510_000 }
  const many = [...Array.from({ length: 120 }, (_, n) => ({ startMs: n * 100, endMs: n * 100 + 40 })), long]
  const kept = findings('clipping', many)
  expect(kept).toHaveLength(100)
  expect(judged(kept, { clipping: { leastMs: 1000 } })).toMatchObject([long])
  expect(kept.map(({ startMs }) => startMs)).toEqual(
    kept.map(({ startMs = 0 }) => startMs).sort((a, b) => a - b),
  )
})
