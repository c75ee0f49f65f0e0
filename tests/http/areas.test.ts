import { afterAll, beforeAll, expect, it } from 'vitest'
import { seedAreas, targetOf, targetsServedBy, teamsServing } from '../../server/areas/areas.service.ts'
import { seedPeople } from '../../server/people/first-start.ts'
import { codeOf } from '../support/answers.ts'
import { anApp } from '../support/app.ts'

type App = Awaited<ReturnType<typeof anApp>>
interface Place {
  id: string
  code: string
  name: string
  level: string
  parentId: string | null
  languages: string[]
  teams: { name: string }[]
  successors: { id: string; name: string }[]
  predecessors: { id: string; name: string }[]
}

let app: App
beforeAll(async () => {
  app = await anApp()
  await seedAreas(app.deps)
  for (const team of ['team-a', 'team-b']) {
    const at = app.deps.clock.now()
    const row = { id: team, name: team, sort_key: team, unit_id: 'unit-centre', created_at: at }
    await app.deps.db.insertInto('team').values(row).execute()
  }
})
afterAll(() => app.close())

const placesAt = async (at?: string) => {
  const response = await app.as('official').get(`/api/areas${at ? `?at=${at}` : ''}`)
  return ((await response.json()) as { areas: Place[] }).areas
}
const count = (places: Place[], level: string) => places.filter((place) => place.level === level).length
const named = async (name: string, at?: string) => {
  const place = (await placesAt(at)).find((area) => area.name === name)
  if (!place) throw new Error(`no ${name}`)
  return place
}

it('holds the 10 districts and 161 communes of 2021', async () => {
  const places = await placesAt('2021-10-03')
  expect(['province', 'district', 'commune', 'unit'].map((level) => count(places, level))).toEqual([
    1, 10, 161, 0,
  ])
  expect(await placesAt()).toEqual(places)
})

it('holds the 56 units from the first of July 2025, and the districts until the day before', async () => {
  const before = await placesAt('2025-06-30')
  const after = await placesAt('2025-07-01')
  expect([count(before, 'district'), count(before, 'commune'), count(before, 'unit')]).toEqual([10, 161, 0])
  expect([count(after, 'district'), count(after, 'commune'), count(after, 'unit')]).toEqual([0, 0, 56])
})

it('puts every commune into a district, and leads every one to its successors', async () => {
  const places = await placesAt('2021-10-03')
  const districts = new Set(places.filter((place) => place.level === 'district').map((place) => place.id))
  const units = new Set((await placesAt('2025-07-01')).map((place) => place.id))
  const communes = places.filter((place) => place.level === 'commune')
  expect(communes.filter((commune) => !districts.has(commune.parentId ?? ''))).toEqual([])
  expect(communes.filter((commune) => commune.successors.length === 0)).toEqual([])
  expect(communes.flatMap((commune) => commune.successors).filter((next) => !units.has(next.id))).toEqual([])
})

it('tells apart places that share a name, and holders of a code given twice', async () => {
  const everything = [...(await placesAt('2021-10-03')), ...(await placesAt('2025-07-01'))]
  const unique = new Map(everything.map((place) => [place.id, place]))
  expect([...unique.values()].filter((place) => place.name === 'Xã Vĩnh Quang').length).toBeGreaterThan(1)
  const holders = [...unique.values()].filter((place) => place.code === '01273')
  expect(holders.map((place) => place.name).toSorted()).toEqual(['Phường Hợp Giang', 'Phường Thục Phán'])
})

it('gives the same ids when imported again, and leaves an edited order of languages alone', async () => {
  const before = await app.deps.db.selectFrom('area').selectAll().orderBy('id').execute()
  const edited = before.find((row) => row.name === 'Huyện Hạ Lang')
  await app.deps.db
    .updateTable('area')
    .set({ languages: '["tyz"]' })
    .where('id', '=', edited?.id ?? '')
    .execute()
  await seedAreas(app.deps)
  const after = await app.deps.db.selectFrom('area').selectAll().orderBy('id').execute()
  expect(after.map((row) => row.id)).toEqual(before.map((row) => row.id))
  expect(after.find((row) => row.id === edited?.id)?.languages).toBe('["tyz"]')
  expect(await app.deps.db.selectFrom('area_succession').selectAll().execute()).toHaveLength(161)
  await app.deps.db
    .updateTable('area')
    .set({ languages: '["nut","tyz"]' })
    .where('id', '=', edited?.id ?? '')
    .execute()
})

it('keeps languages in their order and places in dictionary order', async () => {
  expect((await named('Huyện Bảo Lâm')).languages.slice(0, 3)).toEqual(['hmn', 'tyz', 'ium'])
  const names = (await placesAt()).map((place) => place.name)
  expect(names).toEqual(names.toSorted(new Intl.Collator('vi').compare))
})

it('tells what a place came from and became', async () => {
  const { id } = await named('Phường Sông Hiến')
  const history = (await (await app.as('film_team').get(`/api/areas/${id}`)).json()) as {
    successors: { area: { id: string; name: string } }[]
  }
  expect(history).toMatchObject({
    area: { name: 'Phường Sông Hiến', validFrom: '2020-03-01', validTo: '2025-07-01' },
    predecessors: [],
    successors: [
      { area: { name: 'Phường Thục Phán' }, effective: '2025-07-01', legalBasis: '1657/NQ-UBTVQH15' },
    ],
  })
  const next = await (await app.as('film_team').get(`/api/areas/${history.successors[0]?.area.id}`)).json()
  expect(JSON.stringify(next)).toContain('Phường Sông Hiến')
  expect(await codeOf(await app.as('official').get('/api/areas/none'))).toBe('not_found')
})

