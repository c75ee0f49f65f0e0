import { expect, it } from 'vitest'
import { viewOf } from '../../web/schedule/plan-view.ts'
import type { Slot, Week } from '../../web/schedule/schedule.api.ts'
import { linesOf } from '../../web/schedule/table/block.ts'
import { planOf } from '../../web/schedule/table/paste-plan.ts'
import { rowsOf } from '../../web/schedule/table/rows.ts'

const days = ['2021-10-04', '2021-10-05']
/** A work laid behind a recording: its hour and its length are no whole seconds. */
const song = {
  id: 'song',
  day: '2021-10-04',
  startsAt: '2021-10-04T13:10:05.480Z',
  endsAt: '2021-10-04T13:55:05.960Z',
  durationMs: 2_700_480,
  startMode: 'following',
  firstSlotId: null,
  kind: 'work',
  workId: 'work-song',
  title: 'Ca nhạc',
  ownTitle: '',
  language: null,
  run: 'first',
  note: '',
  revision: 3,
} as unknown as Slot
// As much of a week as the plan of a paste reads.
const week = {
  channel: { dayStartsMin: 0 },
  neighbours: [],
  days: days.map((day) => ({ day, slots: day === song.day ? [song] : [], conflicts: [], published: null })),
} as unknown as Week
const begun = days.map((day) => ({ id: `blank ${day}`, day, texts: {} }))
const rows = rowsOf(viewOf(week, new Map()), begun)
const pasted = (at: string, block: string[][], of = week) =>
  planOf(
    of,
    rows,
    rows.findIndex(({ id }) => id === at),
    linesOf(block, 'start', days),
  )
const copied = ['20:10:05', `45'00"`, 'Ca nhạc', '', 'Phát mới', '']

it('changes nothing where a row is pasted over itself, to the millisecond', () => {
  expect(pasted('song', [copied]).map(({ change }) => change)).toEqual([undefined])
})

it('keeps a row of the week the work that it is on another day', () => {
  const [laid] = pasted('blank 2021-10-05', [copied])
  expect(laid?.change).toMatchObject({
    do: 'place',
    day: '2021-10-05',
    kind: 'work',
    workId: 'work-song',
    title: '',
  })
})

it('lays nothing under a weekday that is not that of its date', () => {
  const planned = pasted('blank 2021-10-05', [
    ['Thứ Hai 05/10', ''],
    ['20:10', 'Phim truyện'],
  ])
  expect(planned.map(({ change, problems }) => [change, problems])).toEqual([[undefined, ['day']]])
})

it('lays rows of another week on the day that stands above them', () => {
  const planned = pasted('blank 2021-10-05', [
    ['Thứ Hai 27/09/2021', ''],
    ['20:10', 'Phim truyện'],
  ])
  expect(planned.map(({ day }) => day)).toEqual(['2021-09-27'])
})

it('lays hours past midnight in the night of their broadcast day, and leaves what lies behind it', () => {
  const fromFive = { ...week, channel: { ...week.channel, dayStartsMin: 300 } }
  const block = [
    ['23:30', 'Phim truyện'],
    ['25:30', 'Ca nhạc đêm'],
    ['28:30', 'Dân ca', "20'"],
    ['29:00', 'Chào ngày mới'],
  ]
  const planned = pasted('blank 2021-10-05', block, fromFive)
  expect(planned.map(({ day, startsAt, problems }) => [day, startsAt, problems])).toEqual([
    ['2021-10-05', '2021-10-05T16:30:00.000Z', []],
    ['2021-10-05', '2021-10-05T18:30:00.000Z', []],
    ['2021-10-05', '2021-10-05T21:30:00.000Z', []],
    ['2021-10-05', expect.anything(), ['start']],
  ])
  expect(planned[0]?.change).toMatchObject({ day: '2021-10-05', durationMs: 7_200_000 })
  const [, atMidnight] = pasted('blank 2021-10-05', block)
  expect(atMidnight?.problems).toEqual(['start'])
})
