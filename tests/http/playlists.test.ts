import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { newId } from '../../server/db/ids.ts'
import { DomainError } from '../../server/errors.ts'
import { playlistsJobs } from '../../server/playlists/publishing.service.ts'
import { anApp } from '../support/app.ts'
import { aVersion, aWork } from '../support/library.ts'
import { aDistrict, anAudibleWork, aPlaylist, dates } from '../support/playlists.ts'

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

async function refused(answer: Response, status: number, code: string) {
  const { error } = (await answer.json()) as { error: { code: string; message: string; details: never } }
  expect([answer.status, error.code]).toEqual([status, code])
  expect(error.message.length).toBeGreaterThan(5)
  return error as { code: string; message: string; details: Record<string, unknown> }
}

// biome-ignore lint/suspicious/noExplicitAny: answers are asserted field by field
const jsonOf = async (answer: Response) => (await answer.json()) as Record<string, any>

it('keeps works in the order of the evening and in their own order within a part', async () => {
  const [song, notice, message] = [await aWork(app.deps), await aWork(app.deps), await aWork(app.deps)]
  const items = [
    { part: 'message', workId: message.id },
    { part: 'notices', workId: notice.id },
    { part: 'notices', workId: message.id },
    { part: 'callIn', workId: song.id },
  ]
  const { id } = await aPlaylist(app, { items, targets: [place] })
  const { items: kept, targets } = await jsonOf(await scheduler().get(`/api/playlists/${id}`))
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
  const changed = await jsonOf(await scheduler().put(`/api/playlists/${id}`, { ...edit, revision }))
  expect(changed).toMatchObject({ title: 'Phát loa tháng 10', revision: revision + 1 })
  const late = await scheduler().put(`/api/playlists/${id}`, { ...edit, title: 'Khác', revision })
  const { details } = await refused(late, 409, 'stale')
  expect(details.current).toMatchObject({ id, title: 'Phát loa tháng 10', revision: revision + 1 })
})

it('finds a playlist without tones and lists what it is for', async () => {
  const { id } = await aPlaylist(app, { title: 'Lễ Đông Khê', targets: [place] })
  const { playlists } = await jsonOf(await scheduler().get('/api/playlists?q=dong%20khe'))
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
  const { targets, publication } = await jsonOf(await scheduler().get(`/api/playlists/${id}/resolution`))
  expect(publication).toBeNull()
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
  expect(targets[0]).toMatchObject({ totalMs: 180_000, alongMs: 60_000, missing: 0, viForNow: 0 })
  expect(targets[1]).toMatchObject({ totalMs: 120_000, missing: 1, viForNow: 1 })
})

it('does not count versions approved for television alone, or not approved', async () => {
  const work = await aWork(app.deps)
  await aVersion(app.deps, { work, language: 'ium', approvedUses: ['tv'] })
  await aVersion(app.deps, { work, language: 'tyz' })
  const { id } = await aPlaylist(app, { items: [{ part: 'notices', workId: work.id }], targets: [place] })
  const { targets } = await jsonOf(await scheduler().get(`/api/playlists/${id}/resolution`))
  expect(targets[0].missing).toBe(1)
})

