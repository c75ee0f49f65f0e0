import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { inTransaction } from '../../server/db/open.ts'
import { scheduleJobs } from '../../server/schedule/publishing/publishing.jobs.ts'
import { aVersion, aWork } from '../support/library.ts'
import { anAppWithChannel, CHANNEL, errorOf, published } from '../support/schedule.ts'

let app: Awaited<ReturnType<typeof anAppWithChannel>>
beforeAll(async () => {
  app = await anAppWithChannel()
})
afterAll(() => app.close())

let days: string[] = []
beforeEach(async () => {
  days = await app.anEmptyWeek()
})
const day = (index: number) => days[index] ?? ''

describe('publishing that leaves later', () => {
  const later = async (delayMs = 30_000) => {
    const response = await app.publish(days, { delayMs })
    return ((await response.json()) as { leaving: { jobId: string; days: string[] } }).leaving
  }
  /** Runs the job as the worker does, now instead of in half a minute. */
  const leave = async (jobId: string) => {
    const { deps } = app
    const row = await deps.db.selectFrom('job').selectAll().where('id', '=', jobId).executeTakeFirstOrThrow()
    const job = { ...row, subjectKind: '', subjectId: '', createdBy: null, payload: JSON.parse(row.payload) }
    const context = { deps, signal: new AbortController().signal, progress: () => undefined }
    const recording = await scheduleJobs['schedule.publish']?.run(job, context)
    await inTransaction(deps.db, async (trx) => recording?.(trx))
  }

  it('waits, can be taken back, and then has published nothing', async () => {
    await app.aSlot({ day: day(0) })
    const { jobId, days: going } = await later()
    expect(going).toEqual([day(0)])
    expect((await app.week(day(0))).publishing).toMatchObject({ jobId, state: 'queued' })
    expect((await app.as('scheduler').post(`/api/jobs/${jobId}/cancel`)).status).toBe(200)
    expect((await app.week(day(0))).publishing).toBeNull()
    expect(await app.publicationsOf(day(0))).toEqual([])
  })

  it('publishes what stood there when the button was pressed, with an audit row in that person’s name', async () => {
    const slot = await app.aSlot({ day: day(0) })
    const { jobId } = await later()
    await app.move(slot, { start: '22:00' })
    await leave(jobId)
    const [inForce] = await app.publicationsOf(day(0))
    expect(inForce?.body.slots[0]).toMatchObject({ startsAt: slot.startsAt })
    const audit = await app.deps.db
      .selectFrom('audit')
      .selectAll()
      .where('subject_id', '=', inForce?.id ?? '')
      .executeTakeFirst()
    expect(audit).toMatchObject({ action: 'schedule.publish', person_id: 'person-scheduler' })
    expect((await app.week(day(0))).changes).toMatchObject([{ kind: 'moved' }])
  })

  it('can be told to leave at once, still as it stood when the button was pressed', async () => {
    const slot = await app.aSlot({ day: day(0) })
    const { jobId } = await later()
    await app.move(slot, { start: '22:00' })
    const now = (id: string) => app.as('scheduler').post(`/api/channels/${CHANNEL}/publish/${id}/now`)
    expect((await published(await now(jobId))).map((p) => p.number)).toEqual([1])
    expect((await app.publicationsOf(day(0)))[0]?.body.slots[0]).toMatchObject({ startsAt: slot.startsAt })
    expect((await errorOf(await now(jobId))).code).toBe('conflict')
    expect((await now('nobody')).status).toBe(404)
    await expect(leave(jobId)).rejects.toMatchObject({ code: 'stale' })
  })

  it('refuses at once what stands in the way already', async () => {
    await app.aSlot({ day: day(0) })
    await app.aSlot({ day: day(0) })
    expect((await errorOf(await app.publish(days, { delayMs: 30_000 }))).code).toBe('overlap')
  })

  it('does not leave over a publication made meanwhile', async () => {
    const slot = await app.aSlot({ day: day(0) })
    const { jobId } = await later()
    await app.move(slot, { start: '22:00' })
    await app.publish(days)
    const row = await app.deps.db.selectFrom('job').select('state').where('id', '=', jobId).executeTakeFirst()
    expect(row?.state).toBe('cancelled')
    await expect(leave(jobId)).rejects.toMatchObject({ code: 'stale' })
  })

  it('does not leave when an approval was withdrawn or the content changed meanwhile', async () => {
    const work = await aWork(app.deps)
    const version = await aVersion(app.deps, { work, approvedUses: ['tv'] })
    await app.aSlot({ day: day(0), workId: work.id })
    const { jobId } = await later()
    const set = (values: object) =>
      app.deps.db.updateTable('version').set(values).where('id', '=', version.id).execute()
    await set({ approved_uses: '[]' })
    await expect(leave(jobId)).rejects.toMatchObject({ code: 'not_approved' })
    await set({ approved_uses: '["tv"]', content_id: 'another' })
    await expect(leave(jobId)).rejects.toMatchObject({ code: 'content_changed' })
    expect(await app.publicationsOf(day(0))).toEqual([])
  })

  it('does not leave into a neighbour published meanwhile', async () => {
    const overMidnight = await app.aSlot({ day: day(0), start: '23:30', durationMs: 3_600_000 })
    const { jobId } = await later()
    await app.aSlot({ day: day(1), start: '00:00' })
    await app.takeOut(overMidnight)
    await app.publish([day(1)])
    await expect(leave(jobId)).rejects.toMatchObject({ code: 'overlap_in_force' })
  })
})
