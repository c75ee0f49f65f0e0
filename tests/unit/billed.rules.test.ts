import { expect, it } from 'vitest'
import { billable, billedAlong, billedSecondsAlong, printedAt } from '../../server/schedule/billed.rules.ts'
import { weekText } from '../../server/schedule/exports/paper.ts'
import { afterMoves, correctionOf, toldHours } from '../../server/schedule/publishing/urgent.rules.ts'
import {
  exactSecondsOfDay,
  instantOf,
  parseTimeOfDay,
  timeOfDay,
} from '../../server/schedule/schedule.rules.ts'
import { dayBody, type PlannedSlot } from '../../server/schedule/schedule.schema.ts'
import type { Sheet } from '../../server/schedule/week.service.ts'

const DAY = '2021-10-03'
const at = (text: string) => instantOf(DAY, parseTimeOfDay(text) ?? Number.NaN)
const planned = (start: string, billed?: string): PlannedSlot => ({
  slotId: 'a',
  startsAt: at(start),
  ...(billed === undefined ? {} : { billedAt: at(billed) }),
  endsAt: at('22:00'),
  durationMs: 60_000,
  kind: 'title',
  title: 'Ca nhạc',
  workId: null,
  language: null,
  run: 'first',
  firstSlotId: null,
  note: '',
  version: null,
})

it.each([
  [
    'leaves what was printed as it is where a slot slips by seconds',
    '20:10:05',
    '20:10',
    '20:10:48',
    '20:10',
  ],
  ['moves the printed hour by the minutes that the slot moves', '20:10:05', '20:10', '20:15:35', '20:15'],
  ['prints the very start of a slot put on a full hour', '20:10:05', '20:10', '21:00', '21:00'],
  ['keeps an hour printed ahead of its slot as far ahead', '20:08', '20:10', '20:31:20', '20:33'],
  ['goes over midnight with its slot', '23:50', '23:45', '00:01', '23:56'],
])('%s', (_, from, billed, to, expected) => {
  const day = to < '05:00' ? '2021-10-04' : DAY
  const start = instantOf(day, parseTimeOfDay(to) ?? Number.NaN)
  expect(timeOfDay(billedAlong(at(billed), at(from), start))).toBe(expected)
  const seconds = billedSecondsAlong(
    exactSecondsOfDay(at(billed)),
    exactSecondsOfDay(at(from)),
    exactSecondsOfDay(start),
  )
  expect(seconds).toBe(parseTimeOfDay(expected))
  // The way back leads where it began.
  expect(billedAlong(billedAlong(at(billed), at(from), start), start, at(from))).toBe(at(billed))
})

it('takes an hour up to half an hour from the minute of the start, and none further off', () => {
  expect(['19:40', '20:40'].map((hour) => billable(at(hour), at('20:10:05')))).toEqual([true, true])
  expect(['19:39', '20:41'].map((hour) => billable(at(hour), at('20:10:05')))).toEqual([false, false])
})

it('stays takeable wherever the slot moves within a minute', () => {
  const moved = billedAlong(at('19:40'), at('20:10:00'), at('20:10:59'))
  expect(billable(moved, at('20:10:59'))).toBe(true)
})

it('reads what was published before hours to print were kept', () => {
  const { slots } = dayBody.parse({ channelId: 'cao-bang', day: DAY, slots: [planned('20:10:05')] })
  expect(slots.map(printedAt)).toEqual([at('20:10:05')])
  expect(slots[0]).not.toHaveProperty('billedAt')
})

it('corrects the hours that people were told, and the exact ones where only these became different', () => {
  const told = (before: PlannedSlot, start: string) =>
    correctionOf([before], afterMoves([before], new Map([['a', at(start)]]), false))
      .map(toldHours)
      .map(({ from, to }) => [timeOfDay(from), timeOfDay(to)])
  expect(told(planned('20:10:05', '20:10'), '20:30:07')).toEqual([['20:10', '20:30']])
  expect(told(planned('20:10:05', '20:10'), '20:10:30')).toEqual([['20:10:05', '20:10:30']])
  expect(correctionOf([planned('20:10:05')], [planned('20:10:05', '20:10')])).toMatchObject([
    { kind: 'moved' },
  ])
})

it('prints below the line of the small hours what is announced for them', () => {
  const sheet = {
    channel: { name: 'Truyền hình Cao Bằng' },
    from: '2021-09-27',
    to: DAY,
    of: 'published',
    days: [
      {
        day: DAY,
        slots: [planned('23:59:50'), { ...planned('23:59:55'), billedAt: '2021-10-03T17:00:00.000Z' }],
      },
    ],
  } as unknown as Sheet
  expect(weekText('vi', sheet).trim().split('\n').slice(-3)).toEqual([
    '23:59:50 Ca nhạc',
    'Rạng sáng hôm sau',
    '00:00 Ca nhạc',
  ])
})
