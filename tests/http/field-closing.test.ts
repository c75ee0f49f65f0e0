import { afterAll, beforeAll, expect, it } from 'vitest'
import type { EventBody, PlayEvent } from '../../server/field/logs/events.rules.ts'
import type { Month } from '../../server/field/showings/showings.schema.ts'
import type { FieldHamlets, FieldState } from '../../server/field/state/state.schema.ts'
import { anApp } from '../support/app.ts'
import { aDevice, aLog, asFile } from '../support/devices.ts'
import { aDistrict, aTeam } from '../support/playlists.ts'

let app: Awaited<ReturnType<typeof anApp>>
let device: Awaited<ReturnType<typeof aDevice>> & { teamId: string }
let hamletId = ''
let placeId = ''
/** What the device wrote last. */
let last: PlayEvent | undefined

const hamletIn = async (areaId: string, name: string) => {
  const answer = await app.as('scheduler').post('/api/hamlets', { areaId, name })
  return ((await answer.json()) as { id: string }).id
}

beforeAll(async () => {
  app = await anApp()
  const mine = await aDistrict(app.deps, { name: 'Huyện Bảo Lạc' })
  const other = await aDistrict(app.deps, { name: 'Huyện Hạ Lang' })
  placeId = mine.id
  hamletId = await hamletIn(placeId, 'Xóm Khuổi Vin')
  await hamletIn(other.id, 'Xóm Bản Khoòng')
  const teamId = await aTeam(app.deps, [mine])
  device = { ...(await aDevice(app, { teamId })), teamId }
})
afterAll(() => app.close())

it('tells a device the hamlets of its own places, and by a tag when they have changed', async () => {
  const tag = async () =>
    ((await (await device.ask('GET', '/api/field/state')).json()) as FieldState).hamletsTag
  const answer = (await (await device.ask('GET', '/api/field/hamlets')).json()) as FieldHamlets
  expect(answer.hamlets).toEqual([{ id: hamletId, name: 'Xóm Khuổi Vin', place: 'Huyện Bảo Lạc' }])
  expect(await tag()).toBe(answer.tag)
  await hamletIn(placeId, 'Xóm Phiêng Mạ')
  expect(await tag()).not.toBe(answer.tag)
})

const unplanned = (day: string, corrects: (sequence: number) => number | null, many = 4) =>
  aLog(device.id, many, {
    after: last,
    change: (sequence) => ({
      kind: 'showing',
      measured: false,
      packageId: null,
      hamletId,
      count: sequence,
      detail: {
        outcome: 'held',
        exact: true,
        confirmedBy: '',
        photo: null,
        day,
        corrects: corrects(sequence),
      },
    }),
  })
const send = (events: readonly PlayEvent[]) => device.ask('POST', '/api/field/logs', { events })
const heldOn = async (day: string) => {
  const answer = await app.as('scheduler').get(`/api/showings?month=${day.slice(0, 7)}`)
  return ((await answer.json()) as Month).showings.filter((one) => one.day === day)
}

it('takes a showing that nobody planned on the day it names, and a later word of the same phone as its correction', async () => {
  const said: Partial<EventBody> = { kind: 'showing', measured: false, hamletId, count: 50, packageId: null }
  const held = { outcome: 'held', exact: false, confirmedBy: '', photo: null, day: '2021-09-25' }
  const log = aLog(device.id, 2, {
    change: (sequence) => ({
      ...said,
      count: sequence === 1 ? 50 : 80,
      detail: sequence === 1 ? held : { ...held, corrects: 1 },
    }),
  })
  for (const event of log) await send([event])
  last = log.at(-1)
  const { showings, figures } = (await (
    await app.as('scheduler').get('/api/showings?month=2021-09')
  ).json()) as Month
  expect(showings).toMatchObject([{ day: '2021-09-25', state: 'held', audience: 80 }])
  expect(figures).toMatchObject({ sessions: 1, audienceVisits: 80 })
})

it('leaves what the office wrote of a showing that a phone told of, however often the phone corrects itself', async () => {
  const [made, ...corrections] = unplanned('2021-09-24', (n) => (n > 3 ? n - 1 : null))
  await send(made ? [made] : [])
  const id = (await heldOn('2021-09-24'))[0]?.id
  const said = { outcome: 'held', audience: 40, exact: true }
  await app.as('scheduler').post(`/api/showings/${id}/close`, said)
  for (const event of corrections) await send([event])
  last = corrections.at(-1)
  expect(await heldOn('2021-09-24')).toMatchObject([{ id, audience: 40, closed: { byDevice: false } }])
})

it('comes to the same when the pieces of a log arrive in another order', async () => {
  const [first, second, third, fourth] = unplanned('2021-09-23', (n) => (n % 2 === 0 ? n - 1 : null))
  if (!first || !second || !third || !fourth) throw new Error('no log')
  last = fourth
  await send([fourth, third])
  await send([second])
  await send([first])
  const audiences = (await heldOn('2021-09-23')).map(({ audience }) => audience)
  expect(audiences.toSorted()).toEqual([second.count, fourth.count].toSorted())
})

