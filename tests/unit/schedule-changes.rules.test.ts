import { expect, it } from 'vitest'
import { changesBetween } from '../../server/schedule/publishing/changes.rules.ts'
import { endOf, instantOf } from '../../server/schedule/schedule.rules.ts'
import type { PlannedSlot } from '../../server/schedule/schedule.schema.ts'

const slot = (slotId: string, hour: number, values: Partial<PlannedSlot> = {}): PlannedSlot => {
  const startsAt = values.startsAt ?? instantOf('2021-10-03', hour * 3600)
  return {
    slotId,
    startsAt,
    endsAt: endOf(startsAt, 1_800_000),
    durationMs: 1_800_000,
    kind: 'title',
    title: slotId,
    workId: null,
    language: null,
    run: 'first',
    firstSlotId: null,
    note: '',
    version: null,
    ...values,
  }
}
const on = (day: string, ...slots: PlannedSlot[]) => ({ day, slots })
const told = (before: ReturnType<typeof on>[], after: ReturnType<typeof on>[]) =>
  changesBetween(before, after).map((change) => [
    change.kind,
    'after' in change ? change.after.title : change.before.title,
  ])

it('tells what was added, moved, changed and taken out, in the order of time', () => {
  const before = on(
    '2021-10-03',
    slot('phim', 21),
    slot('tin', 18),
    slot('van nghe', 20),
    slot('thoi su', 19),
  )
  const after = on(
    '2021-10-03',
    slot('phim', 21, { startsAt: instantOf('2021-10-03', 21 * 3600 + 600) }),
    slot('am vang', 20),
    slot('tin', 18),
    slot('thoi su', 19, { title: 'thời sự đặc biệt' }),
  )
  expect(told([before], [after])).toEqual([
    ['changed', 'thời sự đặc biệt'],
    ['added', 'am vang'],
    ['removed', 'van nghe'],
    ['moved', 'phim'],
  ])
})

it('follows a slot from one day to another', () => {
  const other = instantOf('2021-09-29', 20 * 3600)
  const [change] = changesBetween(
    [on('2021-09-29'), on('2021-10-03', slot('van nghe', 20))],
    [on('2021-09-29', slot('van nghe', 20, { startsAt: other })), on('2021-10-03')],
  )
  expect(change).toMatchObject({ kind: 'moved', day: '2021-09-29', fromDay: '2021-10-03' })
})

it('says nothing of a row that was taken out and laid again just so', () => {
  expect(
    told(
      [on('2021-10-03', slot('a', 20, { title: 'Tin' }))],
      [on('2021-10-03', slot('b', 20, { title: 'Tin' }))],
    ),
  ).toEqual([])
})

it('tells of a recording that was put in place of another, and of a place that was filled', () => {
  const version = {
    versionId: 'v',
    contentId: 'c',
    sourceSha256: 's',
    inMs: null,
    outMs: null,
    durationMs: 1000,
  }
  const changes = changesBetween(
    [on('2021-10-03', slot('a', 20))],
    [on('2021-10-03', slot('a', 20, { version }))],
  )
  expect(changes).toMatchObject([{ kind: 'changed', fields: ['version'] }])
})
