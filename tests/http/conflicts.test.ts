import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { aVersion, aWork } from '../support/library.ts'
import { anAppWithChannel, CHANNEL, errorOf, SUNDAY } from '../support/schedule.ts'

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
  const left = (await conflicts(from))
    .map((one) => one.code)
    .filter((one) => code === 'deadline_passed' || one !== 'deadline_passed')
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

  it('tell of a recording whose bytes are gone', async () => {
    const work = await aProgramme(30, 'Ký sự')
    await app.aSlot({ workId: work.id })
    expect((await only('media_missing')).remedies.map(({ code }) => code)).toEqual(['hold', 'take_out'])
    expect(await tried('media_missing', 'hold')).toEqual([])
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

/** Writes down what a work may be used for. */
async function limit(workId: string, values: object) {
  const response = await scheduler().post(`/api/works/${workId}/rights`, { uses: ['tv'], ...values })
  expect(response.status).toBe(201)
}
const aLimited = async (rights: object) => {
  const work = await aProgramme(30, 'Ký sự')
  await limit(work.id, rights)
  return work
}

/** Each kind: how it comes about, and what is left of the week after each click, in the order in which they stand. */
const kinds: [string, () => Promise<unknown>, Record<string, string[]>][] = [
  [
    'overlap',
    async () => {
      await app.aSlot()
      await app.aSlot({ start: '20:20', title: 'Dân ca' })
    },
    { move_after: [], shorten: [], take_out: [] },
  ],
  [
    'gap',
    async () => {
      await app.aSlot()
      await app.aSlot({ start: '20:40', title: 'Dân ca' })
    },
    { pull_up: [], hold_gap: [], leave_gap: [] },
  ],
  [
    'not_approved',
    async () => {
      const work = await aWork(app.deps, { title: 'Phóng sự' })
      await aVersion(app.deps, { work, durationMs: 30 * MINUTE })
      await app.aSlot({ workId: work.id, durationMs: 30 * MINUTE })
    },
    { hold: [], next_week: [], take_out: [] },
  ],
  [
    'media_missing',
    async () => app.aSlot({ workId: (await aProgramme(30, 'Ký sự')).id }),
    { hold: [], take_out: [] },
  ],
  [
    'too_long',
    async () => app.aSlot({ workId: (await aProgramme(40, 'Ký sự')).id, durationMs: 30 * MINUTE }),
    { lengthen: ['media_missing'], hold: [] },
  ],
  [
    'too_short',
    async () => app.aSlot({ workId: (await aProgramme(30, 'Ký sự')).id, durationMs: 40 * MINUTE }),
    { fit_and_fill: ['media_missing'], fit_and_leave: ['media_missing'] },
  ],
  [
    'repeat_before_first',
    async () => {
      const first = await app.aSlot({ day: '2021-10-02' })
      await app.aSlot({ day: '2021-10-01', start: '09:00', firstSlotId: first.id })
    },
    { swap: [], move_after_first: [], untie: [] },
  ],
  [
    'rights_expired',
    async () => app.aSlot({ workId: (await aLimited({ lastDay: '2021-10-02' })).id }),
    { hold: [], take_out: [] },
  ],
  [
    'rights_not_yet',
    async () => app.aSlot({ workId: (await aLimited({ from: '2021-10-05' })).id }),
    { move_to_right: [], hold: [], take_out: [] },
  ],
  [
    'rights_used_up',
    async () => {
      const work = await aLimited({ runs: 1 })
      await app.aSlot({ day: '2021-10-02', workId: work.id })
      await app.aSlot({ workId: work.id })
    },
    { hold: ['media_missing'], take_out: ['media_missing'] },
  ],
  [
    'rights_other_use',
    async () => app.aSlot({ workId: (await aLimited({ uses: ['film'] })).id }),
    { hold: [], take_out: [] },
  ],
  [
    'quota',
    async () => {
      const quotas = [{ language: 'hmn', leastMsPerWeek: 60 * MINUTE }]
      await scheduler().patch(`/api/channels/${CHANNEL}`, { quotas })
      await app.aSlot({ title: 'Bản tin tiếng Mông', language: 'hmn' })
    },
    { repeat_in_gap: [], hold_language: [], lower_quota: [] },
  ],
]

describe('every kind of conflict', () => {
  it.each(kinds)('%s ends with each of its clicks, which can be taken back', async (code, make, ways) => {
    await make()
    expect((await only(code)).remedies.map((remedy) => remedy.code)).toEqual(Object.keys(ways))
    for (const [way, left] of Object.entries(ways)) expect([way, await tried(code, way)]).toEqual([way, left])
  })

  it('has two ways out of a repeat whose first run stands weeks later', async () => {
    const first = await app.aSlot({ day: '2021-10-12' })
    await app.aSlot({ day: '2021-10-01', start: '09:00', firstSlotId: first.id })
    const ways = (await only('repeat_before_first')).remedies.map(({ code }) => code)
    expect(ways).toEqual(['move_after_first', 'untie'])
    for (const way of ways) expect(await tried('repeat_before_first', way)).toEqual([])
  })

  it('leaves what came late to the week after, and tells of what leaves now until it has left', async () => {
    await app.aSlot({ day: '2021-09-30', title: 'Bản tin' })
    const late = await only('deadline_passed')
    expect(late.remedies.map(({ code }) => code)).toEqual(['publish_now', 'late_to_next_week'])
    expect(await tried('deadline_passed', 'late_to_next_week')).toEqual([])
    const { path, body } = late.remedies[0]?.action ?? { path: '', body: {} }
    const leaving = (await (await scheduler().post(`/api${path}`, body)).json()) as {
      leaving: { jobId: string }
    }
    expect(leaving.leaving.jobId).toBeTruthy()
    expect((await conflicts()).map(({ code }) => code)).toEqual(['deadline_passed'])
    await app.deps.db.deleteFrom('job').execute()
  })
})

describe('rights', () => {
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

  let logged = 0
  /** A row of the log; without a slot the station aired it beside any plan. */
  const log = (day: string, aired: string | null, slot?: { id: string }) =>
    app.deps.db
      .insertInto('as_run')
      .values({
        id: `logged ${++logged}`,
        channel_id: CHANNEL,
        day,
        sequence: logged,
        title: 'Ký sự',
        slot_id: slot?.id ?? null,
        aired_work_id: aired,
        starts_at: aired && `${day}T13:00:00.000Z`,
        status: aired ? (slot ? 'AIRED' : 'EXTRA') : 'MISSED',
        source: 'hand',
        recorded_at: app.deps.clock.now(),
      })
      .execute()
  const usedUp = async (from = MONDAY) =>
    (await conflicts(from)).filter(({ code }) => code === 'rights_used_up').length

  it('are used up by what aired on any channel, not by drafts of the past', async () => {
    const work = await aLimited({ runs: 2 })
    const days = ['2021-09-06', '2021-09-13']
    for (const day of days) await app.aSlot({ day, workId: work.id })
    await app.aSlot({ workId: work.id })
    expect(await usedUp()).toBe(0)
    for (const day of days) await log(day, work.id)
    expect((await only('rights_used_up')).values.count).toBe('2')
    expect((await errorOf(await app.publish([SUNDAY]))).code).toBe('rights')
  })

  it('are used by what was published, until the log says that it did not air', async () => {
    const work = await aLimited({ runs: 1 })
    const past = await app.aSlot({ day: '2021-09-20', start: '20:00', workId: work.id })
    expect((await app.publish(['2021-09-20'])).status).toBe(200)
    await app.aSlot({ workId: work.id })
    expect(await usedUp()).toBe(1)
    await log('2021-09-20', null, past)
    expect(await usedUp()).toBe(0)
  })

  it('are used by what is published ahead, however late, also where its draft was dropped', async () => {
    const work = await aLimited({ runs: 1 })
    const later = await app.aSlot({ day: '2021-12-05', workId: work.id })
    await app.aSlot({ workId: work.id })
    // Two drafts: the later of them is one too many.
    expect([await usedUp(), await usedUp('2021-11-29')]).toEqual([0, 1])
    expect((await app.publish(['2021-12-05'])).status).toBe(200)
    expect([await usedUp(), await usedUp('2021-11-29')]).toEqual([1, 0])
    expect((await errorOf(await app.publish([SUNDAY]))).code).toBe('rights')
    await app.takeOut(later)
    expect(await usedUp()).toBe(1)
    expect((await app.publish(['2021-12-05'])).status).toBe(200)
    expect(await usedUp()).toBe(0)
  })

  it('for other uses alone leave nothing for television', async () => {
    const work = await aProgramme(30, 'Ký sự')
    await limit(work.id, { uses: ['loudspeaker', 'film'] })
    await app.aSlot({ workId: work.id })
    expect((await only('rights_other_use')).severity).toBe('stop')
  })
})
