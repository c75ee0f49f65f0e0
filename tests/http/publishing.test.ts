import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { inTransaction } from '../../server/db/open.ts'
import { scheduleJobs } from '../../server/schedule/publishing.jobs.ts'
import type { Slot } from '../../server/schedule/slots.queries.ts'
import { aVersion, aWork } from '../support/library.ts'
import { anAppWithChannel, CHANNEL, errorOf, SUNDAY } from '../support/schedule.ts'

let app: Awaited<ReturnType<typeof anAppWithChannel>>
beforeAll(async () => {
  app = await anAppWithChannel()
})
afterAll(() => app.close())

// Publications are for ever, so each test has a week of its own.
let week = 0
let days: string[] = []
beforeEach(async () => {
  await app.deps.db.deleteFrom('slot').execute()
  const monday = mondayMs(week++)
  days = Array.from({ length: 7 }, (_, i) => new Date(monday + i * 86_400_000).toISOString().slice(0, 10))
})
const mondayMs = (index: number) => Date.parse('2021-10-04') + index * 14 * 86_400_000
const day = (index: number) => days[index] ?? ''

type Published = { published: { day: string; number: number; publicationId: string }[] }
const published = async (response: Response) => ((await response.json()) as Published).published
const bodies = async (of: string) => {
  const response = await app.as('official').get(`/api/channels/${CHANNEL}/days/${of}/publications`)
  return (
    (await response.json()) as {
      publications: { id: string; number: number; body: { slots: Record<string, unknown>[] } }[]
    }
  ).publications
}
const move = (slot: Slot, values: object) =>
  app.as('scheduler').patch(`/api/slots/${slot.id}`, { revision: slot.revision, ...values })

