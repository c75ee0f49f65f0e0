import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Proposal } from '../../server/schedule/filling/filling.service.ts'
import type { Slot } from '../../server/schedule/slots.queries.ts'
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
  await app.deps.db.updateTable('version').set({ approved_uses: '[]' }).execute()
})

const scheduler = () => app.as('scheduler')
const at = (path: string) => `/api/channels/${CHANNEL}/${path}`
const GAP = { startsAt: '2021-10-03T13:30:00.000Z', endsAt: '2021-10-03T13:34:30.000Z' }
const query = (more = '') => `filling?startsAt=${GAP.startsAt}&endsAt=${GAP.endsAt}${more}`

async function aClip(
  title: string,
  seconds: number,
  more: { kind?: 'filler' | 'song' | 'programme'; credits?: string } = {},
) {
  const work = await aWork(app.deps, { title, kind: 'filler', ...more })
  return {
    work,
    version: await aVersion(app.deps, { work, durationMs: seconds * 1000, approvedUses: ['tv'] }),
  }
}
const propose = async (more = '') => {
  const response = await app.as('official').get(at(query(more)))
  return ((await response.json()) as { proposal: Proposal }).proposal
}
const titles = (proposal: Proposal) => proposal.clips.map(({ filler }) => filler.title).sort()
const lay = (gaps: object[]) => scheduler().post(at('fillings'), { gaps })
const surrounded = async () => {
  await app.aSlot({ start: '20:00' })
  await app.aSlot({ start: '20:34:30' })
}

