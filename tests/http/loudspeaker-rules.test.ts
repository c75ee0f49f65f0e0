import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { bodyOf, refused } from '../support/answers.ts'
import { anApp } from '../support/app.ts'
import { aDistrict, anAudibleWork, aPlaylist, aResolution } from '../support/playlists.ts'

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
const aRule = (limits: object, more: object = {}) =>
  scheduler().post('/api/loudspeaker-rules', {
    areaId: place.id,
    validFrom: '2021-01-01',
    document: 'Quy chế 12/QC-UBND',
    limits,
    ...more,
  })

it('keeps dated rules with their document, and closes the open one where the next begins', async () => {
  const first = await bodyOf(await aRule({ minutesPerSession: 45 }))
  expect(first).toMatchObject({ validTo: null, document: 'Quy chế 12/QC-UBND', limits: { quiet: [] } })
  const second = await bodyOf(await aRule({ minutesPerSession: 15 }, { validFrom: '2021-06-01' }))
  const { rules } = await bodyOf(await app.as('film_team').get(`/api/loudspeaker-rules?areaId=${place.id}`))
  expect(rules.map((rule: { id: string; validTo: string | null }) => [rule.id, rule.validTo])).toEqual([
    [first.id, '2021-06-01'],
    [second.id, null],
  ])
  await refused(await aRule({}, { validFrom: '2021-02-01', validTo: '2021-03-01' }), 409, 'rule_overlaps')
})

it('tells both sides when two correct one rule, and forgets a mistaken one', async () => {
  const { id, revision } = await bodyOf(await aRule({ minutesPerSession: 45 }))
  const edit = { validFrom: '2021-01-01', validTo: null, document: 'Quy chế 13', limits: {}, revision }
  const put = (json: object) => scheduler().put(`/api/loudspeaker-rules/${id}`, json)
  expect(await bodyOf(await put(edit))).toMatchObject({ revision: revision + 1, document: 'Quy chế 13' })
  const { details } = await refused(await put(edit), 409, 'stale')
  expect(details.current).toMatchObject({ document: 'Quy chế 13', revision: revision + 1 })
  expect((await scheduler().delete(`/api/loudspeaker-rules/${id}`)).status).toBe(200)
  await refused(await put({ ...edit, revision: revision + 1 }), 404, 'not_found')
  expect((await bodyOf(await scheduler().get(`/api/loudspeaker-rules?areaId=${place.id}`))).rules).toEqual([])
})

it('refuses hours that are none, and editing by those who may only read', async () => {
  await refused(await aRule({ quiet: [{ from: '25:00', to: '05:00' }] }), 400, 'invalid')
  await refused(await aRule({ quiet: [{ from: '05:00', to: '05:00' }] }), 400, 'invalid')
  await refused(await aRule({}, { validTo: '2020-01-01' }), 400, 'invalid')
  await refused(await aRule({}, { areaId: 'không có' }), 404, 'not_found')
  await refused(await app.as('official').post('/api/loudspeaker-rules', {}), 403, 'forbidden')
})

it('changes and closes a cluster, each seen by whoever comes second', async () => {
  const other = await aDistrict(app.deps, { name: 'Huyện Bảo Lâm', languages: ['hmn', 'tyz'] })
  const made = await bodyOf(
    await scheduler().post('/api/clusters', { name: 'Cụm biên giới', areaIds: [place.id] }),
  )
  expect(made).toMatchObject({ languages: ['ium', 'tyz', 'hmn'], validTo: null, revision: 1 })
  const path = `/api/clusters/${made.id}`
  const edit = { name: 'Cụm vùng cao', areaIds: [place.id, other.id], languages: ['hmn', 'tyz'], revision: 1 }
  expect(await bodyOf(await scheduler().put(path, edit))).toMatchObject({
    name: 'Cụm vùng cao',
    languages: ['hmn', 'tyz'],
    areas: [{ name: 'Huyện Bảo Lạc' }, { name: 'Huyện Bảo Lâm' }],
  })
  const { details } = await refused(await scheduler().put(path, edit), 409, 'stale')
  expect(details.current).toMatchObject({ name: 'Cụm vùng cao', revision: 2 })
  await refused(
    await scheduler().put(path, { ...edit, revision: 2, languages: ['hmn', 'hmn'] }),
    400,
    'invalid',
  )
  await bodyOf(await scheduler().post(`${path}/end`, { validTo: '2021-09-28', revision: 2 }))
  const names = async (at: string) =>
    (await bodyOf(await scheduler().get(`/api/clusters?at=${at}`))).clusters.map(
      ({ name }: { name: string }) => name,
    )
  expect([await names('2021-09-27'), await names('2021-09-28')]).toEqual([['Cụm vùng cao'], []])
  const target = { kind: 'cluster', id: made.id }
  const list = { title: 'Phát loa', validFrom: '2021-09-28', validTo: '2021-10-04', targets: [target] }
  await refused(await scheduler().post('/api/playlists', list), 422, 'target_not_in_force')
  await bodyOf(await scheduler().post(`${path}/end`, { validTo: null, revision: 3 }))
  expect((await scheduler().post('/api/playlists', list)).status).toBe(201)
})

it('shows what another order of languages does to open lists before it is saved, and then does just that', async () => {
  const message = await anAudibleWork(app.deps, ['ium', 'tyz'], { title: 'Thông điệp 71 năm' })
  const music = await anAudibleWork(app.deps, [null], { kind: 'song', title: 'Đàn tính' })
  const items = [
    { part: 'callIn', workId: music.id },
    { part: 'message', workId: message.id },
  ]
  const { id } = await aPlaylist(app, { items, targets: [place] })
  const target = { kind: 'area', id: place.id }
  const effectOf = async (languages: string[]) =>
    await bodyOf(await app.as('admin').post('/api/language-effect', { target, languages }))
  expect(await effectOf(['ium', 'hmn', 'tyz'])).toEqual({ lists: [], open: 1, rows: 0 })
  expect(await effectOf(['tyz', 'ium', 'hmn'])).toMatchObject({
    open: 1,
    rows: 1,
    lists: [
      {
        playlistId: id,
        number: null,
        changes: [{ title: 'Thông điệp 71 năm', before: 'ium', after: 'tyz' }],
      },
    ],
  })
  await scheduler().post(`/api/playlists/${id}/publish`)
  const before = ['ium', 'tyz', 'hmn']
  const save = (languages: string[]) =>
    scheduler().put(`/api/areas/${place.id}/languages`, { languages, before })
  expect((await bodyOf(await save(['tyz', 'ium', 'hmn']))).area.languages).toEqual(['tyz', 'ium', 'hmn'])
  const { details } = await refused(await save(['hmn']), 409, 'stale')
  expect(details.current).toMatchObject({ languages: ['tyz', 'ium', 'hmn'] })
  const { targets, publication } = await aResolution(app, id)
  expect(targets[0].cells[1].first).toMatchObject({ language: 'tyz', rank: 1 })
  expect(publication).toMatchObject({ number: 1, current: false })
})
