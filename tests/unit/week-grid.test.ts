import { describe, expect, it } from 'vitest'
import { endOf, instantOf } from '../../server/schedule/schedule.rules.ts'
import {
  bandAt,
  bandsOf,
  boxOf,
  hourLines,
  placeBands,
  sizeOf,
  stripOf,
} from '../../web/schedule/calendar/geometry.ts'

const DAY = '2021-10-03'
const at = (hour: number, minute: number, minutes: number) => {
  const startsAt = instantOf(DAY, hour * 3600 + minute * 60)
  return { startsAt, endsAt: endOf(startsAt, minutes * 60_000) }
}
const evening = placeBands(bandsOf(0), new Set(['evening']))
const all = placeBands(bandsOf(0), new Set(['night', 'day', 'evening', 'late']))

describe('the grid drawn to time', () => {
  it('gives an hour of prime time 115 pixels and stacks folded hours as strips above', () => {
    const box = boxOf(evening, DAY, at(20, 0, 60))
    expect(box).toEqual({ top: 24 + 24 + 3 * 115, height: 115 })
  })

  it('draws neighbours edge to edge, also where the scale changes', () => {
    const before = boxOf(all, DAY, at(16, 30, 30))
    const after = boxOf(all, DAY, at(17, 0, 30))
    expect((before?.top ?? 0) + (before?.height ?? 0)).toBeCloseTo(after?.top ?? Number.NaN)
  })

  it('shows of a slot that begins in folded hours the part that is unfolded, and nothing of one wholly in them', () => {
    const evenings = evening.find((band) => band.id === 'evening')
    expect(boxOf(evening, DAY, at(16, 30, 60))).toEqual({ top: evenings?.top, height: 57.5 })
    expect(boxOf(evening, DAY, at(12, 0, 60))).toBeUndefined()
    expect(bandAt(evening, DAY, at(12, 0, 60).startsAt)?.id).toBe('day')
  })

  it('ends a slot over midnight at the end of its day and fills its share of the strip', () => {
    const late = evening.find((band) => band.id === 'late')
    const part = late && stripOf(late, DAY, at(23, 30, 60))
    expect(part).toEqual({ left: 0.5, width: 0.5 })
    const open = boxOf(all, DAY, at(23, 30, 60))
    expect((open?.top ?? 0) + (open?.height ?? 0)).toBeCloseTo(
      all.reduce((sum, band) => sum + band.height, 0),
    )
  })

  it('lets a day that begins at 05:00 end at 05:00, without a night of its own', () => {
    expect(bandsOf(300).map((band) => [band.id, band.fromHour, band.toHour])).toEqual([
      ['day', 5, 17],
      ['evening', 17, 23],
      ['late', 23, 29],
    ])
  })

  it('rules a line for each open hour', () => {
    expect(hourLines(evening).map((line) => line.hour)).toEqual([17, 18, 19, 20, 21, 22])
  })

  it('says less the less room there is: half an hour two lines, a quarter one, five minutes none', () => {
    const px = (minutes: number) => (minutes / 60) * 115
    expect([60, 26, 15, 9, 5].map((minutes) => sizeOf(px(minutes)))).toEqual([
      'full',
      'short',
      'line',
      'thin',
      'bar',
    ])
  })
})
