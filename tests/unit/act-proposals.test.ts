import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { proposeActs } from '../../media/act-proposals.ts'
import type { Finding } from '../../media/finding.ts'

const black = (startMs: number, endMs: number): Finding => ({
  code: 'black',
  severity: 'info',
  startMs,
  endMs,
})
const silence = (startMs: number, endMs: number): Finding => ({
  code: 'silence',
  severity: 'info',
  startMs,
  endMs,
})
const minute = 60_000

describe('proposals for acts', () => {
  it('end an act where nothing is left to see nor hear, and begin the next where something is again', () => {
    const findings = [silence(58_000, 62_000), black(59_000, 63_000)]
    expect(proposeActs({ durationMs: 2 * minute, findings })).toEqual([
      { inMs: 0, outMs: 59_000, score: 1, because: ['silence', 'black'] },
      { inMs: 62_000, outMs: 2 * minute, score: 1, because: ['silence', 'black'] },
    ])
  })

  it('meet in the middle where only the sound falls silent, and are less sure of it', () => {
    const [first, second] = proposeActs({ durationMs: 2 * minute, findings: [silence(58_000, 62_000)] })
    expect(first).toMatchObject({ outMs: 60_000, because: ['silence'] })
    expect(second?.inMs).toBe(60_000)
    expect(first?.score).toBeLessThan(0.8)
  })

  it('are none when nothing parts the recording', () => {
    expect(proposeActs({ durationMs: 2 * minute, findings: [] })).toEqual([])
    expect(proposeActs({ durationMs: 2 * minute, findings: [black(0, 3000)] })).toEqual([])
  })

  it('leave out the black before the first act and after the last', () => {
    const findings = [black(0, 2000), silence(0, 3000), black(59_000, 61_000), black(118_000, 120_000)]
    const acts = proposeActs({ durationMs: 2 * minute, findings })
    expect(acts.map(({ inMs, outMs }) => [inMs, outMs])).toEqual([
      [2000, 60_000],
      [60_000, 118_000],
    ])
  })

  it('prefer the surer of two places that are too near each other', () => {
    const findings = [black(50_000, 51_000), silence(55_000, 58_000), black(55_000, 58_000)]
    const acts = proposeActs({ durationMs: 2 * minute, findings })
    expect(acts.map(({ inMs, outMs }) => [inMs, outMs])).toEqual([
      [0, 55_000],
      [58_000, 2 * minute],
    ])
  })

  describe('with how loud it was over time', () => {
    const curve = (fromMs: number, toMs: number) => ({
      everyMs: 20,
      windowMs: 20,
      level: Array.from({ length: 6000 }, (_, n) => (n * 20 >= fromMs && n * 20 < toMs ? -70 : -23)),
    })
    const heard = (fromMs: number, toMs: number, findings: Finding[] = []) =>
      proposeActs({ durationMs: 2 * minute, findings, curve: curve(fromMs, toMs) })

    it('hear a pause too short to be a finding', () => {
      const [first, second] = heard(60_000, 62_000)
      expect(first).toMatchObject({ outMs: 61_000, because: ['quiet'] })
      expect(second?.inMs).toBe(61_000)
    })

    it('take no breath for the end of an act, unless the picture goes black with it', () => {
      expect(heard(60_000, 61_000)).toEqual([])
      const acts = heard(60_000, 61_000, [black(60_000, 62_000)])
      expect(acts.map(({ inMs, outMs }) => [inMs, outMs])).toEqual([
        [0, 60_000],
        [61_000, 2 * minute],
      ])
    })
  })

  const between = fc
    .tuple(fc.integer({ min: 0, max: 600_000 }), fc.integer({ min: 1, max: 20_000 }))
    .chain(([startMs, length]) =>
      fc.constantFrom(black(startMs, startMs + length), silence(startMs, startMs + length)),
    )
  const input = fc.record({
    durationMs: fc.integer({ min: 1000, max: 620_000 }),
    findings: fc.array(between, { maxLength: 60 }),
    leastActMs: fc.integer({ min: 2000, max: 90_000 }),
    fps: fc.constantFrom({ num: 25, den: 1 }, { num: 30_000, den: 1001 }, { num: 50, den: 1 }),
  })

  it('always lie in order within the recording, long enough, on frames, and share no moment', () => {
    fc.assert(
      fc.property(input, (given) => {
        const acts = proposeActs(given)
        expect(acts.length).not.toBe(1)
        let before = 0
        for (const { inMs, outMs, score } of acts) {
          expect(inMs).toBeGreaterThanOrEqual(before)
          expect(outMs - inMs).toBeGreaterThanOrEqual(given.leastActMs)
          expect(outMs).toBeLessThanOrEqual(given.durationMs)
          expect(score).toBeGreaterThan(0)
          expect(score).toBeLessThanOrEqual(1)
          for (const ms of [inMs, outMs]) {
            const frame = (ms * given.fps.num) / (1000 * given.fps.den)
            expect(Math.abs(frame - Math.round(frame))).toBeLessThan(0.03)
          }
          before = outMs
        }
      }),
      { numRuns: 300 },
    )
  })

  it('do not depend on the order in which things were found', () => {
    fc.assert(
      fc.property(input, (given) => {
        const turned = { ...given, findings: given.findings.toReversed() }
        const bare = (acts: ReturnType<typeof proposeActs>) =>
          acts.map(({ inMs, outMs, score }) => ({ inMs, outMs, score }))
        expect(bare(proposeActs(turned))).toEqual(bare(proposeActs(given)))
      }),
    )
  })
})
