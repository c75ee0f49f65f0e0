import { afterEach, beforeEach, expect, it } from 'vitest'
import { codeOf } from '../support/answers.ts'
import { anApp } from '../support/app.ts'

type App = Awaited<ReturnType<typeof anApp>>
let app: App
beforeEach(async () => {
  app = await anApp()
})
afterEach(() => app.close())

const admin = () => app.as('admin')
interface Listed {
  id: string
  login: string
  phone: string | null
  name: string
  active: boolean
  hasPassword: boolean
  role: string
  unit: { name: string }
  teams: { name: string }[]
}
const people = async () => ((await (await admin().get('/api/people')).json()) as { people: Listed[] }).people
const hoa = { name: 'Nông Thị Hoa', role: 'producer', unitId: 'unit-troupe', phone: '+84 912 345 678' }
const add = async (input: object = hoa) => {
  const response = await admin().post('/api/people', input)
  expect(response.status, await response.clone().text()).toBe(200)
  return (await response.json()) as { id: string; login: string }
}

it('adds a person with a user name of its own making, without a password', async () => {
  expect((await add()).login).toBe('hoant')
  expect((await people()).find((person) => person.login === 'hoant')).toMatchObject({
    name: 'Nông Thị Hoa',
    phone: '0912345678',
    active: true,
    hasPassword: false,
    unit: { name: 'Đoàn Nghệ thuật tỉnh' },
  })
})

it('lists people in Vietnamese order', async () => {
  for (const name of ['Đinh Văn Ba', 'Ân Thị Dung', 'An Văn Sơn', 'Dương Văn Cò'])
    await add({ ...hoa, name, phone: undefined })
  const names = (await people()).map((person) => person.name).filter((name) => name.includes(' '))
  expect(names).toEqual(['An Văn Sơn', 'Ân Thị Dung', 'Dương Văn Cò', 'Đinh Văn Ba'])
})

it('refuses a user name or a number that somebody has, and what is neither', async () => {
  await add()
  const refuse = async (input: object) => codeOf(await admin().post('/api/people', { ...hoa, ...input }))
  expect(await refuse({ login: 'producer', phone: '' })).toBe('login_taken')
  expect(await refuse({ phone: '0912 345 678' })).toBe('phone_taken')
  expect(await refuse({ phone: '12' })).toBe('invalid')
  expect(await refuse({ phone: '', login: '0987654321' })).toBe('invalid')
  expect(await refuse({ phone: '', unitId: 'nowhere' })).toBe('invalid')
  expect(await refuse({ phone: '', role: 'king' })).toBe('invalid')
  expect(await refuse({ phone: '', languages: ['xx'] })).toBe('invalid')
})

it('changes what is given and leaves the rest', async () => {
  const { id } = await add()
  const change = { role: 'scheduler', unitId: 'unit-centre', languages: ['vi', 'tyz'] }
  expect((await admin().patch(`/api/people/${id}`, change)).status).toBe(200)
  const changed = (await people()).find((person) => person.id === id)
  expect(changed).toMatchObject({
    name: hoa.name,
    phone: '0912345678',
    role: 'scheduler',
    unit: { id: 'unit-centre' },
    languages: ['vi', 'tyz'],
  })
  await admin().patch(`/api/people/${id}`, { phone: null })
  expect((await people()).find((person) => person.id === id)?.phone).toBeNull()
})

it('keeps one’s own number when it is sent again, and refuses another’s', async () => {
  const { id } = await add()
  const { id: other } = await add({ ...hoa, name: 'Lục Văn Bé', phone: '0987654321' })
  expect((await admin().patch(`/api/people/${id}`, { phone: '0912345678' })).status).toBe(200)
  expect(await codeOf(await admin().patch(`/api/people/${other}`, { phone: '0912345678' }))).toBe(
    'phone_taken',
  )
})

it('answers not_found for a person, team or code of nobody', async () => {
  expect(await codeOf(await admin().patch('/api/people/nobody', { role: 'admin' }))).toBe('not_found')
  expect(await codeOf(await admin().post('/api/people/nobody/code'))).toBe('not_found')
  expect(await codeOf(await admin().put('/api/teams/none/members', { personIds: [] }))).toBe('not_found')
})

