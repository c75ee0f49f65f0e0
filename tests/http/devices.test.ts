import { afterEach, beforeEach, expect, it } from 'vitest'
import { codeOf } from '../support/answers.ts'
import { anApp } from '../support/app.ts'
import { aDevice, aLog, asDevice, aTeam } from '../support/devices.ts'

type App = Awaited<ReturnType<typeof anApp>>
let app: App
beforeEach(async () => {
  app = await anApp()
  await aTeam(app)
})
afterEach(() => app.close())

const makeCode = async (as: 'scheduler' | 'film_team' | 'admin' = 'scheduler', teamId = 'team-1') =>
  app.as(as).post('/api/devices/codes', { teamId, name: 'Điện thoại số 1' })
const codeFrom = async () => ((await (await makeCode()).json()) as { code: string }).code
const enrol = (code: string) => app.as(null).post('/api/field/enrol', { code, kind: 'phone' })
const listed = async () =>
  (await (await app.as('admin').get('/api/devices')).json()) as {
    devices: { id: string; name: string; lastSeenAt: string | null; revoked: { reason: string } | null }[]
    codes: { id: string }[]
  }

it('pairs a phone by a code that opens the player, and keeps neither code nor token', async () => {
  const made = (await (await makeCode()).json()) as { code: string; url: string; qrSvg: string }
  expect(made.url).toContain(`/doi/#ghi-danh=${made.code}`)
  expect(made.qrSvg).toContain('<svg')
  const answer = await enrol(made.code.toLowerCase().replace('-', ' '))
  expect(answer.status).toBe(200)
  const { deviceId, token, team } = (await answer.json()) as {
    deviceId: string
    token: string
    team: { name: string }
  }
  expect(team.name).toBe('Đội chiếu phim số 1')
  const rows = JSON.stringify([
    await app.deps.db.selectFrom('device').selectAll().execute(),
    await app.deps.db.selectFrom('device_code').selectAll().execute(),
  ])
  expect(rows).toContain(deviceId)
  expect(rows).not.toContain(token)
  expect(rows).not.toContain(made.code.replace('-', ''))
  expect((await listed()).devices).toMatchObject([{ id: deviceId, name: 'Điện thoại số 1' }])
})

it('gives a new token for the same device where the answer was lost, and none once the device was heard of', async () => {
  const code = await codeFrom()
  const first = (await (await enrol(code)).json()) as { deviceId: string; token: string }
  const second = (await (await enrol(code)).json()) as { deviceId: string; token: string }
  expect(second.deviceId).toBe(first.deviceId)
  const ask = asDevice(app, second.token)
  expect((await asDevice(app, first.token)('POST', '/api/field/logs', { events: [] })).status).toBe(401)
  expect((await ask('POST', '/api/field/logs', { events: [] })).status).toBe(200)
  expect(await codeOf(await enrol(code))).toBe('code_wrong')
  expect((await listed()).devices[0]?.lastSeenAt).not.toBeNull()
})

it('lets a film team pair and revoke its own phones alone', async () => {
  await aTeam(app, 'team-2', 'Đội chiếu phim số 2')
  app.actors.film_team = { ...app.actors.film_team, teamIds: ['team-1'] }
  expect((await makeCode('film_team')).status).toBe(200)
  expect(await codeOf(await makeCode('film_team', 'team-2'))).toBe('other_team')
  const other = await aDevice(app, { teamId: 'team-2', name: 'Máy đội hai' })
  const seen = (await (await app.as('film_team').get('/api/devices')).json()) as { devices: unknown[] }
  expect(seen.devices).toEqual([])
  const revoking = app.as('film_team').post(`/api/devices/${other.id}/revoke`, { reason: 'Mất máy' })
  expect(await codeOf(await revoking)).toBe('other_team')
})

it('refuses a revoked device everything but handing in its log', async () => {
  const device = await aDevice(app)
  await app.as('scheduler').post(`/api/devices/${device.id}/revoke`, { reason: 'Mất máy ở Bảo Lạc' })
  expect((await listed()).devices[0]?.revoked?.reason).toBe('Mất máy ở Bảo Lạc')
  const others = device.ask('POST', '/api/field/logs/file', new Uint8Array(0))
  expect(await codeOf(await others)).toBe('device_revoked')
  const own = await device.ask('POST', '/api/field/logs', { events: aLog(device.id, 2) })
  expect(await own.json()).toMatchObject({ acknowledged: 2, added: 2 })
  const rows = await app.deps.db.selectFrom('play_event').select('quarantined').execute()
  expect(rows).toEqual([{ quarantined: 1 }, { quarantined: 1 }])
})

it('ends a code that nobody used', async () => {
  const code = await codeFrom()
  const [waiting] = (await listed()).codes
  expect((await app.as('scheduler').delete(`/api/devices/codes/${waiting?.id}`)).status).toBe(200)
  expect(await codeOf(await enrol(code))).toBe('code_wrong')
})

it('stops whoever tries out codes', async () => {
  for (let i = 0; i < 20; i++) await enrol(`AAAAA-AAA${'23456789AB'[i % 10]}A`)
  expect((await enrol('AAAAA-AAAAA')).status).toBe(429)
})
