import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { addDays } from '../../server/calendar/days.rules.ts'
import { bodyOf } from '../support/answers.ts'
import { aVersion, aWork } from '../support/library.ts'
import { anAppWithChannel, CHANNEL, errorOf } from '../support/schedule.ts'

let app: Awaited<ReturnType<typeof anAppWithChannel>>
beforeAll(async () => {
  app = await anAppWithChannel()
})
afterAll(() => app.close())

// What aired can only be logged of days that are over, and a log is for ever: each test has a past day of its own.
let next = 0
let day = ''
beforeEach(async () => {
  await app.deps.db.deleteFrom('slot').execute()
  day = new Date(Date.UTC(2021, 6, 1 + next++)).toISOString().slice(0, 10)
})

const scheduler = () => app.as('scheduler')
const base = () => `/api/channels/${CHANNEL}/as-run`
const log = (of = day) => bodyOf(app.as('official').get(`${base()}?day=${of}`))
const confirm = (body: object = {}) => scheduler().post(`${base()}/${day}/confirm`, body)
const write = (body: object) => scheduler().post(`${base()}/${day}/rows`, body)
const sign = (role: 'scheduler' | 'approver' = 'approver') =>
  app.as(role).post(`${base()}/${day}/sign`, { note: '' })
const titles = ['Thời sự', 'Hát then', 'Phim truyện']

/** Three slots of half an hour from 20:00 on, published. */
async function aPublishedEvening() {
  const slots = []
  for (const [i, title] of titles.entries())
    slots.push(await app.aSlot({ day, start: ['20:00', '20:30', '21:00'][i], title }))
  expect((await app.publish([day])).status).toBe(200)
  return slots.map(({ id }) => id)
}
const statuses = async () =>
  (await log()).slots.map((one: { row: { status: string } | null }) => one.row?.status ?? null)

describe('the morning after', () => {
  it('logs the whole evening as on time in one step, and once', async () => {
    await aPublishedEvening()
    expect(await statuses()).toEqual([null, null, null])
    expect(await bodyOf(confirm())).toEqual({ kept: 3 })
    expect(await bodyOf(confirm())).toEqual({ kept: 0 })
    const [first] = (await log()).slots
    expect(first.row).toMatchObject({
      status: 'AIRED',
      sequence: 1,
      publicationNumber: 1,
      title: 'Thời sự',
      startsAt: `${day}T13:00:00.000Z`,
      durationMs: 1_800_000,
      source: 'hand',
      recordedBy: 'scheduler',
    })
  })

  it('takes what is typed as an exception first and confirms the rest', async () => {
    const [first, second, third] = await aPublishedEvening()
    expect((await write({ slotId: second, status: 'MISSED', reason: 'mất điện' })).status).toBe(201)
    expect(
      (await write({ slotId: third, status: 'LATE', time: '21:20', reason: 'tường thuật kéo dài' })).status,
    ).toBe(201)
    expect(await bodyOf(confirm())).toEqual({ kept: 1 })
    expect(await statuses()).toEqual(['AIRED', 'MISSED', 'LATE'])
    const { slots } = await log()
    expect(slots[1].row).toMatchObject({ startsAt: null, durationMs: null, reason: 'mất điện' })
    expect(slots[2].row).toMatchObject({ startsAt: `${day}T14:20:00.000Z`, durationMs: 1_800_000 })
    expect(first).toBeTruthy()
  })

  it.each([
    ['MISSED without a reason', { status: 'MISSED' }, 422, 'reason_missing'],
    ['LATE without its hour', { status: 'LATE', reason: 'muộn' }, 400, 'invalid'],
    ['PARTIAL without its length', { status: 'PARTIAL', reason: 'cắt' }, 400, 'invalid'],
    ['SUBSTITUTED without what aired instead', { status: 'SUBSTITUTED', reason: 'thay' }, 400, 'invalid'],
    ['EXTRA for a planned slot', { status: 'EXTRA' }, 400, 'invalid'],
    ['a slot nobody planned', { status: 'AIRED', slotId: 'khong-co' }, 404, 'not_found'],
    [
      'EXTRA without an hour',
      { status: 'EXTRA', slotId: null, title: 'Tin mới', durationMs: 60_000 },
      400,
      'invalid',
    ],
  ])('refuses %s', async (_, values, status, code) => {
    const [slotId] = await aPublishedEvening()
    expect(await errorOf(await write({ slotId, ...values }))).toMatchObject({ status, code })
    expect(await statuses()).toEqual([null, null, null])
  })

  it('refuses to log what is not over, or what was never published', async () => {
    expect(await errorOf(await confirm())).toMatchObject({ status: 409, code: 'not_published' })
    day = '2021-12-31'
    const [slotId] = await aPublishedEvening()
    expect(await bodyOf(confirm())).toEqual({ kept: 0 })
    expect(await errorOf(await confirm({ slotIds: [slotId] }))).toMatchObject({
      status: 409,
      code: 'not_over',
    })
    expect(await errorOf(await write({ slotId, status: 'AIRED' }))).toMatchObject({ code: 'not_over' })
  })

  it('keeps the snapshot when the work is renamed and the day is published anew', async () => {
    const work = await aWork(app.deps, { title: 'Âm vang miền biên cương' })
    const version = await aVersion(app.deps, { work, durationMs: 1_800_000, approvedUses: ['tv'] })
    await app.aSlot({ day, workId: work.id, start: '20:00' })
    await app.publish([day])
    await confirm()
    await app.deps.db.updateTable('work').set({ title: 'Tên khác' }).where('id', '=', work.id).execute()
    await app.aSlot({ day, start: '22:00' })
    await app.publish([day])
    const { slots } = await log()
    expect(slots[0].row).toMatchObject({ title: 'Âm vang miền biên cương', publicationNumber: 1 })
    expect(slots[0].row.fileSha256).toMatch(/^.{8,}$/)
    expect(version.id).toBeTruthy()
    const aired = await bodyOf(app.as('producer').get(`/api/works/${work.id}/aired`))
    expect(aired).toMatchObject({ times: 1, latestAt: `${day}T13:00:00.000Z` })
  })

  it('attaches a photo to a row', async () => {
    await aPublishedEvening()
    await confirm()
    const { row } = (await log()).slots[0]
    const jpeg = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46])
    const path = `/api/documents?subjectKind=as_run&subjectId=${row.id}&name=man-hinh.jpg`
    expect((await scheduler().request('POST', path, jpeg)).status).toBe(201)
    expect((await log()).documents).toMatchObject([{ name: 'man-hinh.jpg', subjectId: row.id }])
  })
})

