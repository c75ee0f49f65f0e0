import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { preciseTime, readTime } from '../../web/library/timecode.ts'

describe('a place in time, typed by hand', () => {
  it('reads back every time it writes', () => {
    fc.assert(
      fc.property(fc.nat(360_000_000), (ms) => {
        expect(readTime(preciseTime(ms))).toBe(ms)
      }),
    )
  })

  it('reads seconds, minutes and hours, with a comma or a full stop', () => {
    expect(readTime('7')).toBe(7000)
    expect(readTime('31:07,5')).toBe(1_867_500)
    expect(readTime(' 1:31:07.04 ')).toBe(5_467_040)
  })

  it('refuses what is no time', () => {
    for (const text of ['', 'abc', '1:2:3:4', '10:', '-5', '1.2.3']) expect(readTime(text)).toBeUndefined()
  })
})
