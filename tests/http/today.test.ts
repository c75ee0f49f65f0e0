import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '../../server/db/ids.ts'
import type { Item } from '../../server/today/today.schema.ts'
import { aSource, aVersion, aWork } from '../support/library.ts'
import { aReadyPackage } from '../support/packages.ts'
import { aDistrict, anAudibleWork, aPlaylist, aTeam } from '../support/playlists.ts'
import { anAppWithChannel, SUNDAY } from '../support/schedule.ts'
import { todayOf } from '../support/today.ts'

type App = Awaited<ReturnType<typeof anAppWithChannel>>
const opened: App[] = []
let app: App
beforeEach(async () => {
  app = await anAppWithChannel()
  opened.push(app)
})
afterAll(async () => {
  await Promise.all(opened.map((one) => one.close()))
})

const kinds = (items: Item[]) => items.map((item) => item.kind)
const submit = (id: string) => app.as('producer').post(`/api/versions/${id}/submit`, { uses: ['tv'] })
const decide = (version: { id: string; content_id: string }, verdict: string) =>
  app.as('approver').post(`/api/review/${version.id}/decision`, {
    verdict,
    uses: ['tv'],
    reason: 'Sửa chữ trên phông',
    contentId: version.content_id,
    remarks: verdict === 'changes' ? [{ atMs: 1000, text: 'Chỗ này' }] : [],
  })

describe('today', () => {
  it('asks for sign-in', async () => {
    expect((await app.as(null).get('/api/today')).status).toBe(401)
  })

  it('answers every role calmly when nothing waits', async () => {
    for (const role of ['producer', 'approver', 'film_team', 'official', 'admin'] as const) {
      const { items, said, sentence } = await todayOf(app, role)
      expect(items).toEqual([])
      expect(said).toMatch(/\.$/)
      expect(sentence.some((part) => part.mark)).toBe(false)
    }
    expect((await todayOf(app, 'scheduler')).said).toMatch(/^Lịch tuần .+ đã xếp 0 %/)
  })

  it('shows the plan to staff alone', async () => {
    expect((await todayOf(app, 'official')).week?.monday).toBe('2021-10-04')
    const { week, onAir } = await todayOf(app, 'film_team')
    expect({ week, onAir }).toEqual({ week: null, onAir: null })
  })
})

describe('a producer’s day', () => {
  it('follows a version from hand to hand and empties itself', async () => {
    const version = await aVersion(app.deps)
    expect(kinds((await todayOf(app, 'producer')).items)).toEqual(['unsubmitted'])
    await submit(version.id)
    const waiting = await todayOf(app, 'producer')
    expect(waiting.items).toEqual([])
    expect(waiting.holding[0]).toMatchObject({
      holder: 'Cán bộ thẩm định',
      since: expect.stringMatching(/^2021-09-27T01:00/),
    })
    await decide(version, 'changes')
    const { items, said } = await todayOf(app, 'producer')
    expect(kinds(items)).toEqual(['changes'])
    expect(items[0]?.detail).toBe('approver: Sửa chữ trên phông Còn 1 góp ý chưa xử lý.')
    expect(said).toBe('Đơn vị bạn có một bản cần sửa.')
    // A newer version in the same language is the answer to it.
    await aVersion(app.deps, { work: { id: version.work_id } })
    expect(kinds((await todayOf(app, 'producer')).items)).toEqual(['unsubmitted'])
  })

  it('names refused files with their reason, and unfinished uploads with their deadline', async () => {
    await aVersion(app.deps, { source: await aSource(app.deps, { state: 'refused', refusal: 'truncated' }) })
    await app.deps.db
      .insertInto('upload')
      .values({
        id: newId(),
        state: 'paused',
        origin: 'browser',
        unit_id: 'unit-troupe',
        person_id: 'person-producer',
        token_hash: 'x',
        file_name: 'dem-hoi.mp4',
        size_bytes: 1000,
        offset_bytes: 630,
        deadline_at: '2021-10-01T08:00:00.000Z',
        created_at: '2021-09-26T01:00:00.000Z',
        last_activity_at: '2021-09-26T01:00:00.000Z',
      })
      .execute()
    const { items } = await todayOf(app, 'producer')
    expect(kinds(items)).toEqual(['upload', 'refusedFile'])
    expect(items[0]?.detail).toMatch(/63 %/)
    expect(items[1]?.detail).toMatch(/cắt dở/)
  })

  it('holds nothing of another unit', async () => {
    await aVersion(app.deps, { work: await aWork(app.deps, { unit_id: 'unit-centre' }) })
    expect((await todayOf(app, 'producer')).items).toEqual([])
  })
})