it('publishes pinned versions with their content, words and approval, and tells later features', async () => {
  const notice = await anAudibleWork(app.deps, ['vi', 'ium'])
  const hole = await aWork(app.deps, { title: 'Chưa duyệt' })
  const version = notice.versions[1]
  const at = app.deps.clock.now()
  await app.deps.db
    .insertInto('script')
    .values({
      work_id: notice.id,
      language: 'ium',
      text: 'Lời tiếng Dao',
      edited_by: 'person-producer',
      edited_at: at,
    })
    .execute()
  await app.deps.db
    .insertInto('approval')
    .values({
      id: newId(),
      subject_kind: 'version',
      subject_id: version?.id ?? '',
      content_id: version?.content_id ?? '',
      verdict: 'approved',
      uses: '["loudspeaker"]',
      reason: 'Đúng nội dung',
      decided_by: 'person-approver',
      decided_at: at,
    })
    .execute()
  const items = [
    { part: 'notices', workId: notice.id },
    { part: 'message', workId: hole.id },
  ]
  const { id } = await aPlaylist(app, { items, targets: [place] })
  const answer = await scheduler().post(`/api/playlists/${id}/publish`)
  const { number, publicationId } = await jsonOf(answer)
  expect([answer.status, number]).toEqual([200, 1])
  const row = await app.deps.db
    .selectFrom('publication')
    .selectAll()
    .where('id', '=', publicationId)
    .executeTakeFirstOrThrow()
  const body = JSON.parse(row.body)
  expect(body.targets[0].items).toEqual([
    { position: 1, first: version?.id, along: [], viForNow: false, missing: false },
    { position: 2, first: null, along: [], viForNow: false, missing: true },
  ])
  expect(body.versions).toMatchObject([
    {
      versionId: version?.id,
      contentId: version?.content_id,
      spokenText: 'Lời tiếng Dao',
      durationMs: 60_000,
      approval: { by: 'approver' },
    },
  ])
  const told = await app.deps.db
    .selectFrom('job')
    .select('payload')
    .where('kind', '=', 'event.playlist.published')
    .execute()
  expect(told.map((job) => JSON.parse(job.payload))).toContainEqual({ publicationId })
})

it('refuses to publish the same again, but not when what a place hears has changed', async () => {
  const notice = await anAudibleWork(app.deps, ['vi'])
  const { id } = await aPlaylist(app, { items: [{ part: 'notices', workId: notice.id }], targets: [place] })
  const publish = () => scheduler().post(`/api/playlists/${id}/publish`)
  await publish()
  await refused(await publish(), 409, 'nothing_to_publish')
  const { publication } = await jsonOf(await scheduler().get(`/api/playlists/${id}/resolution`))
  expect(publication).toMatchObject({ number: 1, current: true })
  await aVersion(app.deps, { work: notice, language: 'ium', approvedUses: ['loudspeaker'] })
  expect(await jsonOf(await publish())).toMatchObject({ number: 2 })
})

it('refuses a publication without a place, without works, without anything approved', async () => {
  const work = await aWork(app.deps, { title: 'Thông điệp 71 năm' })
  const items = [{ part: 'message', workId: work.id }]
  const publish = async (content: Parameters<typeof aPlaylist>[1]) => {
    const { id } = await aPlaylist(app, content)
    return await scheduler().post(`/api/playlists/${id}/publish`)
  }
  await refused(await publish({ items }), 422, 'no_target')
  await refused(await publish({ targets: [place] }), 409, 'nothing_to_publish')
  const { message } = await refused(await publish({ items, targets: [place] }), 409, 'not_approved')
  expect(message).toContain('Thông điệp 71 năm')
})

it('refuses to publish what the publisher has not seen', async () => {
  const notice = await anAudibleWork(app.deps, ['vi'])
  const { id, revision } = await aPlaylist(app, {
    items: [{ part: 'notices', workId: notice.id }],
    targets: [place],
  })
  await refused(
    await scheduler().post(`/api/playlists/${id}/publish`, { revision: revision + 1 }),
    409,
    'stale',
  )
})

/** Lets the delayed publication of a playlist leave now, as the worker would. */
async function itsTimeComes(playlistId: string): Promise<void> {
  const job = await app.deps.db
    .updateTable('job')
    .set({ run_at: null, priority: 100 })
    .where('kind', '=', 'playlists.publish')
    .where('subject_id', '=', playlistId)
    .where('state', '=', 'queued')
    .returning('id')
    .executeTakeFirstOrThrow()
  const claim = await app.deps.jobs.claim('quick')
  if (claim?.id !== job.id) throw new Error('The job was not there')
  const context = { deps: app.deps, signal: new AbortController().signal, progress: () => undefined }
  const recording = await playlistsJobs[claim.kind]?.run(claim, context)
  try {
    await app.deps.jobs.finish(claim, recording ?? (async () => undefined))
  } catch (error) {
    const code = error instanceof DomainError ? error.code : 'internal'
    await app.deps.jobs.fail(claim, { code, message: '', final: true })
  }
}

