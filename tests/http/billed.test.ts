import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { found } from '../../server/errors.ts'
import { channelById } from '../../server/schedule/channels.queries.ts'
import { timeOfDay } from '../../server/schedule/schedule.rules.ts'
import type { Slot } from '../../server/schedule/slots.queries.ts'
import { answeredOn } from '../../server/schedule/station/answers.service.ts'
import { proposalSlip } from '../../server/schedule/station/slip.ts'
import { anAppWithChannel, CHANNEL, errorOf } from '../support/schedule.ts'

let app: Awaited<ReturnType<typeof anAppWithChannel>>
beforeAll(async () => {
  app = await anAppWithChannel()
})
afterAll(() => app.close())

let days: string[] = []
const day = () => days[0] ?? ''
beforeEach(async () => {
  days = await app.anEmptyWeek()
})

const aBilledSlot = (values: object = {}) =>
  app.aSlot({ day: day(), start: '20:10:05', billed: '20:10', title: 'Ca nhạc', ...values })
const hours = ({ startsAt, billedAt }: Pick<Slot, 'startsAt' | 'billedAt'>) => [
  timeOfDay(startsAt),
  billedAt && timeOfDay(billedAt),
]
const draft = async () => ((await app.week(day())).days[0]?.slots ?? []).map(hours)
const file = async (form: string) =>
  (await app.as('official').get(`/api/channels/${CHANNEL}/files/${form}?from=${day()}`)).text()

it('keeps the hour to print, publishes it, and prints it where people read, beside the exact hour for machines', async () => {
  const slot = await aBilledSlot()
  expect(hours(slot)).toEqual(['20:10:05', '20:10'])
  expect(await draft()).toEqual([['20:10:05', '20:10']])
  await app.publish([day()])
  const [publication] = await app.publicationsOf(day())
  expect(publication?.body.slots).toMatchObject([
    { startsAt: `${day()}T13:10:05.000Z`, billedAt: `${day()}T13:10:00.000Z` },
  ])
  expect((await file('txt')).trim().split('\n').at(-1)).toBe('20:10 Ca nhạc')
  const [heads, row] = (await file('csv')).split('\r\n').map((line) => line.split(';'))
  expect([heads?.[2], row?.[2], heads?.at(-1), row?.at(-1)]).toEqual([
    'Giờ',
    '20:10:05',
    'Giờ in trên lịch',
    '20:10',
  ])
  expect(await file('xmltv')).toContain('201005 +0700')
  expect(await file('ics')).toContain('T131005Z')
})

it('prints the announced hour on the slip for the station', async () => {
  await aBilledSlot()
  const channel = found(await channelById(app.deps.reads, CHANNEL))
  const slots = await answeredOn(app.deps.reads, CHANNEL, [day()])
  const words = JSON.stringify(proposalSlip('vi', { channel, days: [day()], slots, today: day() }))
  expect(words).toContain('"20:10"')
  expect(words).not.toContain('20:10:05')
})

it('leaves out of a publication an hour that is the start itself', async () => {
  await aBilledSlot({ start: '20:10' })
  await app.publish([day()])
  expect((await app.publicationsOf(day()))[0]?.body.slots[0]).not.toHaveProperty('billedAt')
  expect(await file('csv')).not.toContain('Giờ in')
})

it('tells another hour to print as a change of its own, and none when it is taken off again', async () => {
  const slot = await aBilledSlot()
  await app.publish([day()])
  await app.move(slot, { billed: '20:15' })
  expect((await app.week(day())).changes).toMatchObject([{ kind: 'changed', fields: ['billedAt'] }])
  await app.move({ ...slot, revision: slot.revision + 1 }, { billed: '20h10' })
  expect((await app.week(day())).changes).toEqual([])
})

it('refuses an hour to print that is far from the start, with a sentence that names both', async () => {
  const slot = await aBilledSlot()
  const refusal = await errorOf(await app.move(slot, { billed: '21:00' }))
  expect(refusal).toMatchObject({ status: 422, code: 'billed_too_far', details: { minutes: 30 } })
  expect(refusal.message).toContain('21:00')
  expect(refusal.message).toContain('20:10:05')
  expect(await draft()).toEqual([['20:10:05', '20:10']])
})

it('announces midnight of what starts five seconds before it', async () => {
  const slot = await aBilledSlot({ start: '23:59:55', billed: '00:00' })
  expect(slot.billedAt).toBe(`${day()}T17:00:00.000Z`)
})

it('moves the hour to print along with the slot, its repeats and what follows, and takes all of it back', async () => {
  const first = await aBilledSlot({ durationMs: 600_000 })
  await aBilledSlot({ start: '20:20:05', billed: '20:20', startMode: 'following', durationMs: 600_000 })
  const again = await app
    .as('scheduler')
    .post(`/api/slots/${first.id}/repeats`, { day: day(), start: '22:00:30' })
  expect(again.status).toBe(201)
  const before = await draft()
  expect(before).toEqual([
    ['20:10:05', '20:10'],
    ['20:20:05', '20:20'],
    ['22:00:30', '22:00'],
  ])
  const amend = async (changes: object[], follow: boolean) => {
    const body = { channelId: CHANNEL, changes, follow }
    return (await (await app.as('scheduler').post('/api/slots/amend', body)).json()) as { back: object[] }
  }
  const { id, revision } = first
  const moved = await amend([{ do: 'edit', id, revision, start: '20:15:07', moveRepeats: true }], true)
  expect(await draft()).toEqual([
    ['20:15:07', '20:15'],
    ['20:25:07', '20:25'],
    ['22:05:32', '22:05'],
  ])
  await amend(moved.back, false)
  expect(await draft()).toEqual(before)
})

it('carries the hour to print through an urgent change, its correction, and the way back', async () => {
  const slot = await aBilledSlot()
  await app.publish([day()])
  const urgent = { base: 1, moves: [{ slotId: slot.id, start: '20:30:08' }] }
  const scheduler = app.as('scheduler')
  expect((await scheduler.post(`/api/channels/${CHANNEL}/days/${day()}/urgent`, urgent)).status).toBe(200)
  expect(await draft()).toEqual([['20:30:08', '20:30']])
  const text = await file('txt')
  expect(text).toContain('\n20:30 Ca nhạc')
  expect(text).toContain('20:10 chuyển 20:30')
  const first = (await app.publicationsOf(day())).at(-1)
  await scheduler.post(`/api/publications/${first?.id}/restore-as-draft`)
  expect(await draft()).toEqual([['20:10:05', '20:10']])
})
