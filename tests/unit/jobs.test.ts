import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { inTransaction } from '../../server/db/open.ts'
import { createEmbeddedJobs, LEASE_MS } from '../../server/jobs/embedded.ts'
import type { Jobs, NewJob } from '../../server/jobs/jobs.ts'
import { someDeps } from '../support/app.ts'

const aJob = (values: Partial<NewJob> = {}): NewJob => ({
  kind: 'test',
  lane: 'quick',
  subjectKind: 'thing',
  subjectId: '1',
  title: 'Việc',
  payload: { n: 1 },
  ...values,
})

// What any driver of the queue must do; the embedded one is the first to be asked.
describe('the queue', () => {
  let deps: Awaited<ReturnType<typeof someDeps>>
  let jobs: Jobs
  const clock = { bootId: 'boot-1', time: 0, monotonicMs: () => clock.time }
  const stateOf = async (id: string) =>
    (await deps.db.selectFrom('job').select('state').where('id', '=', id).executeTakeFirstOrThrow()).state
  const enqueue = (job: NewJob) => inTransaction(deps.db, (trx) => jobs.enqueue(trx, job))

  beforeEach(async () => {
    deps = await someDeps()
    Object.assign(clock, { bootId: 'boot-1', time: 1_000_000 })
    jobs = createEmbeddedJobs(deps.db, clock)
  })
  afterEach(() => deps.close())

  it('forgets a job whose transaction is rolled back', async () => {
    await inTransaction(deps.db, async (trx) => {
      await jobs.enqueue(trx, aJob())
      throw new Error('no')
    }).catch(() => undefined)
    expect(await jobs.claim('quick')).toBeUndefined()
  })

  it('gives each job to one claimer, the urgent first, then the oldest', async () => {
    const first = await enqueue(aJob())
    const second = await enqueue(aJob())
    const urgent = await enqueue(aJob({ priority: 5 }))
    const claims = await Promise.all([
      jobs.claim('quick'),
      jobs.claim('quick'),
      jobs.claim('quick'),
      jobs.claim('quick'),
    ])
    expect(claims.map((claim) => claim?.id)).toEqual([urgent, first, second, undefined])
  })

  it('keeps lanes apart', async () => {
    await enqueue(aJob({ lane: 'picture' }))
    expect(await jobs.claim('sound')).toBeUndefined()
    expect(await jobs.claim('picture')).toBeDefined()
  })

  it('answers the first job when the same key is enqueued again', async () => {
    const first = await enqueue(aJob({ key: 'k' }))
    expect(await enqueue(aJob({ key: 'k' }))).toBe(first)
  })

  it('waits for the moment a job may run', async () => {
    await enqueue(aJob({ runAt: new Date(Date.now() + 60_000).toISOString() }))
    expect(await jobs.claim('quick')).toBeUndefined()
  })

  it('records nothing from a claimer whose lease was given to another', async () => {
    const id = await enqueue(aJob())
    const old = await jobs.claim('quick')
    clock.time += LEASE_MS + 1
    expect(await jobs.releaseDead()).toBe(1)
    const next = await jobs.claim('quick')
    let recorded = 0
    if (!old || !next) throw new Error('both should have claimed')
    expect(await jobs.heartbeat(old)).toBe(false)
    expect(await jobs.finish(old, async () => void recorded++)).toBe(false)
    expect(await jobs.finish(next, async () => void recorded++)).toBe(true)
    expect(recorded).toBe(1)
    expect(await stateOf(id)).toBe('done')
  })

  it('takes a lease of another boot as dead at once', async () => {
    await enqueue(aJob())
    await jobs.claim('quick')
    clock.bootId = 'boot-2'
    clock.time = 5
    expect(await jobs.releaseDead()).toBe(1)
    expect(await jobs.claim('quick')).toBeDefined()
  })

  it('rolls the recording back together with the finish', async () => {
    const id = await enqueue(aJob())
    const claim = await jobs.claim('quick')
    if (!claim) throw new Error('should have claimed')
    await expect(
      jobs.finish(claim, async (trx) => {
        await trx
          .insertInto('sign_in_failure')
          .values({ key: 'half', failures: 1, last_failed_at: 'now' })
          .execute()
        throw new Error('no')
      }),
    ).rejects.toThrow('no')
    expect(await stateOf(id)).toBe('running')
    expect(await deps.db.selectFrom('sign_in_failure').selectAll().execute()).toEqual([])
  })

  it('tries again with back-off and gives up after the last try', async () => {
    const id = await enqueue(aJob())
    for (let attempt = 1; attempt <= 3; attempt++) {
      await deps.db.updateTable('job').set({ run_at: null }).execute()
      const claim = await jobs.claim('quick')
      if (!claim) throw new Error('should have claimed')
      await jobs.fail(claim, { code: 'broken', message: 'broken', final: false })
      expect(await stateOf(id)).toBe(attempt < 3 ? 'queued' : 'dead')
      if (attempt < 3) expect(await jobs.claim('quick')).toBeUndefined()
    }
    expect(await inTransaction(deps.db, (trx) => jobs.retry(trx, id))).toBe(true)
    expect(await jobs.claim('quick')).toBeDefined()
  })

  it('gives up at once on a failure that another try cannot mend', async () => {
    const id = await enqueue(aJob())
    const claim = await jobs.claim('quick')
    if (!claim) throw new Error('should have claimed')
    let told = 0
    await jobs.fail(claim, { code: 'not_media', message: '', final: true }, async () => void told++)
    expect(await stateOf(id)).toBe('dead')
    expect(told).toBe(1)
  })

  it('stops a running job that a person cancels', async () => {
    const id = await enqueue(aJob())
    const claim = await jobs.claim('quick')
    if (!claim) throw new Error('should have claimed')
    await inTransaction(deps.db, (trx) => jobs.cancel(trx, id))
    expect(await jobs.heartbeat(claim)).toBe(false)
    expect(await jobs.finish(claim, async () => undefined)).toBe(false)
    const told: string[] = []
    await jobs.fail(claim, { code: 'tool_failed', message: '', final: true }, async (_, { code }) => {
      told.push(code)
    })
    expect(await stateOf(id)).toBe('cancelled')
    expect(told).toEqual(['cancelled'])
  })

  it('does not let a job that kills its worker run for ever', async () => {
    const id = await enqueue(aJob())
    const told: unknown[] = []
    for (let death = 0; death < 7; death++) {
      await jobs.claim('quick')
      await jobs.releaseDead('all', async (_, { code }, job) => void told.push([code, job.id]))
    }
    expect(await stateOf(id)).toBe('dead')
    // Its subject hears of it once, instead of waiting for ever.
    expect(told).toEqual([['worker_died', id]])
  })
})
