import { afterEach, beforeEach, expect, it } from 'vitest'
import type { HamletHistory, Hamlets } from '../../server/field/hamlets/hamlets.schema.ts'
import type { Quotas } from '../../server/field/quotas/quotas.schema.ts'
import type { Month, PreviewRow } from '../../server/field/showings/showings.schema.ts'
import type { Role } from '../../server/http/permissions.rules.ts'
import { sha256Of } from '../../server/storage/canonical.ts'
import { codeOf } from '../support/answers.ts'
import { anApp } from '../support/app.ts'
import { aDevice, aLog, aTeam } from '../support/devices.ts'
import { anAudibleWork, aPlaylist, dates } from '../support/playlists.ts'

type App = Awaited<ReturnType<typeof anApp>>
let app: App
beforeEach(async () => {
  app = await anApp()
  const area = { scheme: 't', sort_key: 'a', folded: 'a', languages: '["vi"]' }
  const commune = { ...area, level: 'commune' as const, parent_id: 'district', valid_from: '2020-01-01' }
  await app.deps.db
    .insertInto('area')
    .values([
      {
        ...area,
        id: 'district',
        code: '0',
        name: 'Huyện Bảo Lâm',
        level: 'district',
        valid_from: '2020-01-01',
        valid_to: '2025-07-01',
      },
      { ...area, id: 'unit', code: '9', name: 'Xã Quảng Lâm', level: 'unit', valid_from: '2025-07-01' },
    ])
    .execute()
  await app.deps.db
    .insertInto('area')
    .values({ ...commune, id: 'old', code: '1', name: 'Xã Thạch Lâm', valid_to: '2025-07-01' })
    .execute()
  await app.deps.db
    .insertInto('area_succession')
    .values({
      id: 's',
      from_area_id: 'old',
      to_area_id: 'unit',
      effective: '2025-07-01',
      legal_basis: '1657',
    })
    .execute()
  await aTeam(app)
})
afterEach(() => app.close())

const office = () => app.as('scheduler')
const ok = async <T>(answer: Response | Promise<Response>): Promise<T> => {
  const response = await answer
  expect(response.status, await response.clone().text()).toBe(200)
  return (await response.json()) as T
}
const hamlet = async (name: string, areaId = 'old') =>
  (await ok<{ id: string }>(office().post('/api/hamlets', { areaId, name, headName: 'Ông Páo' }))).id
const plan = async (id: string, day: string) =>
  (
    await ok<{ ids: string[] }>(
      office().post('/api/showings', {
        rows: [{ teamId: 'team-1', day, time: '19:30', hamlet: { id } }],
      }),
    )
  ).ids[0] ?? ''
const at = (day: string) => ok<Hamlets>(office().get(`/api/hamlets?at=${day}`))
const pasted = async (month: string, ...lines: string[]) => {
  const text = ['Ngày\tGiờ\tĐội\tXóm\tXã', ...lines].join('\n')
  return (await ok<{ rows: PreviewRow[] }>(office().post('/api/showings/paste', { text, month }))).rows
}

it('keeps who was head before, and finds a hamlet by the name it had', async () => {
  const id = await hamlet('Xóm Cà Pèn')
  const [before, after] = [await plan(id, '2021-09-30'), await plan(id, '2021-10-02')]
  const change = { name: 'Xóm Cà Pèn A', headName: 'Bà Mỷ', headPhone: '0912 345 678', from: '2021-10-01' }
  await ok(office().post(`/api/hamlets/${id}/change`, change))
  const showings = async (month: string) =>
    (await ok<Month>(office().get(`/api/showings?month=${month}`))).showings
  expect(await showings('2021-09')).toMatchObject([{ id: before, headName: 'Ông Páo' }])
  expect(await showings('2021-10')).toMatchObject([
    { id: after, hamlet: { name: 'Xóm Cà Pèn A' }, headName: 'Bà Mỷ', headPhone: '0912345678' },
  ])
  const { hamlets } = await at('2021-10-05')
  expect(hamlets).toMatchObject([{ name: 'Xóm Cà Pèn A', originId: id, formerNames: ['Xóm Cà Pèn'] }])
  const { names } = await ok<HamletHistory>(office().get(`/api/hamlets/${id}`))
  expect(names.map(({ name, validTo }) => [name, validTo])).toEqual([
    ['Xóm Cà Pèn A', null],
    ['Xóm Cà Pèn', '2021-10-01'],
  ])
})