it('signs out whoever is deactivated, at once, and makes no code for them', async () => {
  expect((await app.as('producer').get('/api/calendar/today')).status).toBe(200)
  await admin().patch('/api/people/person-producer', { active: false })
  expect((await app.as('producer').get('/api/calendar/today')).status).toBe(401)
  expect(await codeOf(await admin().post('/api/people/person-producer/code'))).toBe('conflict')
  const again = { login: 'producer', password: 'a password of tests' }
  expect(await codeOf(await app.as(null).post('/api/sign-in', again))).toBe('wrong_password')
  await admin().patch('/api/people/person-producer', { active: true })
  expect((await app.as(null).post('/api/sign-in', again)).status).toBe(200)
})

it('applies a new role to the session that is open', async () => {
  expect((await app.as('official').get('/api/people')).status).toBe(403)
  await admin().patch('/api/people/person-official', { role: 'admin' })
  expect((await app.as('official').get('/api/people')).status).toBe(200)
})

it('never leaves the house without an active admin', async () => {
  expect(await codeOf(await admin().patch('/api/people/person-admin', { active: false }))).toBe('last_admin')
  expect(await codeOf(await admin().patch('/api/people/person-admin', { role: 'official' }))).toBe(
    'last_admin',
  )
  const { id } = await add({ ...hoa, role: 'admin' })
  expect((await admin().patch(`/api/people/${id}`, { active: false })).status).toBe(200)
  expect(await codeOf(await admin().patch('/api/people/person-admin', { role: 'official' }))).toBe(
    'last_admin',
  )
  await admin().patch(`/api/people/${id}`, { active: true })
  expect((await admin().patch('/api/people/person-admin', { role: 'official' })).status).toBe(200)
})

it('makes a sign-in slip whose code works once, with a QR that keeps it out of server logs', async () => {
  const { id, login } = await add()
  const slip = (await (await admin().post(`/api/people/${id}/code`)).json()) as Record<string, string>
  expect(slip).toMatchObject({ login, name: hoa.name, address: 'http://localhost/dang-nhap' })
  expect(slip.url).toBe(`http://localhost/dang-nhap#ten=hoant&ma=${slip.code}`)
  expect(slip.qrSvg).toMatch(/^<svg/)
  const left = Date.parse(slip.expiresAt ?? '') - Date.now()
  expect(left).toBeGreaterThan(59 * 60_000)
  expect(left).toBeLessThanOrEqual(60 * 60_000)
  const use = { login, code: slip.code, newPassword: 'mot mat khau moi' }
  expect((await app.as(null).post('/api/sign-in/code', use)).status).toBe(200)
  expect((await people()).find((person) => person.id === id)?.hasPassword).toBe(true)
})

it('previews a pasted table row by row and changes nothing', async () => {
  const text = [
    'Họ tên\tĐiện thoại\tĐơn vị\tVai trò',
    'Nông Thị Hoa\t0912 345 678\tđoàn nghệ thuật\tBiên tập viên',
    'Nông Thị Hoa\t0912345678\tĐoàn Nghệ thuật tỉnh\tBiên tập viên',
    'Nông Thị Hồng\t\tĐội Thông tin Bảo Lâm\tđội phim',
    '\t12\t\tgiám đốc',
  ].join('\n')
  const before = await people()
  const { rows } = (await (await admin().post('/api/people/paste', { text })).json()) as {
    rows: {
      line: number
      login: string
      unit: { id: string | null }
      problems: { field: string; message: string }[]
    }[]
  }
  expect(rows.map((row) => [row.line, row.login, row.problems.map(({ field }) => field)])).toEqual([
    [2, 'hoant', []],
    [3, 'hoant2', ['phone']],
    [4, 'hongnt', []],
    [5, 'nguoi-dung', ['name', 'phone', 'unit', 'role']],
  ])
  expect(rows.map((row) => row.unit.id)).toEqual(['unit-troupe', 'unit-troupe', null, null])
  expect(rows[1]?.problems[0]?.message).toBe('Số này đã là của Nông Thị Hoa.')
  expect(await people()).toEqual(before)
})

