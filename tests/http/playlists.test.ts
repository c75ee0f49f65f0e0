import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { bodyOf, refused } from '../support/answers.ts'
import { anApp } from '../support/app.ts'
import { aVersion, aWork } from '../support/library.ts'
import { aDistrict, anAudibleWork, aPlaylist, aResolution, dates } from '../support/playlists.ts'

type App = Awaited<ReturnType<typeof anApp>>
let app: App
beforeAll(async () => {
  app = await anApp()
})
afterAll(() => app.close())

let place: Awaited<ReturnType<typeof aDistrict>>
beforeEach(async () => {
  place = await aDistrict(app.deps)
})
const scheduler = () => app.as('scheduler')

it('keeps works in the order of the evening and in their own order within a part', async () => {
  const [song, notice, message] = [await aWork(app.deps), await aWork(app.deps), await aWork(app.deps)]
  const items = [
    { part: 'message', workId: message.id },
    { part: 'notices', workId: notice.id },
    { part: 'notices', workId: message.id },
    { part: 'callIn', workId: song.id },
  ]
  const { id } = await aPlaylist(app, { items, targets: [place] })
  const { items: kept, targets } = await bodyOf(await scheduler().get(`/api/playlists/${id}`))
  expect(kept.map((item: { part: string; workId: string }) => [item.part, item.workId])).toEqual([
    ['callIn', song.id],
    ['notices', notice.id],
    ['notices', message.id],
    ['message', message.id],
  ])
  expect(targets).toEqual([
    { kind: 'area', id: place.id, name: place.name, languages: ['ium', 'tyz', 'hmn'] },
  ])
})

it('replaces the whole list, and answers an older revision with the present state', async () => {
  const { id, revision } = await aPlaylist(app, {})
  const edit = { ...dates, title: 'Phát loa tháng 10', items: [], targets: [place] }
  const changed = await bodyOf(await scheduler().put(`/api/playlists/${id}`, { ...edit, revision }))
  expect(changed).toMatchObject({ title: 'Phát loa tháng 10', revision: revision + 1 })
  const late = await scheduler().put(`/api/playlists/${id}`, { ...edit, title: 'Khác', revision })
  const { details } = await refused(late, 409, 'stale')
  expect(details.current).toMatchObject({ id, title: 'Phát loa tháng 10', revision: revision + 1 })
})

it('finds a playlist without tones and lists what it is for', async () => {
  const { id } = await aPlaylist(app, { title: 'Lễ Đông Khê', targets: [place] })
  const { playlists } = await bodyOf(await scheduler().get('/api/playlists?q=dong%20khe'))
  expect(playlists).toMatchObject([{ id, works: 0, targetNames: ['Huyện Bảo Lạc'], publication: null }])
})

it('shows for each place what comes first, what goes along, what stands in and what is missing', async () => {
  const other = await aDistrict(app.deps, { name: 'Huyện Hạ Lang', languages: ['nty'] })
  const notice = await anAudibleWork(app.deps, ['vi', 'tyz', 'hmn'])
  const music = await anAudibleWork(app.deps, [null], { kind: 'song', title: 'Đàn tính' })
  const dao = await anAudibleWork(app.deps, ['ium'], { title: 'Mời dự lễ tại xã' })
  const items = [
    { part: 'callIn', workId: music.id },
    { part: 'notices', workId: notice.id },
    { part: 'notices', workId: dao.id },
  ]
  const { id } = await aPlaylist(app, { items, targets: [place, other] })
  const { targets, publication, evenings } = await aResolution(app, id)
  expect(publication).toBeNull()
  expect(evenings).toHaveLength(2)
  const short = targets.map((target: { cells: { first: { language: string } | null; along: unknown[] }[] }) =>
    target.cells.map((cell) => [cell.first ? cell.first.language : 'thiếu', cell.along.length]),
  )
  expect(short).toEqual([
    [
      [null, 0],
      ['tyz', 1],
      ['ium', 0],
    ],
    [
      [null, 0],
      ['vi', 0],
      ['thiếu', 0],
    ],
  ])
  // Five minutes of each are the pause in which the hamlet head speaks.
  expect(targets[0]).toMatchObject({ totalMs: 480_000, alongMs: 60_000, missing: 0, viForNow: 0 })
  expect(targets[1]).toMatchObject({ totalMs: 420_000, missing: 1, viForNow: 1 })
})

