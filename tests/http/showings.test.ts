import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Hamlet } from '../../server/field/hamlets/hamlets.schema.ts'
import type { Month, PreviewRow } from '../../server/field/showings/showings.schema.ts'
import { codeOf } from '../support/answers.ts'
import { anApp } from '../support/app.ts'
import { aDevice, aLog, aTeam } from '../support/devices.ts'

type App = Awaited<ReturnType<typeof anApp>>
let app: App
beforeEach(async () => {
  app = await anApp()
  const area = { scheme: 't', sort_key: 'a', folded: 'a', languages: '["vi"]' }
  await app.deps.db
    .insertInto('area')
    .values([
      {
        ...area,
        id: 'old',
        code: '1',
        name: 'Xã Đức Hạnh',
        level: 'commune',
        valid_from: '2020-01-01',
        valid_to: '2025-07-01',
      },
      { ...area, id: 'new', code: '2', name: 'Xã Cốc Pàng', level: 'unit', valid_from: '2025-07-01' },
    ])
    .execute()
  await app.deps.db
    .insertInto('area_succession')
    .values({ id: 's', from_area_id: 'old', to_area_id: 'new', effective: '2025-07-01', legal_basis: '1657' })
    .execute()
  await aTeam(app)
  await aTeam(app, 'team-2', 'Đội chiếu phim số 2')
  app.actors.film_team = { ...app.actors.film_team, teamIds: ['team-1'] }
})
afterEach(() => app.close())

const office = () => app.as('scheduler')
const hamletNamed = async (name: string, areaId = 'old') => {
  const response = await office().post('/api/hamlets', {
    areaId,
    name,
    headName: 'Ông Páo',
    headPhone: '912345678',
  })
  expect(response.status, await response.clone().text()).toBe(200)
  return ((await response.json()) as { id: string }).id
}
const plan = async (hamletId: string, day: string, teamId = 'team-1') => {
  const response = await office().post('/api/showings', {
    rows: [{ teamId, day, time: '19:30', hamlet: { id: hamletId } }],
  })
  expect(response.status, await response.clone().text()).toBe(200)
  return ((await response.json()) as { ids: string[] }).ids[0] ?? ''
}
const close = (id: string, audience: number, as: 'scheduler' | 'film_team' = 'scheduler') =>
  app
    .as(as)
    .post(`/api/showings/${id}/close`, { outcome: 'held', audience, exact: false, confirmedBy: 'Ông Páo' })
const month = async (of = '2021-09', as: 'scheduler' | 'film_team' = 'scheduler') =>
  (await (await app.as(as).get(`/api/showings?month=${of}`)).json()) as Month
const hamletsAt = async (at: string) =>
  ((await (await office().get(`/api/hamlets?at=${at}`)).json()) as { hamlets: Hamlet[] }).hamlets

it('keeps a hamlet through a new name and through the reform of 2025', async () => {
  const id = await hamletNamed('Xóm Cà Pèn')
  const planned = await plan(id, '2025-08-02')
  const renamed = await office().post(`/api/hamlets/${id}/change`, {
    name: 'Xóm Cà Pèn A',
    headName: 'Bà Mỷ',
    headPhone: '',
    from: '2025-08-01',
  })
  expect(renamed.status).toBe(200)
  expect((await hamletsAt('2025-06-30'))[0]).toMatchObject({
    name: 'Xóm Cà Pèn',
    area: { name: 'Xã Đức Hạnh' },
  })
  expect((await hamletsAt('2025-08-02'))[0]).toMatchObject({
    name: 'Xóm Cà Pèn A',
    area: { name: 'Xã Cốc Pàng' },
    originId: id,
  })
  expect((await month('2025-08')).showings[0]).toMatchObject({
    id: planned,
    hamlet: { name: 'Xóm Cà Pèn A' },
  })
  await plan(id, '2025-08-03')
  expect((await month('2025-08')).showings[1]).toMatchObject({ hamlet: { name: 'Xóm Cà Pèn A' } })
})

it('closes a showing, and does not count an evening of two teams twice', async () => {
  const [a, b] = [await hamletNamed('Xóm Nà Lùng'), await hamletNamed('Xóm Khuổi Vin')]
  await close(await plan(a, '2021-09-20'), 80)
  await close(await plan(a, '2021-09-20', 'team-2'), 100)
  await close(await plan(b, '2021-09-20', 'team-2'), 50)
  const { figures, teams } = await month()
  expect(figures).toEqual({ sessions: 2, audienceVisits: 150, areas: 1, hamlets: 2, postponed: 0 })
  expect(teams.map(({ sessions }) => sessions)).toEqual([1, 2])
})

