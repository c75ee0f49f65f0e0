import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { inTransaction } from '../../server/db/open.ts'
import type { Role } from '../../server/http/permissions.rules.ts'
import type { NewJob } from '../../server/jobs/jobs.ts'
import { anApp } from '../support/app.ts'
import { aVersion } from '../support/library.ts'
import { workOff } from '../support/packages.ts'

let app: Awaited<ReturnType<typeof anApp>>
beforeAll(async () => {
  app = await anApp()
})
afterAll(() => app.close())
beforeEach(() => app.deps.db.deleteFrom('job').execute())

const aJob = (kind: string, createdBy: string | null, values: Partial<NewJob> = {}) =>
  inTransaction(app.deps.db, (trx) =>
    app.deps.jobs.enqueue(trx, {
      kind,
      lane: 'quick',
      subjectKind: 'thing',
      subjectId: '1',
      title: 'Một việc',
      payload: {},
      ...(createdBy ? { createdBy } : {}),
      ...values,
    }),
  )

const stateOf = async (id: string) =>
  (await app.deps.db.selectFrom('job').select('state').where('id', '=', id).executeTakeFirst())?.state
const steer = async (role: Role, id: string, verb: 'cancel' | 'retry') => {
  const answer = await app.as(role).post(`/api/jobs/${id}/${verb}`)
  return answer.ok ? 'done' : ((await answer.json()) as { error: { code: string } }).error.code
}
const end = (
  id: string,
  state: 'dead' | 'cancelled',
  error: { error_code?: string; error_message?: string } = {},
) =>
  app.deps.db
    .updateTable('job')
    .set({ state, ...error })
    .where('id', '=', id)
    .execute()

it('lets a producer stop what their own unit asked for, and nobody else’s', async () => {
  const own = await aJob('library.analyse', 'person-producer')
  // Somebody of the centre, as far as the rule can see.
  const foreign = await aJob('library.analyse', 'person-scheduler')
  const nobodys = await aJob('library.analyse', null)
  for (const id of [foreign, nobodys]) {
    expect(await steer('producer', id, 'cancel')).toBe('forbidden')
    expect(await stateOf(id)).toBe('queued')
  }
  expect(await steer('producer', own, 'cancel')).toBe('done')
  expect(await stateOf(own)).toBe('cancelled')
})

it('keeps publications, deliveries and packages from producers, and analyses from schedulers', async () => {
  for (const kind of ['schedule.publish', 'playlists.publish', 'delivery.make', 'packages.build']) {
    const id = await aJob(kind, 'person-producer')
    expect([kind, await steer('producer', id, 'cancel')]).toEqual([kind, 'forbidden'])
    expect(await stateOf(id)).toBe('queued')
    expect([kind, await steer('scheduler', id, 'cancel')]).toEqual([kind, 'done'])
  }
  expect(await steer('scheduler', await aJob('library.analyse', 'person-producer'), 'cancel')).toBe(
    'forbidden',
  )
})

it('lets an administrator stop and retry anything but a publication', async () => {
  const stuck = await aJob('packages.build', 'person-scheduler')
  await end(stuck, 'dead')
  expect(await steer('admin', stuck, 'retry')).toBe('done')
  expect(await steer('admin', stuck, 'cancel')).toBe('done')
  expect(await steer('admin', await aJob('schedule.publish', 'person-scheduler'), 'cancel')).toBe('forbidden')
})

it('starts no publication again that was taken back or came too late', async () => {
  for (const kind of ['schedule.publish', 'playlists.publish'])
    for (const state of ['cancelled', 'dead'] as const) {
      const id = await aJob(kind, 'person-scheduler')
      await end(id, state)
      expect(await steer('scheduler', id, 'retry')).toBe('forbidden')
      expect(await stateOf(id)).toBe(state)
    }
})

it('says of each job whether the asking person may steer it, and answers what cannot be steered', async () => {
  const id = await aJob('library.analyse', 'person-producer')
  const listed = async (role: Role) => (await (await app.as(role).get('/api/jobs')).json()).jobs[0]
  expect(await listed('producer')).toMatchObject({ id, mayCancel: true, mayRetry: true })
  expect(await listed('approver')).toMatchObject({ id, mayCancel: false, mayRetry: false })
  expect(await steer('producer', id, 'retry')).toBe('conflict')
  expect(await steer('producer', 'khong-co', 'cancel')).toBe('not_found')
  await end(id, 'cancelled')
  expect(await steer('producer', id, 'cancel')).toBe('conflict')
})

it('says a failure in plain words, and a tool’s own to the administrator alone', async () => {
  const known = await aJob('packages.build', 'person-scheduler')
  await end(known, 'dead', { error_code: 'disk_full', error_message: 'disk_full' })
  const raw = await aJob('packages.build', 'person-scheduler')
  await end(raw, 'dead', { error_code: 'tool_failed', error_message: '/srv/vang/work/x: failed' })
  const messages = async (role: Role) => {
    const { jobs } = await (await app.as(role).get('/api/jobs')).json()
    return new Map(jobs.map((job: { id: string; errorMessage: string | null }) => [job.id, job.errorMessage]))
  }
  const seen = await messages('producer')
  expect(seen.get(known)).toMatch(/^Ổ đĩa máy chủ sắp đầy/)
  expect(seen.get(raw)).toBeNull()
  expect((await messages('admin')).get(raw)).toBe('/srv/vang/work/x: failed')
})

it('shows news among features where it got stuck, and only there', async () => {
  const id = await aJob('event.playlist.published', null, { subjectKind: 'event' })
  const kinds = async () =>
    (await (await app.as('scheduler').get('/api/jobs')).json()).jobs.map(
      (job: { title: string }) => job.title,
    )
  expect(await kinds()).toEqual([])
  await end(id, 'dead')
  expect(await kinds()).toEqual(['Lập gói cho danh sách phát vừa công bố'])
  expect(await steer('scheduler', id, 'retry')).toBe('done')
})

it('tells the subject of a job that was stopped before it began', async () => {
  const version = await aVersion(app.deps)
  const at = app.deps.clock.now()
  await app.deps.db
    .insertInto('delivery')
    .values({
      id: 'a-delivery',
      version_id: version.id,
      content_id: version.content_id,
      preset: 'h264-mp4-1080p25',
      state: 'making',
      requested_by: 'person-scheduler',
      requested_at: at,
      updated_at: at,
    })
    .execute()
  const id = await aJob('delivery.make', 'person-scheduler', {
    lane: 'picture',
    subjectKind: 'delivery',
    subjectId: 'a-delivery',
  })
  expect(await steer('scheduler', id, 'cancel')).toBe('done')
  expect(await workOff(app.deps)).toEqual(['event.job.cancelled'])
  const row = await app.deps.db.selectFrom('delivery').select(['state', 'failure']).executeTakeFirstOrThrow()
  expect(row).toEqual({ state: 'failed', failure: 'cancelled' })
})
