import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { newId } from '../../server/db/ids.ts'
import { planPackage } from '../../server/packages/package-plan.rules.ts'
import { heardEvents } from '../../server/playlists/heard.events.ts'
import { type PlaylistBody, playlistBody } from '../../server/playlists/playlist-body.schema.ts'
import { playedParts } from '../../server/playlists/playlists.schema.ts'
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
const resolution = (id: string) => aResolution(app, id)
const publish = (id: string, json: object = {}) => scheduler().post(`/api/playlists/${id}/publish`, json)

async function published(id: string, json: object = {}): Promise<PlaylistBody> {
  const { publicationId } = await bodyOf(await publish(id, json))
  const context = { deps: app.deps, signal: new AbortController().signal, progress: () => undefined }
  for (const note of heardEvents['playlist.published'] ?? []) await note({ publicationId }, context)
  const { body } = await app.deps.db
    .selectFrom('publication')
    .select('body')
    .where('id', '=', publicationId)
    .executeTakeFirstOrThrow()
  return playlistBody.parse(JSON.parse(body))
}

const withQuiet = (areaId: string) =>
  scheduler().post('/api/loudspeaker-rules', {
    areaId,
    validFrom: '2021-01-01',
    document: 'Quy chế 12/QC-UBND',
    limits: { quiet: [{ from: '21:00', to: '05:00' }], minutesPerSession: 15 },
  })

it('refuses quiet hours without a reason, and keeps the reason in the publication and the audit', async () => {
  const notice = await anAudibleWork(app.deps, ['vi'])
  await withQuiet(place.id)
  const list = { items: [{ part: 'notices', workId: notice.id }], targets: [place] }
  const { id } = await aPlaylist(app, { ...list, settings: { starts: ['20:58'] } })
  const { targets } = await resolution(id)
  expect(targets[0]).toMatchObject({ allowedMinutes: 15, breaks: [{ limit: 'quiet', planned: '20:58' }] })
  const { message } = await refused(await publish(id), 409, 'quiet_hours')
  expect(message).toContain('Huyện Bảo Lạc')
  await refused(await publish(id, { delayMs: 30_000 }), 409, 'quiet_hours')
  const reason = 'Báo động lũ theo công điện của tỉnh'
  const { override } = await published(id, { reason })
  expect(override).toMatchObject({
    reason,
    breaks: [{ target: 'Huyện Bảo Lạc', limit: 'quiet', allowed: '21:00-05:00' }],
  })
  const { detail } = await app.deps.db
    .selectFrom('audit')
    .select('detail')
    .where('action', '=', 'playlist.publish')
    .where('subject_id', '=', id)
    .executeTakeFirstOrThrow()
  expect(JSON.parse(detail)).toMatchObject({ number: 1, override: { reason } })
  // Why is no news: the same list stays current.
  expect((await resolution(id)).publication).toMatchObject({ number: 1, current: true })
  await refused(await publish(id, { reason: 'một lý do khác' }), 409, 'nothing_to_publish')
})

it('tells what is longer than allowed, valid too shortly for its trip, or without times, and publishes all the same', async () => {
  const work = await aWork(app.deps)
  await aVersion(app.deps, { work, durationMs: 1_200_000, approvedUses: ['loudspeaker'] })
  await withQuiet(place.id)
  const { id } = await aPlaylist(app, {
    items: [{ part: 'film', workId: work.id }],
    targets: [place],
    settings: { tripDays: 8 },
  })
  const shown = await resolution(id)
  expect(shown).toMatchObject({ shortOfTrip: 2, noTimes: true })
  expect(shown.targets[0].breaks).toMatchObject([{ limit: 'minutes', allowed: '15', planned: '25', days: 6 }])
  expect((await published(id)).override).toBeNull()
})

it('names a list in force at the same place and time, and which bulletin goes first', async () => {
  const notice = await anAudibleWork(app.deps, ['vi'])
  const items = [{ part: 'notices', workId: notice.id }]
  const one = await aPlaylist(app, { items, targets: [place], settings: { starts: ['18:30'] } })
  await published(one.id)
  const settings = { starts: ['18:33'], bulletinClass: 'urgent' }
  const two = await aPlaylist(app, { items, targets: [place], settings })
  expect((await resolution(two.id)).clashes).toEqual([
    {
      playlistId: one.id,
      title: 'Phát loa dịp 71 năm',
      targetName: 'Huyện Bảo Lạc',
      start: '18:33',
      goesFirst: 'this',
    },
  ])
})

