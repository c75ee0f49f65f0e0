import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { newId } from '../../server/db/ids.ts'
import { DomainError } from '../../server/errors.ts'
import { playlistsJobs } from '../../server/playlists/publishing.service.ts'
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
  const { number, publicationId } = await bodyOf(answer)
  expect([answer.status, number]).toEqual([200, 1])
  const row = await app.deps.db
    .selectFrom('publication')
    .selectAll()
    .where('id', '=', publicationId)
    .executeTakeFirstOrThrow()
  const body = JSON.parse(row.body)
  expect(body.targets[0].items).toEqual([
    { position: 1, first: version?.id, second: null, along: [], viForNow: false, missing: false },
    { position: 2, first: null, second: null, along: [], viForNow: false, missing: true },
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
  const { publication } = await aResolution(app, id)
  expect(publication).toMatchObject({ number: 1, current: true })
  await aVersion(app.deps, { work: notice, language: 'ium', approvedUses: ['loudspeaker'] })
  expect(await bodyOf(await publish())).toMatchObject({ number: 2 })
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

it('lets a publication be taken back before it leaves, and publishes it when nobody does', async () => {
  const notice = await anAudibleWork(app.deps, ['vi'])
  const { id } = await aPlaylist(app, { items: [{ part: 'notices', workId: notice.id }], targets: [place] })
  const later = () => scheduler().post(`/api/playlists/${id}/publish`, { delayMs: 30_000 })
  const { leaving } = await bodyOf(await later())
  expect(await bodyOf(await scheduler().get(`/api/playlists/${id}`))).toMatchObject({
    leaving,
    publication: null,
  })
  await refused(await later(), 409, 'conflict')
  expect((await scheduler().post(`/api/jobs/${leaving.jobId}/cancel`)).status).toBe(200)
  expect(await bodyOf(await scheduler().get(`/api/playlists/${id}`))).toMatchObject({ leaving: null })

  await later()
  await itsTimeComes(id)
  expect(await bodyOf(await scheduler().get(`/api/playlists/${id}`))).toMatchObject({
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
  expect(await bodyOf(await scheduler().get(`/api/playlists/${id}`))).toMatchObject({
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
  expect(await bodyOf(await scheduler().get(`/api/playlists/${id}`))).toMatchObject({
    leaving: null,
    refused: 'not_approved',
    publication: null,
  })
})