describe('a correction', () => {
  it('supersedes the row it names, which stays to be read', async () => {
    const [slotId] = await aPublishedEvening()
    await confirm()
    const before = (await log()).slots[0].row
    await write({ slotId, status: 'PARTIAL', durationMs: 600_000, reason: 'mất sóng', supersedes: before.id })
    const { row } = (await log()).slots[0]
    expect(row).toMatchObject({
      status: 'PARTIAL',
      durationMs: 600_000,
      before: [{ id: before.id, status: 'AIRED' }],
    })
    await expect(app.deps.db.updateTable('as_run').set({ reason: 'x' }).execute()).rejects.toThrow(
      'append-only',
    )
    await expect(app.deps.db.deleteFrom('as_run').execute()).rejects.toThrow('append-only')
  })

  it('is refused with both sides where somebody else corrected first', async () => {
    const [slotId] = await aPublishedEvening()
    await confirm()
    const { id } = (await log()).slots[0].row
    const mine = { slotId, status: 'MISSED', reason: 'mất điện', supersedes: id }
    expect((await write(mine)).status).toBe(201)
    const refused = await errorOf(await write({ ...mine, status: 'AIRED' }))
    expect(refused).toMatchObject({ status: 409, code: 'stale', details: { theirs: { status: 'MISSED' } } })
    expect((await write({ slotId, status: 'AIRED' })).status).toBe(409)
  })
})

describe('signing off', () => {
  it('waits until every slot is logged', async () => {
    await aPublishedEvening()
    expect(await errorOf(await sign())).toMatchObject({
      status: 409,
      code: 'rows_missing',
      details: { count: 3 },
    })
    await confirm()
    expect((await sign()).status).toBe(201)
    expect((await log()).signed).toMatchObject({ signedBy: 'approver' })
    expect(await errorOf(await sign())).toMatchObject({ code: 'day_signed' })
  })

  it('closes the day to everything but a correction with a reason', async () => {
    const [slotId] = await aPublishedEvening()
    await confirm()
    await sign('scheduler')
    const extra = { slotId: null, status: 'EXTRA', title: 'Tin mới', time: '22:00', durationMs: 60_000 }
    expect(await errorOf(await confirm())).toMatchObject({ status: 409, code: 'day_signed' })
    expect(await errorOf(await write(extra))).toMatchObject({ code: 'day_signed' })
    const { id } = (await log()).slots[0].row
    const correction = { slotId, status: 'AIRED', supersedes: id }
    expect(await errorOf(await write(correction))).toMatchObject({ status: 422, code: 'reason_missing' })
    expect((await write({ ...correction, reason: 'ghi nhầm giờ' })).status).toBe(201)
  })

  it('is not for officials, and logging not for approvers', async () => {
    expect((await app.as('official').post(`${base()}/${day}/sign`, {})).status).toBe(403)
    expect((await app.as('approver').post(`${base()}/${day}/confirm`, {})).status).toBe(403)
    expect((await app.as('film_team').get(`${base()}?day=${day}`)).status).toBe(403)
    expect((await app.as(null).get(`${base()}?day=${day}`)).status).toBe(401)
  })
})