it('fills by rule for each place, pins what it chose, and next brings what was not heard there', async () => {
  const other = await aDistrict(app.deps, { name: 'Huyện Hạ Lang', languages: ['nut'] })
  const tag = `dân ca ${newId()}`
  for (const title of ['A', 'B', 'C']) {
    const work = await anAudibleWork(app.deps, [null], { kind: 'song', title: `Điệu ${title}` })
    const tagged = await app.as('producer').put(`/api/works/${work.id}/tags`, { tags: [tag], before: [] })
    expect(await bodyOf(tagged)).toEqual({ tags: [tag] })
  }
  const rule = { kinds: ['song'], tags: [tag.toUpperCase()], totalMs: 60_000 }
  const begin = (targets: { kind: string; id: string }[]) =>
    aPlaylist(app, { items: [{ part: 'callIn', rule }], targets })
  const titles = (body: PlaylistBody) =>
    body.targets.map(({ items }) => items.map(({ position }) => body.items[position - 1]?.title))
  const first = await begin([place])
  const { targets } = await resolution(first.id)
  expect(targets[0].cells[0]).toMatchObject({ picks: [{ title: 'Điệu A' }], filledMs: 60_000, broken: [] })
  expect(titles(await published(first.id))).toEqual([['Điệu A']])
  // Publishing it again brings nothing new, for what a list itself gave does not count against it.
  expect((await resolution(first.id)).publication).toMatchObject({ current: true })
  const second = await begin([place, other])
  const body = await published(second.id)
  expect(body.items.map(({ title, byRule }) => [title, byRule])).toEqual([
    ['Điệu B', true],
    ['Điệu A', true],
  ])
  expect(titles(body)).toEqual([['Điệu B'], ['Điệu A']])
  const plays = (
    await app.deps.db.selectFrom('work').select('id').where('title', '=', 'Điệu C').execute()
  ).map(({ id }) => ({ workId: id, at: '2021-09-26T12:00:00.000Z' }))
  const context = { deps: app.deps, signal: new AbortController().signal, progress: () => undefined }
  for (const note of heardEvents['plays.logged'] ?? [])
    await note({ target: { kind: 'area', id: place.id }, plays }, context)
  // Everything was heard within the week: what is oldest comes, and says so.
  const third = await begin([place])
  expect((await resolution(third.id)).targets[0].cells[0]).toMatchObject({
    picks: [{ title: 'Điệu C' }],
    broken: [{ rule: 'recent', lastAt: '2021-09-26T12:00:00.000Z' }],
  })
})

it('plays a work in the place’s language and then in Vietnamese, also in the package', async () => {
  const message = await anAudibleWork(app.deps, ['tyz', 'vi'])
  const { id } = await aPlaylist(app, {
    items: [{ part: 'message', workId: message.id, bilingual: true }],
    targets: [place],
  })
  const body = await published(id)
  const [tay, viet] = message.versions
  expect(body.targets[0]?.items).toMatchObject([{ first: tay?.id, second: viet?.id }])
  const { files } = planPackage(body, body.targets).sound
  expect(files.map(({ path, versionId, first }) => [path, versionId, first])).toEqual([
    ['01/001TDIEP.MP3', tay?.id, true],
    ['01/002TDIEP.MP3', viet?.id, true],
  ])
})

it('never shuffles a list: a hundred works come back, are published and packaged in their very order', async () => {
  const works: { id: string }[] = []
  for (let index = 0; index < 12; index++)
    works.push(await anAudibleWork(app.deps, ['vi'], { title: `Mục ${index}` }))
  const items = playedParts.flatMap((part, at) =>
    Array.from({ length: 20 }, (_, index) => ({ part, workId: works[(index * 7 + at * 5) % 12]?.id ?? '' })),
  )
  const { id } = await aPlaylist(app, { items, targets: [place] })
  const order = items.map(({ workId }) => workId)
  const { items: kept } = await bodyOf(await scheduler().get(`/api/playlists/${id}`))
  expect(kept.map((item: { workId: string }) => item.workId)).toEqual(order)
  const body = await published(id)
  expect(body.items.map(({ workId }) => workId)).toEqual(order)
  const { lists } = planPackage(body, body.targets).sound
  const inPackage = lists[0]?.files.map(({ position }) => body.items[position - 1]?.workId)
  expect(inPackage).toEqual(order)
})

