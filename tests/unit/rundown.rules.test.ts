import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type BroadcastDay,
  clockAndFrame,
  endOfDay,
  type Running,
  reordered,
  rundownOf,
} from '../../server/schedule/rundown/rundown.rules.ts'
import {
  exactSecondsOfDay,
  exactTimeOfDay,
  instantOf,
  parseTimeOfDay,
} from '../../server/schedule/schedule.rules.ts'

const day: BroadcastDay = { day: '2021-10-03', dayStartsMin: 0, dayRunsMin: 1440, gapPolicy: 'leave' }
const EVENING = Date.parse('2021-10-03T13:00:00.000Z')

const slot = (id: string, atMin: number, minutes: number, more: Partial<Running> = {}): Running => ({
  id,
  startsAt: new Date(EVENING + atMin * 60_000).toISOString(),
  endsAt: new Date(EVENING + (atMin + minutes) * 60_000).toISOString(),
  durationMs: minutes * 60_000,
  startMode: 'fixed',
  gapPolicy: null,
  ...more,
})
const order = (slots: Running[], moved: { id: string; startsAt: string }[]) => {
  const at = new Map(moved.map(({ id, startsAt }) => [id, startsAt]))
  return slots
    .map((one) => {
      const startsAt = at.get(one.id) ?? one.startsAt
      return { ...one, startsAt, endsAt: new Date(Date.parse(startsAt) + one.durationMs).toISOString() }
    })
    .sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1))
}
const minutesAt = (startsAt: string) => (Date.parse(startsAt) - EVENING) / 60_000

describe('the order of a day', () => {
  it('writes a gap as a row that follows the channel unless it says what becomes of it', () => {
    const slots = [slot('a', 0, 30), slot('b', 34, 10, { gapPolicy: 'fill' }), slot('c', 50, 10)]
    const gaps = rundownOf(slots, day).rows.filter((row) => row.kind === 'gap')
    expect(gaps).toMatchObject([
      { afterId: 'a', durationMs: 240_000, own: null, policy: 'leave', offAir: false },
      { afterId: 'b', durationMs: 360_000, own: 'fill', policy: 'fill' },
    ])
  })

  it('sees no gap where a longer slot still runs, and none that anybody fills in a night off the air', () => {
    const slots = [slot('a', 0, 60), slot('b', 10, 10), slot('c', 70, 5), slot('d', 300, 5)]
    const gaps = rundownOf(slots, day).rows.filter((row) => row.kind === 'gap')
    expect(gaps).toMatchObject([
      { afterId: 'a', durationMs: 600_000 },
      { afterId: 'c', offAir: true },
    ])
  })

  it('sets what follows a fixed start against the time until the next fixed one', () => {
    const follows = { startMode: 'following' } as const
    const slots = [slot('a', 0, 30), slot('b', 30, 31, follows), slot('c', 60, 10)]
    const { rows, budget } = rundownOf(slots, day)
    expect(rows[0]).toMatchObject({ budget: { roomMs: 3_600_000, plannedMs: 3_660_000, overMs: 60_000 } })
    expect(rows[1]).toMatchObject({ overMs: 60_000, budget: null })
    expect(budget.overMs).toBe(60_000)
  })

  it('runs to 29:00 on a channel that begins at five, with midnight told before what airs at dawn', () => {
    const late: BroadcastDay = { ...day, dayStartsMin: 300 }
    expect(endOfDay(late)).toBe('2021-10-03T22:00:00.000Z')
    const { rows } = rundownOf([slot('a', 210, 60), slot('b', 300, 60)], late)
    expect(rows.map(({ kind }) => kind)).toEqual(['slot', 'gap', 'dawn', 'slot'])
    expect(rows[2]).toEqual({ kind: 'dawn', day: '2021-10-04' })
  })

  it('turns red when the last slot runs past the end of the day', () => {
    const short: BroadcastDay = { ...day, dayRunsMin: 21 * 60 }
    expect(rundownOf([slot('a', 0, 60)], short).budget.overMs).toBe(0)
    expect(rundownOf([slot('a', 0, 61)], short).budget.overMs).toBe(60_000)
  })

  it('tells a time to the frame, and reads it back to the millisecond', () => {
    expect(clockAndFrame('2021-10-03T13:10:05.480Z')).toEqual({ clock: '20:10:05', frame: 12 })
    expect(clockAndFrame('2021-10-03T13:10:00.000Z')).toEqual({ clock: '20:10:00', frame: 0 })
    for (const instant of [
      '2021-10-03T13:10:05.480Z',
      '2021-10-03T13:10:00.000Z',
      '2021-10-02T17:00:00.001Z',
    ]) {
      expect(instantOf('2021-10-03', parseTimeOfDay(exactTimeOfDay(instant)) ?? Number.NaN)).toBe(instant)
      expect(instantOf('2021-10-03', exactSecondsOfDay(instant))).toBe(instant)
    }
  })
})

