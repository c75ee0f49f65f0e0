import fc from 'fast-check'
import { expect, it } from 'vitest'
import { lockOutKey } from '../../server/http/client-address.ts'
import { parseRange } from '../../server/http/range.ts'

it('reads the three forms of one range', () => {
  expect(parseRange('bytes=0-0', 10)).toEqual({ start: 0, end: 1 })
  expect(parseRange('bytes=3-', 10)).toEqual({ start: 3, end: 10 })
  expect(parseRange('bytes=-4', 10)).toEqual({ start: 6, end: 10 })
  expect(parseRange('bytes=-40', 10)).toEqual({ start: 0, end: 10 })
  expect(parseRange('bytes=5-400', 10)).toEqual({ start: 5, end: 10 })
})

it('says so when nothing of the range exists', () => {
  expect(parseRange('bytes=10-', 10)).toBeNull()
  expect(parseRange('bytes=-0', 10)).toBeNull()
  expect(parseRange('bytes=0-', 0)).toBeNull()
})

it('answers several ranges and nonsense with the whole', () => {
  for (const header of [undefined, 'bytes=0-1,3-4', 'bytes=-', 'bytes=5-3', 'items=0-1', 'bytes=a-b']) {
    expect(parseRange(header, 10)).toBeUndefined()
  }
})

it('never leaves the file', () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(), fc.nat({ max: 1e6 }), (a, b, size) => {
      const range = parseRange(`bytes=${a}-${b}`, size)
      if (!range) return
      expect(range.start).toBeGreaterThanOrEqual(0)
      expect(range.end).toBeLessThanOrEqual(size)
      expect(range.start).toBeLessThan(range.end)
    }),
  )
})

it('locks out an IPv6 subscriber by the /64 they own, however the address is written', () => {
  expect(lockOutKey('2001:db8:1:2:aaaa::1')).toBe(lockOutKey('2001:0db8:0001:0002::ffff'))
  expect(lockOutKey('2001:db8:1:2::1')).not.toBe(lockOutKey('2001:db8:1:3::1'))
  expect(lockOutKey('::1')).toBe('0:0:0:0::/64')
  expect(lockOutKey('10.0.0.7')).toBe('10.0.0.7')
})
