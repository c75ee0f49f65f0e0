import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Deps } from '../../server/deps.ts'
import { codeOf } from '../support/answers.ts'
import { anApp } from '../support/app.ts'
import { aSource, aVersion, aWork } from '../support/library.ts'

type App = Awaited<ReturnType<typeof anApp>>
let app: App
beforeAll(async () => {
  app = await anApp()
})
afterAll(() => app.close())

async function aScript(
  deps: Deps,
  workId: string,
  language: string,
  values: Record<string, string | null> = {},
) {
  await deps.db
    .insertInto('script')
    .values({
      work_id: workId,
      language,
      text: 'Nhinh hây au chính sách',
      translation_vi: 'Mời bà con nghe chính sách',
      edited_by: 'person-producer',
      edited_at: deps.clock.now(),
      ...values,
    })
    .execute()
}

const submit = (id: string, uses = ['tv', 'loudspeaker']) =>
  app.as('producer').post(`/api/versions/${id}/submit`, { uses })

const decide = (version: { id: string; content_id: string }, values: Record<string, unknown> = {}) =>
  app.as('approver').post(`/api/review/${version.id}/decision`, {
    verdict: 'approved',
    uses: ['tv'],
    reason: 'Nội dung tốt',
    contentId: version.content_id,
    ...values,
  })

async function queue(role: 'approver' | 'producer'): Promise<{ versionId: string }[]> {
  return (await (await app.as(role).get('/api/review')).json()).items
}

const room = async (id: string) => (await app.as('approver').get(`/api/review/${id}`)).json()

async function aSubmitted(options: Parameters<typeof aVersion>[1] = {}) {
  const version = await aVersion(app.deps, options)
  expect((await submit(version.id)).status).toBe(200)
  return version
}

describe('sound alone', () => {
  it('is neither submitted nor approved for television, and is for loudspeakers', async () => {
    const version = await aVersion(app.deps, { values: { sound_only: 1 } })
    expect(await codeOf(await submit(version.id, ['tv', 'loudspeaker']))).toBe('no_picture')
    expect(await codeOf(await submit(version.id, ['tv']))).toBe('no_picture')
    expect((await submit(version.id, ['loudspeaker'])).status).toBe(200)
    expect(await codeOf(await decide(version, { uses: ['tv', 'loudspeaker'] }))).toBe('no_picture')
    const row = await app.deps.db
      .selectFrom('version')
      .select(['state', 'approved_uses'])
      .where('id', '=', version.id)
      .executeTakeFirstOrThrow()
    expect(row).toEqual({ state: 'submitted', approved_uses: '[]' })
    expect((await decide(version, { uses: ['loudspeaker'] })).status).toBe(201)
  })
})

describe('submitting', () => {
  it('puts a version before the approvers, oldest first, and says who holds it', async () => {
    const first = await aSubmitted()
    const second = await aSubmitted()
    const items = (await queue('approver')).filter(({ versionId }) =>
      [first.id, second.id].includes(versionId),
    )
    expect(items.map((item) => item.versionId)).toEqual([first.id, second.id])
    expect(items[0]).toMatchObject({
      heldBy: 'approvers',
      hindrance: null,
      uses: ['tv', 'loudspeaker'],
      submittedBy: { name: 'producer', unit: 'Đoàn Nghệ thuật tỉnh' },
    })
  })

  it('refuses a version whose source is not analysed yet', async () => {
    const version = await aVersion(app.deps, { source: await aSource(app.deps, { state: 'looked' }) })
    const response = await submit(version.id)
    expect(response.status).toBe(409)
    expect(await codeOf(response)).toBe('not_ready')
  })

  it('refuses a version in another language without a Vietnamese translation', async () => {
    const version = await aVersion(app.deps, { language: 'tyz' })
    expect(await codeOf(await submit(version.id))).toBe('translation_missing')
    await aScript(app.deps, version.work_id, 'tyz', { translation_vi: '  ' })
    expect(await codeOf(await submit(version.id))).toBe('translation_missing')
  })

  it('asks no translation of a recording without words', async () => {
    const version = await aVersion(app.deps, { language: null })
    expect((await submit(version.id)).status).toBe(200)
  })

  it('refuses another unit’s version, a second submission, and an approval that is already held', async () => {
    const foreign = await aVersion(app.deps, { work: await aWork(app.deps, { unit_id: 'unit-centre' }) })
    expect((await submit(foreign.id)).status).toBe(403)
    const version = await aSubmitted()
    expect(await codeOf(await submit(version.id))).toBe('conflict')
    const approved = await aVersion(app.deps, { approvedUses: ['tv'] })
    expect(await codeOf(await submit(approved.id, ['tv']))).toBe('conflict')
    expect((await submit(approved.id, ['loudspeaker'])).status).toBe(200)
  })

  it('refuses to submit for no use, and what is unknown or withdrawn', async () => {
    const version = await aVersion(app.deps)
    expect((await submit(version.id, [])).status).toBe(400)
    expect((await submit('unknown')).status).toBe(404)
    const gone = await aVersion(app.deps, { values: { state: 'withdrawn' } })
    expect(await codeOf(await submit(gone.id))).toBe('withdrawn')
  })

  it('can be taken back, once', async () => {
    const version = await aSubmitted()
    const back = () => app.as('producer').delete(`/api/versions/${version.id}/submission`)
    expect((await back()).status).toBe(200)
    expect((await room(version.id)).version.state).toBe('draft')
    expect(await codeOf(await back())).toBe('not_submitted')
    expect(await codeOf(await decide(version))).toBe('not_submitted')
  })
})

