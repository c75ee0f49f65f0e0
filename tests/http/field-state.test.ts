import { afterAll, beforeAll, expect, it } from 'vitest'
import type { FieldState } from '../../server/field/state/state.schema.ts'
import { anApp } from '../support/app.ts'
import { aDevice, aLog } from '../support/devices.ts'
import { aReadyPackage } from '../support/packages.ts'
import { aDistrict, aPlaylist, aTeam } from '../support/playlists.ts'

let app: Awaited<ReturnType<typeof anApp>>
let teamId = ''
let packageId = ''
let placeId = ''

beforeAll(async () => {
  app = await anApp()
  const mine = await aDistrict(app.deps, { name: 'Huyện Bảo Lạc' })
  const other = await aDistrict(app.deps, { name: 'Huyện Hạ Lang' })
  placeId = mine.id
  teamId = await aTeam(app.deps, [mine])
  const playlistId = (await aPlaylist(app, {})).id
  packageId = (await aReadyPackage(app.deps, { playlistId, target: mine })).id
  await aReadyPackage(app.deps, { playlistId, target: other })
})
afterAll(() => app.close())

it('tells a device its own team’s packages and places, the keys, and how far its log is held', async () => {
  const device = await aDevice(app, { teamId })
  const log = aLog(device.id, 2)
  await device.ask('POST', '/api/field/logs', { events: log })
  const state = (await (await device.ask('GET', '/api/field/state')).json()) as FieldState
  expect(state.packages.map(({ id }) => id)).toEqual([packageId])
  expect(state.targets.map(({ id }) => id)).toEqual([placeId])
  expect(state.keys.certificates.length).toBeGreaterThan(0)
  expect(state).toMatchObject({ team: { id: teamId }, acknowledged: 2, hash: log[1]?.hash })
})

it('says in the pairing link which key the device must find', async () => {
  const made = await app.as('scheduler').post('/api/devices/codes', { teamId, name: 'Máy hai' })
  const { url } = (await made.json()) as { url: string }
  const device = await aDevice(app, { teamId, name: 'Máy ba' })
  const { keys } = (await (await device.ask('GET', '/api/field/state')).json()) as FieldState
  expect(new URLSearchParams(new URL(url).hash.slice(1)).get('goc')).toBe(keys.fingerprint)
})
