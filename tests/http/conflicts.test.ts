import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { aVersion, aWork } from '../support/library.ts'
import { anAppWithChannel, CHANNEL, SUNDAY } from '../support/schedule.ts'

let app: Awaited<ReturnType<typeof anAppWithChannel>>
beforeAll(async () => {
  app = await anAppWithChannel()
})
afterAll(() => app.close())
beforeEach(async () => {
  await app.deps.db.deleteFrom('slot').execute()
  await app.deps.db.deleteFrom('work_right').execute()
  await app.deps.db.updateTable('channel').set({ quotas: '[]' }).execute()
})

const MINUTE = 60_000
const MONDAY = '2021-09-27'
const conflicts = async (from = MONDAY) => (await app.week(from)).days.flatMap((day) => day.conflicts)
const only = async (code: string, from = MONDAY) => {
  const found = (await conflicts(from)).filter((conflict) => conflict.code === code)
  const [first] = found
  if (found.length !== 1 || !first) throw new Error(`${found.length} of ${code}`)
  return first
}
const scheduler = () => app.as('scheduler')

interface Amended {
  back: { id: string; revision: number }[]
}
/** The draft without the revisions, which only ever grow. */
const draft = async () => {
  const rows = await app.deps.db.selectFrom('slot').selectAll().orderBy('id').execute()
  return rows.map(({ revision, edited_at, edited_by, ...row }) => row)
}

/** An approved work of so many minutes. */
async function aProgramme(minutes: number, title: string) {
  const work = await aWork(app.deps, { title })
  await aVersion(app.deps, { work, durationMs: minutes * MINUTE, approvedUses: ['tv'] })
  return work
}

/** Makes the call that a remedy names, checks what is left, and takes it back. */
async function tried(code: string, remedyCode: string, from = MONDAY) {
  const before = await draft()
  const conflict = await only(code, from)
  const remedy = conflict.remedies.find((one) => one.code === remedyCode)
  if (!remedy) throw new Error(`no ${remedyCode} among ${conflict.remedies.map((one) => one.code)}`)
  const { method, path, body } = remedy.action
  const send = (how: typeof method, where: string, what: object) =>
    how === 'PATCH' ? scheduler().patch(`/api${where}`, what) : scheduler().post(`/api${where}`, what)
  const response = await send(method, path, body)
  expect([response.status, remedyCode]).toEqual([200, remedyCode])
  // The week's deadline is told besides, as long as something is not published.
  const left = (await conflicts(from)).map((one) => one.code).filter((one) => one !== 'deadline_passed')
  if (remedy.undo) await send(remedy.undo.method, remedy.undo.path, remedy.undo.body)
  else {
    const { back } = (await response.json()) as Amended
    const undone = await scheduler().post('/api/slots/amend', {
      channelId: CHANNEL,
      changes: back,
      follow: false,
    })
    expect(undone.status).toBe(200)
  }
  expect(await draft()).toEqual(before)
  return left
}