describe('an approver’s day', () => {
  it('lists submissions, the first to air first, with text ready to send', async () => {
    const early = await aVersion(app.deps, { work: await aWork(app.deps, { title: 'Bản trình trước' }) })
    const airing = await aVersion(app.deps, { work: await aWork(app.deps, { title: 'Bản sắp phát' }) })
    await submit(early.id)
    await submit(airing.id)
    await app.aSlot({ workId: airing.work_id, durationMs: 60_000 })
    const { items } = await todayOf(app, 'approver')
    expect(items.map((item) => item.link)).toEqual([`/duyet/${airing.id}`, `/duyet/${early.id}`])
    expect(items[0]?.dueAt).toBe('2021-10-03T13:00:00.000Z')
    expect(items[0]?.zaloText).toBe(
      `Kính nhờ duyệt “Bản sắp phát” (bản 1), trình lúc 08:00 27/09.\nhttp://localhost/duyet/${airing.id}`,
    )
  })

  it('leaves own work to another approver', async () => {
    const own = await aVersion(app.deps, { values: { uploaded_by: 'person-approver' } })
    await submit(own.id)
    const { items, holding } = await todayOf(app, 'approver')
    expect(items).toEqual([])
    expect(holding[0]).toMatchObject({ holder: 'Cán bộ thẩm định khác' })
  })
})

describe('a scheduler’s day', () => {
  it('tells overlaps, places kept and what is unpublished, against the deadline', async () => {
    const version = await aVersion(app.deps)
    await submit(version.id)
    await app.aSlot({ day: '2021-10-05', workId: version.work_id, durationMs: 3_600_000 })
    await app.aSlot({ day: '2021-10-05', start: '20:30', title: 'Tin tiếng Tày' })
    const { items, holding, said, week } = await todayOf(app, 'scheduler')
    expect(kinds(items).sort()).toEqual(['overlap', 'unpublished'])
    expect(items.find((item) => item.kind === 'overlap')?.title).toBe(
      'Thứ Ba 05/10: hai mục trùng nhau 30 phút',
    )
    expect(kinds(holding)).toEqual(['placeholder'])
    expect(holding[0]).toMatchObject({ holder: 'Cán bộ thẩm định', dueAt: '2021-10-01T08:00:00.000Z' })
    expect(said).toMatch(
      /^Lịch tuần 04\/10 - 10\/10 đã xếp \d+ %, còn một chỗ trùng giờ, một chương trình chưa duyệt và một tuần chưa công bố trước khi gửi đài lúc 15:00 01\/10\.$/,
    )
    expect(week?.days[1]).toMatchObject({ date: '2021-10-05', overlaps: 1, placeholders: 1 })
  })

  it('is cleared by approving and publishing', async () => {
    const version = await aVersion(app.deps)
    await submit(version.id)
    await app.aSlot({ workId: version.work_id, durationMs: 3_600_000 })
    await decide(version, 'approved')
    expect((await app.publish([SUNDAY])).status).toBe(200)
    const { items, holding } = await todayOf(app, 'scheduler')
    expect([...items, ...holding]).toEqual([])
  })

  it('names approved programmes that stand in no plan', async () => {
    await aVersion(app.deps, { approvedUses: ['tv'] })
    await aVersion(app.deps, { work: await aWork(app.deps, { kind: 'filler' }), approvedUses: ['tv'] })
    expect(kinds((await todayOf(app, 'scheduler')).items)).toEqual(['unscheduled'])
  })

  it('shows what is on the air by the plan in force', async () => {
    await app.aSlot({ day: '2021-09-27', start: '21:00', title: 'Câu lạc bộ hát then' })
    expect((await todayOf(app, 'scheduler')).onAir).toBeNull()
    await app.publish(['2021-09-27'])
    const { onAir } = await todayOf(app, 'official')
    expect(onAir).toMatchObject({ number: 1, slots: [{ title: 'Câu lạc bộ hát then', repeat: false }] })
  })

  it('tells of playlists to publish and of packages that failed', async () => {
    const place = await aDistrict(app.deps)
    const work = await anAudibleWork(app.deps, ['vi'])
    const playlist = await (
      await app.as('scheduler').post('/api/playlists', {
        title: 'Tuần 3/10',
        validFrom: '2021-10-01',
        validTo: '2021-10-04',
        items: [{ part: 'notices', workId: work.id }],
        targets: [{ kind: place.kind, id: place.id }],
      })
    ).json()
    expect(kinds((await todayOf(app, 'scheduler')).items)).toEqual(['playlist'])
    const published = await app.as('scheduler').post(`/api/playlists/${playlist.id}/publish`, {})
    expect(published.status).toBeLessThan(300)
    expect((await todayOf(app, 'scheduler')).items).toEqual([])
    await aPackage(playlist.id, place, 'failed')
    expect(kinds((await todayOf(app, 'scheduler')).items)).toEqual(['failedPackage'])
  })
})