describe('the station’s log', () => {
  const read = (text: string) =>
    scheduler().request('POST', `${base()}/read`, new TextEncoder().encode(text), {
      'content-type': 'text/plain',
    })
  const take = async (text: string) => {
    const { cells, columns } = await bodyOf(read(text))
    return await bodyOf(scheduler().post(`${base()}/import`, { name: 'log.csv', day, columns, cells }))
  }
  const local = () => day.split('-').reverse().join('/')

  it('is read with its columns guessed once and remembered for the channel', async () => {
    await aPublishedEvening()
    const text = `Ngày;Giờ phát;Tên chương trình;Thời lượng\n${local()};20:00:31;Thời sự;00:30:00`
    const first = await bodyOf(read(text))
    expect(first.columns).toEqual({ date: 0, time: 1, title: 2, duration: 3, end: null })
    const swapped = `${local()}\tHát then\t00:30:00\t20:30:00`
    const columns = { date: 0, time: 3, title: 1, duration: 2, end: null }
    const { cells } = await bodyOf(read(swapped))
    await scheduler().post(`${base()}/import`, { day, columns, cells })
    expect(await bodyOf(read(swapped))).toMatchObject({ columns, remembered: true })
  })

  it('keeps what is certain by our clock, though the station’s runs ahead and a title is shortened', async () => {
    await aPublishedEvening()
    // 90 s ahead; the film is not in it, and something else is.
    const rows = [
      '20:01:30;Thời sự;00:30:00',
      '20:31:30;HÁT THEN;00:15:00',
      '21:01:30;Quảng cáo mùa vụ;00:02:00',
    ]
    const told = await take(['Giờ;Tên chương trình;Thời lượng', ...rows].join('\n').replace(/^(\d)/gm, `$1`))
    expect(told).toMatchObject({ rows: 3, doubts: 0, missing: 1, extra: 1, kept: 4 })
    const { slots, beside } = await log()
    expect(slots.map((one: { row: object }) => one.row)).toMatchObject([
      { status: 'AIRED', startsAt: `${day}T13:00:00.000Z`, source: 'station_log' },
      { status: 'PARTIAL', durationMs: 900_000, title: 'HÁT THEN', plannedTitle: 'Hát then' },
      { status: 'MISSED', reason: 'Không có trong nhật ký của đài' },
    ])
    expect(beside).toMatchObject([
      { status: 'EXTRA', title: 'Quảng cáo mùa vụ', slotId: null, startsAt: `${day}T14:00:00.000Z` },
    ])
    expect(await take(['Giờ;Tên chương trình;Thời lượng', ...rows].join('\n'))).toMatchObject({
      kept: 0,
      doubts: 0,
    })
  })

  it('leaves to a person what may be a planned slot or not, and what a person wrote otherwise', async () => {
    const [first, second] = await aPublishedEvening()
    await write({ slotId: first, status: 'MISSED', reason: 'không thấy phát' })
    const text = [
      'Giờ;Tên chương trình;Thời lượng',
      '20:00:00;Thời sự;00:30:00',
      '20:30:20;Dân ca;00:27:00',
      '21:00:00;Phim truyện;00:30:00',
    ].join('\n')
    expect(await take(text)).toMatchObject({ doubts: 2 })
    const { doubts } = await log()
    expect(doubts).toMatchObject([
      { title: 'Thời sự', candidates: [{ slotId: first }] },
      { title: 'Dân ca', candidates: [{ slotId: second }] },
    ])
    await confirm()
    expect(await errorOf(await sign())).toMatchObject({ code: 'doubts_open', details: { count: 2 } })
    const settle = (id: string, body: object) => scheduler().post(`/api/as-run/doubts/${id}`, body)
    expect((await settle(doubts[0].id, { verdict: 'slot', slotId: 'khong-co' })).status).toBe(404)
    expect((await settle(doubts[0].id, { verdict: 'slot', slotId: first })).status).toBe(200)
    expect((await settle(doubts[0].id, { verdict: 'drop' })).status).toBe(409)
    expect((await settle(doubts[1].id, { verdict: 'extra' })).status).toBe(200)
    const after = await log()
    expect(after.slots[0].row).toMatchObject({
      status: 'AIRED',
      source: 'station_log',
      before: [{ status: 'MISSED' }],
    })
    expect(after.beside).toMatchObject([{ title: 'Dân ca', status: 'EXTRA' }])
    expect((await sign()).status).toBe(201)
    expect(await take(text)).toMatchObject({ kept: 0, signedDays: [day] })
  })

  it('settles a doubtful row at the hour of our clock, so that a clock ahead makes nothing late', async () => {
    const [, second] = await aPublishedEvening()
    const text = [
      'Giờ|Tên chương trình|Thời lượng',
      '20:06:00|Thời sự|00:30:00',
      '20:36:20|Dân ca|00:29:30',
      '21:06:00|Phim truyện|00:30:00',
    ].join('\n\n')
    expect(await take(text)).toMatchObject({ rows: 3, doubts: 1 })
    const [doubt] = (await log()).doubts
    await scheduler().post(`/api/as-run/doubts/${doubt.id}`, { verdict: 'slot', slotId: second })
    expect((await log()).slots[1].row).toMatchObject({ status: 'AIRED', startsAt: `${day}T13:30:20.000Z` })
  })

  it('is refused where no row can be read, and where nothing was published', async () => {
    const send = (cells: string[][]) =>
      scheduler().post(`${base()}/import`, {
        day,
        cells,
        columns: { date: null, time: 0, title: 1, duration: null, end: null },
      })
    expect(await errorOf(await send([['tổng cộng', '']]))).toMatchObject({
      status: 422,
      code: 'log_unreadable',
    })
    expect(await errorOf(await send([['20:00', 'Thời sự']]))).toMatchObject({
      status: 409,
      code: 'log_without_plan',
    })
  })
})

