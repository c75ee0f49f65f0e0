import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { frameAt, frameCode, frameMiddleS, frameStartMs } from '../../web/ui/frames.ts'
import { shuttled } from '../../web/ui/shuttle.ts'
import { placeMarks } from '../../web/ui/timeline-lanes.ts'

const rates = fc.constantFrom(
  { num: 25, den: 1 },
  { num: 50, den: 1 },
  { num: 30_000, den: 1001 },
  { num: 24_000, den: 1001 },
)

describe('a frame', () => {
  it('is found again from the whole millisecond in which it begins, and from its middle', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), rates, (frame, rate) => {
        expect(frameAt(frameStartMs(frame, rate), rate)).toBe(frame)
        expect(frameAt(frameMiddleS(frame, rate) * 1000, rate)).toBe(frame)
      }),
    )
  })

  it('is counted within its second', () => {
    const rate = { num: 25, den: 1 }
    expect(frameCode(0, rate)).toBe('00:00:00:00')
    expect(frameCode(3_723_480, rate)).toBe('01:02:03:12')
    expect(frameCode(999, rate)).toBe('00:00:00:24')
    expect(frameCode(1001, { num: 30_000, den: 1001 })).toBe('00:00:01:00')
  })
})

describe('the shuttle', () => {
  it('goes twice as fast at each press, up to eight times, and turns round at once', () => {
    const presses = (way: 'on' | 'back', from: number) => {
      const seen = [from]
      for (let n = 0; n < 5; n++) seen.push(shuttled(seen.at(-1) ?? 0, way))
      return seen.slice(1)
    }
    expect(presses('on', 0)).toEqual([1, 2, 4, 8, 8])
    expect(presses('back', 0)).toEqual([-1, -2, -4, -8, -8])
    expect(shuttled(4, 'back')).toBe(-1)
    expect(shuttled(-4, 'on')).toBe(1)
    expect(shuttled(0.5, 'on')).toBe(2)
  })
})

describe('marks on a timeline', () => {
  const marks = fc.array(fc.record({ atMs: fc.nat(600_000) }), { maxLength: 80 })
  const room = { durationMs: 600_000, widthPx: 700 }

  it('never cover one another, and none is lost', () => {
    fc.assert(
      fc.property(marks, fc.integer({ min: 200, max: 1200 }), (given, widthPx) => {
        const placed = placeMarks(given, { ...room, widthPx })
        expect(placed.flatMap((one) => one.marks)).toHaveLength(given.length)
        const apartMs = (24 * room.durationMs) / widthPx
        for (const one of placed)
          for (const other of placed)
            if (one !== other && one.lane === other.lane)
              expect(Math.abs(one.atMs - other.atMs)).toBeGreaterThanOrEqual(apartMs)
      }),
    )
  })

  it('stay in three lanes when there are sixty at one place', () => {
    const placed = placeMarks(
      Array.from({ length: 60 }, (_, n) => ({ atMs: 1000 * n })),
      room,
    )
    expect(new Set(placed.map((one) => one.lane))).toEqual(new Set([0, 1, 2]))
    expect(placed.reduce((sum, one) => sum + one.marks.length, 0)).toBe(60)
  })

  it('that lie far apart need one lane', () => {
    const placed = placeMarks([{ atMs: 0 }, { atMs: 300_000 }, { atMs: 599_000 }], room)
    expect(placed.map((one) => one.lane)).toEqual([0, 0, 0])
  })
})
