import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Slot } from '../../server/schedule/slots.queries.ts'
import { anAppWithChannel, CHANNEL, errorOf, SUNDAY } from '../support/schedule.ts'

let app: Awaited<ReturnType<typeof anAppWithChannel>>
beforeAll(async () => {
  app = await anAppWithChannel()
})
afterAll(() => app.close())
beforeEach(async () => {
  await app.deps.db.deleteFrom('slot').execute()
})

interface Amended {
  slots: Slot[]
  back: object[]
  was: Record<string, number>
}
const send = (changes: object[], more = {}) =>
  app.as('scheduler').post('/api/slots/amend', { channelId: CHANNEL, changes, ...more })
async function amend(changes: object[], more = {}): Promise<Amended> {
  const response = await send(changes, more)
  expect(response.status).toBe(200)
  return (await response.json()) as Amended
}
const row = (values: object = {}) => ({
  do: 'place',
  day: SUNDAY,
  start: '20:00',
  kind: 'title',
  title: 'Thời sự',
  durationMs: 1_800_000,
  ...values,
})
/** The draft without what every change renews. */
const draft = async () =>
  (await app.week()).days.flatMap((day) => day.slots).map(({ revision: _, editedAt: __, ...slot }) => slot)

it('lays, changes and takes out in one step, and takes all of it back to what it was', async () => {
  const first = await app.aSlot({ start: '18:00', note: 'trực tiếp', stationAnswer: 'confirmed' })
  const gone = await app.aSlot({ start: '19:00' })
  const again = await app.aSlot({ start: '21:00', firstSlotId: gone.id })
  const before = await draft()
  const done = await amend([
    { do: 'edit', id: first.id, revision: first.revision, start: '17:30', title: 'Tin Tày - Nùng' },
    { do: 'remove', id: gone.id, revision: gone.revision },
    row({ start: '22:00' }),
  ])
  expect(done.slots.map(({ title }) => title)).toEqual(['Tin Tày - Nùng', 'Thời sự'])
  const after = await draft()
  const undone = await amend(done.back, { follow: false })
  expect(await draft()).toEqual(before)
  await amend(undone.back, { follow: false })
  expect(await draft()).toEqual(after)
  expect(again.firstSlotId).toBe(gone.id)
})

it('moves what follows the one before, and names it in the way back', async () => {
  const { slots } = await amend([
    row(),
    row({ start: '20:30', title: 'Ca nhạc', startMode: 'following' }),
    row({ start: '22:00', title: 'Phim' }),
  ])
  const [news] = slots
  const longer = await amend([{ do: 'edit', id: news?.id, revision: news?.revision, durationMs: 2_700_000 }])
  expect((await draft()).map(({ startsAt }) => startsAt.slice(11, 16))).toEqual(['13:00', '13:45', '15:00'])
  await amend(longer.back, { follow: false })
  expect((await draft()).map(({ startsAt }) => startsAt.slice(11, 16))).toEqual(['13:00', '13:30', '15:00'])
})

it('lets a row that followed stand at an hour of its own once it is given one, by either call', async () => {
  const { slots } = await amend([
    row(),
    row({ start: '20:30', title: 'Ca nhạc', startMode: 'following' }),
    row({ start: '21:00', title: 'Phim', startMode: 'following' }),
  ])
  const [, song, film] = slots
  const moved = await amend([{ do: 'edit', id: song?.id, revision: song?.revision, start: '23:00' }])
  const { revision } = moved.slots.find(({ id }) => id === film?.id) ?? {}
  await app.as('scheduler').patch(`/api/slots/${film?.id}`, { revision, start: '21:30' })
  const hours = async () =>
    (await draft()).map(({ startsAt, startMode }) => [startsAt.slice(11, 16), startMode])
  expect(await hours()).toEqual([
    ['13:00', 'fixed'],
    ['14:30', 'fixed'],
    ['16:00', 'fixed'],
  ])
  const back = moved.back.filter((one) => 'id' in one && one.id === song?.id)
  await amend(back, { follow: false })
  expect((await hours()).filter(([, mode]) => mode === 'following')).toEqual([['13:30', 'following']])
})