it('makes one showing of a chain of corrections in whatever order and by whatever way they come', async () => {
  const colleague = await aDevice(app, { teamId: device.teamId, name: 'Máy mang hộ' })
  const ways = [
    send,
    (events: readonly PlayEvent[]) => colleague.ask('POST', '/api/field/logs/file', asFile(events)),
    (events: readonly PlayEvent[]) =>
      app.as('scheduler').request('POST', '/api/logs/file', asFile(events), {
        'content-type': 'application/x-ndjson',
      }),
  ]
  const orders = [
    [0, 1, 2],
    [0, 2, 1],
    [1, 0, 2],
    [1, 2, 0],
    [2, 0, 1],
    [2, 1, 0],
  ]
  for (const [at, order] of orders.entries()) {
    const day = `2021-08-0${at + 1}`
    const begins = (last?.sequence ?? 0) + 1
    const chain = unplanned(day, (sequence) => (sequence > begins ? sequence - 1 : null), 3)
    last = chain.at(-1)
    for (const [turn, which] of order.entries()) {
      const answer = await ways[(at + turn) % ways.length]?.(chain.slice(which, which + 1))
      expect(answer?.status).toBe(200)
    }
    const told = (await heldOn(day)).map(({ audience, state }) => ({ order, audience, state }))
    expect(told).toEqual([{ order, audience: last?.count, state: 'held' }])
  }
})

it('plans the new day of a postponed showing as the last word says, whichever word comes first', async () => {
  const days = ['2021-10-11', '2021-10-12', '2021-10-13', '2021-10-14']
  for (const [at, isReversed] of [false, true].entries()) {
    const begins = (last?.sequence ?? 0) + 1
    const said = { outcome: 'postponed', reason: 'Mưa to', day: `2021-08-2${at}` }
    const words = aLog(device.id, 2, {
      after: last,
      change: (sequence) => ({
        ...{ kind: 'showing', measured: false, packageId: null, hamletId, count: null },
        detail:
          sequence === begins
            ? { ...said, movedTo: days[at * 2] ?? null }
            : { ...said, movedTo: days[at * 2 + 1] ?? null, corrects: begins },
      }),
    })
    last = words.at(-1)
    for (const event of isReversed ? words.toReversed() : words) await send([event])
  }
  const told = await Promise.all(days.map(async (day) => (await heldOn(day)).map(({ state }) => state)))
  expect(told).toEqual([[], ['planned'], [], ['planned']])
})

it('makes one showing of what a phone says twice of a showing that another team was given meanwhile', async () => {
  const teamId = await aTeam(app.deps, [])
  for (const [day, isReversed] of [
    ['2021-08-10', false],
    ['2021-08-11', true],
  ] as const) {
    const rows = [{ teamId, day, time: '19:30', hamlet: { id: hamletId } }]
    const planned = await app.as('scheduler').post('/api/showings', { rows })
    const [showingId = ''] = ((await planned.json()) as { ids: string[] }).ids
    const detail = { outcome: 'held', exact: true, confirmedBy: '', photo: null }
    const words = aLog(device.id, 2, {
      after: last,
      from: `${day}T13:00:00.000Z`,
      change: (sequence) => ({ kind: 'showing', showingId, hamletId, count: sequence, detail }),
    })
    last = words.at(-1)
    for (const event of isReversed ? words.toReversed() : words) await send([event])
    const mine = (await heldOn(day)).filter(({ team }) => team.id === device.teamId)
    expect(mine).toMatchObject([{ audience: last?.count }])
  }
})

it('leaves a showing that the office called off where a phone says that it was postponed', async () => {
  const row = { teamId: device.teamId, day: '2021-09-22', time: '19:30', hamlet: { id: hamletId } }
  const planned = await app.as('scheduler').post('/api/showings', { rows: [row] })
  const [id = ''] = ((await planned.json()) as { ids: string[] }).ids
  await app.as('scheduler').patch(`/api/showings/${id}`, { cancelled: true, revision: 1 })
  const detail = { outcome: 'postponed', reason: 'Mưa to', movedTo: '2021-09-21' }
  const change = () => ({ kind: 'showing' as const, showingId: id, hamletId, count: null, detail })
  await send(aLog(device.id, 1, { after: last, change }))
  expect([...(await heldOn('2021-09-22')), ...(await heldOn('2021-09-21'))]).toEqual([])
})

it('counts a showing once that the office wrote down itself before the phone told of it', async () => {
  const row = { teamId: device.teamId, day: '2021-09-20', time: '19:30', hamlet: { id: hamletId } }
  const planned = await app.as('scheduler').post('/api/showings', { rows: [row] })
  const [id = ''] = ((await planned.json()) as { ids: string[] }).ids
  await app.as('scheduler').post(`/api/showings/${id}/close`, { outcome: 'held', audience: 40, exact: true })
  const phone = await aDevice(app, { teamId: device.teamId, name: 'Điện thoại thứ hai' })
  const detail = { outcome: 'held', exact: true, confirmedBy: '', photo: null, day: row.day }
  const change = () => ({ kind: 'showing' as const, packageId: null, hamletId, count: 64, detail })
  await phone.ask('POST', '/api/field/logs', { events: aLog(phone.id, 1, { change }) })
  expect(await heldOn(row.day)).toMatchObject([{ id, audience: 40 }])
})