describe('conflicts of a week', () => {
  it('are each a plain sentence, with ways out named by what they do', async () => {
    await app.aSlot({ title: 'Thời sự' })
    await app.aSlot({ start: '20:20', title: 'Dân ca' })
    const overlap = await only('overlap')
    expect(overlap).toMatchObject({ severity: 'stop', day: SUNDAY, durationMs: 10 * MINUTE })
    expect(overlap.sentence).toBe(`“Dân ca” lúc 20:20 ngày 03/10 trùng 10'00" với “Thời sự”.`)
    expect(overlap.remedies.map(({ label }) => label)).toEqual([
      'Dời “Dân ca” sang 20:30',
      `Rút “Thời sự” còn 20'00"`,
      'Bỏ “Dân ca” khỏi lịch',
    ])
  })

  it('offer two or three ways out of an overlap, each of which ends it and can be taken back', async () => {
    await app.aSlot()
    await app.aSlot({ start: '20:20', title: 'Dân ca' })
    for (const way of ['move_after', 'shorten', 'take_out'])
      expect(await tried('overlap', way)).not.toContain('overlap')
  })

  it('close a gap, keep its place, or leave it on purpose', async () => {
    await app.aSlot()
    await app.aSlot({ start: '20:40', title: 'Dân ca' })
    for (const way of ['pull_up', 'hold_gap', 'leave_gap']) expect(await tried('gap', way)).toEqual([])
  })

  it('see what runs over midnight from both weeks', async () => {
    await app.aSlot({ start: '23:30', durationMs: 60 * MINUTE })
    await app.aSlot({ day: '2021-10-04', start: '00:20', title: 'Sớm' })
    expect((await only('overlap')).day).toBe(SUNDAY)
    expect((await only('overlap', '2021-10-04')).day).toBe('2021-10-04')
  })

  it('keep the place of what is not approved, as a name on the plan', async () => {
    const work = await aWork(app.deps, { title: 'Phóng sự' })
    const version = await aVersion(app.deps, { work, durationMs: 30 * MINUTE })
    await app.aSlot({ workId: work.id, durationMs: 30 * MINUTE })
    expect((await only('not_approved')).severity).toBe('warn')
    expect(await tried('not_approved', 'hold')).toEqual([])
    expect(await tried('not_approved', 'next_week')).toEqual([])
    await app.deps.db.updateTable('slot').set({ version_id: version.id }).execute()
    expect((await only('not_approved')).severity).toBe('stop')
    // Without the recording named by hand the place is kept until one is approved.
    expect(await tried('not_approved', 'hold')).toEqual(['not_approved'])
  })

  it('fit a slot to its recording, longer or shorter', async () => {
    const work = await aProgramme(40, 'Ký sự')
    await app.aSlot({ workId: work.id, durationMs: 30 * MINUTE })
    expect(await tried('too_long', 'lengthen')).not.toContain('too_long')
    await app.deps.db
      .updateTable('slot')
      .set({ duration_ms: 50 * MINUTE, ends_at: '2021-10-03T13:50:00.000Z' })
      .execute()
    expect(await tried('too_short', 'fit_and_leave')).not.toContain('too_short')
  })

  it('tell of a recording whose bytes are gone', async () => {
    const work = await aProgramme(30, 'Ký sự')
    await app.aSlot({ workId: work.id })
    expect((await only('media_missing')).remedies.map(({ code }) => code)).toEqual(['hold', 'take_out'])
    expect(await tried('media_missing', 'hold')).toEqual([])
  })

  it('put a repeat behind its first run, wherever that stands', async () => {
    const first = await app.aSlot({ day: '2021-10-02', start: '20:00' })
    await app.aSlot({ day: '2021-10-01', start: '09:00', firstSlotId: first.id })
    for (const way of ['swap', 'move_after_first', 'untie'])
      expect(await tried('repeat_before_first', way)).not.toContain('repeat_before_first')
    await app.move(first, { day: '2021-10-12' })
    expect((await only('repeat_before_first')).otherSlotId).toBe(first.id)
  })

  it('offer a repeat or a kept place in a language that is missed, or a smaller quota', async () => {
    await scheduler().patch(`/api/channels/${CHANNEL}`, {
      quotas: [{ language: 'hmn', leastMsPerWeek: 60 * MINUTE }],
    })
    await app.aSlot({ title: 'Bản tin tiếng Mông', language: 'hmn' })
    const quota = await only('quota')
    expect(quota.sentence).toBe(`Tiếng Mông trong tuần còn thiếu 30'00" so với chỉ tiêu 60'00".`)
    for (const way of ['repeat_in_gap', 'hold_language', 'lower_quota'])
      expect(await tried('quota', way)).not.toContain('quota')
  })

  it('say that the deadline has passed while something is not published', async () => {
    // The clock stands on the Monday, three days after the station wanted the week.
    const wednesday = '2021-09-29'
    await app.aSlot({ day: wednesday })
    const passed = await only('deadline_passed')
    expect(passed.sentence).toBe('Đã quá hạn gửi đài lúc 15:00 ngày 24/09 mà còn 1 mục chưa công bố.')
    expect(passed.remedies[0]?.action).toMatchObject({ body: { days: [wednesday], delayMs: 30_000 } })
    expect((await app.publish([wednesday])).status).toBe(200)
    expect(await conflicts()).toEqual([])
  })
})

describe('rights', () => {
  const limit = async (workId: string, values: object) => {
    const response = await scheduler().post(`/api/works/${workId}/rights`, { uses: ['tv'], ...values })
    expect(response.status).toBe(201)
  }

  it('that have expired are a wall, with the last day on which they held', async () => {
    const work = await aProgramme(30, 'Ký sự')
    await limit(work.id, { lastDay: '2021-10-02' })
    await app.aSlot({ workId: work.id })
    expect((await only('rights_expired')).sentence).toBe('Quyền phát “Ký sự” đã hết sau ngày 02/10.')
    const refused = await app.publish([SUNDAY])
    expect(refused.status).toBe(409)
    expect(await refused.json()).toMatchObject({ error: { code: 'rights', details: { count: 1 } } })
    expect(await tried('rights_expired', 'hold')).toEqual([])
  })

  it('hold on their last day', async () => {
    const work = await aProgramme(30, 'Ký sự')
    await limit(work.id, { lastDay: SUNDAY })
    await app.aSlot({ workId: work.id })
    expect((await conflicts()).map(({ code }) => code)).not.toContain('rights_expired')
  })

  it('are used up by runs of other weeks and channels', async () => {
    const work = await aProgramme(30, 'Ký sự')
    await limit(work.id, { runs: 2 })
    for (const day of ['2021-09-06', '2021-09-13']) await app.aSlot({ day, workId: work.id })
    await app.aSlot({ workId: work.id })
    expect((await only('rights_used_up')).values.count).toBe('2')
  })

  it('that begin later let the slot be moved to their first day', async () => {
    const work = await aProgramme(30, 'Ký sự')
    await limit(work.id, { from: '2021-10-05' })
    await app.aSlot({ workId: work.id })
    expect(await tried('rights_not_yet', 'move_to_right')).not.toContain('rights_not_yet')
  })

  it('for other uses alone leave nothing for television', async () => {
    const work = await aProgramme(30, 'Ký sự')
    await limit(work.id, { uses: ['loudspeaker', 'film'] })
    await app.aSlot({ workId: work.id })
    expect((await only('rights_other_use')).severity).toBe('stop')
  })
})
