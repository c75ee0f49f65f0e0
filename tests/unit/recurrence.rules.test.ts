import fc from 'fast-check'
import ICAL from 'ical.js'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { expand, type Recurring } from '../../server/schedule/templates/recurrence.rules.ts'

const zone = 'Asia/Ho_Chi_Minh'
const range = { from: '2026-03-01', to: '2026-04-15' }

const aRule = (values: Partial<Recurring> = {}): Recurring => ({
  id: 'news',
  weekdays: [1, 2, 3, 4, 5, 6, 7],
  everyWeeks: 1,
  secondsOfDay: 20 * 3600,
  durationMs: 1_800_000,
  validFrom: '2026-01-01',
  validTo: null,
  priority: 0,
  exceptions: [],
  ...values,
})

const days = (rules: Recurring[], of = range) => expand(rules, of, { zone }).map(({ day }) => day)

/** The same told day by day with calendar types alone. */
function byCalendar(rule: Recurring, zoneId: string, dayStartsMin: number): string[] {
  const monday = (date: Temporal.PlainDate) => date.subtract({ days: date.dayOfWeek - 1 })
  const starts: string[] = []
  const last = Temporal.PlainDate.from(range.to)
  for (let date = Temporal.PlainDate.from(range.from); !date.equals(last); date = date.add({ days: 1 })) {
    const weeks = monday(Temporal.PlainDate.from(rule.validFrom)).until(monday(date), {
      largestUnit: 'weeks',
    })
    const exception = rule.exceptions.find(({ day }) => date.equals(day))
    const stands =
      rule.weekdays.includes(date.dayOfWeek) &&
      weeks.weeks % rule.everyWeeks === 0 &&
      Temporal.PlainDate.compare(date, rule.validFrom) >= 0 &&
      (rule.validTo === null || Temporal.PlainDate.compare(date, rule.validTo) < 0) &&
      exception?.kind !== 'skip'
    if (!stands) continue
    const seconds = exception?.kind === 'change' ? exception.secondsOfDay : rule.secondsOfDay
    const plainTime = Temporal.PlainTime.from('00:00').add({ seconds })
    const calendarDay = seconds < dayStartsMin * 60 ? date.add({ days: 1 }) : date
    starts.push(
      new Date(calendarDay.toZonedDateTime({ timeZone: zoneId, plainTime }).epochMilliseconds).toISOString(),
    )
  }
  return starts
}

