import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { inTransaction } from '../../server/db/open.ts'
import type { Role } from '../../server/http/permissions.rules.ts'
import type { JobContext } from '../../server/jobs/handlers.ts'
import type { NewJob } from '../../server/jobs/jobs.ts'
import { startRunner } from '../../server/jobs/runner.ts'
import { mayCancel } from '../../server/jobs/steering.rules.ts'
import { hasWords } from '../../server/words/words.ts'
import { handlers } from '../../server/work.ts'
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

it('stops what runs as soon as a person asks, long before its next beat', async () => {
  const id = await aJob('library.analyse', 'person-producer', { lane: 'picture' })
  const endless = ({ signal }: { signal: AbortSignal }) =>
    new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
    })
  const slow = {
    ...handlers,
    'library.analyse': { run: (_: unknown, context: JobContext) => endless(context) },
  }
  const runner = startRunner(app.deps, slow, () => undefined, { heartbeatMs: 3_600_000, idleMs: 10 })
  const becomes = (state: string) =>
    vi.waitFor(async () => expect(await stateOf(id)).toBe(state), { timeout: 20_000 })
  try {
    await becomes('running')
    expect(await steer('producer', id, 'cancel')).toBe('done')
    await becomes('cancelled')
  } finally {
    await runner.stop()
  }
}, 60_000)

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
  const seenBy = async (role: Role) => {
    const { jobs } = await (await app.as(role).get('/api/jobs')).json()
    return (id: string) => jobs.find((job: { id: string }) => job.id === id)
  }
  const producer = await seenBy('producer')
  expect(producer(known).errorMessage).toMatch(/^Ổ đĩa máy chủ sắp đầy/)
  expect(producer(raw).errorMessage).toMatch(/^Công cụ xử lý hình và tiếng báo lỗi/)
  expect(producer(raw).errorDetail).toBeNull()
  expect((await seenBy('admin'))(raw).errorDetail).toBe('/srv/vang/work/x: failed')
})

const listed = async (role: Role = 'scheduler') =>
  ((await (await app.as(role).get('/api/jobs')).json()) as { jobs: Record<string, unknown>[] }).jobs

it('lists what waits in the order in which it will be taken, and says behind how many and what', async () => {
  const running = await aJob('library.analyse', 'person-producer', { lane: 'picture', title: 'Đang chạy' })
  await app.deps.jobs.claim('picture')
  const later = await aJob('library.analyse', 'person-producer', { lane: 'picture', title: 'Sau' })
  const urgent = await aJob('library.analyse', 'person-producer', {
    lane: 'picture',
    title: 'Gấp',
    priority: 100,
  })
  const other = await aJob('uploads.take', 'person-producer', { lane: 'copy', title: 'Lối khác' })
  const jobs = await listed()
  expect(jobs.map(({ id }) => id)).toEqual([running, urgent, later, other])
  expect(jobs.map(({ ahead }) => ahead)).toEqual([null, 1, 2, 0])
  expect(jobs[1]).toMatchObject({ behind: 'Đang chạy', what: 'Phân tích cả bản ghi', askedBy: 'producer' })
})

it('lets those who answer for the day say what goes first, and nobody else', async () => {
  const first = await aJob('library.analyse', 'person-producer', { lane: 'picture' })
  const second = await aJob('library.analyse', 'person-producer', { lane: 'picture' })
  const order = async () => (await listed()).map(({ id }) => id)
  const move = async (role: Role, id: string, to: string) =>
    (await app.as(role).post(`/api/jobs/${id}/priority`, { move: to })).status
  expect(await order()).toEqual([first, second])
  expect(await move('producer', second, 'first')).toBe(403)
  expect(await order()).toEqual([first, second])
  expect(await move('scheduler', second, 'first')).toBe(200)
  expect(await order()).toEqual([second, first])
  expect(await move('scheduler', second, 'first')).toBe(409)
  expect(await move('admin', second, 'down')).toBe(200)
  expect((await app.deps.jobs.claim('picture'))?.id).toBe(first)
  expect(await move('admin', first, 'last')).toBe(409)
  expect(await move('admin', 'khong-co', 'up')).toBe(404)
  expect(await move('admin', second, 'sideways')).toBe(400)
})

it('keeps what ended, the latest first, behind what failed', async () => {
  const ended = async (title: string, state: 'dead' | 'done' | 'cancelled', finishedAt: string) => {
    const id = await aJob('packages.build', 'person-scheduler', { title })
    await app.deps.db
      .updateTable('job')
      .set({ state, finished_at: finishedAt })
      .where('id', '=', id)
      .execute()
  }
  await ended('sớm', 'done', '2026-01-01T00:00:00.000Z')
  await ended('hỏng', 'dead', '2026-01-01T00:00:01.000Z')
  await ended('muộn', 'cancelled', '2026-01-02T00:00:00.000Z')
  expect((await listed()).map(({ title }) => title)).toEqual(['hỏng', 'muộn', 'sớm'])
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

it('has a plain name for every kind of work, and somebody besides the administrator who may stop it', () => {
  const { producer, scheduler } = app.actors
  const nameless = Object.keys(handlers).filter(
    (kind) => !hasWords(`jobs.${kind}`) && !hasWords(`jobs.what_${kind}`),
  )
  const unstoppable = Object.keys(handlers).filter(
    (kind) => ![producer, scheduler].some((actor) => mayCancel(actor, { kind, unitId: actor.unitId })),
  )
  expect({ nameless, unstoppable }).toEqual({ nameless: [], unstoppable: [] })
})