async function aPackage(
  playlistId: string,
  place: { kind: string; id: string; name: string },
  state: 'ready' | 'failed' | 'building',
  sequence = 1,
) {
  const publication = await app.deps.reads
    .selectFrom('publication')
    .select('id')
    .where('subject_id', '=', playlistId)
    .executeTakeFirstOrThrow()
  const id = newId()
  await app.deps.db
    .insertInto('package')
    .values({
      id,
      publication_id: publication.id,
      playlist_id: playlistId,
      target_kind: place.kind,
      target_id: place.id,
      target_name: place.name,
      sequence,
      state,
      valid_from: '2021-10-01',
      valid_to: '2021-10-04',
      created_at: '2021-09-27T01:00:00.000Z',
    })
    .execute()
  return id
}

describe('a film team’s day', () => {
  it('offers the packages of its own places until somebody of the team has the whole of them', async () => {
    const own = await aDistrict(app.deps, { name: 'Huyện Bảo Lạc' })
    const foreign = await aDistrict(app.deps, { name: 'Huyện Trùng Khánh' })
    const teamId = await aTeam(app.deps, [own])
    app.actors.film_team = { ...app.actors.film_team, teamIds: [teamId] }
    const work = await anAudibleWork(app.deps, ['vi'])
    const playlist = await (
      await app.as('scheduler').post('/api/playlists', {
        title: 'Tuần 3/10',
        validFrom: '2021-10-01',
        validTo: '2021-10-04',
        items: [{ part: 'notices', workId: work.id }],
        targets: [own, foreign].map(({ kind, id }) => ({ kind, id })),
      })
    ).json()
    await app.as('scheduler').post(`/api/playlists/${playlist.id}/publish`, {})
    const packageId = await aPackage(playlist.id, own, 'ready')
    await aPackage(playlist.id, foreign, 'ready')
    const { items, said } = await todayOf(app, 'film_team')
    expect(items.map((item) => item.title)).toEqual(['Gói Huyện Bảo Lạc đã sẵn sàng'])
    expect(said).toBe('Đội bạn có một gói mới để tải về.')
    await app.deps.db
      .insertInto('package_download')
      .values({
        id: newId(),
        package_id: packageId,
        person_id: 'person-film_team',
        started_at: 'x',
        last_byte_at: 'x',
        bytes: 1,
        whole: 1,
      })
      .execute()
    expect((await todayOf(app, 'film_team')).items).toEqual([])
  })

  it('no longer offers a package whose sound lost its approval', async () => {
    const own = await aDistrict(app.deps, { name: 'Huyện Hạ Lang' })
    app.actors.film_team = { ...app.actors.film_team, teamIds: [await aTeam(app.deps, [own])] }
    const playlist = await aPlaylist(app, { targets: [own] })
    await aReadyPackage(app.deps, { playlistId: playlist.id, target: own })
    expect((await todayOf(app, 'film_team')).items).toHaveLength(1)
    await app.deps.db.updateTable('version').set({ state: 'withdrawn' }).execute()
    expect((await todayOf(app, 'film_team')).items).toEqual([])
  })

  it('says so where the team serves no place', async () => {
    expect((await todayOf(app, 'film_team')).said).toMatch(/chưa được giao địa bàn/)
  })
})

it('tells an official what was published in the last week', async () => {
  await app.aSlot({ title: 'Thời sự' })
  await app.publish([SUNDAY])
  const { items, said } = await todayOf(app, 'official')
  expect(items[0]).toMatchObject({ kind: 'published', detail: 'scheduler công bố. 1 ngày.' })
  expect(said).toBe('Bảy ngày qua có một lần công bố.')
})

it('tells an administrator of failed jobs and of people who cannot sign in', async () => {
  await app.deps.db
    .insertInto('job')
    .values({
      id: newId(),
      kind: 'x',
      lane: 'quick',
      subject_kind: 'x',
      subject_id: 'x',
      title: 'Dựng gói',
      payload: '{}',
      state: 'dead',
      error_message: 'tool_failed\nlast lines of a tool',
      created_at: 'x',
      finished_at: '2021-09-27T00:00:00.000Z',
    })
    .execute()
  await app.deps.db.deleteFrom('auth_account').where('userId', '=', 'person-official').execute()
  const { items } = await todayOf(app, 'admin')
  const seen = items.filter((item) => item.kind !== 'disk')
  expect(kinds(seen)).toEqual(['failedJob', 'noSignIn'])
  expect(seen[0]?.detail).toBe('tool_failed')
  expect(seen[1]).toMatchObject({ title: '1 người chưa đăng nhập được', detail: 'official' })
})
