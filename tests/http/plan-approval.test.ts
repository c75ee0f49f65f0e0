import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { bodyOf, refused } from '../support/answers.ts'
import { anAppWithChannel, CHANNEL } from '../support/schedule.ts'

let app: Awaited<ReturnType<typeof anAppWithChannel>>
beforeAll(async () => {
  app = await anAppWithChannel()
})
afterAll(() => app.close())

let days: string[] = []
const day = () => days[0] ?? ''
beforeEach(async () => {
  days = await app.anEmptyWeek()
})
afterEach(() => settings('never'))

const settings = (planApproval: string) =>
  app.as('scheduler').patch(`/api/channels/${CHANNEL}/publishing`, { planApproval })
const submit = async () =>
  (await bodyOf(app.as('scheduler').post(`/api/channels/${CHANNEL}/plans`, { days }))).plan
const decide = (id: string, sha256: string, verdict = 'approved', reason = '') =>
  app.as('approver').post(`/api/plans/${id}/decide`, { verdict, sha256, reason })

describe('a plan that is approved before it is published', () => {
  it('is off until the channel asks for it', async () => {
    await app.aSlot({ day: day() })
    expect((await bodyOf(app.as('official').get(`/api/channels/${CHANNEL}/publishing`))).planApproval).toBe(
      'never',
    )
    expect((await app.publish(days)).status).toBe(200)
  })

  it('cannot be published by its scheduler, now or later', async () => {
    await settings('always')
    await app.aSlot({ day: day() })
    await refused(await app.publish(days), 409, 'plan_needs_approval')
    await refused(await app.publish(days, { delayMs: 30_000 }), 409, 'plan_needs_approval')
  })

  it('is published word for word as it was submitted once an approver has approved it', async () => {
    await settings('always')
    const slot = await app.aSlot({ day: day(), title: 'Đã trình' })
    const plan = await submit()
    await app.move(slot, { title: 'Sửa sau khi trình' })
    const read = await bodyOf(app.as('approver').get(`/api/plans/${plan.id}`))
    expect(read).toMatchObject({
      mayDecide: true,
      changes: [{ kind: 'added', after: { title: 'Đã trình' } }],
    })
    const { published } = await bodyOf(decide(plan.id, plan.sha256))
    expect(published).toMatchObject([{ day: day(), number: 1 }])
    expect((await app.publicationsOf(day()))[0]?.body.slots).toMatchObject([{ title: 'Đã trình' }])
    await refused(await app.publish(days), 409, 'plan_needs_approval')
    const row = await app.deps.db
      .selectFrom('approval')
      .selectAll()
      .where('subject_id', '=', plan.id)
      .executeTakeFirstOrThrow()
    expect(row).toMatchObject({
      subject_kind: 'plan',
      content_id: plan.sha256,
      decided_by: 'person-approver',
    })
  })

  it('is returned with a reason, which must be given', async () => {
    await settings('always')
    await app.aSlot({ day: day() })
    const plan = await submit()
    await refused(await decide(plan.id, plan.sha256, 'returned'), 422, 'reason_missing')
    expect((await decide(plan.id, plan.sha256, 'returned', 'Thiếu bản tin tiếng Mông')).status).toBe(200)
    const { latest } = await bodyOf(app.as('scheduler').get(`/api/channels/${CHANNEL}/publishing`))
    expect(latest).toMatchObject({
      state: 'returned',
      reason: 'Thiếu bản tin tiếng Mông',
      decidedByName: 'approver',
    })
    const { details } = await refused(await decide(plan.id, plan.sha256), 409, 'plan_settled')
    expect(details).toMatchObject({ state: 'returned', decidedBy: 'approver' })
    expect(await app.publicationsOf(day())).toEqual([])
  })

  it('is decided neither by its last editor nor by another role nor for another content', async () => {
    await settings('always')
    const slot = await app.aSlot({ day: day() })
    await app.deps.db
      .updateTable('slot')
      .set({ edited_by: 'person-approver' })
      .where('id', '=', slot.id)
      .execute()
    const own = await submit()
    await refused(await decide(own.id, own.sha256), 403, 'own_work')
    await app.deps.db
      .updateTable('slot')
      .set({ edited_by: 'person-scheduler' })
      .where('id', '=', slot.id)
      .execute()
    const plan = await submit()
    await refused(await decide(plan.id, 'a'.repeat(64)), 409, 'content_changed')
    for (const role of ['scheduler', 'admin', 'official'] as const)
      await refused(
        await app.as(role).post(`/api/plans/${plan.id}/decide`, { verdict: 'approved', sha256: plan.sha256 }),
        403,
        'forbidden',
      )
    await refused(await decide(own.id, own.sha256), 409, 'plan_settled')
  })

  it('is shown to approvers among what waits for them, and withdrawn by its scheduler', async () => {
    await settings('always')
    await app.aSlot({ day: day() })
    const plan = await submit()
    const items = async () => (await bodyOf(app.as('approver').get('/api/today'))).items
    expect(await items()).toContainEqual(
      expect.objectContaining({ kind: 'plan', link: `/lich/duyet/${plan.id}` }),
    )
    expect((await bodyOf(app.as('official').get('/api/plans'))).plans).toContainEqual(
      expect.objectContaining({ id: plan.id, days: [day()] }),
    )
    await app.as('scheduler').post(`/api/plans/${plan.id}/withdraw`)
    expect((await items()).map((item: { link: string }) => item.link)).not.toContain(`/lich/duyet/${plan.id}`)
  })

  it('cannot be approved once somebody has published the day', async () => {
    await app.aSlot({ day: day() })
    const plan = await submit()
    await app.publish(days)
    await refused(await decide(plan.id, plan.sha256), 409, 'stale')
  })

  it('needs nobody for another hour where only new content is looked at', async () => {
    await settings('new_content')
    const slot = await app.aSlot({ day: day() })
    await refused(await app.publish(days), 409, 'plan_needs_approval')
    const plan = await submit()
    await decide(plan.id, plan.sha256)
    await app.move(slot, { start: '21:00' })
    expect((await app.publish(days)).status).toBe(200)
  })
})

describe('publishing what was looked at', () => {
  it('refuses the draft that somebody edited after it was looked at, and tells what it is now', async () => {
    const slot = await app.aSlot({ day: day() })
    const { days: shown } = await bodyOf(
      app.as('scheduler').get(`/api/channels/${CHANNEL}/week?from=${day()}`),
    )
    const seen = [{ day: day(), number: 0, sha256: shown[0].sha256 }]
    await app.move(slot, { start: '21:00' })
    const { details } = await refused(await app.publish(days, { seen }), 409, 'stale')
    expect(details).toMatchObject({ day: day(), draft: [{ kind: 'added' }], published: null })
    await app.move({ ...slot, revision: slot.revision + 1 }, { start: '20:00' })
    expect((await app.publish(days, { seen })).status).toBe(200)
    const again = await refused(await app.publish(days, { seen }), 409, 'stale')
    expect(again.details.published).toMatchObject({ number: 1, by: 'scheduler' })
  })
})
