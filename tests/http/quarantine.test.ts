import { afterEach, beforeEach, expect, it } from 'vitest'
import type { FieldState } from '../../server/field/state/state.schema.ts'
import { sha256Of } from '../../server/storage/canonical.ts'
import { codeOf } from '../support/answers.ts'
import { anApp } from '../support/app.ts'
import { aDevice, aLog, aTeam } from '../support/devices.ts'
import { aDistrict } from '../support/playlists.ts'

type App = Awaited<ReturnType<typeof anApp>>
let app: App
let showingId = ''
beforeEach(async () => {
  app = await anApp()
  await aTeam(app)
  const area = await aDistrict(app.deps, { name: 'Xã Cốc Pàng' })
  const at = app.deps.clock.now()
  const stamps = { created_at: at, updated_at: at }
  await app.deps.db
    .insertInto('hamlet')
    .values({
      id: 'hamlet-1',
      origin_id: 'hamlet-1',
      area_id: area.id,
      name: 'Nà Mìa',
      sort_key: 'na mia',
      folded: 'na mia',
      head_name: 'Trưởng xóm',
      head_phone: '0912345678',
      valid_from: '2020-01-01',
      ...stamps,
    })
    .execute()
  showingId = 'showing-1'
  await app.deps.db
    .insertInto('showing')
    .values({
      id: showingId,
      team_id: 'team-1',
      hamlet_id: 'hamlet-1',
      day: '2021-09-28',
      starts_at: '19:30',
      state: 'planned',
      ...stamps,
    })
    .execute()
})
afterEach(() => app.close())

const held = { outcome: 'held', exact: false, confirmedBy: 'Trưởng xóm', photo: null }
const aClosing = (device: string) =>
  aLog(device, 1, {
    change: () => ({ kind: 'showing', measured: false, showingId, count: 50, detail: held, packageId: null }),
  })
const stateOf = async () =>
  (await app.deps.reads.selectFrom('showing').select('state').where('id', '=', showingId).executeTakeFirst())
    ?.state
const logs = async () =>
  ((await (await app.as('admin').get('/api/device-logs')).json()) as { logs: { quarantined: number }[] }).logs

it('tells a phone its showings with the hamlet’s head, and keeps how far it says its log goes', async () => {
  const phone = await aDevice(app)
  const since = '2021-09-26T01:00:00.000Z'
  const state = (await (
    await phone.ask('GET', `/api/field/state?sequence=12&waitingSince=${since}`)
  ).json()) as FieldState
  expect(state.showings).toMatchObject([
    {
      id: showingId,
      day: '2021-09-28',
      time: '19:30',
      hamlet: { name: 'Nà Mìa' },
      place: { name: 'Xã Cốc Pàng' },
      phone: '0912345678',
      state: 'planned',
      tripEnds: '2021-09-28',
    },
  ])
  const { devices } = (await (await app.as('scheduler').get('/api/devices')).json()) as { devices: object[] }
  expect(devices).toMatchObject([{ told: { sequence: 12, waitingSince: since } }])
})

it('closes a showing by a revoked phone’s word only once a person has let it in, and once', async () => {
  const phone = await aDevice(app)
  await app.as('admin').post(`/api/devices/${phone.id}/revoke`, { reason: 'Mất máy' })
  await phone.ask('POST', '/api/field/logs', { events: aClosing(phone.id) })
  expect(await stateOf()).toBe('planned')
  expect(await logs()).toMatchObject([{ quarantined: 1 }])
  const refused = app
    .as('film_team')
    .post(`/api/device-logs/${phone.id}/release`, { reason: 'Máy tìm lại được' })
  expect(await codeOf(await refused)).toBe('forbidden')
  const release = () =>
    app.as('scheduler').post(`/api/device-logs/${phone.id}/release`, { reason: 'Máy tìm lại được' })
  expect(await (await release()).json()).toEqual({ released: 1 })
  expect(await stateOf()).toBe('held')
  expect(await logs()).toMatchObject([{ quarantined: 0 }])
  expect(await (await release()).json()).toEqual({ released: 0 })
})

it('keeps a phone’s photo under its hash, and refuses what is no JPEG or is not what it is called', async () => {
  const phone = await aDevice(app)
  const jpeg = new Uint8Array([0xff, 0xd8, 1, 2, 3, 0xff, 0xd9])
  const put = (bytes: Uint8Array, name = sha256Of(bytes)) =>
    phone.ask('PUT', `/api/field/photos/${name}`, bytes)
  expect((await put(jpeg)).status).toBe(200)
  expect((await put(jpeg)).status).toBe(200)
  expect(await codeOf(await put(new Uint8Array([1, 2, 3])))).toBe('photo_unfit')
  expect(await codeOf(await put(jpeg, sha256Of('another')))).toBe('photo_unfit')
  const seen = await app.as('scheduler').get(`/api/photos/${sha256Of(jpeg)}`)
  expect(new Uint8Array(await seen.arrayBuffer())).toEqual(jpeg)
})

it('makes one showing of an unplanned evening that two phones of a team tell of, and none of a copied phone’s branch', async () => {
  const change = () =>
    ({ kind: 'showing', measured: false, hamletId: 'hamlet-1', count: 20, detail: held }) as const
  const from = '2021-09-26T12:00:00.000Z'
  const [one, two] = [await aDevice(app, { name: 'Máy một' }), await aDevice(app, { name: 'Máy hai' })]
  for (const phone of [one, two])
    await phone.ask('POST', '/api/field/logs', { events: aLog(phone.id, 1, { from, change }) })
  const copied = aLog(one.id, 1, { from: '2021-09-25T12:00:00.000Z', change })
  await one.ask('POST', '/api/field/logs', { events: copied })
  const rows = await app.deps.reads
    .selectFrom('showing')
    .select(['day', 'audience'])
    .where('state', '=', 'held')
    .execute()
  expect(rows).toEqual([{ day: '2021-09-26', audience: 20 }])
})