describe('deciding', () => {
  it('approves for the uses named, bound to the content, with an event and an audit row', async () => {
    const version = await aSubmitted()
    const response = await decide(version, { remarks: [{ atMs: 1000, toMs: 2000, text: 'Đẹp' }] })
    expect(response.status).toBe(201)
    expect(await response.json()).toMatchObject({
      verdict: 'approved',
      uses: ['tv'],
      contentId: version.content_id,
    })
    const { version: after, decisions, remarks } = await room(version.id)
    expect(after).toMatchObject({ state: 'approved', approvedUses: ['tv'] })
    expect(decisions[0]).toMatchObject({
      reason: 'Nội dung tốt',
      stale: false,
      decidedBy: { name: 'approver' },
    })
    expect(remarks[0]).toMatchObject({ atMs: 1000, toMs: 2000, approvalId: decisions[0].id })
    const event = await app.deps.reads
      .selectFrom('job')
      .select(['kind', 'payload'])
      .where('kind', '=', 'event.version.approved')
      .where('subject_id', '=', version.id)
      .executeTakeFirstOrThrow()
    expect(JSON.parse(event.payload)).toEqual({ versionId: version.id })
    const audit = await app.deps.reads
      .selectFrom('audit')
      .select('action')
      .where('subject_id', '=', version.id)
      .execute()
    expect(audit.map((row) => row.action)).toEqual(['review.submit', 'review.approved'])
  })

  it('asks for changes at places in time, and the maker sees them', async () => {
    const version = await aSubmitted()
    await decide(version, { verdict: 'changes', uses: [], remarks: [{ atMs: 5000, text: 'Sửa “70 năm”' }] })
    const item = (await queue('producer')).find(({ versionId }) => versionId === version.id)
    expect(item).toMatchObject({ state: 'changes', heldBy: 'makers', unresolved: 1 })
  })

  it('refuses a decision without a reason', async () => {
    const version = await aSubmitted()
    for (const verdict of ['approved', 'changes', 'rejected'])
      expect(await codeOf(await decide(version, { verdict, reason: '  ' }))).toBe('reason_missing')
    expect((await room(version.id)).decisions).toEqual([])
  })

  it('refuses a decision about content that has changed', async () => {
    const version = await aSubmitted()
    const response = await decide(version, { contentId: '0'.repeat(64) })
    expect(response.status).toBe(409)
    expect(await codeOf(response)).toBe('content_changed')
  })

  it('refuses whoever uploaded it, edited it last, or wrote its text', async () => {
    const uploaded = await aSubmitted({ values: { uploaded_by: 'person-approver' } })
    const edited = await aSubmitted({ values: { last_edited_by: 'person-approver' } })
    const spoken = await aVersion(app.deps, { language: 'tyz' })
    await aScript(app.deps, spoken.work_id, 'tyz', { edited_by: 'person-approver' })
    await submit(spoken.id)
    for (const version of [uploaded, edited, spoken]) {
      const response = await decide(version, { listener: 'Bà Nông Thị Én' })
      expect(response.status).toBe(403)
      expect(await codeOf(response)).toBe('own_work')
      expect((await room(version.id)).hindrance).toBe('own_work')
    }
  })

  it('wants to know who listened where the approver does not speak the language', async () => {
    const version = await aVersion(app.deps, { language: 'tyz' })
    await aScript(app.deps, version.work_id, 'tyz')
    await submit(version.id)
    expect((await room(version.id)).needsListener).toBe(true)
    const unnamed = await decide(version, { scriptRevision: (await room(version.id)).script.revision })
    expect(await codeOf(unnamed)).toBe('listener_missing')
    const { script } = await room(version.id)
    const signed = await decide(version, { listener: 'Bà Nông Thị Én', scriptRevision: script.revision })
    expect(signed.status).toBe(201)
    const { decisions, version: after } = await room(version.id)
    expect(decisions[0].listener).toBe('Bà Nông Thị Én')
    expect(after.listener).toBe('Bà Nông Thị Én')
  })

  it('asks no listener of an approver who speaks the language', async () => {
    const before = app.actors.approver
    app.actors.approver = { ...before, languages: ['vi', 'tyz'] }
    const version = await aVersion(app.deps, { language: 'tyz' })
    await aScript(app.deps, version.work_id, 'tyz')
    await submit(version.id)
    const { script } = await room(version.id)
    expect((await decide(version, { scriptRevision: script.revision })).status).toBe(201)
    app.actors.approver = before
  })

  it('takes nobody as the listener who made or submitted it, however the name is written', async () => {
    const version = await aVersion(app.deps, {
      language: 'tyz',
      values: { uploaded_by: 'person-film_team', last_edited_by: 'person-official' },
    })
    await aScript(app.deps, version.work_id, 'tyz')
    await app.deps.db
      .updateTable('person')
      .set({ name: 'Nông Thị Én' })
      .where('id', '=', 'person-official')
      .execute()
    const submitWith = (listener: string) =>
      app.as('producer').post(`/api/versions/${version.id}/submit`, { uses: ['tv'], listener })
    for (const listener of ['producer', 'Film_Team', '  nông  THỊ én '.normalize('NFD')])
      expect(await codeOf(await submitWith(listener))).toBe('listener_is_maker')
    expect((await room(version.id)).version.state).toBe('draft')
    expect((await submitWith('Nông Thị Én, bản Cốc Pàng')).status).toBe(200)
    const { script } = await room(version.id)
    const decideWith = (listener: string) => decide(version, { listener, scriptRevision: script.revision })
    for (const listener of ['PRODUCER', 'NÔNG THỊ ÉN'.normalize('NFD')]) {
      const refused = await decideWith(listener)
      expect(refused.status).toBe(422)
      expect(await codeOf(refused)).toBe('listener_is_maker')
    }
    expect((await room(version.id)).version).toMatchObject({ state: 'submitted', listenedAt: null })
    expect((await decideWith('Bà Mỷ')).status).toBe(201)
  })

  it('refuses a decision on words that were written anew since they were read', async () => {
    const version = await aVersion(app.deps, { language: 'tyz' })
    await aScript(app.deps, version.work_id, 'tyz')
    await submit(version.id)
    const { script } = await room(version.id)
    const decided = (scriptRevision: string | null | undefined) =>
      decide(version, { listener: 'Bà Mỷ', scriptRevision })
    await app.deps.db
      .updateTable('script')
      .set({ translation_vi: 'Lời khác', edited_at: '2021-10-01T00:00:00.001Z' })
      .where('work_id', '=', version.work_id)
      .execute()
    expect(await codeOf(await decided(script.revision))).toBe('stale')
    expect(await codeOf(await decided(null))).toBe('stale')
    expect(await codeOf(await decided(undefined))).toBe('stale')
    expect((await decided((await room(version.id)).script.revision)).status).toBe(201)
  })

  it('refuses when the translation was taken away after submission', async () => {
    const version = await aVersion(app.deps, { language: 'tyz' })
    await aScript(app.deps, version.work_id, 'tyz')
    await submit(version.id)
    await app.deps.db
      .updateTable('script')
      .set({ translation_vi: null })
      .where('work_id', '=', version.work_id)
      .execute()
    const { script } = await room(version.id)
    const decided = await decide(version, { listener: 'x', scriptRevision: script.revision })
    expect(await codeOf(decided)).toBe('translation_missing')
  })

  it('keeps one of two decisions made at once, and tells the second what was decided', async () => {
    const version = await aSubmitted()
    const answers = await Promise.all([
      decide(version, { verdict: 'rejected', reason: 'Sai' }),
      decide(version, { verdict: 'approved' }),
    ])
    const statuses = answers.map((answer) => answer.status).sort()
    expect(statuses).toEqual([201, 409])
    const refused = answers.find((answer) => answer.status === 409)
    const { error } = await (refused as Response).json()
    expect(error.code).toBe('already_decided')
    expect(error.details).toMatchObject({ decidedBy: 'approver' })
    const { decisions } = await room(version.id)
    expect(decisions).toHaveLength(1)
    expect(error.details.verdict).toBe(decisions[0].verdict)
  })

  it('leaves what is approved for television when the loudspeakers are refused', async () => {
    const version = await aVersion(app.deps, { approvedUses: ['tv'] })
    await submit(version.id, ['loudspeaker'])
    await decide(version, { verdict: 'rejected', uses: ['loudspeaker'], reason: 'Tiếng rè' })
    expect((await room(version.id)).version).toMatchObject({ state: 'approved', approvedUses: ['tv'] })
  })

  it('can be neither rewritten nor deleted', async () => {
    const version = await aSubmitted()
    await decide(version)
    await expect(app.deps.db.updateTable('approval').set({ reason: 'khác' }).execute()).rejects.toThrow(
      /append-only/,
    )
    await expect(app.deps.db.deleteFrom('approval').execute()).rejects.toThrow(/append-only/)
  })

  it('is for approvers alone, an administrator included among those who cannot', async () => {
    const version = await aSubmitted()
    for (const role of ['producer', 'scheduler', 'film_team', 'official', 'admin'] as const) {
      const response = await app.as(role).post(`/api/review/${version.id}/decision`, {})
      expect(response.status).toBe(403)
    }
  })
})

it('still refuses whoever made the cut after somebody else has written its text', async () => {
  const version = await aVersion(app.deps, { values: { last_edited_by: 'person-approver' } })
  const text = await app.as('producer').put(`/api/works/${version.work_id}/scripts/vi`, { text: 'Bà con ơi' })
  expect(text.status).toBe(200)
  expect((await submit(version.id)).status).toBe(200)
  expect(await codeOf(await decide(version))).toBe('own_work')
})
