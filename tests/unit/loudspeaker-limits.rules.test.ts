import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  limitBreaks,
  minutesAllowed,
  type RuledPlace,
  type Use,
} from '../../server/areas/loudspeaker/limits.rules.ts'
import {
  type Limits,
  type LoudspeakerRule,
  limitsShape,
} from '../../server/areas/loudspeaker/limits.schema.ts'

const rule = (limits: Partial<Limits>, more: Partial<LoudspeakerRule> = {}): LoudspeakerRule => ({
  id: 'rule',
  area: { id: 'a', name: 'Xã Cốc Pàng' },
  validFrom: '2020-01-01',
  validTo: null,
  document: 'Quy chế 12/QC',
  limits: limitsShape.parse(limits),
  revision: 1,
  ...more,
})
const place = (...rules: LoudspeakerRule[]): RuledPlace => ({ name: 'Xã Cốc Pàng', rules })
const use = (more: Partial<Use> = {}): Use => ({
  validFrom: '2021-09-27', // a Monday
  validTo: '2021-10-04',
  weekdays: [1, 2, 3, 4, 5, 6, 7],
  starts: ['18:30'],
  sessionMs: 20 * 60_000,
  bulletinClass: 'normal',
  ...more,
})
const kinds = (places: RuledPlace[], how: Use) => limitBreaks(places, how).map(({ limit }) => limit)

it('names quiet hours that a session runs into past midnight', () => {
  const quiet = place(rule({ quiet: [{ from: '21:00', to: '05:00' }] }))
  expect(kinds([quiet], use({ starts: ['20:30'] }))).toEqual([])
  expect(limitBreaks([quiet], use({ starts: ['20:45'] }))).toEqual([
    {
      limit: 'quiet',
      place: 'Xã Cốc Pàng',
      ruleId: 'rule',
      document: 'Quy chế 12/QC',
      allowed: '21:00-05:00',
      planned: '20:45',
      firstDay: '2021-09-27',
      days: 7,
    },
  ])
  expect(kinds([quiet], use({ starts: ['04:59'] }))).toEqual(['quiet'])
  expect(kinds([quiet], use({ starts: ['05:00', '20:40'] }))).toEqual([])
})

it('counts days, hours, minutes and sessions each by its own limit', () => {
  const strict = place(
    rule({
      weekdays: [1, 2, 3, 4, 5],
      hours: [{ from: '17:00', to: '18:45' }],
      minutesPerSession: 15,
      sessionsPerDay: 1,
    }),
  )
  const found = limitBreaks([strict], use({ starts: ['17:00', '18:30'] }))
  expect(found.map(({ limit, days }) => [limit, days])).toEqual([
    ['minutes', 7],
    ['sessions', 7],
    ['hours', 7],
    ['weekday', 2],
  ])
})

it('takes on each day the nearest rule in force', () => {
  const own = rule({ minutesPerSession: 15 }, { id: 'own', validFrom: '2021-10-02' })
  const province = rule({ minutesPerSession: 45 }, { id: 'province' })
  const here = place(own, province)
  expect(minutesAllowed(here, '2021-10-01', 'normal')).toBe(45)
  expect(minutesAllowed(here, '2021-10-02', 'normal')).toBe(15)
  expect(limitBreaks([here], use())).toMatchObject([{ ruleId: 'own', firstDay: '2021-10-02', days: 2 }])
})

it('lets a class pass over what the rule gives it, and never quiet hours', () => {
  const strict = place(rule({ minutesPerSession: 15, quiet: [{ from: '18:00', to: '19:00' }] }))
  expect(kinds([strict], use({ bulletinClass: 'priority' }))).toEqual(['quiet'])
  expect(kinds([strict], use({ bulletinClass: 'urgent' }))).toEqual(['quiet'])
  const classes = { priority: ['quiet'], urgent: [] }
  expect(limitsShape.safeParse({ classes }).success).toBe(false)
})

it('lets a dated exception raise or lift limits on its own days alone', () => {
  const exception = {
    kind: 'anniversary' as const,
    name: 'Ngày giải phóng Cao Bằng',
    document: 'Kế hoạch 1',
    validFrom: '2021-10-02',
    validTo: '2021-10-04',
    lifts: ['quiet' as const],
    minutesPerSession: 30,
    sessionsPerDay: null,
  }
  const here = place(
    rule({ minutesPerSession: 15, quiet: [{ from: '18:00', to: '19:00' }], exceptions: [exception] }),
  )
  expect(minutesAllowed(here, '2021-10-03', 'normal')).toBe(30)
  expect(limitBreaks([here], use()).map(({ limit, days }) => [limit, days])).toEqual([
    ['minutes', 5],
    ['quiet', 5],
  ])
})

const minute = fc.integer({ min: 0, max: 1439 })
const clock = (at: number) =>
  `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`

it('finds a session in quiet hours exactly when one of its minutes is quiet', () => {
  fc.assert(
    fc.property(minute, minute, minute, fc.integer({ min: 1, max: 300 }), (from, to, start, length) => {
      fc.pre(from !== to)
      const quiet = new Set<number>()
      for (let at = from; at !== to; at = (at + 1) % 1440) quiet.add(at)
      const sounds = Array.from({ length }, (_, index) => (start + index) % 1440)
      const here = place(rule({ quiet: [{ from: clock(from), to: clock(to) }] }))
      const found = kinds([here], use({ starts: [clock(start)], sessionMs: length * 60_000 }))
      expect(found).toEqual(sounds.some((at) => quiet.has(at)) ? ['quiet'] : [])
    }),
  )
})