/** The days that another reader's RRULE puts a row on, without its exceptions. */
function byCalendarFile(rule: Recurring): string[] {
  const names = ['', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']
  const recurs = ICAL.Recur.fromString(
    `FREQ=WEEKLY;WKST=MO;INTERVAL=${rule.everyWeeks};BYDAY=${rule.weekdays.map((day) => names[day]).join(',')}`,
  )
  const found: string[] = []
  const iterator = recurs.iterator(ICAL.Time.fromDateString(rule.validFrom))
  for (let next = iterator.next(); next; next = iterator.next()) {
    const day = next.toString()
    if (day >= range.to || (rule.validTo !== null && day >= rule.validTo)) return found
    if (day >= range.from && !rule.exceptions.some((exception) => exception.day === day)) found.push(day)
  }
  return found
}

const dayIn = fc
  .integer({ min: 0, max: 44 })
  .map((n) => Temporal.PlainDate.from(range.from).add({ days: n }).toString())
const anyRule = fc
  .record({
    weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
    everyWeeks: fc.integer({ min: 1, max: 3 }),
    secondsOfDay: fc.integer({ min: 0, max: 86_399 }),
    validFrom: fc.constantFrom('2025-12-31', '2026-02-27', '2026-03-11'),
    validTo: fc.option(dayIn),
    exceptions: fc.uniqueArray(
      fc.record({
        day: dayIn,
        kind: fc.constantFrom('skip' as const, 'change' as const),
        secondsOfDay: fc.integer({ min: 0, max: 86_399 }),
      }),
      { selector: ({ day }) => day, maxLength: 5 },
    ),
  })
  .map((values) =>
    aRule({
      ...values,
      durationMs: 1,
      exceptions: values.exceptions.map((exception) =>
        exception.kind === 'skip'
          ? { day: exception.day, kind: 'skip' }
          : { ...exception, kind: 'change', durationMs: 1 },
      ),
    }),
  )

describe('rows that return', () => {
  it.each([
    'Asia/Ho_Chi_Minh',
    'Europe/Berlin',
    'America/New_York',
    'Australia/Lord_Howe',
    'America/Santiago',
  ])('stand where a calendar puts them, day by day, in %s', (zoneId) => {
    fc.assert(
      fc.property(anyRule, fc.constantFrom(0, 300), (rule, dayStartsMin) => {
        const starts = expand([rule], range, { zone: zoneId, dayStartsMin }).map(({ startsAt }) => startsAt)
        expect(starts).toEqual(byCalendar(rule, zoneId, dayStartsMin).sort())
      }),
      { numRuns: 60 },
    )
  })

  it('stand on the days on which another reader of recurrences puts them', () => {
    fc.assert(
      fc.property(anyRule, (rule) => {
        const skipped = {
          ...rule,
          exceptions: rule.exceptions.map(({ day }) => ({ day, kind: 'skip' as const })),
        }
        expect(days([skipped]).sort()).toEqual(byCalendarFile(skipped))
      }),
      { numRuns: 200 },
    )
  })

  it('stand every second week, counted from the week they began in', () => {
    const rule = aRule({ weekdays: [5], everyWeeks: 2, validFrom: '2026-03-04' })
    expect(days([rule])).toEqual(['2026-03-06', '2026-03-20', '2026-04-03'])
  })

  it('end on the day before they no longer apply', () => {
    expect(days([aRule({ validTo: '2026-03-03' })])).toEqual(['2026-03-01', '2026-03-02'])
  })

  it('are left out or moved on one date alone', () => {
    const rule = aRule({
      exceptions: [
        { day: '2026-03-02', kind: 'skip' },
        { day: '2026-03-03', kind: 'change', secondsOfDay: 21 * 3600, durationMs: 60_000 },
      ],
    })
    const standing = expand([rule], { from: '2026-03-01', to: '2026-03-05' }, { zone })
    expect(standing.map(({ day, startsAt, durationMs }) => [day, startsAt, durationMs])).toEqual([
      ['2026-03-01', '2026-03-01T13:00:00.000Z', 1_800_000],
      ['2026-03-03', '2026-03-03T14:00:00.000Z', 60_000],
      ['2026-03-04', '2026-03-04T13:00:00.000Z', 1_800_000],
    ])
  })

  it('give way to a row of higher priority where they overlap, and only there', () => {
    const special = aRule({ id: 'special', weekdays: [3], secondsOfDay: 20 * 3600 + 600, priority: 1 })
    const standing = expand([aRule(), special], { from: '2026-03-02', to: '2026-03-06' }, { zone })
    expect(standing.map(({ ruleId }) => ruleId)).toEqual(['news', 'news', 'special', 'news'])
  })

  it('never overlap', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyRule, fc.integer({ min: 0, max: 3 })), { maxLength: 8 }), (rules) => {
        const many = rules.map(([rule, priority], i) => ({
          ...rule,
          id: `${i}`,
          priority,
          durationMs: 7_200_000,
        }))
        const standing = expand(many, range, { zone })
        for (const [i, next] of standing.entries())
          if (i > 0) expect((standing[i - 1]?.endsAt ?? '') <= next.startsAt).toBe(true)
      }),
      { numRuns: 50 },
    )
  })

  it('belong to the broadcast day before, in the small hours of a channel that begins at five', () => {
    const late = aRule({ secondsOfDay: 3600 })
    const [first] = expand([late], { from: '2026-03-01', to: '2026-03-02' }, { zone, dayStartsMin: 300 })
    expect(first).toMatchObject({ day: '2026-03-01', startsAt: '2026-03-01T18:00:00.000Z' })
  })
})
