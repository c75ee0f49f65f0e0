import { afterEach, beforeEach, expect, it } from 'vitest'
import { chained, firstPrevious } from '../../server/field/logs/events.rules.ts'
import { sha256Of } from '../../server/storage/canonical.ts'
import { anApp } from '../support/app.ts'
import { aDevice, aLog, asFile, aTeam } from '../support/devices.ts'

type App = Awaited<ReturnType<typeof anApp>>
let app: App
let device: Awaited<ReturnType<typeof aDevice>>
beforeEach(async () => {
  app = await anApp()
  await aTeam(app)
  device = await aDevice(app)
})
afterEach(() => app.close())

const send = async (events: readonly unknown[]) => {
  const response = await device.ask('POST', '/api/field/logs', { events })
  expect(response.status, await response.clone().text()).toBe(200)
  return (await response.json()) as { acknowledged: number; hash: string; added: number; damaged: number }
}
const importFile = async (bytes: Uint8Array) => {
  const response = await app.as('scheduler').request('POST', '/api/logs/file', bytes, {
    'content-type': 'application/x-ndjson',
  })
  expect(response.status, await response.clone().text()).toBe(200)
  return (await response.json()) as {
    devices: { device: string; acknowledged: number; added: number; known: number; forks: number }[]
    damaged: number
    strangers: number
  }
}
const held = async () => {
  const rows = await app.deps.db.selectFrom('play_event').select(['sequence', 'hash']).execute()
  return rows.sort((a, b) => a.sequence - b.sequence)
}

it('answers the highest sequence held without a gap, with its hash', async () => {
  const log = aLog(device.id, 6)
  expect(await send(log.slice(0, 2))).toMatchObject({ acknowledged: 2, hash: log[1]?.hash, added: 2 })
  expect(await send(log.slice(4))).toMatchObject({ acknowledged: 2, hash: log[1]?.hash, added: 2 })
  expect(await send(log.slice(2, 4))).toMatchObject({ acknowledged: 6, hash: log[5]?.hash, added: 2 })
})

it('keeps an event once, however often and by whatever way it comes', async () => {
  const log = aLog(device.id, 5)
  await send(log)
  expect(await send(log)).toMatchObject({ acknowledged: 5, added: 0 })
  expect(await importFile(asFile(log))).toMatchObject({ devices: [{ added: 0, known: 5 }], damaged: 0 })
  const colleague = await aDevice(app, { name: 'Máy của bạn' })
  const carried = await colleague.ask('POST', '/api/field/logs/file', asFile(log))
  expect(await carried.json()).toMatchObject({ devices: [{ device: device.id, acknowledged: 5, added: 0 }] })
  expect(await held()).toHaveLength(5)
})

it('tells a colleague’s phone how much of what it brought is held, whatever came later by another way', async () => {
  const log = aLog(device.id, 6)
  await send(log)
  const colleague = await aDevice(app, { name: 'Máy mang hộ' })
  const carried = await colleague.ask('POST', '/api/field/logs/file', asFile(log.slice(1, 3)))
  expect(await carried.json()).toMatchObject({ devices: [{ acknowledged: 3, hash: log[2]?.hash }] })
})

it('takes a file backwards, of several devices, with half a line at its end', async () => {
  const other = await aDevice(app, { name: 'Máy thứ hai' })
  const mine = aLog(device.id, 700).reverse()
  const theirs = aLog(other.id, 3)
  const stranger = aLog('khong-co', 2)
  const whole = asFile([...mine, ...theirs, ...stranger])
  const torn = new Uint8Array([...whole, ...asFile(aLog(device.id, 1)).slice(0, 40)])
  const answer = await importFile(torn)
  expect(answer).toMatchObject({ damaged: 1, strangers: 2 })
  expect(answer.devices.find(({ device: id }) => id === device.id)).toMatchObject({
    acknowledged: 700,
    added: 700,
  })
  expect(answer.devices.find(({ device: id }) => id === other.id)).toMatchObject({
    acknowledged: 3,
    added: 3,
  })
})

it('keeps both sides of a fork, and tells each phone of its own branch alone', async () => {
  const shared = aLog(device.id, 3)
  const first = aLog(device.id, 4, { after: shared[2], from: '2021-09-28T02:00:00.000Z' })
  const second = aLog(device.id, 2, { after: shared[2], from: '2021-09-28T05:00:00.000Z' })
  await send([...shared, ...first])
  // The clone has two events of its own: told "7" it would believe that five more are held.
  expect(await send(second)).toMatchObject({ acknowledged: 5, hash: second[1]?.hash, added: 2, forks: 2 })
  expect(await send([...shared, ...first])).toMatchObject({ acknowledged: 7, hash: first[3]?.hash })
  expect(await held()).toHaveLength(9)
})

it('acknowledges nothing on a branch whose beginning is missing', async () => {
  const shared = aLog(device.id, 2)
  await send(aLog(device.id, 3, { after: shared[1], from: '2021-09-28T02:00:00.000Z' }))
  const fork = aLog(device.id, 3, { after: shared[1], from: '2021-09-28T05:00:00.000Z' })
  expect(await send(fork)).toMatchObject({ acknowledged: 0, hash: firstPrevious, added: 3 })
})

it('counts what carries a wrong hash or another device, and goes on with the rest', async () => {
  const log = aLog(device.id, 3)
  const changed = { ...log[2], playedMs: 99_000 }
  const foreign = aLog('khong-co', 1)
  expect(await send([log[0], log[1], changed, ...foreign, { kind: 'lạ' }])).toMatchObject({
    acknowledged: 2,
    added: 2,
    damaged: 3,
  })
})

it('refuses to change or to lose what a device wrote', async () => {
  await send(aLog(device.id, 1))
  await expect(app.deps.db.updateTable('play_event').set({ played_ms: 1 }).execute()).rejects.toThrow(
    'append-only',
  )
  await expect(app.deps.db.deleteFrom('play_event').execute()).rejects.toThrow('append-only')
})

it('doubts times of a clock that jumped, and nothing else of them', async () => {
  const jump = (sequence: number) =>
    sequence === 3 || sequence === 4 ? { at: `2021-09-25T0${sequence}:00:00.000Z` } : {}
  const log = aLog(device.id, 6, { from: '2021-09-27T00:30:00.000Z', change: jump })
  await app.deps.db.updateTable('device').set({ enrolled_at: '2021-09-01T00:00:00.000Z' }).execute()
  expect(await send([...log].reverse())).toMatchObject({ acknowledged: 6 })
  const doubted = await app.deps.db
    .selectFrom('play_doubt')
    .innerJoin('play_event', 'play_event.id', 'play_doubt.event_id')
    .select(['sequence', 'why'])
    .orderBy('sequence')
    .execute()
  expect(doubted).toEqual([
    { sequence: 3, why: 'back' },
    { sequence: 4, why: 'back' },
  ])
})

it('takes events of one hash for one, whatever else an object holds', () => {
  const [event] = aLog('d', 1)
  if (!event) throw new Error('no event')
  const { hash, ...body } = event
  expect(chained({ ...body, local: true } as typeof body, firstPrevious, sha256Of).hash).toBe(hash)
})