it('lets a publication be taken back before it leaves, and publishes it when nobody does', async () => {
  const notice = await anAudibleWork(app.deps, ['vi'])
  const { id } = await aPlaylist(app, { items: [{ part: 'notices', workId: notice.id }], targets: [place] })
  const later = () => scheduler().post(`/api/playlists/${id}/publish`, { delayMs: 30_000 })
  const { leaving } = await jsonOf(await later())
  expect(await jsonOf(await scheduler().get(`/api/playlists/${id}`))).toMatchObject({
    leaving,
    publication: null,
  })
  await refused(await later(), 409, 'conflict')
  expect((await scheduler().post(`/api/jobs/${leaving.jobId}/cancel`)).status).toBe(200)
  expect(await jsonOf(await scheduler().get(`/api/playlists/${id}`))).toMatchObject({ leaving: null })

  await later()
  await itsTimeComes(id)
  expect(await jsonOf(await scheduler().get(`/api/playlists/${id}`))).toMatchObject({
    publication: { number: 1 },
  })
  const audit = await app.deps.db
    .selectFrom('audit')
    .select(['action', 'person_id'])
    .where('subject_id', '=', id)
    .where('action', '=', 'playlist.publish')
    .execute()
  expect(audit).toEqual([{ action: 'playlist.publish', person_id: 'person-scheduler' }])
})

it('lets no edit of the draft slip into a publication that is about to leave', async () => {
  const seen = await anAudibleWork(app.deps, ['vi'])
  const unseen = await anAudibleWork(app.deps, ['vi'], { title: 'Thêm vào sau khi bấm nút' })
  const items = [{ part: 'notices', workId: seen.id }]
  const { id, revision } = await aPlaylist(app, { items, targets: [place] })
  await scheduler().post(`/api/playlists/${id}/publish`, { delayMs: 30_000 })
  const edit = {
    title: 'Sửa sau',
    ...dates,
    items: [...items, { part: 'closing', workId: unseen.id }],
    targets: [place],
    revision,
  }
  expect((await scheduler().put(`/api/playlists/${id}`, edit)).status).toBe(200)
  await itsTimeComes(id)
  const { body } = await app.deps.db
    .selectFrom('publication')
    .select('body')
    .where('subject_id', '=', id)
    .executeTakeFirstOrThrow()
  const published = JSON.parse(body)
  expect(published.title).toBe('Phát loa dịp 71 năm')
  expect(published.items.map((item: { workId: string }) => item.workId)).toEqual([seen.id])
})

it('does not let an older publication leave after one that was made at once', async () => {
  const notice = await anAudibleWork(app.deps, ['vi'])
  const { id } = await aPlaylist(app, { items: [{ part: 'notices', workId: notice.id }], targets: [place] })
  await scheduler().post(`/api/playlists/${id}/publish`, { delayMs: 30_000 })
  expect((await scheduler().post(`/api/playlists/${id}/publish`)).status).toBe(200)
  await expect(itsTimeComes(id)).rejects.toThrow()
  expect(await jsonOf(await scheduler().get(`/api/playlists/${id}`))).toMatchObject({
    leaving: null,
    refused: null,
    publication: { number: 1 },
  })
})

it('says so when a publication that was to leave later no longer could', async () => {
  const notice = await anAudibleWork(app.deps, ['vi'])
  const { id } = await aPlaylist(app, { items: [{ part: 'notices', workId: notice.id }], targets: [place] })
  await scheduler().post(`/api/playlists/${id}/publish`, { delayMs: 30_000 })
  await app.deps.db
    .updateTable('version')
    .set({ approved_uses: '[]' })
    .where('work_id', '=', notice.id)
    .execute()
  await itsTimeComes(id)
  expect(await jsonOf(await scheduler().get(`/api/playlists/${id}`))).toMatchObject({
    leaving: null,
    refused: 'not_approved',
    publication: null,
  })
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
  expect((await jsonOf(await scheduler().get('/api/playlists?q=rut'))).playlists).toEqual([])
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