describe('publishing', () => {
  it('publishes a week in one go, only the days that changed, and numbers them', async () => {
    const early = await app.aSlot({ day: day(0) })
    await app.aSlot({ day: day(6) })
    const first = await published(await app.publish(days))
    expect(first.map((p) => [p.day, p.number])).toEqual([
      [day(0), 1],
      [day(6), 1],
    ])
    await move(early, { start: '20:05' })
    expect((await published(await app.publish(days))).map((p) => [p.day, p.number])).toEqual([[day(0), 2]])
    expect((await app.week(day(0))).inForce?.number).toBe(2)
  })

  it('pins the version, its content and its points, so that a later approval changes nothing in force', async () => {
    const work = await aWork(app.deps)
    const version = await aVersion(app.deps, {
      work,
      durationMs: 600_000,
      approvedUses: ['tv'],
      values: { in_ms: 1000, out_ms: 301_000 },
    })
    await app.aSlot({ day: day(0), workId: work.id })
    await app.publish([day(0)])
    const newer = await aVersion(app.deps, { work, durationMs: 600_000, approvedUses: ['tv'] })
    const [inForce] = await bodies(day(0))
    expect(inForce?.body.slots[0]).toMatchObject({
      workId: work.id,
      durationMs: 300_000,
      version: {
        versionId: version.id,
        contentId: version.content_id,
        sourceSha256: version.source_sha256,
        inMs: 1000,
        outMs: 301_000,
        durationMs: 300_000,
      },
    })
    const { changes } = await app.week(day(0))
    expect(changes).toMatchObject([
      { kind: 'changed', fields: ['version'], after: { version: { versionId: newer.id } } },
    ])
  })

  it('publishes a place that is kept as planned, without a version', async () => {
    const work = await aWork(app.deps)
    await aVersion(app.deps, { work, durationMs: 600_000, approvedUses: ['loudspeaker'] })
    await app.aSlot({ day: day(0), workId: work.id })
    expect((await app.publish([day(0)])).status).toBe(200)
    expect((await bodies(day(0)))[0]?.body.slots[0]).toMatchObject({ title: work.title, version: null })
  })

  it('refuses to name a version that is not approved for television', async () => {
    const work = await aWork(app.deps)
    const version = await aVersion(app.deps, { work, approvedUses: ['loudspeaker'] })
    await app.aSlot({ day: day(0), workId: work.id, versionId: version.id })
    expect(await errorOf(await app.publish([day(0)]))).toMatchObject({
      status: 409,
      code: 'not_approved',
      message: `“${work.title}” chưa được duyệt nên chưa dùng được.`,
    })
    expect(await bodies(day(0))).toEqual([])
  })

  it('refuses a slot over another, and says which and by how much', async () => {
    const first = await app.aSlot({ day: day(5), start: '20:10', durationMs: 45 * 60_000 })
    const second = await app.aSlot({ day: day(5), start: '20:45', durationMs: 15 * 60_000 })
    const error = await errorOf(await app.publish(days))
    expect(error).toMatchObject({
      status: 409,
      code: 'overlap',
      details: {
        count: 1,
        overlaps: [{ first: { slotId: first.id }, second: { slotId: second.id }, durationMs: 600_000 }],
      },
    })
    await move(second, { start: '20:55' })
    expect((await app.publish(days)).status).toBe(200)
  })

  it('refuses a slot over midnight that meets the next day in force, and lets it end just where that begins', async () => {
    await app.aSlot({ day: day(1), start: '00:30' })
    await app.publish([day(1)])
    const late = await app.aSlot({ day: day(0), start: '23:30', durationMs: 3_660_000 })
    expect(await errorOf(await app.publish([day(0)]))).toMatchObject({
      status: 409,
      code: 'overlap_in_force',
      details: { day: day(1) },
    })
    await move(late, { durationMs: 3_600_000 })
    expect((await app.publish([day(0)])).status).toBe(200)
  })

  it('meets the day before as well', async () => {
    await app.aSlot({ day: day(0), start: '23:30', durationMs: 3_600_000 })
    await app.publish([day(0)])
    await app.aSlot({ day: day(1), start: '00:00', durationMs: 60_000 })
    expect((await errorOf(await app.publish([day(1)]))).code).toBe('overlap_in_force')
  })

  it('judges neighbours published together by their new state', async () => {
    await app.aSlot({ day: day(0), start: '23:30', durationMs: 3_600_000 })
    const morning = await app.aSlot({ day: day(1), start: '00:30' })
    await app.publish([day(0), day(1)])
    const [late] = (await app.week(day(0))).days[0]?.slots ?? []
    if (!late) throw new Error('the late slot is gone')
    await move(late, { durationMs: 5_400_000 })
    await move(morning, { start: '01:00' })
    expect((await errorOf(await app.publish([day(0)]))).code).toBe('overlap_in_force')
    expect((await published(await app.publish([day(0), day(1)]))).map((p) => p.number)).toEqual([2, 2])
  })

  it('has nothing to publish where nothing changed, nor of empty days', async () => {
    expect((await errorOf(await app.publish(days))).code).toBe('nothing_to_publish')
    await app.aSlot({ day: day(0) })
    await app.publish(days)
    expect((await errorOf(await app.publish(days))).code).toBe('nothing_to_publish')
  })

  it('publishes the emptiness of a day that was cleared', async () => {
    const slot = await app.aSlot({ day: day(0) })
    await app.publish([day(0)])
    await app.as('scheduler').delete(`/api/slots/${slot.id}`)
    expect((await published(await app.publish([day(0)]))).map((p) => p.number)).toEqual([2])
    expect((await bodies(day(0)))[0]?.body.slots).toEqual([])
  })

  it('leaves nothing half done when one day of the week is refused', async () => {
    await app.aSlot({ day: day(0) })
    await app.aSlot({ day: day(3) })
    await app.aSlot({ day: day(3) })
    expect((await app.publish(days)).status).toBe(409)
    expect(await bodies(day(0))).toEqual([])
  })

  it('refuses unknown channels, days that are none, and none at all', async () => {
    const post = (id: string, body: object) => app.as('scheduler').post(`/api/channels/${id}/publish`, body)
    expect((await post('vtv1', { days })).status).toBe(404)
    expect((await post(CHANNEL, { days: [] })).status).toBe(400)
    expect((await post(CHANNEL, { days: ['hôm nay'] })).status).toBe(400)
    expect((await post(CHANNEL, { days, delayMs: -1 })).status).toBe(400)
  })

  it('tells later features by an event in the same transaction', async () => {
    await app.aSlot({ day: day(0) })
    const [made] = await published(await app.publish([day(0)]))
    const events = await app.deps.db
      .selectFrom('job')
      .selectAll()
      .where('kind', '=', 'event.day.published')
      .execute()
    expect(events.map((event) => JSON.parse(event.payload))).toContainEqual({
      publicationId: made?.publicationId,
    })
  })
})

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
    expect(await bodies(day(0))).toEqual([])
  })

  it('publishes what stood there when the button was pressed, with an audit row in that person’s name', async () => {
    const slot = await app.aSlot({ day: day(0) })
    const { jobId } = await later()
    await move(slot, { start: '22:00' })
    await leave(jobId)
    const [inForce] = await bodies(day(0))
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
    await move(slot, { start: '22:00' })
    const now = (id: string) => app.as('scheduler').post(`/api/channels/${CHANNEL}/publish/${id}/now`)
    expect((await published(await now(jobId))).map((p) => p.number)).toEqual([1])
    expect((await bodies(day(0)))[0]?.body.slots[0]).toMatchObject({ startsAt: slot.startsAt })
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
    await move(slot, { start: '22:00' })
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
    expect(await bodies(day(0))).toEqual([])
  })

  it('does not leave into a neighbour published meanwhile', async () => {
    await app.aSlot({ day: day(0), start: '23:30', durationMs: 3_600_000 })
    const { jobId } = await later()
    await app.aSlot({ day: day(1), start: '00:00' })
    const row = await app.deps.db.selectFrom('slot').selectAll().where('day', '=', day(0)).executeTakeFirst()
    await app.as('scheduler').delete(`/api/slots/${row?.id}`)
    await app.publish([day(1)])
    await expect(leave(jobId)).rejects.toMatchObject({ code: 'overlap_in_force' })
  })
})

