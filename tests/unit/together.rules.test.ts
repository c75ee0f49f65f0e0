import { expect, it } from 'vitest'
import type { Use } from '../../server/areas/loudspeaker/limits.rules.ts'
import { type Limits, limitsShape } from '../../server/areas/loudspeaker/limits.schema.ts'
import { type Beside, togetherBreaks } from '../../server/areas/loudspeaker/together.rules.ts'

const placeWith = (limits: Partial<Limits>) => ({
  name: 'Xã Cốc Pàng',
  rules: [
    {
      id: 'rule',
      area: { id: 'a', name: 'Xã Cốc Pàng' },
      validFrom: '2020-01-01',
      validTo: null,
      document: 'Quy chế 12/QC',
      limits: limitsShape.parse({ minutesPerSession: 15, ...limits }),
      revision: 1,
    },
  ],
})
const use = (minutes: number, more: Partial<Use> = {}): Use => ({
  validFrom: '2021-09-27', // a Monday
  validTo: '2021-10-04',
  weekdays: [1, 2, 3, 4, 5, 6, 7],
  starts: [],
  sessionMs: minutes * 60_000,
  bulletinClass: 'normal',
  ...more,
})
const beside = (minutes: number, more: Partial<Use> = {}, title = 'Thông báo tuần'): Beside => ({
  playlistId: title,
  title,
  use: use(minutes, more),
})
const found = (mine: Use, others: Beside[], limits: Partial<Limits> = {}) =>
  togetherBreaks([{ place: placeWith(limits), beside: others }], mine)

it('adds up lists that are each within the limit, and says with which and for how many days', () => {
  expect(found(use(10), [beside(5)])).toEqual([])
  expect(found(use(10), [beside(4), beside(2.5, { validFrom: '2021-10-02' }, 'Mời dự lễ')])).toEqual([
    {
      limit: 'minutes',
      place: 'Xã Cốc Pàng',
      ruleId: 'rule',
      document: 'Quy chế 12/QC',
      allowed: '15',
      planned: '16.5',
      firstDay: '2021-10-02',
      days: 2,
      together: {
        of: 'evening',
        lists: [
          { playlistId: 'Thông báo tuần', title: 'Thông báo tuần', ms: 240_000 },
          { playlistId: 'Mời dự lễ', title: 'Mời dự lễ', ms: 150_000 },
        ],
      },
    },
  ])
})

it('counts neither other days, nor other weekdays, nor mornings against evenings', () => {
  const [mondays, fridays] = [{ weekdays: [1] }, { weekdays: [5] }]
  expect(found(use(10, mondays), [beside(10, fridays)])).toEqual([])
  expect(found(use(10, mondays), [beside(10, { ...mondays, validFrom: '2021-09-28' })])).toEqual([])
  expect(found(use(10, { starts: ['05:00'] }), [beside(10, { starts: ['17:00'] })])).toEqual([])
  expect(found(use(10, { starts: ['17:00'] }), [beside(10)])).toMatchObject([{ planned: '20' }])
  // Whoever comes twice in an evening is allowed two sessions, and so are both together.
  expect(found(use(7, { starts: ['17:00', '18:30'] }), [beside(10, { starts: ['18:30'] })])).toEqual([])
  expect(found(use(12, { starts: ['17:00', '18:30'] }), [beside(10, { starts: ['18:30'] })])).toMatchObject([
    { planned: '34', allowed: '30' },
  ])
})

it('holds a whole day to the sessions that the rule gives it', () => {
  const [morning, evening] = [{ starts: ['05:00'] }, { starts: ['17:00'] }]
  const once = { sessionsPerDay: 1 }
  expect(found(use(10, morning), [beside(10, evening)], once)).toMatchObject([
    { allowed: '15', planned: '20', together: { of: 'day' } },
  ])
  expect(found(use(10, morning), [beside(10, evening)], { sessionsPerDay: 2 })).toEqual([])
})

it('lets a bulletin that the rule lets pass neither ask nor count', () => {
  const urgent = { bulletinClass: 'urgent' as const }
  expect(found(use(10, urgent), [beside(10)])).toEqual([])
  expect(found(use(10), [beside(10, urgent)])).toEqual([])
  const strict = { classes: { priority: [], urgent: [] } }
  expect(found(use(10), [beside(10, urgent)], strict)).toHaveLength(1)
})

it('asks nothing where no rule speaks of minutes', () => {
  expect(found(use(600), [beside(600)], { minutesPerSession: null })).toEqual([])
  expect(
    togetherBreaks([{ place: { name: 'Xã Sơn Lộ', rules: [] }, beside: [beside(600)] }], use(600)),
  ).toEqual([])
})
