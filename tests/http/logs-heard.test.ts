import { afterAll, beforeAll, expect, it } from 'vitest'
import { newId } from '../../server/db/ids.ts'
import { heardEvents } from '../../server/playlists/heard.events.ts'
import { bodyOf } from '../support/answers.ts'
import { anApp } from '../support/app.ts'
import { aDevice, aLog, aTeam } from '../support/devices.ts'
import { aDistrict, anAudibleWork, aPlaylist, dates } from '../support/playlists.ts'

type App = Awaited<ReturnType<typeof anApp>>
let app: App
beforeAll(async () => {
  app = await anApp()
})
afterAll(() => app.close())

it('counts as heard at its place what a team really played there, once and never in the future', async () => {
  await aTeam(app)
  const device = await aDevice(app)
  const place = await aDistrict(app.deps)
  const work = await anAudibleWork(app.deps, ['vi'])
  const versionId = work.versions[0]?.id ?? ''
  const { id: playlistId } = await aPlaylist(app, {
    items: [{ part: 'notices', workId: work.id }],
    targets: [place],
  })
  const { publicationId } = await bodyOf(
    await app.as('scheduler').post(`/api/playlists/${playlistId}/publish`),
  )
  const packageId = newId()
  await app.deps.db
    .insertInto('package')
    .values({
      id: packageId,
      publication_id: publicationId,
      playlist_id: playlistId,
      target_kind: place.kind,
      target_id: place.id,
      target_name: place.name,
      sequence: 1,
      state: 'ready',
      valid_from: dates.validFrom,
      valid_to: dates.validTo,
      created_at: app.deps.clock.now(),
    })
    .execute()
  // The second event says a time that has not come yet, as a phone does whose clock has jumped.
  const log = aLog(device.id, 2, {
    from: '2021-09-27T00:59:00.000Z',
    change: () => ({ packageId, versionId }),
  })
  const future = aLog(device.id, 1, {
    from: '2021-12-01T00:00:00.000Z',
    after: log[1],
    change: () => ({ packageId, versionId }),
  })
  for (const events of [log, log, future])
    expect((await device.ask('POST', '/api/field/logs', { events })).status).toBe(200)
  const told = await app.deps.db
    .selectFrom('job')
    .select('payload')
    .where('kind', '=', 'event.plays.logged')
    .orderBy('id')
    .execute()
  // What came twice was kept once, so it is told once.
  expect(told).toHaveLength(2)
  const context = { deps: app.deps, signal: new AbortController().signal, progress: () => undefined }
  for (const { payload } of told.toReversed())
    for (const handle of heardEvents['plays.logged'] ?? []) await handle(JSON.parse(payload), context)
  const heard = await app.deps.db.selectFrom('target_work').selectAll().execute()
  expect(heard).toMatchObject([{ target_id: place.id, work_id: work.id, playlist_id: '' }])
  expect(heard[0]?.heard_at.slice(0, 10)).toBe('2021-09-27')
})
