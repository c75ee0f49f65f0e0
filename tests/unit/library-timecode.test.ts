import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readTime } from '../../web/library/timecode.ts'
import { frameCode, frameStartMs } from '../../web/ui/frames.ts'

const rates = fc.constantFrom({ num: 25, den: 1 }, { num: 50, den: 1 }, { num: 30_000, den: 1001 })

describe('a place in time, typed by hand', () => {
  it('reads back every picture it writes', () => {
    fc.assert(
      fc.property(fc.nat(9_000_000), rates, (frame, rate) => {
        const ms = frameStartMs(frame, rate)
        expect(readTime(frameCode(ms, rate), rate)).toBe(ms)
      }),
    )
  })

  it('reads seconds, minutes and hours, with a comma or a full stop', () => {
    expect(readTime('7')).toBe(7000)
    expect(readTime('31:07,5')).toBe(1_867_500)
    expect(readTime(' 1:31:07.04 ')).toBe(5_467_040)
    expect(readTime('62:03')).toBe(3_723_000)
    expect(readTime('01:02:03:12')).toBe(3_723_480)
  })

  it('reads marks for minutes and seconds, also as Word turns them, and words', () => {
    for (const text of [
      '62\'03"',
      '62’03”',
      '62\u203203\u2033',
      "62'03''",
      '1h02\'03"',
      '62 phút 3 giây',
      '1 giờ 2 phút 3 giây',
      '62p3s',
    ])
      expect(readTime(text), text).toBe(3_723_000)
    expect(readTime('45"')).toBe(45_000)
    expect(readTime("4'")).toBe(240_000)
  })

  it('refuses what is no time', () => {
    for (const text of ['', 'abc', '1:2:3:4:5', '10:', '-5', '1.2.3', 'h', '01:02:03:25', '3 giờ chiều'])
      expect(readTime(text), text).toBeUndefined()
  })
})