describe('filling a gap', () => {
  it('proposes approved clips of the channel’s kinds that fit, never over', async () => {
    await aClip('A', 170)
    await aClip('B', 100)
    await aClip('C', 90)
    await aClip('A programme', 270, { kind: 'programme' })
    const work = await aWork(app.deps, { title: 'Not approved', kind: 'filler' })
    await aVersion(app.deps, { work, durationMs: 270_000 })
    const proposal = await propose()
    expect(titles(proposal)).toEqual(['A', 'B'])
    expect([proposal.filledMs, proposal.leftMs]).toEqual([270_000, 0])
    expect(titles(await propose('&kinds=programme'))).toEqual(['A programme'])
  })

  it('takes a work that counts its runs as often as it may still air, over all gaps of a week', async () => {
    const { work, version } = await aClip('Counted', 270)
    const right = { uses: ['tv'], runs: 2 }
    expect((await scheduler().post(`/api/works/${work.id}/rights`, right)).status).toBe(201)
    expect(titles(await propose())).toEqual(['Counted'])
    // One run is drafted ahead on another day: of two gaps one is left.
    await app.aSlot({ day: '2021-10-20', workId: work.id, versionId: version.id })
    await surrounded()
    await app.aSlot({ day: '2021-10-01', start: '20:00' })
    await app.aSlot({ day: '2021-10-01', start: '20:34:30' })
    const week = await app.as('official').get(at('filling/week?from=2021-09-27&all=true'))
    expect(((await week.json()) as { proposals: Proposal[] }).proposals.map(titles)).toEqual([['Counted']])
    await app.aSlot({ day: '2021-10-21', workId: work.id, versionId: version.id })
    expect(titles(await propose())).toEqual([])
  })

  it('leaves out a work whose rights do not hold on the day', async () => {
    const { work } = await aClip('A', 270)
    await app.deps.db
      .insertInto('work_right')
      .values({
        id: 'r',
        work_id: work.id,
        uses: '["tv"]',
        valid_to: SUNDAY,
        recorded_by: 'person-producer',
        recorded_at: app.deps.clock.now(),
      })
      .execute()
    expect((await propose()).clips).toEqual([])
  })

  it('keeps a work apart from itself, and says so where it cannot', async () => {
    const { work } = await aClip('A', 270)
    await app.aSlot({ workId: work.id, start: '19:00' })
    expect((await propose()).broken).toMatchObject([{ rule: 'same_work', otherTitle: 'A', hours: 6 }])
    await scheduler().patch(`/api/channels/${CHANNEL}`, {
      separation: { sameWorkHours: 0, sameArtistMinutes: 0 },
    })
    expect((await propose()).broken).toEqual([])
    await scheduler().patch(`/api/channels/${CHANNEL}`, {
      separation: { sameWorkHours: 6, sameArtistMinutes: 30 },
    })
  })

  it('keeps performers apart, but not bodies that only made the clips', async () => {
    const credits = (role: string) => JSON.stringify([{ role, name: 'Hoàng Thị Ễ' }])
    const other = await aClip('Sung before', 60, { credits: credits('Biểu diễn') })
    await app.aSlot({ workId: other.work.id, start: '20:25' })
    await app.deps.db
      .updateTable('version')
      .set({ approved_uses: '[]' })
      .where('id', '=', other.version.id)
      .execute()
    await aClip('A', 270, { credits: credits('Biểu diễn') })
    expect((await propose()).broken).toMatchObject([{ rule: 'same_artist', artist: 'Hoàng Thị Ễ' }])
    await app.deps.db
      .updateTable('work')
      .set({ credits: credits('Sản xuất') })
      .execute()
    expect((await propose()).broken).toEqual([])
  })

  it('lays the clips one behind the other, to the millisecond, as the recordings they are', async () => {
    await surrounded()
    const a = await aClip('A', 170.52)
    const b = await aClip('B', 99.48)
    const response = await lay([{ ...GAP, versionIds: [a.version.id, b.version.id] }])
    expect(response.status).toBe(201)
    const { slots } = (await response.json()) as { slots: Slot[] }
    expect(slots.map(({ startsAt, versionId }) => [startsAt, versionId])).toEqual([
      [GAP.startsAt, a.version.id],
      ['2021-10-03T13:32:50.520Z', b.version.id],
    ])
    const told = (await app.week()).days[6]?.conflicts.map(({ code }) => code)
    expect(told?.filter((code) => code === 'overlap' || code === 'gap')).toEqual([])
    const [, second] = slots
    if (!second) throw new Error('one slot only')
    const moved = await app.move(second, { note: 'kept where it is' })
    expect(((await moved.json()) as { slot: Slot }).slot.startsAt).toBe(second.startsAt)
  })

  it('refuses clips that are longer than the gap, not approved or unknown, and a gap that was taken meanwhile', async () => {
    const a = await aClip('A', 170)
    const b = await aClip('B', 101)
    const draft = await aVersion(app.deps, { durationMs: 1000 })
    expect(await errorOf(await lay([{ ...GAP, versionIds: [a.version.id, b.version.id] }]))).toMatchObject({
      status: 409,
      code: 'gap_taken',
    })
    expect(await errorOf(await lay([{ ...GAP, versionIds: [draft.id] }]))).toMatchObject({
      code: 'not_approved',
    })
    expect((await lay([{ ...GAP, versionIds: ['nobody'] }])).status).toBe(404)
    await app.aSlot({ start: '20:31' })
    expect(await errorOf(await lay([{ ...GAP, versionIds: [a.version.id] }]))).toMatchObject({
      code: 'gap_taken',
    })
    expect((await app.week()).days[6]?.slots).toHaveLength(1)
  })

  it('refuses a gap that ends before it begins, one of many hours, and kinds that are none', async () => {
    const get = async (path: string) => (await app.as('official').get(at(path))).status
    expect(await get(`filling?startsAt=${GAP.endsAt}&endsAt=${GAP.startsAt}`)).toBe(400)
    expect(await get(`filling?startsAt=${GAP.startsAt}&endsAt=2021-10-03T20:00:00.000Z`)).toBe(400)
    expect(await get(query('&kinds=advert'))).toBe(400)
    expect((await app.as('official').get(`/api/channels/vtv1/${query()}`)).status).toBe(404)
    expect((await app.as('producer').post(at('fillings'), { gaps: [] })).status).toBe(403)
    expect((await lay([])).status).toBe(400)
  })
})