describe('a month', () => {
  it('misses no row whose hour is still to come', async () => {
    const today = app.deps.clock.today()
    const [yesterday, tomorrow] = [addDays(today, -1), addDays(today, 1)]
    for (const of of [yesterday, tomorrow]) await app.aSlot({ day: of, start: '20:00', title: 'Thời sự' })
    expect((await app.publish([yesterday, tomorrow])).status).toBe(200)
    const months = [...new Set([yesterday, tomorrow].map((of) => of.slice(0, 7)))]
    const figures = await Promise.all(
      months.map((month) => bodyOf(app.as('official').get(`${base()}/month?month=${month}`))),
    )
    expect(figures.flatMap(({ unlogged }) => unlogged)).toEqual([{ day: yesterday, rows: 1 }])
  })

  it('counts planned against aired, languages, runs and rights, and lists what is behind each figure', async () => {
    day = '2021-05-03'
    const work = await aWork(app.deps)
    await aVersion(app.deps, { work, durationMs: 1_800_000, approvedUses: ['tv'] })
    await app.deps.db
      .insertInto('work_right')
      .values({
        id: 'right-1',
        work_id: work.id,
        uses: '["tv"]',
        runs: 3,
        recorded_by: app.actors.scheduler.id,
        recorded_at: app.deps.clock.now(),
      })
      .execute()
    await app.aSlot({ day, workId: work.id, start: '19:00' })
    const [first] = await aPublishedEvening()
    await write({ slotId: first, status: 'MISSED', reason: 'mất điện' })
    await confirm()
    const month = await bodyOf(app.as('official').get(`${base()}/month?month=2021-05`))
    expect(month).toMatchObject({
      planned: { rows: 4, ms: 7_200_000 },
      aired: { rows: 3, ms: 5_400_000 },
      unlogged: [],
      rights: [{ workId: work.id, runs: 3, used: 1, usedThisMonth: 1 }],
    })
    expect(month.byLanguage.find((one: { of: string }) => one.of === 'language:vi')).toMatchObject({
      rows: 1,
    })
    expect(month.byStatus.map((one: { of: string }) => one.of).sort()).toEqual([
      'status:AIRED',
      'status:MISSED',
    ])
    expect(month.rows).toHaveLength(4)
    const file = await app.as('official').get(`${base()}/month.xlsx?month=2021-05`)
    expect(
      Buffer.from(await file.arrayBuffer())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK')
    expect((await app.as('official').get(`${base()}/month?month=2021-13`)).status).toBe(400)
  })
})