it('refuses a date that is none', async () => {
  for (const path of [
    '/api/areas?at=2021-13-01',
    '/api/clusters?at=x',
    '/api/teams-serving?kind=area&id=x&at=03/10/2021',
  ])
    expect(await codeOf(await app.as('official').get(path)), path).toBe('invalid')
})

it('groups places into a cluster that speaks what its places speak', async () => {
  const [lam, lac] = [await named('Huyện Bảo Lâm'), await named('Huyện Bảo Lạc')]
  const made = await app
    .as('scheduler')
    .post('/api/clusters', { name: 'Cụm biên giới', areaIds: [lam.id, lac.id] })
  const { id } = (await made.json()) as { id: string }
  const { clusters } = (await (await app.as('film_team').get('/api/clusters')).json()) as {
    clusters: unknown[]
  }
  expect(clusters).toMatchObject([
    { id, name: 'Cụm biên giới', areas: [{ name: 'Huyện Bảo Lạc' }, { name: 'Huyện Bảo Lâm' }], teams: [] },
  ])
  expect(await targetOf(app.deps.reads, { kind: 'cluster', id })).toMatchObject({
    name: 'Cụm biên giới',
    validFrom: '2020-03-01',
    validTo: '2025-07-01',
    languages: expect.arrayContaining(['hmn', 'ium', 'tyz']),
  })
  expect(
    await codeOf(await app.as('scheduler').post('/api/clusters', { name: 'X y', areaIds: ['none'] })),
  ).toBe('not_found')
  expect(await codeOf(await app.as('scheduler').post('/api/clusters', { name: 'X y', areaIds: [] }))).toBe(
    'invalid',
  )
  expect(
    await codeOf(await app.as('official').post('/api/clusters', { name: 'X y', areaIds: [lam.id] })),
  ).toBe('forbidden')
})

it('knows which team serves a place, and the communes within it', async () => {
  const lam = await named('Huyện Bảo Lâm')
  const commune = (await placesAt()).find((place) => place.parentId === lam.id)
  const serves = (body: object) => app.as('admin').put('/api/teams/team-a/serves', body)
  expect((await serves({ targets: [{ kind: 'area', id: lam.id }], from: '2021-01-01' })).status).toBe(200)
  const asked = await app.as('scheduler').get(`/api/teams-serving?kind=area&id=${commune?.id}`)
  expect(await asked.json()).toEqual({ teams: [{ id: 'team-a', name: 'team-a' }] })
  expect((await named('Huyện Bảo Lâm')).teams.map((team) => team.name)).toEqual(['team-a'])
  expect(await teamsServing(app.deps.reads, { kind: 'area', id: lam.id }, '2020-12-31')).toEqual([])
  const targets = await targetsServedBy(app.deps.reads, ['team-a'], '2021-10-03')
  expect(targets).toHaveLength(14)
  expect(targets.map((target) => target.name)).toContain('Huyện Bảo Lâm')
  expect(await targetsServedBy(app.deps.reads, ['team-b'], '2021-10-03')).toEqual([])
  expect(await targetsServedBy(app.deps.reads, [], '2021-10-03')).toEqual([])
})

it('keeps what a team served before in history', async () => {
  const [lang, an] = [await named('Huyện Hạ Lang'), await named('Huyện Thạch An')]
  const serves = (id: string, from?: string) =>
    app
      .as('scheduler')
      .put('/api/teams/team-b/serves', { targets: [{ kind: 'area', id }], ...(from ? { from } : {}) })
  await serves(lang.id, '2021-01-01')
  await serves(an.id)
  const served = async (day: string) =>
    (await targetsServedBy(app.deps.reads, ['team-b'], day))
      .map(({ name }) => name)
      .filter((name) => name.startsWith('Huyện'))
  expect(await served('2021-09-26')).toEqual(['Huyện Hạ Lang'])
  expect(await served('2021-09-27')).toEqual(['Huyện Thạch An'])
  expect(await codeOf(await serves('none'))).toBe('not_found')
  const nobody = await app.as('scheduler').put('/api/teams/none/serves', { targets: [] })
  expect(await codeOf(nobody)).toBe('not_found')
})

it('lets two teams of the demonstration share the ten districts, one account seeing its five', async () => {
  const demo = await anApp({ VANG_DEMO: '1' })
  await seedPeople(demo.deps, demo.auth, { warn: () => undefined })
  await seedAreas(demo.deps)
  await seedAreas(demo.deps)
  const districts = async (team: string) =>
    (await targetsServedBy(demo.deps.reads, [team], '2021-10-03'))
      .map(({ name }) => name)
      .filter((name) => /^(Huyện|Thành phố)/.test(name))
  const [first, second] = [await districts('team-1'), await districts('team-2')]
  expect([first.length, second.length, new Set([...first, ...second]).size]).toEqual([5, 5, 10])
  const member = await demo.deps.db
    .selectFrom('team_member')
    .innerJoin('person', 'person.id', 'team_member.person_id')
    .select(['team_id', 'login'])
    .execute()
  expect(member).toEqual([{ team_id: 'team-1', login: 'doi-phim' }])
  await demo.close()
})