describe('history', () => {
  it('tells the changes between two numbers, and from one to the draft', async () => {
    const slot = await app.aSlot({ day: day(0), title: 'Phim' })
    await app.publish(days)
    await move(slot, { start: '21:10' })
    await app.publish(days)
    await app.as('scheduler').delete(`/api/slots/${slot.id}`)
    const changes = async (query: string) => {
      const response = await app
        .as('official')
        .get(`/api/channels/${CHANNEL}/days/${day(0)}/changes?${query}`)
      return ((await response.json()) as { changes: { kind: string }[] }).changes?.map(
        (change) => change.kind,
      )
    }
    expect(await changes('from=0&to=1')).toEqual(['added'])
    expect(await changes('from=1&to=2')).toEqual(['moved'])
    expect(await changes('from=2')).toEqual(['removed'])
    expect(
      (await app.as('official').get(`/api/channels/${CHANNEL}/days/${day(0)}/changes?from=9`)).status,
    ).toBe(404)
    expect((await app.as('official').get(`/api/channels/${CHANNEL}/days/${day(0)}/changes`)).status).toBe(400)
  })

  it('goes back by publishing the old state anew, with the recording that aired then', async () => {
    const work = await aWork(app.deps)
    const old = await aVersion(app.deps, { work, approvedUses: ['tv'] })
    const first = await app.aSlot({ day: day(0), workId: work.id })
    const again = (await (
      await app.as('scheduler').post(`/api/slots/${first.id}/repeats`, { day: day(2), start: '17:30' })
    ).json()) as { slot: Slot }
    await app.publish(days)
    const [one] = await bodies(day(0))
    await aVersion(app.deps, { work, approvedUses: ['tv'] })
    await app.as('scheduler').delete(`/api/slots/${first.id}`)
    await app.aSlot({ day: day(0), title: 'Khác' })
    await app.publish([day(0)])

    expect((await app.as('scheduler').post(`/api/publications/${one?.id}/restore-as-draft`)).status).toBe(200)
    expect((await published(await app.publish([day(0)]))).map((p) => p.number)).toEqual([3])
    const [third, second] = await bodies(day(0))
    expect(third?.body).toEqual(one?.body)
    expect(third?.body.slots[0]).toMatchObject({ version: { versionId: old.id } })
    expect(second?.body.slots[0]).toMatchObject({ title: 'Khác' })
    expect(again.slot.firstSlotId).toBe(first.id)
  })

  it('lays a slot anew that has moved to another day since', async () => {
    const slot = await app.aSlot({ day: day(0) })
    await app.publish(days)
    const [one] = await bodies(day(0))
    await move(slot, { day: day(4) })
    await app.as('scheduler').post(`/api/publications/${one?.id}/restore-as-draft`)
    const laid = (await app.week(day(0))).days.flatMap((of) =>
      of.slots.map((s) => [of.day, s.id === slot.id]),
    )
    expect(laid).toEqual([
      [day(0), false],
      [day(4), true],
    ])
  })

  it('cannot go back to what is no day of television', async () => {
    expect((await app.as('scheduler').post('/api/publications/nobody/restore-as-draft')).status).toBe(404)
  })
})

describe('who may', () => {
  it('lets everyone of the staff read, the scheduler alone change and publish, the film team neither', async () => {
    await app.aSlot({ day: day(0) })
    const read = `/api/channels/${CHANNEL}/week?from=${SUNDAY}`
    for (const role of ['producer', 'approver', 'official', 'admin'] as const) {
      expect((await app.as(role).get(read)).status).toBe(200)
      expect((await app.as(role).post(`/api/channels/${CHANNEL}/publish`, { days })).status).toBe(403)
      expect((await app.as(role).post('/api/slots', {})).status).toBe(403)
    }
    expect((await app.as('film_team').get(read)).status).toBe(403)
    expect((await app.as(null).get(read)).status).toBe(401)
  })
})
