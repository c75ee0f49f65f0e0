import { afterAll, beforeAll, expect, it } from 'vitest'
import type { EventBody } from '../../server/field/logs/events.rules.ts'
import type { Month } from '../../server/field/showings/showings.schema.ts'
import type { FieldHamlets, FieldState } from '../../server/field/state/state.schema.ts'
import { anApp } from '../support/app.ts'
import { aDevice, aLog } from '../support/devices.ts'
import { aDistrict, aTeam } from '../support/playlists.ts'

let app: Awaited<ReturnType<typeof anApp>>
let device: Awaited<ReturnType<typeof aDevice>>
let hamletId = ''
let placeId = ''

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
  device = await aDevice(app, { teamId: await aTeam(app.deps, [mine]) })
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
  for (const event of log) await device.ask('POST', '/api/field/logs', { events: [event] })
  const { showings, figures } = (await (
    await app.as('scheduler').get('/api/showings?month=2021-09')
  ).json()) as Month
  expect(showings).toMatchObject([{ day: '2021-09-25', state: 'held', audience: 80 }])
  expect(figures).toMatchObject({ sessions: 1, audienceVisits: 80 })
})
