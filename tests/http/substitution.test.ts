import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
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

const rule = (values: Record<string, unknown> = {}) => ({
  from: day(),
  to: days[1],
  hours: { from: 0, to: 86_400 },
  kinds: ['song'],
  words: ['giải trí'],
  keepWords: ['thời sự'],
  instead: { how: 'relay', title: 'Tiếp sóng đài quốc gia' },
  ...values,
})
const preview = (values: Record<string, unknown> = {}) =>
  bodyOf(app.as('scheduler').post(`/api/channels/${CHANNEL}/substitutions/preview`, rule(values)))
type Row = { day: string; slot: { slotId: string; title: string }; instead: unknown[]; leftMs: number }
const apply = (shown: { rows: Row[]; seen: unknown }, values: Record<string, unknown> = {}) =>
  app.as('scheduler').post(`/api/channels/${CHANNEL}/substitutions`, {
    name: 'Quốc tang',
    rule: rule(),
    seen: shown.seen,
    rows: shown.rows.map(({ day: of, slot, instead }) => ({ day: of, slotId: slot.slotId, instead })),
    ...values,
  })
const titles = async (of = day()) => (await app.publicationsOf(of))[0]?.body.slots.map((slot) => slot.title)

async function anEvening() {
  const song = await aWork(app.deps, { kind: 'song', title: 'Ca khúc biên giới' })
  await aVersion(app.deps, { work: song, approvedUses: ['tv'], durationMs: 240_000 })
  const sung = await app.aSlot({ day: day(), start: '19:00', workId: song.id })
  const news = await app.aSlot({ day: day(), start: '19:30', title: 'Thời sự giải trí' })
  const show = await app.aSlot({ day: day(), start: '20:00', title: 'Giải trí cuối tuần' })
  await app.aSlot({ day: days[1], start: '20:00', title: 'Trò chơi GIẢI TRÍ' })
  await app.publish(days)
  return { song, sung, news, show }
}

describe('a substitution', () => {
  it('proposes what goes by kind and by word, keeps what may stay, and names days nobody published', async () => {
    await anEvening()
    const shown = await preview({ to: days[2] })
    expect(shown.rows.map((row: Row & { why: unknown }) => [row.slot.title, row.why])).toEqual([
      ['Ca khúc biên giới', { by: 'kind', kind: 'song' }],
      ['Giải trí cuối tuần', { by: 'word', word: 'giải trí' }],
      ['Trò chơi GIẢI TRÍ', { by: 'word', word: 'giải trí' }],
    ])
    expect(shown.unpublished).toEqual([days[2]])
    const evening = await preview({ hours: { from: 72_000, to: 86_400 } })
    expect(evening.rows).toHaveLength(2)
  })

  it('publishes every day in one step, leaves rows that were not ticked, and returns to the plan as it was', async () => {
    const { sung, show } = await anEvening()
    const before = (await app.publicationsOf(day()))[0]?.body
    const shown = await preview()
    const made = await bodyOf(
      apply({ ...shown, rows: shown.rows.filter((row: Row) => row.slot.slotId !== show.id) }),
    )
    expect(await titles()).toEqual(['Tiếp sóng đài quốc gia', 'Thời sự giải trí', 'Giải trí cuối tuần'])
    expect(await titles(days[1])).toEqual(['Tiếp sóng đài quốc gia'])
    expect((await app.week(day())).changes).toEqual([])
    const { corrections } = await bodyOf(
      app.as('scheduler').get(`/api/channels/${CHANNEL}/days/${day()}/corrections`),
    )
    expect(corrections).toMatchObject([
      { reason: 'Quốc tang', lines: [{ kind: 'replaced', title: 'Ca khúc biên giới' }] },
    ])
    const back = await bodyOf(app.as('scheduler').post(`/api/substitutions/${made.substitution.id}/return`))
    expect(back.substitution.returnedByName).toBe('scheduler')
    expect((await app.publicationsOf(day()))[0]?.body).toEqual(before)
    const week = await app.week(day())
    expect(week.changes).toEqual([])
    expect(week.days[0]?.slots.map((slot) => slot.id)).toContain(sung.id)
    await refused(
      await app.as('scheduler').post(`/api/substitutions/${made.substitution.id}/return`),
      409,
      'returned_already',
    )
    const { substitutions } = await bodyOf(app.as('official').get(`/api/channels/${CHANNEL}/substitutions`))
    expect(substitutions[0]).toMatchObject({ name: 'Quốc tang', madeByName: 'scheduler' })
  })

  it('fills rows with approved works of other kinds, never longer than the row', async () => {
    const calm = await aWork(app.deps, { kind: 'announcement', title: 'Lời kêu gọi' })
    await aVersion(app.deps, { work: calm, approvedUses: ['tv'], durationMs: 180_000 })
    await anEvening()
    const shown = await preview({ instead: { how: 'fill', kinds: ['announcement', 'song'] } })
    const [first] = shown.rows
    expect(first.instead).toMatchObject([{ workId: calm.id, kind: 'work', durationMs: 180_000 }])
    expect(first.leftMs).toBe(60_000)
    expect((await apply(shown)).status).toBe(201)
    expect((await titles())?.[0]).toBe('Lời kêu gọi')
  })

  it('puts one chosen work into every place', async () => {
    const work = await aWork(app.deps, { kind: 'programme', title: 'Phim tài liệu' })
    await aVersion(app.deps, { work, approvedUses: ['tv'], durationMs: 3_600_000 })
    await anEvening()
    const shown = await preview({ instead: { how: 'work', workId: work.id } })
    expect(shown.rows.map((row: Row) => row.leftMs)).toEqual([0, 0, 0])
    const none = await aWork(app.deps)
    const answer = await app
      .as('scheduler')
      .post(
        `/api/channels/${CHANNEL}/substitutions/preview`,
        rule({ instead: { how: 'work', workId: none.id } }),
      )
    await refused(answer, 404, 'not_found')
  })

  it('refuses what nobody approved, what others published meanwhile, and what has aired; then nothing is kept', async () => {
    const { show } = await anEvening()
    const shown = await preview()
    const draft = await aWork(app.deps)
    const instead = [{ ...shown.rows[0].instead[0], kind: 'work', workId: draft.id, title: '' }]
    const unapproved = [{ day: day(), slotId: shown.rows[0].slot.slotId, instead }]
    await refused(await apply(shown, { rows: unapproved }), 409, 'not_approved')
    await app.move(show, { start: '21:00' })
    await app.publish(days)
    await refused(await apply(shown), 409, 'stale')
    await refused(await apply(shown, { name: '' }), 400, 'invalid')
    expect(await titles()).toContain('Ca khúc biên giới')
    const past = '2021-09-25'
    const aired = await app.aSlot({ day: past, title: 'Giải trí hôm qua' })
    await app.publish([past])
    const rows = [{ day: past, slotId: aired.id, instead: [] }]
    await refused(await apply(shown, { rows, seen: [] }), 409, 'already_aired')
  })

  it('is for schedulers alone', async () => {
    for (const role of ['approver', 'official', 'producer'] as const)
      await refused(
        await app.as(role).post(`/api/channels/${CHANNEL}/substitutions/preview`, rule()),
        403,
        'forbidden',
      )
  })
})

