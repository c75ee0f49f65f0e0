import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { bodyOf, refused } from '../support/answers.ts'
import { aVersion, aWork } from '../support/library.ts'
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

describe('what could not wait for an approver', () => {
  /** A published evening on a channel that has its plans approved. */
  async function anEvening(setting: string) {
    const works = ['Ca khúc cũ', 'Dân ca'].map((title) => ({ title }))
    const [old, fresh] = await Promise.all(works.map((work) => aWork(app.deps, { kind: 'song', ...work })))
    if (!old || !fresh) throw new Error('no works')
    for (const work of [old, fresh])
      await aVersion(app.deps, { work, approvedUses: ['tv'], durationMs: 240_000 })
    const slot = await app.aSlot({ day: day(), start: '20:00', workId: old.id })
    expect((await app.publish([day()])).status).toBe(200)
    await settings(setting)
    return { slot, old, fresh }
  }
  const substituted = async (slotId: string, instead: object) => {
    const rule = { from: day(), to: day(), hours: { from: 0, to: 86_400 }, kinds: ['song'], words: [] }
    const row = { workId: null, versionId: null, startsAt: `${day()}T13:00:00.000Z`, durationMs: 240_000 }
    const response = await app.as('scheduler').post(`/api/channels/${CHANNEL}/substitutions`, {
      name: 'Quốc tang',
      rule: { ...rule, keepWords: [], instead: { how: 'relay', title: 'Nhạc nghi lễ' } },
      seen: [{ day: day(), number: 1 }],
      rows: [{ day: day(), slotId, instead: [{ ...row, ...instead }] }],
    })
    return bodyOf(Promise.resolve(response))
  }
  const relay = { kind: 'relay', title: 'Nhạc nghi lễ' }
  const leftPlans = async () =>
    (await bodyOf(app.as('approver').get('/api/plans'))).plans.filter(
      (plan: { leftAt: string | null; days: string[] }) => plan.leftAt && plan.days.includes(day()),
    )

  it.each(['always', 'new_content'])('leaves at once and is looked at afterwards: %s', async (setting) => {
    const { slot } = await anEvening(setting)
    const { substitution } = await substituted(slot.id, relay)
    expect((await app.publicationsOf(day()))[0]?.body.slots).toMatchObject([{ title: 'Nhạc nghi lễ' }])
    const [plan] = await leftPlans()
    expect(plan).toMatchObject({ days: [day()], note: 'Quốc tang', submittedByName: 'scheduler' })
    const { items } = await bodyOf(app.as('approver').get('/api/today'))
    expect(items).toContainEqual(expect.objectContaining({ link: `/lich/duyet/${plan.id}` }))
    const read = await bodyOf(app.as('approver').get(`/api/plans/${plan.id}`))
    expect(read).toMatchObject({ mayDecide: true, days: [{ overtaken: false }] })
    expect(read.changes.map(({ kind }: { kind: string }) => kind)).toContain('added')
    await refused(await app.as('scheduler').post(`/api/plans/${plan.id}/withdraw`), 409, 'conflict')
    await refused(await decide(plan.id, plan.sha256, 'returned'), 422, 'reason_missing')
    expect(await bodyOf(decide(plan.id, plan.sha256, 'returned', 'Sai bài'))).toMatchObject({
      published: [],
      submission: { state: 'returned', decidedByName: 'approver' },
    })
    expect((await app.publicationsOf(day())).map(({ number }) => number)).toEqual([2, 1])
    // Going back brings nothing that was not there before: nobody is asked again.
    const back = await app.as('scheduler').post(`/api/substitutions/${substitution.id}/return`)
    expect(back.status).toBe(200)
    expect(await leftPlans()).toEqual([])
  })

  it('is approved without being published twice', async () => {
    const { slot, fresh } = await anEvening('always')
    await substituted(slot.id, { kind: 'work', workId: fresh.id, title: fresh.title })
    const [plan] = await leftPlans()
    expect(await bodyOf(decide(plan.id, plan.sha256))).toMatchObject({ published: [] })
    expect((await app.publicationsOf(day())).map(({ number }) => number)).toEqual([2, 1])
    const row = await app.deps.db
      .selectFrom('approval')
      .selectAll()
      .where('subject_id', '=', plan.id)
      .executeTakeFirstOrThrow()
    expect(row).toMatchObject({ verdict: 'approved', content_id: plan.sha256 })
  })

  it('asks of a newer recording that takes over, not when it is taken back', async () => {
    const { slot, old } = await anEvening('always')
    const newer = await aVersion(app.deps, { work: old, approvedUses: ['tv'], durationMs: 230_000 })
    const replaced = await app.as('scheduler').post(`/api/channels/${CHANNEL}/replacements`, {
      versionId: newer.id,
      slotIds: [slot.id],
      seen: [{ day: day(), number: 1 }],
    })
    const { id } = await bodyOf(Promise.resolve(replaced))
    expect(await leftPlans()).toHaveLength(1)
    expect((await app.as('scheduler').post(`/api/replacements/${id}/undo`)).status).toBe(200)
    expect(await leftPlans()).toHaveLength(1)
  })

  it('asks nobody for other hours, nor on a channel that approves no plans', async () => {
    const { slot } = await anEvening('always')
    const moved = await app.as('scheduler').post(`/api/channels/${CHANNEL}/days/${day()}/urgent`, {
      base: 1,
      moves: [{ slotId: slot.id, start: '20:30' }],
    })
    expect(moved.status).toBe(200)
    await settings('never')
    expect(await leftPlans()).toEqual([])
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