it('refuses a slot that is named twice, and a repeat of itself', async () => {
  const first = await app.aSlot()
  const again = await app.aSlot({ start: '22:00', firstSlotId: first.id })
  const edit = (more: object) => ({ do: 'edit', id: first.id, revision: first.revision, ...more })
  expect((await send([edit({ note: 'một' }), edit({ note: 'hai' })])).status).toBe(400)
  for (const firstSlotId of [first.id, again.id]) {
    const refused = await errorOf(await send([edit({ firstSlotId })]))
    expect([refused.status, refused.code]).toEqual([400, 'invalid'])
  }
})

it('keeps nothing where somebody was faster, and tells both sides of each slot', async () => {
  const slot = await app.aSlot()
  const gone = await app.aSlot({ start: '21:00' })
  await app.move(slot, { start: '20:15' })
  await amend([{ do: 'remove', id: gone.id, revision: gone.revision }])
  const refused = await errorOf(
    await send([
      { do: 'edit', id: slot.id, revision: slot.revision, note: 'dời' },
      { do: 'remove', id: gone.id, revision: gone.revision },
      row({ start: '10:00' }),
    ]),
  )
  expect([refused.status, refused.code]).toEqual([409, 'stale'])
  expect(refused.details.sides).toMatchObject([
    { id: slot.id, yours: { do: 'edit', note: 'dời' }, theirs: { startsAt: '2021-10-03T13:15:00.000Z' } },
    { id: gone.id, yours: { do: 'remove' }, theirs: null },
  ])
  expect(await draft()).toHaveLength(1)
})

it('takes nothing out of a draft unless it is told which revision was seen', async () => {
  const slot = await app.aSlot()
  expect((await send([{ do: 'remove', id: slot.id }])).status).toBe(400)
  expect((await app.as('scheduler').delete(`/api/slots/${slot.id}`)).status).toBe(404)
  expect((await app.as('scheduler').post('/api/slots/remove', { ids: [slot.id] })).status).toBe(404)
  expect(await draft()).toHaveLength(1)
})

it('puts a first run back with the repeat that was taken out beside it, still tied', async () => {
  const first = await app.aSlot()
  const again = await app.aSlot({ start: '21:00', firstSlotId: first.id })
  const { back } = await amend([first, again].map(({ id, revision }) => ({ do: 'remove', id, revision })))
  expect(await draft()).toEqual([])
  await amend(back, { follow: false })
  expect((await draft()).map(({ firstSlotId }) => firstSlotId)).toEqual([null, first.id])
})

it('refuses a slot of another channel and an id that is taken', async () => {
  const slot = await app.aSlot()
  expect((await send([row({ id: slot.id })])).status).toBe(409)
  expect(
    (await app.as('official').post('/api/slots/amend', { channelId: CHANNEL, changes: [row()] })).status,
  ).toBe(403)
  expect((await send([{ do: 'edit', id: 'no-such', revision: 1 }])).status).toBe(409)
})

it('takes a step once, however often it is sent, and a refused one again', async () => {
  const step = { step: 'b3f1' }
  const first = await amend([row()], step)
  expect(await amend([row()], step)).toEqual(first)
  expect(await draft()).toHaveLength(1)
  expect((await amend([row({ start: '21:00' })], { step: 'b3f2' })).slots).not.toEqual(first.slots)
  const [{ id, revision } = { id: '', revision: 0 }] = first.slots
  const edit = { do: 'edit', id, title: 'Phim' }
  expect((await send([{ ...edit, revision: 9 }], { step: 'b3f3' })).status).toBe(409)
  await amend([{ ...edit, revision }], { step: 'b3f3' })
})