describe('a newer version', () => {
  const uses = (id: string) => bodyOf(app.as('scheduler').get(`/api/versions/${id}/older-uses`))
  const replace = (versionId: string, slotIds: string[], seen: unknown[]) =>
    app.as('scheduler').post(`/api/channels/${CHANNEL}/replacements`, { versionId, slotIds, seen })

  async function twoVersions() {
    const work = await aWork(app.deps, { title: 'Chuyện bản mình' })
    const old = await aVersion(app.deps, { work, approvedUses: ['tv'], durationMs: 600_000 })
    const pinned = await app.aSlot({ day: day(), start: '18:00', workId: work.id, versionId: old.id })
    const free = await app.aSlot({ day: day(), start: '19:00', workId: work.id })
    await app.publish(days)
    const fresh = await aVersion(app.deps, { work, approvedUses: ['tv'], durationMs: 600_000 })
    return { old, pinned, free, fresh }
  }

  it('takes over where the list is ticked, drafted and published, in one step that can be undone', async () => {
    const { old, pinned, free, fresh } = await twoVersions()
    const newer = await bodyOf(app.as('scheduler').get(`/api/channels/${CHANNEL}/newer-versions`))
    expect(newer.versions).toContainEqual(expect.objectContaining({ versionId: fresh.id, count: 2 }))
    const list = await uses(fresh.id)
    expect(list.channels[0].rows).toMatchObject([
      { slotId: pinned.id, draft: true, published: true, number: 1 },
      { slotId: free.id, draft: false, published: true, number: 1 },
    ])
    const { id } = await bodyOf(replace(fresh.id, [pinned.id], list.channels[0].seen))
    const pins = async () =>
      (await app.publicationsOf(day()))[0]?.body.slots.map(
        (slot) => (slot.version as { versionId: string }).versionId,
      )
    expect(await pins()).toEqual([fresh.id, old.id])
    expect((await app.week(day())).days[0]?.slots[0]?.versionId).toBe(fresh.id)
    expect((await uses(fresh.id)).channels[0].rows).toMatchObject([{ slotId: free.id }])
    expect((await app.as('scheduler').post(`/api/replacements/${id}/undo`)).status).toBe(200)
    expect(await pins()).toEqual([old.id, old.id])
    expect((await app.week(day())).days[0]?.slots[0]?.versionId).toBe(old.id)
    await refused(await app.as('scheduler').post(`/api/replacements/${id}/undo`), 409, 'returned_already')
  })

  it('is refused while not approved, where the place changed meanwhile, and to others than schedulers', async () => {
    const { pinned, free, fresh } = await twoVersions()
    const { channels } = await uses(fresh.id)
    await refused(await replace(fresh.id, ['khong-co'], channels[0].seen), 409, 'stale')
    await app.move(free, { start: '19:30' })
    await app.publish(days)
    await refused(await replace(fresh.id, [pinned.id], channels[0].seen), 409, 'stale')
    await app.deps.db
      .updateTable('version')
      .set({ state: 'submitted', approved_uses: '[]' })
      .where('id', '=', fresh.id)
      .execute()
    await refused(await replace(fresh.id, [pinned.id], []), 409, 'not_approved')
    await refused(
      await app.as('approver').post(`/api/channels/${CHANNEL}/replacements`, {}),
      403,
      'forbidden',
    )
  })
})
