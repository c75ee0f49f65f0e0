import { afterAll, beforeAll, expect, it } from 'vitest'
import type { PackageLine } from '../../server/packages/packages.schema.ts'
import type { WithdrawalDetail, WithdrawalLine } from '../../server/packages/withdrawals.schema.ts'
import { anApp } from '../support/app.ts'
import { aReadyPackage, workOff } from '../support/packages.ts'
import { aDistrict, aPlaylist, aTeam } from '../support/playlists.ts'

let app: Awaited<ReturnType<typeof anApp>>
let place: Awaited<ReturnType<typeof aDistrict>>
let playlistId = ''
let sequence = 0

beforeAll(async () => {
  app = await anApp()
  place = await aDistrict(app.deps, { name: 'Huyện Bảo Lạc' })
  const teamId = await aTeam(app.deps, [place])
  app.actors.film_team = { ...app.actors.film_team, teamIds: [teamId] }
  await app.deps.db
    .insertInto('team_member')
    .values({ team_id: teamId, person_id: 'person-film_team' })
    .execute()
  await app.deps.db
    .updateTable('person')
    .set({ phone: '+84915000111' })
    .where('id', '=', 'person-film_team')
    .execute()
  playlistId = (await aPlaylist(app, {})).id
})
afterAll(() => app.close())

const aPackage = () => aReadyPackage(app.deps, { playlistId, target: place, sequence: ++sequence })
const fetchZip = async (id: string) =>
  (await app.as('film_team').get(`/api/packages/${id}/zip`)).arrayBuffer()
const lines = async () =>
  (
    (await (await app.as('scheduler').get('/api/packages?superseded=1')).json()) as {
      packages: PackageLine[]
    }
  ).packages
const withdrawals = async () =>
  (
    (await (await app.as('scheduler').get('/api/packages/withdrawals')).json()) as {
      withdrawals: WithdrawalLine[]
    }
  ).withdrawals
const codeOf = async (answer: Response) =>
  [answer.status, ((await answer.json()) as { error: { code: string } }).error.code] as const

async function noted(id: string) {
  for (;;) {
    const row = await app.deps.db
      .selectFrom('package_download')
      .select('id')
      .where('package_id', '=', id)
      .executeTakeFirst()
    if (row) return
    await new Promise((resolve) => setImmediate(resolve))
  }
}

it('withdraws packages with a reason, and names everybody who holds one, once, with number and places', async () => {
  const { id } = await aPackage()
  const other = await aPackage()
  await fetchZip(id)
  await fetchZip(other.id)
  await noted(id)
  await noted(other.id)
  const ways = { packageIds: [id, other.id], reason: 'Nhầm ngày lễ' }
  expect((await app.as('film_team').post('/api/packages/withdrawals', ways)).status).toBe(403)
  const answer = await app.as('scheduler').post('/api/packages/withdrawals', ways)
  expect(answer.status).toBe(201)
  const made = (await answer.json()) as WithdrawalDetail
  expect(made).toMatchObject({ cause: 'person', reason: 'Nhầm ngày lễ', madeByName: 'scheduler' })
  expect(made.packages).toHaveLength(2)
  expect(made.calls).toMatchObject([
    { name: 'film_team', phone: '+84915000111', role: 'Đội chiếu phim số 3: Huyện Bảo Lạc', toldAt: null },
  ])
  expect(await codeOf(await app.as('film_team').get(`/api/packages/${id}/zip`))).toEqual([
    409,
    'package_withdrawn',
  ])
  expect((await lines()).find((one) => one.id === id)).toMatchObject({
    state: 'withdrawn',
    content: null,
    withdrawal: { id: made.id, reason: 'Nhầm ngày lễ' },
  })
  expect(await codeOf(await app.as('scheduler').post('/api/packages/withdrawals', ways))).toEqual([
    409,
    'conflict',
  ])
})