it('tells of an old name in a pasted month, of a hamlet and of its commune', async () => {
  const id = await hamlet('Xóm Nà Lùng')
  const change = { name: 'Xóm Nà Lùng Trên', headName: '', headPhone: '', from: '2025-07-01' }
  const { id: now } = await ok<{ id: string }>(office().post(`/api/hamlets/${id}/change`, change))
  const rows = await pasted(
    '2025-08',
    '4/8\t19:30\tĐội chiếu phim số 1\tNà Lùng\tThạch Lâm',
    '5/8\t19:30\tĐội chiếu phim số 1\tNà Lùng Trên\tQuảng Lâm',
  )
  expect(rows).toMatchObject([
    {
      hamlet: { id: now, name: 'Xóm Nà Lùng Trên', place: { name: 'Xã Quảng Lâm' } },
      formerly: { hamlet: 'Nà Lùng', place: 'Thạch Lâm' },
      problems: [],
    },
    { hamlet: { id: now }, formerly: { hamlet: null, place: null }, problems: [] },
  ])
})

it('merges a hamlet from a day on: its plan moves, its name leads to the other, and it can be taken back', async () => {
  const [a, b] = [await hamlet('Xóm Khuổi Vin'), await hamlet('Xóm Phiêng Mạ')]
  await plan(a, '2021-10-02')
  const close = (body: object) => office().post(`/api/hamlets/${a}/close`, { on: '2021-10-01', ...body })
  expect(await codeOf(await close({}))).toBe('hamlet_planned')
  expect(await codeOf(await close({ intoId: a }))).toBe('hamlet_closed')
  await ok(close({ intoId: b }))
  const october = await ok<Month>(office().get('/api/showings?month=2021-10'))
  expect(october.showings).toMatchObject([{ hamlet: { id: b } }])
  expect(await at('2021-10-05')).toMatchObject({
    hamlets: [{ id: b, formerNames: ['Xóm Khuổi Vin'] }],
    ended: [{ id: a, validTo: '2021-10-01', into: { id: b, name: 'Xóm Phiêng Mạ' } }],
  })
  expect(await pasted('2021-10', '4/10\t19:30\tĐội chiếu phim số 1\tKhuổi Vin\t')).toMatchObject([
    { hamlet: { id: b }, formerly: { hamlet: 'Khuổi Vin' }, problems: [] },
  ])
  await ok(office().post(`/api/hamlets/${a}/reopen`))
  expect((await at('2021-10-05')).ended).toEqual([])
})

it('corrects a name for all time, but not into the name of another', async () => {
  const [a] = [await hamlet('Xóm Nà Lung'), await hamlet('Xóm Cốc Sâu')]
  const correct = (name: string) =>
    office().put(`/api/hamlets/${a}`, { name, headName: 'Ông Páo', headPhone: '' })
  await ok(correct('Xóm Nà Lùng'))
  expect((await at('2021-09-01')).hamlets.map(({ name }) => name)).toContain('Xóm Nà Lùng')
  expect(await codeOf(await correct('xóm cốc sâu'))).toBe('hamlet_taken')
})

it('keeps a change between two that were written down already, and never two names on one day', async () => {
  const id = await hamlet('Xóm Cà Pèn')
  const change = (name: string, from: string) =>
    office().post(`/api/hamlets/${id}/change`, { name, headName: '', headPhone: '', from })
  await ok(change('Xóm Cà Pèn A', '2022-01-01'))
  expect(await codeOf(await office().post(`/api/hamlets/${id}/close`, { on: '2021-11-01' }))).toBe(
    'hamlet_taken',
  )
  await ok(change('Xóm Cà Pèn B', '2021-10-01'))
  const { names } = await ok<HamletHistory>(office().get(`/api/hamlets/${id}`))
  expect(names.map(({ name, validFrom, validTo }) => [name, validFrom, validTo])).toEqual([
    ['Xóm Cà Pèn A', '2022-01-01', null],
    ['Xóm Cà Pèn B', '2021-10-01', '2022-01-01'],
    ['Xóm Cà Pèn', '2020-01-01', '2021-10-01'],
  ])
})

it('plans a hamlet under the name it has on the day, whichever name it was asked for by', async () => {
  const id = await hamlet('Xóm Cà Pèn')
  const change = { name: 'Xóm Cà Pèn A', headName: '', headPhone: '', from: '2021-09-15' }
  const { id: now } = await ok<{ id: string }>(office().post(`/api/hamlets/${id}/change`, change))
  const [early, late] = [await plan(now, '2021-09-10'), await plan(id, '2021-09-20')]
  const planned = async () =>
    (await ok<Month>(office().get('/api/showings?month=2021-09'))).showings.map((one) => one.hamlet.id)
  expect(await planned()).toEqual([id, now])
  expect(await pasted('2021-09', '10/9\t19:30\tĐội chiếu phim số 1\tXóm Cà Pèn\tXã Thạch Lâm')).toMatchObject(
    [{ problems: ['there'] }],
  )
  await ok(office().patch(`/api/showings/${early}`, { day: '2021-09-21', revision: 1 }))
  await ok(office().patch(`/api/showings/${late}`, { day: '2021-09-11', revision: 1 }))
  expect(await planned()).toEqual([id, now])
})

