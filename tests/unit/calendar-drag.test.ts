import { describe, expect, it } from 'vitest'
import { instantOf } from '../../server/schedule/schedule.rules.ts'
import {
  gripAt,
  type Held,
  scrollBy,
  sharedWith,
  stepMs,
  targetOf,
} from '../../web/schedule/calendar/drag.ts'
import { bandsOf, instantAt, placeBands, yOf } from '../../web/schedule/calendar/geometry.ts'

const DAY = '2021-10-03'
const at = (hour: number, minute: number, second = 0) =>
  Date.parse(instantOf(DAY, hour * 3600 + minute * 60 + second))
const MINUTE = 60_000
const held = (grip: Held['grip']): Held => ({
  grip,
  id: 'a',
  title: 'Phim',
  day: DAY,
  startsAt: at(20, 0),
  durationMs: 30 * MINUTE,
  grabMs: 10 * MINUTE,
})

describe('what a drag makes of a slot', () => {
  it('keeps the hand where it took hold, and lands on whole five minutes, or on one with Shift', () => {
    expect(targetOf(held('move'), at(20, 33), stepMs(false)).startsAt).toBe(at(20, 25))
    expect(targetOf(held('move'), at(20, 33, 20), stepMs(true)).startsAt).toBe(at(20, 23))
  })

  it('moves an end and leaves the start, never shorter than one step', () => {
    expect(targetOf(held('end'), at(21, 2), stepMs(false))).toEqual({
      startsAt: at(20, 0),
      durationMs: 60 * MINUTE,
    })
    expect(targetOf(held('end'), at(19, 0), stepMs(false)).durationMs).toBe(5 * MINUTE)
  })

  it('moves a start and leaves the end where it is', () => {
    for (const hand of [at(19, 41), at(20, 12), at(23, 0)]) {
      const { startsAt, durationMs } = targetOf(held('start'), hand, stepMs(false))
      expect(startsAt + durationMs).toBe(at(20, 30))
      expect(durationMs).toBeGreaterThanOrEqual(5 * MINUTE)
    }
  })

  it('counts what it shares with every other slot, and nothing with itself or with what only touches it', () => {
    const iso = (minute: number) => new Date(at(20, minute)).toISOString()
    const standing = [
      { id: 'a', startsAt: iso(0), endsAt: iso(30) },
      { id: 'b', startsAt: iso(20), endsAt: iso(30) },
      { id: 'c', startsAt: iso(30), endsAt: iso(40) },
    ]
    const target = { startsAt: at(20, 0), durationMs: 30 * MINUTE }
    expect(sharedWith(standing, target, 'a')).toBe(10 * MINUTE)
    expect(sharedWith(standing, target, undefined)).toBe(40 * MINUTE)
  })

  it('takes hold of the edges only where a block is high enough to leave room between them', () => {
    expect([gripAt(2, 60), gripAt(30, 60), gripAt(58, 60)]).toEqual(['start', 'move', 'end'])
    expect([gripAt(2, 16), gripAt(14, 16)]).toEqual(['move', 'end'])
    expect(gripAt(5, 8)).toBe('move')
  })

  it('scrolls towards an edge, faster the nearer, and not at all in between', () => {
    expect(scrollBy(300, 100, 600)).toBe(0)
    expect(scrollBy(590, 100, 600)).toBeGreaterThan(scrollBy(570, 100, 600))
    expect(scrollBy(102, 100, 600)).toBeLessThan(0)
  })
})

describe('heights and instants', () => {
  it.each([0.5, 1, 12, 'day'] as const)('lead back to each other at scale %s', (scale) => {
    const bands = placeBands(bandsOf(0), new Set(['evening', 'late']), scale)
    for (const instant of [at(3, 20), at(17, 0), at(20, 10), at(23, 59)])
      expect(instantAt(bands, DAY, yOf(bands, DAY, instant))).toBeCloseTo(instant, -2)
  })

  it('make a minute 23 pixels at the largest, and the whole day 480 pixels at the smallest', () => {
    const largest = placeBands(bandsOf(0), new Set(['evening']), 12)
    expect(yOf(largest, DAY, at(20, 1)) - yOf(largest, DAY, at(20, 0))).toBeCloseTo(23)
    const whole = placeBands(bandsOf(0), new Set(), 'day')
    expect(whole.reduce((sum, band) => sum + band.height, 0)).toBe(480)
  })
})
