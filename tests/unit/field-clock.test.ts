import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ClockRow, judgedMs, type Reading, raisedTo, setByOffice, tick } from '../../web/field/clock.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const start = Date.parse('2026-11-20T01:00:00Z')

/** What a phone reads when its clock is off, after so much time has really passed, in one watch or another. */
const reading = (passedMs: number, { off = 0, watch = 'a' } = {}): Reading => ({
  wallMs: start + passedMs + off,
  monotonicMs: passedMs,
  watch,
})
const seen = (...readings: Reading[]) =>
  readings.reduce<ClockRow | undefined>(tick, undefined) as ClockRow & { floorMs: number }

describe('the floor under a phone’s clock', () => {
  it('is the latest that was seen, while the clock goes as it should', () => {
    const row = seen(reading(0), reading(HOUR), reading(3 * DAY, { watch: 'b' }))
    expect(row).toMatchObject({ floorMs: start + 3 * DAY, uncertain: false })
  })

  it('stands when the clock goes back by days or to 1970, and says that the time is uncertain', () => {
    for (const off of [-2 * DAY, -start]) {
      const row = seen(reading(0), reading(HOUR, { off, watch: 'b' }))
      expect(row).toMatchObject({ floorMs: start, uncertain: true })
      expect(judgedMs(row)).toBe(start)
    }
  })

  it('moves on by what really passed when the clock leaps ahead, so that nothing expires early', () => {
    const row = seen(reading(0), reading(MINUTE, { off: 10 * DAY }), reading(HOUR, { off: 10 * DAY }))
    expect(row).toMatchObject({ floorMs: start + HOUR, uncertain: true })
    expect(judgedMs(row)).toBe(start + HOUR)
  })

  it('does not believe a clock that was known to be ahead after the phone was off and on', () => {
    const ahead = { off: 10 * DAY }
    const row = seen(reading(0), reading(MINUTE, ahead), reading(2 * HOUR, { ...ahead, watch: 'b' }))
    expect(row).toMatchObject({ floorMs: start + MINUTE, uncertain: true })
    const told = tick(setByOffice(start, reading(0, ahead)), reading(HOUR, { ...ahead, watch: 'b' }))
    expect(told).toMatchObject({ floorMs: start, uncertain: true })
  })

  it('trusts the clock again when it stands where it should, in the same watch or after a rest', () => {
    const wrong = reading(MINUTE, { off: 10 * DAY })
    expect(seen(reading(0), wrong, reading(HOUR))).toMatchObject({ floorMs: start + HOUR, uncertain: false })
    expect(seen(reading(0), wrong, reading(HOUR, { watch: 'b' })).uncertain).toBe(false)
    const behind = reading(MINUTE, { off: -3 * DAY, watch: 'b' })
    expect(seen(reading(0), behind, reading(HOUR, { watch: 'c' })).uncertain).toBe(false)
  })

  it('keeps doubting a clock that is wrong by hours, as long as it is', () => {
    const rows = [MINUTE, HOUR, 2 * HOUR].map((at) => reading(at, { off: 5 * HOUR }))
    expect(seen(reading(0), ...rows)).toMatchObject({ floorMs: start + 2 * HOUR, uncertain: true })
  })

  it('takes a phone that slept for a clock that is right, and one that lay off for 40 days for one nobody can vouch for', () => {
    expect(seen(reading(0), reading(9 * HOUR, { watch: 'b' })).uncertain).toBe(false)
    expect(seen(reading(0), reading(40 * DAY, { watch: 'b' }))).toMatchObject({
      floorMs: start,
      uncertain: true,
    })
  })

  it('is at least the time a signed list was issued, and what the office says', () => {
    const row = seen(reading(0))
    expect(raisedTo(row, start + 3 * DAY)).toMatchObject({ floorMs: start + 3 * DAY, uncertain: true })
    expect(raisedTo(row, start - DAY)).toBe(row)
    expect(setByOffice(start + DAY, reading(0))).toMatchObject({ floorMs: start + DAY, uncertain: true })
    expect(setByOffice(start + MINUTE, reading(0)).uncertain).toBe(false)
    // A clock that ran ahead once does not hold the floor up for ever.
    expect(setByOffice(start, reading(0, { off: 9 * DAY })).floorMs).toBe(start)
  })

  it('never goes back but by the office’s word, and in one watch never runs ahead of what passed', () => {
    const step = fc.record({
      passed: fc.integer({ min: 0, max: 2 * DAY }),
      off: fc.constantFrom(0, 0, 0, -2 * DAY, 5 * DAY, -start, 400 * DAY),
      rest: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), fc.boolean(), (steps, rests) => {
        let passed = 0
        let watch = 0
        let row = tick(undefined, reading(0, { watch: '0' }))
        for (const one of steps) {
          passed += one.passed
          if (rests && one.rest) watch += 1
          const next = tick(row, reading(passed, { off: one.off, watch: String(watch) }))
          expect(next.floorMs).toBeGreaterThanOrEqual(row.floorMs)
          if (!rests) expect(next.floorMs).toBeLessThanOrEqual(start + passed)
          row = next
        }
      }),
    )
  })
})