it('lets one listen as in a commune that a district’s package is for', async () => {
  const message = await anAudibleWork(app.deps, ['ium', 'hmn'], { title: 'Thông điệp 71 năm' })
  const missing = await aWork(app.deps, { title: 'Chưa có bản' })
  const commune = await aDistrict(app.deps, { name: 'Xã Cốc Pàng', languages: ['hmn', 'ium'] })
  await app.deps.db.updateTable('area').set({ parent_id: place.id }).where('id', '=', commune.id).execute()
  const { id } = await aPlaylist(app, {
    items: [
      { part: 'message', workId: message.id },
      { part: 'film', workId: missing.id },
    ],
    targets: [place],
  })
  const { places } = await bodyOf(await scheduler().get(`/api/playlists/${id}/places`))
  expect(places).toMatchObject([
    { id: place.id, within: null },
    { id: commune.id, within: 'Huyện Bảo Lạc' },
  ])
  const hearing = (area: string) => scheduler().get(`/api/playlists/${id}/hearing?kind=area&id=${area}`)
  const there = await bodyOf(await hearing(commune.id))
  expect(there).toMatchObject({ through: { id: place.id }, totalMs: 360_000 })
  expect(there.programme).toMatchObject([
    { what: 'sound', language: 'hmn', switched: true, atMs: 0 },
    { what: 'pause', durationMs: 300_000 },
    { what: 'hole', title: 'Chưa có bản' },
  ])
  expect((await bodyOf(await hearing(place.id))).programme[0]).toMatchObject({
    language: 'ium',
    switched: false,
  })
  const elsewhere = await aDistrict(app.deps, { name: 'Huyện Hạ Lang' })
  await refused(await hearing(elsewhere.id), 422, 'no_target')
})

it('keeps an evening as a template: saved, applied, changed, withdrawn and brought back', async () => {
  const song = await anAudibleWork(app.deps, [null], { kind: 'song', title: 'Đàn tính' })
  const content = {
    items: [
      { part: 'closing', workId: song.id },
      { part: 'callIn', rule: { kinds: ['song'], totalMs: 600_000 } },
    ],
    pauseMs: 240_000,
    lengths: { callIn: 600_000 },
    starts: ['19:00'],
    bilingual: true,
  }
  const saved = await scheduler().post('/api/evening-templates', { name: 'Buổi tối vùng cao', content })
  const template = await bodyOf(saved)
  expect(template).toMatchObject({ revision: 1, works: [{ workId: song.id, title: 'Đàn tính' }] })
  const list = { title: 'Phát loa tháng 10', ...dates, targets: [place], templateId: template.id }
  const begun = await bodyOf(await scheduler().post('/api/playlists', list))
  expect(begun.items.map(({ part }: { part: string }) => part)).toEqual(['callIn', 'closing'])
  expect(begun.settings).toMatchObject({ pauseMs: 240_000, starts: ['19:00'], bilingual: true, tripDays: 1 })

  const path = `/api/evening-templates/${template.id}`
  const edit = { name: 'Buổi tối 45 phút', content: { ...content, pauseMs: 0 }, revision: 1 }
  expect(await bodyOf(await scheduler().put(path, edit))).toMatchObject({
    revision: 2,
    name: 'Buổi tối 45 phút',
  })
  const { details } = await refused(await scheduler().put(path, edit), 409, 'stale')
  expect(details.current).toMatchObject({ name: 'Buổi tối 45 phút' })
  const apply = (revision: number) =>
    scheduler().post(`/api/playlists/${begun.id}/apply-template`, { templateId: template.id, revision })
  expect(await bodyOf(await apply(1))).toMatchObject({
    revision: 2,
    settings: { pauseMs: 0 },
    title: list.title,
  })
  await refused(await apply(1), 409, 'stale')

  expect((await scheduler().delete(path)).status).toBe(200)
  expect((await bodyOf(await scheduler().get('/api/evening-templates'))).templates).toEqual([])
  await refused(await scheduler().post('/api/playlists', list), 404, 'not_found')
  expect(await bodyOf(await scheduler().post(`${path}/restore`))).toMatchObject({ revision: 2 })
  await refused(await app.as('producer').post('/api/evening-templates', {}), 403, 'forbidden')
})

it('refuses to publish a work that no licence lets loudspeakers play on all of the list’s days', async () => {
  const notice = await anAudibleWork(app.deps, ['vi'], { title: 'Bài hát có bản quyền' })
  await app.as('scheduler').post(`/api/works/${notice.id}/rights`, {
    uses: ['loudspeaker'],
    from: '2021-01-01',
    lastDay: '2021-10-01',
  })
  const { id } = await aPlaylist(app, { items: [{ part: 'notices', workId: notice.id }], targets: [place] })
  expect((await resolution(id)).items[0]).toMatchObject({ barred: true })
  const { message } = await refused(await publish(id), 409, 'rights')
  expect(message).toContain('Bài hát có bản quyền')
})