describe('another order', () => {
  it('lets two neighbours change places without moving anything else', () => {
    const slots = [slot('a', 0, 30), slot('b', 30, 10), slot('c', 40, 20)]
    const now = order(slots, reordered(slots, 'b', 0))
    expect(now.map(({ id, startsAt }) => [id, minutesAt(startsAt)])).toEqual([
      ['b', 0],
      ['a', 10],
      ['c', 40],
    ])
  })

  it('keeps gaps where they were in the order', () => {
    const slots = [slot('a', 0, 30), slot('b', 35, 10), slot('c', 50, 20)]
    const now = order(slots, reordered(slots, 'c', 0))
    expect(now.map(({ id, startsAt }) => [id, minutesAt(startsAt)])).toEqual([
      ['c', 0],
      ['a', 25],
      ['b', 60],
    ])
  })

  it('lets what follows begin when the one before ends', () => {
    const slots = [slot('a', 0, 30), slot('b', 35, 10), slot('c', 45, 20, { startMode: 'following' })]
    const now = order(slots, reordered(slots, 'c', 1))
    expect(now.map(({ id, startsAt }) => [id, minutesAt(startsAt)])).toEqual([
      ['a', 0],
      ['c', 30],
      ['b', 50],
    ])
  })

  it('moves nothing for a slot nobody knows or that already stands there', () => {
    const slots = [slot('a', 0, 30), slot('b', 30, 10)]
    expect(reordered(slots, 'x', 0)).toEqual([])
    expect(reordered(slots, 'a', -3)).toEqual([])
  })

  it('gives the order that was asked for, overlaps nothing new, and leaves the rest alone', () => {
    const days = fc.array(
      fc.record({ minutes: fc.integer({ min: 1, max: 60 }), gap: fc.integer({ min: 0, max: 20 }) }),
      {
        minLength: 2,
        maxLength: 12,
      },
    )
    fc.assert(
      fc.property(days, fc.nat(), fc.nat(), (list, a, b) => {
        let at = 0
        const slots = list.map(({ minutes, gap }, i) => {
          const one = slot(`s${i}`, at, minutes)
          at += minutes + gap
          return one
        })
        const [from, to] = [a % slots.length, b % slots.length]
        const now = order(slots, reordered(slots, `s${from}`, to))
        const ids = slots.map(({ id }) => id)
        expect(now.map(({ id }) => id)).toEqual(ids.toSpliced(from, 1).toSpliced(to, 0, `s${from}`))
        for (const [i, next] of now.entries())
          if (i > 0) expect((now[i - 1]?.endsAt ?? '') <= next.startsAt).toBe(true)
        const outside = (i: number) => i < Math.min(from, to) || i > Math.max(from, to)
        for (const [i, one] of slots.entries()) if (outside(i)) expect(now[i]?.startsAt).toBe(one.startsAt)
      }),
    )
  })
})