it('does not count versions approved for television alone, or not approved', async () => {
  const work = await aWork(app.deps)
  await aVersion(app.deps, { work, language: 'ium', approvedUses: ['tv'] })
  await aVersion(app.deps, { work, language: 'tyz' })
  const { id } = await aPlaylist(app, { items: [{ part: 'notices', workId: work.id }], targets: [place] })
  const { targets } = await aResolution(app, id)
  expect(targets[0].missing).toBe(1)
})

it('refuses a place that is closed on the first day, and unknown works and places', async () => {
  const closed = await aDistrict(app.deps, { name: 'Huyện Trà Lĩnh', validTo: '2020-03-01' })
  const post = (content: object) =>
    scheduler().post('/api/playlists', { title: 'Phát loa', ...dates, ...content })
  const { message } = await refused(await post({ targets: [closed] }), 422, 'target_not_in_force')
  expect(message).toContain('Huyện Trà Lĩnh')
  await refused(await post({ targets: [{ kind: 'cluster', id: 'không có' }] }), 404, 'not_found')
  await refused(await post({ items: [{ part: 'notices', workId: 'không có' }] }), 404, 'not_found')
})

it('refuses dates in the wrong order, a part that plays nothing, and a body that is no JSON', async () => {
  const work = await aWork(app.deps)
  const post = (content: object) =>
    scheduler().post('/api/playlists', { title: 'Phát loa', ...dates, ...content })
  await refused(await post({ validTo: dates.validFrom }), 400, 'invalid')
  await refused(await post({ items: [{ part: 'pause', workId: work.id }] }), 400, 'invalid')
  const broken = new TextEncoder().encode('{"title":')
  const answer = await scheduler().request('POST', '/api/playlists', broken, {
    'content-type': 'application/json',
  })
  await refused(answer, 400, 'malformed_json')
})

it('hides a withdrawn playlist and refuses to change it', async () => {
  const { id, revision } = await aPlaylist(app, { title: 'Rút lại' })
  expect((await scheduler().delete(`/api/playlists/${id}`)).status).toBe(200)
  await refused(await scheduler().get(`/api/playlists/${id}`), 409, 'withdrawn')
  const edit = { title: 'Rút lại', ...dates, items: [], targets: [], revision }
  await refused(await scheduler().put(`/api/playlists/${id}`, edit), 409, 'withdrawn')
  expect((await bodyOf(await scheduler().get('/api/playlists?q=rut'))).playlists).toEqual([])
})

it('lets producers, approvers and officials read, and only schedulers write', async () => {
  const { id } = await aPlaylist(app, {})
  for (const role of ['producer', 'approver', 'official'] as const) {
    expect((await app.as(role).get(`/api/playlists/${id}`)).status).toBe(200)
    await refused(await app.as(role).post('/api/playlists', { title: 'x', ...dates }), 403, 'forbidden')
    await refused(await app.as(role).post(`/api/playlists/${id}/publish`), 403, 'forbidden')
    await refused(await app.as(role).delete(`/api/playlists/${id}`), 403, 'forbidden')
  }
  for (const role of ['film_team', 'admin'] as const)
    await refused(await app.as(role).get('/api/playlists'), 403, 'forbidden')
  await refused(await app.as(null).get('/api/playlists'), 401, 'not_signed_in')
  await refused(await scheduler().get('/api/playlists/khong-co'), 404, 'not_found')
  await refused(await scheduler().get('/api/playlists/khong-co/resolution'), 404, 'not_found')
})