describe('filling a week', () => {
  const proposals = async (all = 'false') => {
    const response = await app.as('official').get(at(`filling/week?from=2021-09-27&all=${all}`))
    return ((await response.json()) as { proposals: Proposal[] }).proposals
  }

  it('takes the gaps that are to be filled, each knowing what the others take', async () => {
    await surrounded()
    await app.aSlot({ start: '21:09' })
    await aClip('A', 268)
    await aClip('B', 269)
    expect(await proposals()).toEqual([])
    const both = await proposals('true')
    expect(both.map(titles)).toEqual([['B'], ['A']])
    const [first] = (await app.week()).days[6]?.slots ?? []
    if (!first) throw new Error('no slot')
    await app.move(first, { gapPolicy: 'fill' })
    expect(await proposals()).toHaveLength(1)
    const gaps = both.map(({ startsAt, endsAt, clips }) => ({
      startsAt,
      endsAt,
      versionIds: clips.map(({ filler }) => filler.versionId),
    }))
    expect((await lay(gaps)).status).toBe(201)
    expect((await proposals('true')).length).toBe(0)
  })
})

describe('a channel’s day', () => {
  it('begins at another hour: what is planned keeps its hour and belongs to the day before', async () => {
    const late = await app.aSlot({ day: '2021-10-04', start: '00:30' })
    const edit = (body: object) => scheduler().patch(`/api/channels/${CHANNEL}`, body)
    expect(
      (await edit({ dayStartsMin: 300, dayRunsMin: 1440, gapPolicy: 'fill', fillKinds: ['song'] })).status,
    ).toBe(200)
    const shown = (await app.week()).days[6]?.slots ?? []
    expect(shown).toMatchObject([{ id: late.id, day: SUNDAY, startsAt: late.startsAt, revision: 2 }])
    await edit({ dayStartsMin: 0, gapPolicy: 'leave', fillKinds: ['filler'] })
    expect((await app.week()).days[6]?.slots).toEqual([])
    expect((await edit({ dayStartsMin: 900 })).status).toBe(400)
    expect((await edit({ fillKinds: [] })).status).toBe(400)
  })
})

describe('a first run that moves', () => {
  const withRepeat = async () => {
    const first = await app.aSlot({ start: '20:00' })
    const repeat = await app.aSlot({
      day: '2021-10-02',
      start: '20:00',
      firstSlotId: first.id,
      run: 'repeat',
    })
    return { first, repeat }
  }
  const startOf = async (id: string) =>
    await app.deps.db
      .selectFrom('slot')
      .select(['starts_at', 'day'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow()

  it('leaves its repeats where they are, or takes them along by as much', async () => {
    const { first, repeat } = await withRepeat()
    const moved = ((await (await app.move(first, { start: '20:30' })).json()) as { slot: Slot }).slot
    expect((await startOf(repeat.id)).starts_at).toBe(repeat.startsAt)
    await app.move(moved, { start: '21:00', moveRepeats: true })
    expect((await startOf(repeat.id)).starts_at).toBe('2021-10-02T13:30:00.000Z')
  })

  it('takes them along in a step of many, and back again with it', async () => {
    const { first, repeat } = await withRepeat()
    const amend = async (changes: unknown) => {
      const response = await scheduler().post('/api/slots/amend', { channelId: CHANNEL, changes })
      if (response.status !== 200) throw new Error(await response.text())
      return (await response.json()) as { back: unknown }
    }
    const edit = { do: 'edit', id: first.id, revision: first.revision, start: '23:30', moveRepeats: true }
    const { back } = await amend([edit])
    expect(await startOf(repeat.id)).toEqual({ day: '2021-10-02', starts_at: '2021-10-02T16:30:00.000Z' })
    await amend(back)
    expect((await startOf(repeat.id)).starts_at).toBe(repeat.startsAt)
    expect((await startOf(first.id)).starts_at).toBe(first.startsAt)
  })
})