it('says the problems of a pasted table in the reader’s language', async () => {
  const answer = await admin().request(
    'POST',
    '/api/people/paste',
    { text: 'Hoa,,x,king' },
    { 'accept-language': 'en' },
  )
  expect(await answer.text()).toContain('There is no role “king”')
})

it('adds the good rows of a pasted table, new units only when asked', async () => {
  const text =
    'Nông Thị Hoa;0912345678;Đoàn Nghệ thuật tỉnh;Biên tập viên\nLục Văn Bé;;Đội Bảo Lâm;đội phim\nX;;;'
  const first = (await (await admin().post('/api/people/paste/apply', { text })).json()) as {
    added: { login: string }[]
  }
  expect(first).toMatchObject({ added: [{ login: 'hoant', name: 'Nông Thị Hoa' }], skipped: 2 })
  const second = await (await admin().post('/api/people/paste/apply', { text, addUnits: true })).json()
  expect(second).toMatchObject({ added: [{ login: 'belv' }], skipped: 2 })
  expect((await people()).find((person) => person.login === 'belv')).toMatchObject({
    role: 'film_team',
    unit: { name: 'Đội Bảo Lâm' },
  })
  expect(await codeOf(await admin().post('/api/people/paste/apply', { text, addUnits: true }))).toBe(
    'nothing_to_add',
  )
})

it('refuses a table of more than 500 rows', async () => {
  const text = Array.from({ length: 501 }, (_, i) => `Người ${i};;X;duyệt`).join('\n')
  expect(await codeOf(await admin().post('/api/people/paste', { text }))).toBe('too_large')
})

it('adds units and teams, and says who rides with a team', async () => {
  const unit = (await (
    await admin().post('/api/units', { name: 'Phòng Văn hóa Hạ Lang', kind: 'district_office' })
  ).json()) as {
    id: string
  }
  const { units } = (await (await app.as('film_team').get('/api/units')).json()) as {
    units: { id: string }[]
  }
  expect(units.map(({ id }) => id)).toContain(unit.id)
  const team = { name: 'Đội số 1', unitId: unit.id, phone: '0912345678' }
  const { id } = (await (await admin().post('/api/teams', team)).json()) as { id: string }
  await admin().put(`/api/teams/${id}/members`, { personIds: ['person-film_team', 'person-film_team'] })
  const { teams } = (await (await app.as('scheduler').get('/api/teams')).json()) as { teams: unknown[] }
  expect(teams).toEqual([
    {
      id,
      name: 'Đội số 1',
      phone: '0912345678',
      unit: { id: unit.id, name: 'Phòng Văn hóa Hạ Lang' },
      members: [{ id: 'person-film_team', name: 'film_team' }],
    },
  ])
  expect((await people()).find(({ id: who }) => who === 'person-film_team')?.teams).toEqual([
    { id, name: 'Đội số 1' },
  ])
  await admin().put(`/api/teams/${id}/members`, { personIds: [] })
  expect((await people()).find(({ id: who }) => who === 'person-film_team')?.teams).toEqual([])
  expect(await codeOf(await admin().put(`/api/teams/${id}/members`, { personIds: ['nobody'] }))).toBe(
    'not_found',
  )
  expect(await codeOf(await admin().post('/api/teams', { ...team, unitId: 'nowhere' }))).toBe('invalid')
  expect(await codeOf(await admin().post('/api/teams', { ...team, phone: 'x' }))).toBe('invalid')
  expect(await codeOf(await admin().post('/api/units', { name: '' }))).toBe('invalid')
})

it('writes who did what beside every change', async () => {
  const { id } = await add()
  await admin().patch(`/api/people/${id}`, { active: false })
  const rows = await app.deps.db
    .selectFrom('audit')
    .selectAll()
    .where('subject_id', '=', id)
    .orderBy('id')
    .execute()
  expect(rows.map((row) => [row.action, row.person_id])).toEqual([
    ['people.add', 'person-admin'],
    ['people.change', 'person-admin'],
  ])
})