it('corrects a hamlet of former days whose name is another’s by now', async () => {
  const id = await hamlet('Xóm Nà Lung')
  await ok(office().post(`/api/hamlets/${id}/close`, { on: '2021-10-01' }))
  const later = { areaId: 'old', name: 'Xóm Nà Lung', from: '2021-10-01' }
  await ok(office().post('/api/hamlets', later))
  await ok(office().put(`/api/hamlets/${id}`, { name: 'Xóm Nà Lung', headName: 'Ông Chẩn', headPhone: '' }))
})

it('takes a phone’s word on a hamlet that was renamed or closed while it was away', async () => {
  const device = await aDevice(app)
  const [renamed, closed] = [await hamlet('Xóm Nà Lùng'), await hamlet('Xóm Cốc Sâu')]
  const change = { name: 'Xóm Nà Lùng A', headName: '', headPhone: '', from: '2021-09-20' }
  const { id: now } = await ok<{ id: string }>(office().post(`/api/hamlets/${renamed}/change`, change))
  await ok(office().post(`/api/hamlets/${closed}/close`, { on: '2021-09-28' }))
  const detail = { outcome: 'held', exact: true, confirmedBy: '', confirmedRole: '', photo: null }
  const postponed = { outcome: 'postponed', reason: 'Mưa to', movedTo: '2021-10-09' }
  const log = aLog(device.id, 2, {
    from: '2021-09-27T01:00:00.000Z',
    change: (n) => ({
      kind: 'showing',
      measured: false,
      hamletId: n === 1 ? renamed : closed,
      count: n === 1 ? 30 : null,
      detail: n === 1 ? detail : postponed,
    }),
  })
  await ok(device.ask('POST', '/api/field/logs', { events: log }))
  const { showings } = await ok<Month>(office().get('/api/showings?month=2021-09'))
  expect(showings).toMatchObject([
    { hamlet: { id: now }, day: '2021-09-27', audience: 30 },
    { hamlet: { id: closed }, day: '2021-09-27', state: 'postponed' },
  ])
})

it('proposes to a team that serves a whole district what was unserved longest in its communes', async () => {
  await hamlet('Xóm Nà Lùng')
  const served = { targets: [{ kind: 'area', id: 'district' }], from: '2021-01-01' }
  await app.as('admin').put('/api/teams/team-1/serves', served)
  const { hamlets } = await ok<Hamlets>(office().get('/api/showings/proposals?teamId=team-1&day=2021-10-01'))
  expect(hamlets.map(({ name }) => name)).toEqual(['Xóm Nà Lùng'])
})

it('holds a team to its own figure from a month on, or for one month alone', async () => {
  await aTeam(app, 'team-2', 'Đội chiếu phim số 2')
  const put = (body: object) => ok(office().put('/api/showing-quotas', body))
  const quotas = async (month: string) => {
    const { teams } = await ok<Quotas>(office().get(`/api/showing-quotas?month=${month}`))
    return teams.map(({ sessions }) => sessions)
  }
  expect(await quotas('2021-09')).toEqual([14, 14])
  await put({ teamId: null, month: '2021-09', sessions: 12 })
  await put({ teamId: 'team-1', month: '2021-10', sessions: 6, onlyThisMonth: true })
  await put({ teamId: 'team-2', month: '2021-11', sessions: 16, document: 'Công văn 12' })
  expect(await quotas('2021-08')).toEqual([14, 14])
  expect(await quotas('2021-10')).toEqual([6, 12])
  expect(await quotas('2022-01')).toEqual([12, 16])
  await put({ teamId: 'team-2', month: '2022-02', sessions: null })
  expect(await quotas('2022-02')).toEqual([12, 12])
  const { teams } = await ok<Month>(office().get('/api/showings?month=2021-10'))
  expect(teams).toMatchObject([{ quota: 6, sessions: 0 }, { quota: 12 }])
  expect(await codeOf(await app.as('film_team').put('/api/showing-quotas', {}))).toBe('forbidden')
})

