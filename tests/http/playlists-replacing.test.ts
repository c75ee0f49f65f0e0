import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { heardEvents } from '../../server/playlists/heard.events.ts'
import { playlistBody } from '../../server/playlists/playlist-body.schema.ts'
import { bodyOf, refused } from '../support/answers.ts'
import { anApp } from '../support/app.ts'
import { aVersion } from '../support/library.ts'
import { aDistrict, anAudibleWork, aPlaylist } from '../support/playlists.ts'

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

async function inForce(playlistId: string) {
  const row = await app.deps.db
    .selectFrom('publication')
    .select(['body', 'number'])
    .where('subject_id', '=', playlistId)
    .orderBy('number', 'desc')
    .executeTakeFirstOrThrow()
  return { number: row.number, body: playlistBody.parse(JSON.parse(row.body)) }
}

/** A published list with a bulletin in two languages, one after another, and a newer recording of the first. */
async function aListToReplaceIn() {
  const work = await anAudibleWork(app.deps, ['ium', 'vi'])
  const items = [{ part: 'notices', workId: work.id, bilingual: true }]
  const { id } = await aPlaylist(app, { items, targets: [place] })
  await scheduler().post(`/api/playlists/${id}/publish`)
  const newer = await aVersion(app.deps, { work, language: 'ium', approvedUses: ['loudspeaker'] })
  return { id, work, newer }
}
const replace = (versionId: string, playlists: object[]) =>
  scheduler().post('/api/playlists/replace-version', { versionId, playlists })

it('finds the lists in which a newer recording could take over, and those that follow by themselves', async () => {
  const { id, work, newer } = await aListToReplaceIn()
  const open = await aPlaylist(app, {
    title: 'Chưa công bố',
    items: [{ part: 'notices', workId: work.id }],
    targets: [place],
  })
  const { playlists } = await bodyOf(await scheduler().get(`/api/versions/${newer.id}/playlists`))
  const found = playlists.map((one: { playlistId: string; number: number | null; holdsOlder: boolean }) => [
    one.playlistId,
    one.number,
    one.holdsOlder,
  ])
  expect(found).toHaveLength(2)
  expect(found).toEqual(
    expect.arrayContaining([
      [id, 1, true],
      [open.id, null, false],
    ]),
  )
  await refused(await scheduler().get('/api/versions/khong-co/playlists'), 404, 'not_found')
  await refused(await app.as('admin').get(`/api/versions/${newer.id}/playlists`), 403, 'forbidden')
})

it('finds a list for which a rule chose the recording', async () => {
  const work = await anAudibleWork(app.deps, [null], { kind: 'filler' })
  const items = [{ part: 'closing', rule: { kinds: ['filler'], totalMs: 60_000 } }]
  const { id } = await aPlaylist(app, { items, targets: [place] })
  const { publicationId } = await bodyOf(await scheduler().post(`/api/playlists/${id}/publish`))
  const context = { deps: app.deps, signal: new AbortController().signal, progress: () => undefined }
  for (const note of heardEvents['playlist.published'] ?? []) await note({ publicationId }, context)
  const newer = await aVersion(app.deps, { work, language: null, approvedUses: ['loudspeaker'] })
  const { playlists } = await bodyOf(await scheduler().get(`/api/versions/${newer.id}/playlists`))
  expect(playlists).toMatchObject([{ playlistId: id, number: 1, holdsOlder: true }])
  expect((await replace(newer.id, [{ playlistId: id, number: 1 }])).status).toBe(200)
  expect((await inForce(id)).body.targets[0]?.items[0]).toMatchObject({ first: newer.id })
})

it('publishes anew with the newer recording and nothing else changed, and takes it back', async () => {
  const { id, work, newer } = await aListToReplaceIn()
  const before = await inForce(id)
  const { playlists } = await bodyOf(await replace(newer.id, [{ playlistId: id, number: 1 }]))
  expect(playlists).toEqual([{ playlistId: id, number: 2 }])
  const after = await inForce(id)
  expect(after.body.targets[0]?.items).toEqual([
    { ...before.body.targets[0]?.items[0], first: newer.id, second: work.versions[1]?.id },
  ])
  expect(after.body.versions.map(({ versionId }) => versionId).sort()).toEqual(
    [newer.id, work.versions[1]?.id].sort(),
  )
  const back = await scheduler().post('/api/playlists/take-back', { playlists })
  expect(await bodyOf(back)).toEqual({ playlists: [{ playlistId: id, number: 3 }] })
  expect((await inForce(id)).body).toEqual(before.body)
  const told = await app.deps.db
    .selectFrom('job')
    .select('id')
    .where('kind', '=', 'event.playlist.published')
    .execute()
  expect(told.length).toBeGreaterThanOrEqual(3)
})

it('refuses what somebody has published since, what is not approved, and what replaces nothing', async () => {
  const { id, work, newer } = await aListToReplaceIn()
  const { details } = await refused(await replace(newer.id, [{ playlistId: id, number: 4 }]), 409, 'stale')
  expect(details).toEqual({ playlistId: id })
  const draft = await aVersion(app.deps, { work, language: 'ium' })
  await refused(await replace(draft.id, [{ playlistId: id, number: 1 }]), 409, 'not_approved')
  const first = work.versions[0]?.id ?? ''
  await refused(await replace(first, [{ playlistId: id, number: 1 }]), 409, 'nothing_to_publish')
  await refused(await replace(newer.id, []), 400, 'invalid')
  await refused(await replace('khong-co', [{ playlistId: id, number: 1 }]), 404, 'not_found')
  const back = (number: number) =>
    scheduler().post('/api/playlists/take-back', { playlists: [{ playlistId: id, number }] })
  await refused(await back(2), 409, 'stale')
  await refused(await back(1), 404, 'not_found')
  const asApprover = app.as('approver').post('/api/playlists/replace-version', {})
  await refused(await asApprover, 403, 'forbidden')
  expect((await inForce(id)).number).toBe(1)
})

it('changes no list at all when one of several has moved on', async () => {
  const { id, work, newer } = await aListToReplaceIn()
  const other = await aPlaylist(app, { items: [{ part: 'message', workId: work.id }], targets: [place] })
  await refused(
    await replace(newer.id, [
      { playlistId: id, number: 1 },
      { playlistId: other.id, number: 1 },
    ]),
    404,
    'not_found',
  )
  expect((await inForce(id)).number).toBe(1)
})