it('postpones with a reason and plans the new day', async () => {
  const id = await plan(await hamletNamed('Xóm Nà Lùng'), '2021-09-20')
  const said = { outcome: 'postponed', reason: 'Mưa to, đường sạt lở', movedTo: '2021-09-22' }
  expect((await office().post(`/api/showings/${id}/close`, said)).status).toBe(200)
  expect((await month()).showings).toMatchObject([
    { state: 'postponed', reason: 'Mưa to, đường sạt lở', movedTo: '2021-09-22' },
    { state: 'planned', day: '2021-09-22' },
  ])
})

it('shows a film team its own team alone, and lets it close no other', async () => {
  const hamlet = await hamletNamed('Xóm Nà Lùng')
  const mine = await plan(hamlet, '2021-09-20')
  const theirs = await plan(hamlet, '2021-09-21', 'team-2')
  expect((await month('2021-09', 'film_team')).showings.map(({ id }) => id)).toEqual([mine])
  expect((await close(mine, 50, 'film_team')).status).toBe(200)
  expect(await codeOf(await close(theirs, 50, 'film_team'))).toBe('other_team')
})

it('reads a pasted month, row by row, and adds a hamlet that is new', async () => {
  const id = await hamletNamed('Xóm Nà Lùng')
  const text = [
    'Ngày\tGiờ\tĐội\tXóm\tXã\tTrưởng xóm\tĐiện thoại',
    '20/9\t19h30\tĐội chiếu phim số 1\tnà lùng\t\t\t',
    '\t20:00\tĐội số 2\tXóm Phiêng Mạ\tĐức Hạnh\tÔng Sùng\t0912 345 678',
    '31/10\t19:30\tĐội số 9\tXóm lạ\t\t\t12',
  ].join('\n')
  const response = await office().post('/api/showings/paste', { text, month: '2021-09' })
  const { rows } = (await response.json()) as { rows: PreviewRow[] }
  expect(rows).toMatchObject([
    {
      day: '2021-09-20',
      time: '19:30',
      team: { id: 'team-1' },
      hamlet: { id },
      headName: 'Ông Páo',
      problems: [],
    },
    {
      day: '2021-09-20',
      time: '20:00',
      team: { id: 'team-2' },
      hamlet: { id: null, place: { id: 'old' } },
      problems: [],
    },
    { problems: ['day', 'team', 'commune', 'phone'] },
  ])
  const second = {
    teamId: 'team-2',
    day: '2021-09-20',
    time: '20:00',
    hamlet: { areaId: 'old', name: 'Xóm Phiêng Mạ', headName: 'Ông Sùng', headPhone: '0912 345 678' },
  }
  expect((await office().post('/api/showings', { rows: [second] })).status).toBe(200)
  expect((await month()).showings).toMatchObject([
    { hamlet: { name: 'Xóm Phiêng Mạ' }, headPhone: '0912345678' },
  ])
})

it('lays the month before on the same weekdays, and proposes what was unserved longest', async () => {
  const [a, b] = [await hamletNamed('Xóm Nà Lùng'), await hamletNamed('Xóm Khuổi Vin')]
  await close(await plan(a, '2021-09-20'), 80)
  const copy = await office().get('/api/showings/copy?month=2021-10')
  expect(((await copy.json()) as { rows: PreviewRow[] }).rows).toMatchObject([
    { day: '2021-10-18', hamlet: { id: a }, problems: [] },
  ])
  const served = { targets: [{ kind: 'area', id: 'old' }], from: '2021-01-01' }
  await app.as('admin').put('/api/teams/team-1/serves', served)
  const proposals = await office().get('/api/showings/proposals?teamId=team-1&day=2021-10-01')
  const { hamlets } = (await proposals.json()) as { hamlets: Hamlet[] }
  expect(hamlets.map(({ id }) => id)).toEqual([b, a])
})

it('takes an outcome from a phone once, and leaves what the office wrote', async () => {
  const device = await aDevice(app)
  const hamlet = await hamletNamed('Xóm Nà Lùng')
  const [first, second] = [await plan(hamlet, '2021-09-26'), await plan(hamlet, '2021-09-27')]
  await close(second, 40)
  const detail = {
    outcome: 'held',
    exact: true,
    confirmedBy: 'Bà Mỷ',
    confirmedRole: 'Bí thư',
    reason: null,
    movedTo: null,
    photo: null,
  }
  const say = (showingId: string | null, count: number) => ({
    kind: 'showing' as const,
    measured: false,
    showingId,
    hamletId: hamlet,
    count,
    detail,
  })
  const log = aLog(device.id, 3, {
    change: (n) => (n === 1 ? say(first, 63) : n === 2 ? say(second, 99) : say(null, 12)),
  })
  for (let times = 0; times < 2; times++) await device.ask('POST', '/api/field/logs', { events: log })
  expect((await month()).showings).toMatchObject([
    { id: first, state: 'held', audience: 63, exact: true, confirmedBy: 'Bà Mỷ', closed: { byDevice: true } },
    { id: second, audience: 40, closed: { byDevice: false } },
    { state: 'held', audience: 12, day: '2021-09-27' },
  ])
})