it('shows a film team the quota of its own team alone, and the office those of all', async () => {
  await aTeam(app, 'team-2', 'Đội chiếu phim số 2')
  await ok(office().put('/api/showing-quotas', { teamId: 'team-2', month: '2021-09', sessions: 16 }))
  const seenBy = async (role: Role) => {
    const { teams, usual } = await ok<Quotas>(app.as(role).get('/api/showing-quotas?month=2021-09'))
    expect(usual.sessions).toBe(14)
    return teams.map(({ id }) => id)
  }
  const rides = (teamIds: string[]) => {
    app.actors.film_team = { ...app.actors.film_team, teamIds }
  }
  rides(['team-2'])
  expect(await seenBy('film_team')).toEqual(['team-2'])
  rides([])
  expect(await seenBy('film_team')).toEqual([])
  for (const role of ['scheduler', 'official', 'admin'] as const)
    expect(await seenBy(role)).toEqual(['team-1', 'team-2'])
  for (const role of ['producer', 'approver'] as const)
    expect(await codeOf(await app.as(role).get('/api/showing-quotas?month=2021-09'))).toBe('forbidden')
})

it('gives a trip whole that crosses into the next month, for the page and for its sheet', async () => {
  const id = await hamlet('Xóm Nà Lùng')
  for (const day of ['2021-09-29', '2021-09-30', '2021-10-01', '2021-10-02']) await plan(id, day)
  const trip = { teamId: 'team-1', from: '2021-09-29', to: '2021-10-02' }
  for (const month of ['2021-09', '2021-10']) {
    const { trips, showings } = await ok<Month>(office().get(`/api/showings?month=${month}`))
    expect(trips).toEqual([trip])
    expect(showings).toHaveLength(2)
  }
  const sheet = await ok<Pick<Month, 'showings'>>(
    office().get('/api/showings/sheet?teamId=team-1&from=2021-09-29&to=2021-10-02'),
  )
  expect(sheet.showings).toHaveLength(4)
})

it('shows a team the photo that the office added to its showing, and no other team’s', async () => {
  const photo = Buffer.from('ffd8ffe000104a46494600ffd9', 'hex')
  const sha256 = sha256Of(photo)
  await ok(office().request('PUT', `/api/photos/${sha256}`, new Uint8Array(photo)))
  const id = await plan(await hamlet('Xóm Nà Lùng'), '2021-09-20')
  const see = () => app.as('film_team').get(`/api/photos/${sha256}`)
  expect(await codeOf(await see())).toBe('other_team')
  const said = { outcome: 'held', audience: 50, exact: false, confirmedBy: 'Ông Páo', photo: sha256 }
  await ok(office().post(`/api/showings/${id}/close`, said))
  expect((await see()).status).toBe(200)
  app.actors.film_team = { ...app.actors.film_team, teamIds: [] }
  expect(await codeOf(await see())).toBe('other_team')
})

it('shows a film team of a hamlet’s showings its own alone', async () => {
  await aTeam(app, 'team-2', 'Đội chiếu phim số 2')
  const id = await hamlet('Xóm Nà Lùng')
  await plan(id, '2021-09-20')
  const seen = async (role: 'film_team' | 'scheduler') =>
    (await ok<HamletHistory>(app.as(role).get(`/api/hamlets/${id}`))).showings.map(({ day }) => day)
  app.actors.film_team = { ...app.actors.film_team, teamIds: ['team-2'] }
  expect(await seen('film_team')).toEqual([])
  app.actors.film_team = { ...app.actors.film_team, teamIds: ['team-1'] }
  expect(await seen('film_team')).toEqual(['2021-09-20'])
  expect(await seen('scheduler')).toEqual(['2021-09-20'])
})

it('holds a playlist against the trips that are planned to its places, to their last day', async () => {
  const id = await hamlet('Xóm Nà Lùng')
  for (const day of ['2021-10-02', '2021-10-03', '2021-10-05']) await plan(id, day)
  const work = await anAudibleWork(app.deps, ['vi'])
  const target = { kind: 'area' as const, id: 'district' }
  const list = await aPlaylist(app, {
    items: [{ part: 'notices', workId: work.id }],
    targets: [target],
  })
  const resolution = async () =>
    (await ok(office().get(`/api/playlists/${list.id}/resolution`))) as {
      shortOfTrip: number
      longerTrips: object[]
    }
  expect(dates.validTo).toBe('2021-10-04')
  expect(await resolution()).toMatchObject({
    shortOfTrip: 2,
    longerTrips: [{ team: 'Đội chiếu phim số 1', from: '2021-10-02', to: '2021-10-05' }],
  })
})
