import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { bodyOf } from '../support/answers.ts'
import { anApp } from '../support/app.ts'
import { aVersion, aWork } from '../support/library.ts'
import { aDistrict, aPlaylist, aResolution } from '../support/playlists.ts'

type App = Awaited<ReturnType<typeof anApp>>
type Place = Awaited<ReturnType<typeof aDistrict>>
let app: App
beforeAll(async () => {
  app = await anApp()
})
afterAll(() => app.close())

let place: Place
beforeEach(async () => {
  place = await aDistrict(app.deps)
  await bodyOf(
    await scheduler().post('/api/loudspeaker-rules', {
      areaId: place.id,
      validFrom: '2021-01-01',
      document: 'Quy chế 12/QC-UBND',
      limits: { minutesPerSession: 15 },
    }),
  )
})
const scheduler = () => app.as('scheduler')

/** A list of one recording, ten minutes long. */
async function tenMinutes(title: string, targets: Place[], settings: object = {}) {
  const work = await aWork(app.deps, { title })
  await aVersion(app.deps, { work, durationMs: 600_000, approvedUses: ['loudspeaker'] })
  const items = [{ part: 'message', workId: work.id }]
  return aPlaylist(app, { title, items, targets, settings: { pauseMs: 0, ...settings } })
}
const publish = async (id: string, json: object = {}) =>
  bodyOf(await scheduler().post(`/api/playlists/${id}/publish`, json))
const breaksOf = async (id: string) =>
  (await aResolution(app, id)).targets.map(({ breaks }) => breaks as { planned: string; together: unknown }[])

it('adds up lists for one place and evening, names the others, and keeps the reason they are let pass', async () => {
  const first = await tenMinutes('Thông báo tuần', [place])
  const second = await tenMinutes('Mời dự lễ', [place], { starts: ['18:30'] })
  expect([await breaksOf(first.id), await breaksOf(second.id)]).toEqual([[[]], [[]]])
  await publish(first.id)
  const lists = [{ playlistId: first.id, title: 'Thông báo tuần', ms: 600_000 }]
  const together = { of: 'evening', lists }
  expect(await breaksOf(second.id)).toMatchObject([
    [{ limit: 'minutes', place: 'Huyện Bảo Lạc', allowed: '15', planned: '20', days: 6, together }],
  ])
  const reason = 'Tuần lễ kỷ niệm, đã báo với xã'
  const { publicationId } = await publish(second.id, { reason })
  const { body } = await app.deps.db
    .selectFrom('publication')
    .select('body')
    .where('id', '=', publicationId)
    .executeTakeFirstOrThrow()
  expect(JSON.parse(body).override).toMatchObject({ reason, breaks: [{ planned: '20', together: lists }] })
  // Now the one that was there before is told as well, until the other is withdrawn.
  expect(await breaksOf(first.id)).toMatchObject([[{ together: { lists: [{ title: 'Mời dự lễ' }] } }]])
  expect((await scheduler().delete(`/api/playlists/${second.id}`)).status).toBe(200)
  expect(await breaksOf(first.id)).toEqual([[]])
})

it('publishes without a reason what is over together alone, as what is over by itself', async () => {
  const first = await tenMinutes('Thông báo tuần', [place])
  await publish(first.id)
  const second = await tenMinutes('Mời dự lễ', [place])
  expect(await publish(second.id)).toMatchObject({ number: 1 })
})

it('does not count a list for another evening or for another place', async () => {
  const elsewhere = await aDistrict(app.deps, { name: 'Huyện Hạ Lang' })
  const mondays = await tenMinutes('Tối thứ hai', [place], { weekdays: [1] })
  const others = [
    await tenMinutes('Tối thứ sáu', [place], { weekdays: [5] }),
    await tenMinutes('Buổi sáng', [place], { weekdays: [1], starts: ['05:30'] }),
    await tenMinutes('Nơi khác', [elsewhere], { weekdays: [1] }),
  ]
  for (const { id } of others) await publish(id)
  expect(await breaksOf(mondays.id)).toEqual([[]])
})

it('counts in a commune what is for its district or its cluster, each list once', async () => {
  const commune = await aDistrict(app.deps, { name: 'Xã Cốc Pàng' })
  const quiet = await aDistrict(app.deps, { name: 'Xã Sơn Lộ' })
  for (const { id } of [commune, quiet])
    await app.deps.db.updateTable('area').set({ parent_id: place.id }).where('id', '=', id).execute()
  const cluster = await bodyOf(
    await scheduler().post('/api/clusters', { name: 'Cụm biên giới', areaIds: [commune.id] }),
  )
  const district = await tenMinutes('Cả huyện', [place, commune])
  await publish(district.id)
  const inCommune = await tenMinutes('Riêng xã', [commune, quiet])
  expect(await breaksOf(inCommune.id)).toMatchObject([
    [{ place: 'Xã Cốc Pàng', planned: '20' }],
    [{ place: 'Xã Sơn Lộ', planned: '20' }],
  ])
  const inCluster = await tenMinutes('Riêng cụm', [{ ...cluster, kind: 'cluster' }])
  await publish(inCluster.id)
  // Both are over in one commune alone, which the district's list is told by name.
  const [ofDistrict] = await breaksOf(district.id)
  expect(ofDistrict).toMatchObject([
    { place: 'Xã Cốc Pàng', planned: '20', together: { lists: [{ title: 'Riêng cụm' }] } },
  ])
})