it('puts the calls still to make on the lists of those who make them', async () => {
  for (const role of ['scheduler', 'approver'] as const) {
    const today = (await (await app.as(role).get('/api/today')).json()) as {
      items: { kind: string; link: string }[]
    }
    const [open] = await withdrawals()
    const calls = today.items.find((one) => one.kind === 'withdrawal')
    expect(calls?.link).toBe(`/goi/thu-hoi/${open?.id}`)
  }
})

it('keeps who was told and by whom, and refuses a second tick of the same call', async () => {
  const [open] = await withdrawals()
  expect(open).toMatchObject({ calls: 1, callsLeft: 1 })
  const path = `/api/packages/withdrawals/${open?.id}`
  const { calls } = (await (await app.as('scheduler').get(path)).json()) as WithdrawalDetail
  const tick = (told: boolean) => app.as('approver').put(`${path}/calls/${calls[0]?.id}`, { told })
  expect(await (await tick(true)).json()).toMatchObject({ calls: [{ toldBy: 'approver' }] })
  expect(await codeOf(await tick(true))).toEqual([409, 'already_told'])
  expect((await withdrawals())[0]).toMatchObject({ callsLeft: 0 })
  expect((await tick(false)).status).toBe(200)
})

it('withdraws by itself what holds a recording whose approval an approver takes back, and tells why', async () => {
  const { id, manifest } = await aPackage()
  const untouched = await aPackage()
  const sound = manifest.files.find((file) => file.kind === 'sound')
  const path = `/api/review/${sound?.versionId}/withdrawal`
  const input = { uses: ['loudspeaker'], reason: 'Dịch sai tên xã' }
  expect((await app.as('scheduler').post(path, input)).status).toBe(403)
  expect((await app.as('approver').post(path, { ...input, reason: '' })).status).toBe(400)
  expect((await app.as('approver').post(path, input)).status).toBe(200)
  expect(await codeOf(await app.as('film_team').get(`/api/packages/${id}/zip`))).toEqual([
    409,
    'not_approved',
  ])
  await workOff(app.deps)
  const [made] = await withdrawals()
  expect(made).toMatchObject({ cause: 'approval', packages: 1, madeByName: null })
  expect(made?.reason).toContain('Dịch sai tên xã')
  expect(await codeOf(await app.as('film_team').get(`/api/packages/${id}/zip`))).toEqual([
    409,
    'package_withdrawn',
  ])
  expect((await app.as('film_team').get(`/api/packages/${untouched.id}/zip`)).status).toBe(200)
  expect(await codeOf(await app.as('approver').post(path, input))).toEqual([409, 'not_approved'])
})

it('leaves an approval to those who neither made nor last edited the recording', async () => {
  const { manifest } = await aPackage()
  const sound = manifest.files.find((file) => file.kind === 'sound')
  await app.deps.db
    .updateTable('version')
    .set({ last_edited_by: 'person-approver' })
    .where('id', '=', sound?.versionId ?? '')
    .execute()
  const input = { uses: ['loudspeaker'], reason: 'Thử' }
  const answer = await app.as('approver').post(`/api/review/${sound?.versionId}/withdrawal`, input)
  expect(await codeOf(answer)).toEqual([403, 'own_work'])
})

it('says who fetched a package, and what became different since the one before', async () => {
  const before = await aPackage()
  const { id } = await aPackage()
  await fetchZip(id)
  await noted(id)
  const downloads = await (await app.as('scheduler').get(`/api/packages/${id}/downloads`)).json()
  expect(downloads).toMatchObject({ downloads: [{ by: 'film_team', device: false, whole: true }] })
  const changes = await (await app.as('scheduler').get(`/api/packages/${id}/changes`)).json()
  expect(changes).toMatchObject({
    from: { id: before.id },
    delta: { added: [{ title: 'Mời dự lễ' }], removed: [{}], usbBytes: 150_000, lightBytes: 60_000, same: 0 },
  })
  const unknown = await app.as('scheduler').get(`/api/packages/${id}/changes?from=khong-co`)
  expect(await codeOf(unknown)).toEqual([404, 'not_found'])
})
