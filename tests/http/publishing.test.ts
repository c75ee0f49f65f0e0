import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { aVersion, aWork } from '../support/library.ts'
import { anAppWithChannel, CHANNEL, errorOf, published, SUNDAY } from '../support/schedule.ts'

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

describe('publishing', () => {
  it('publishes a week in one go, only the days that changed, and numbers them', async () => {
    const early = await app.aSlot({ day: day(0) })
    await app.aSlot({ day: day(6) })
    const first = await published(await app.publish(days))
    expect(first.map((p) => [p.day, p.number])).toEqual([
      [day(0), 1],
      [day(6), 1],
    ])
    await app.move(early, { start: '20:05' })
    expect((await published(await app.publish(days))).map((p) => [p.day, p.number])).toEqual([[day(0), 2]])
    expect((await app.week(day(0))).inForce?.number).toBe(2)
  })

  it('never pins sound alone to a place on television', async () => {
    const work = await aWork(app.deps)
    const heard = await aVersion(app.deps, { work, approvedUses: ['tv'], values: { sound_only: 1 } })
    const slot = await app.aSlot({ day: day(0), workId: work.id })
    await app.publish([day(0)])
    expect((await app.publicationsOf(day(0)))[0]?.body.slots).toMatchObject([{ version: null }])
    await app.move(slot, { versionId: heard.id })
    expect(await (await app.publish([day(0)])).json()).toMatchObject({ error: { code: 'not_approved' } })
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
    const [inForce] = await app.publicationsOf(day(0))
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
    expect((await app.publicationsOf(day(0)))[0]?.body.slots[0]).toMatchObject({
      title: work.title,
      version: null,
    })
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
    expect(await app.publicationsOf(day(0))).toEqual([])
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
    await app.move(second, { start: '20:55' })
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
    await app.move(late, { durationMs: 3_600_000 })
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
    await app.move(late, { durationMs: 5_400_000 })
    await app.move(morning, { start: '01:00' })
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
    await app.takeOut(slot)
    expect((await published(await app.publish([day(0)]))).map((p) => p.number)).toEqual([2])
    expect((await app.publicationsOf(day(0)))[0]?.body.slots).toEqual([])
  })

  it('leaves nothing half done when one day of the week is refused', async () => {
    await app.aSlot({ day: day(0) })
    await app.aSlot({ day: day(3) })
    await app.aSlot({ day: day(3) })
    expect((await app.publish(days)).status).toBe(409)
    expect(await app.publicationsOf(day(0))).toEqual([])
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
