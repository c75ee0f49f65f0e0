import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  deadlineFor,
  lunarDay,
  nextDeadline,
  readDeadlineRule,
  solarDay,
  usualDeadline,
} from '../../server/calendar/calendar.rules.ts'
import { addDays, daysBetween, mondayOf, realDay, weekdayOf } from '../../server/calendar/days.rules.ts'
import { nextOccasion, occasionsBetween } from '../../server/calendar/occasions.rules.ts'

const golden = readFileSync(new URL('../support/lunar-golden.csv', import.meta.url), 'utf8')
  .trim()
  .split(/\r?\n/)
  .slice(1)
  .map((line) => line.split(','))

it('takes for a day what the calendar has, and nothing else that looks like one', () => {
  expect(['2021-10-03', '2024-02-29'].map(realDay)).toEqual(['2021-10-03', '2024-02-29'])
  for (const text of ['2021-02-31', '2021-13-01', '3/10/2021', '', undefined])
    expect(realDay(text)).toBeUndefined()
})

describe('the lunar calendar', () => {
  it('agrees with every row of the golden table, 2000 to 2050', () => {
    expect(golden).toHaveLength(1262)
    const wrong = golden.filter(([solar = '', day, month, year, leap]) => {
      const lunar = lunarDay(solar)
      return (
        lunar.day !== Number(day) ||
        lunar.month !== Number(month) ||
        lunar.year !== Number(year) ||
        lunar.leap !== (leap === '1')
      )
    })
    expect(wrong).toEqual([])
  })

  it('keeps Tết on the Vietnamese day where the Chinese calendar differs', () => {
    expect(solarDay({ day: 1, month: 1, year: 2027 })).toBe('2027-02-06')
    expect(solarDay({ day: 1, month: 1, year: 2030 })).toBe('2030-02-02')
  })

  it('knows leap months and the name of the year', () => {
    expect(lunarDay('2025-07-25')).toMatchObject({ day: 1, month: 6, leap: true, yearName: 'Ất Tỵ' })
    expect(lunarDay('2021-10-03')).toEqual({
      day: 27,
      month: 8,
      year: 2021,
      leap: false,
      yearName: 'Tân Sửu',
    })
    expect(lunarDay('2021-02-11').yearName).toBe('Canh Tý')
  })

  it('goes back and forth between the calendars on every day outside leap months', () => {
    const day = fc.integer({ min: 0, max: 40_000 }).map((days) => addDays('1950-01-01', days))
    fc.assert(
      fc.property(day, (date) => {
        const lunar = lunarDay(date)
        return lunar.leap || solarDay(lunar) === date
      }),
    )
  })
})

describe('days', () => {
  it('counts weekdays from Monday', () => {
    expect(weekdayOf('2021-09-27')).toBe(1)
    expect(weekdayOf('2021-10-03')).toBe(7)
    expect(mondayOf('2021-10-03')).toBe('2021-09-27')
    expect(daysBetween('2021-09-24', '2021-10-03')).toBe(9)
  })

  it('puts the deadline on the Friday before the week, at the station’s own hour', () => {
    expect(deadlineFor('2021-10-03')).toBe('2021-09-24T08:00:00.000Z')
    expect(deadlineFor('2021-09-27', { weekday: 4, time: '09:30' })).toBe('2021-09-23T02:30:00.000Z')
  })

  it('moves a deadline that falls on a holiday to the working day before, over weekends and all of Tết', () => {
    // Friday 30/04/2021 is a holiday.
    expect(deadlineFor('2021-05-03')).toBe('2021-04-29T08:00:00.000Z')
    // Friday 24/01/2020 is the last day of the lunar year.
    expect(deadlineFor('2020-01-27')).toBe('2020-01-23T08:00:00.000Z')
    // Friday 20/02/2026 is the fourth day of Tết; Monday the sixteenth is the eve, and the weekend lies before it.
    expect(deadlineFor('2026-02-23')).toBe('2026-02-13T08:00:00.000Z')
    // The Hùng Kings’ Day of 2022 fell on Sunday 10/04; the Friday before it is a day like others.
    expect(deadlineFor('2022-04-11')).toBe('2022-04-08T08:00:00.000Z')
    expect(deadlineFor('2022-04-11', { weekday: 7, time: '09:00' })).toBe('2022-04-08T02:00:00.000Z')
  })

  it('names the next deadline until its minute has passed', () => {
    expect(nextDeadline('2021-09-24T07:59:00.000Z')).toEqual({
      at: '2021-09-24T08:00:00.000Z',
      monday: '2021-09-27',
    })
    expect(nextDeadline('2021-09-24T08:00:01.000Z').monday).toBe('2021-10-04')
  })

  it('falls back to the usual deadline where a channel keeps none that can be read', () => {
    expect(readDeadlineRule('{"weekday":4,"time":"10:00"}')).toEqual({ weekday: 4, time: '10:00' })
    expect(readDeadlineRule('{"weekday":9,"time":"25:00"}')).toEqual(usualDeadline)
    expect(readDeadlineRule('')).toEqual(usualDeadline)
  })
})

describe('occasions', () => {
  it('counts the years of an occasion from its base year', () => {
    expect(nextOccasion('2021-09-27')).toMatchObject({
      title: '71 năm Ngày Giải phóng Cao Bằng',
      date: '2021-10-03',
      daysLeft: 6,
      years: 71,
      weight: 'plain',
    })
    expect(nextOccasion('2021-10-03')?.daysLeft).toBe(0)
  })

  it('tells round years and years ending in five from the rest', () => {
    expect(occasionsBetween('2020-10-03', '2020-10-03')[0]?.weight).toBe('round')
    expect(occasionsBetween('2025-10-03', '2025-10-03')[0]?.weight).toBe('five')
    expect(occasionsBetween('2021-10-03', '2021-10-03')[0]?.weight).toBe('plain')
  })

  it('finds lunar occasions on their solar days, festivals on each of theirs', () => {
    expect(occasionsBetween('2021-02-12', '2021-02-12').map((day) => day.key)).toContain('tet')
    expect(occasionsBetween('2021-09-21', '2021-09-21').map((day) => day.key)).toContain('mid-autumn')
    expect(occasionsBetween('2021-02-15', '2021-02-15').map((day) => day.key)).toContain('long-tong')
    expect(occasionsBetween('2021-02-26', '2021-02-26').map((day) => day.key)).toContain('long-tong')
    expect(occasionsBetween('2021-02-27', '2021-02-27').map((day) => day.key)).not.toContain('long-tong')
  })

  it('keeps nothing before it happened', () => {
    expect(occasionsBetween('1950-10-03', '1950-10-03')).toEqual([])
  })

  it('lists a whole year in the order of days', () => {
    const days = occasionsBetween('2021-01-01', '2021-12-31').map((day) => day.date)
    expect(days).toHaveLength(20)
    expect(days).toEqual([...days].sort())
  })
})
