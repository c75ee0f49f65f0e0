import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Slot } from '../../server/schedule/slots.queries.ts'
import { aSource, aVersion, aWork } from '../support/library.ts'
import { anAppWithChannel, CHANNEL, errorOf, SUNDAY } from '../support/schedule.ts'

let app: Awaited<ReturnType<typeof anAppWithChannel>>
beforeAll(async () => {
  app = await anAppWithChannel()
})
afterAll(() => app.close())
beforeEach(async () => {
  await app.deps.db.deleteFrom('slot').execute()
})

const scheduler = () => app.as('scheduler')
const base = { channelId: CHANNEL, day: SUNDAY, kind: 'title', title: 'Thời sự', durationMs: 1_800_000 }

describe('laying a slot', () => {
  it('reads the hour as it is typed, in the station’s zone', async () => {
    const slot = await app.aSlot({ start: '20h10' })
    expect([slot.startsAt, slot.endsAt]).toEqual(['2021-10-03T13:10:00.000Z', '2021-10-03T13:40:00.000Z'])
  })

  it('keeps a slot over midnight whole, on the day it began', async () => {
    const slot = await app.aSlot({ start: '23:30', durationMs: 3_600_000 })
    expect([slot.day, slot.endsAt]).toEqual([SUNDAY, '2021-10-03T17:30:00.000Z'])
  })

  it('takes the length of the version approved for television', async () => {
    const work = await aWork(app.deps)
    await aVersion(app.deps, { work, durationMs: 3_504_000, approvedUses: ['tv'] })
    const slot = await app.aSlot({ workId: work.id })
    expect([slot.durationMs, slot.title]).toEqual([3_504_000, work.title])
  })

  it('takes the length of the newest recording while none is approved, and says that it keeps the place', async () => {
    const work = await aWork(app.deps)
    await aVersion(app.deps, { work, durationMs: 60_000 })
    await app.aSlot({ workId: work.id })
    const shown = (await app.week()).days[6]?.slots[0]
    expect(shown).toMatchObject({ durationMs: 60_000, placeholder: true, version: null })
  })

  it.each([
    ['an hour that is none', { start: '25:00' }, 'start'],
    ['a day that is none', { day: '2021-02-30' }, 'day'],
    ['no length', { durationMs: 0 }, 'durationMs'],
    ['more than a day', { durationMs: 86_400_001 }, 'durationMs'],
    ['a kind that is none', { kind: 'advert' }, 'kind'],
    ['a title-only row without a title', { title: ' \u0000 ' }, 'title'],
    ['a title-only row without a length', { durationMs: undefined }, 'durationMs'],
    ['kind work without a work', { kind: 'work' }, 'workId'],
    ['a language nobody speaks here', { language: 'xx' }, 'language'],
  ])('refuses %s', async (_, values, path) => {
    const error = await errorOf(await scheduler().post('/api/slots', { ...base, start: '20:00', ...values }))
    expect(error).toMatchObject({ status: 400, code: 'invalid' })
    expect(JSON.stringify(error.details)).toContain(path)
    expect((await app.week()).days[6]?.slots).toEqual([])
  })

  it('refuses an unknown channel, work or first run, and a version of another work', async () => {
    const work = await aWork(app.deps)
    const other = await aVersion(app.deps)
    const place = (values: object) => scheduler().post('/api/slots', { ...base, start: '20:00', ...values })
    expect((await place({ channelId: 'vtv1' })).status).toBe(404)
    expect((await place({ kind: 'work', workId: 'nobody' })).status).toBe(404)
    expect((await place({ firstSlotId: 'nobody' })).status).toBe(404)
    expect((await place({ kind: 'work', workId: work.id, versionId: other.id })).status).toBe(400)
  })

  it('refuses a withdrawn work', async () => {
    const work = await aWork(app.deps, { withdrawn_at: app.deps.clock.now() })
    const response = await scheduler().post('/api/slots', {
      ...base,
      start: '20:00',
      kind: 'work',
      workId: work.id,
    })
    expect(await errorOf(response)).toMatchObject({ status: 409, code: 'withdrawn' })
  })

  it('cleans a title of control characters and runs of blanks', async () => {
    expect((await app.aSlot({ title: ' Thời\u0007 sự\n tỉnh ' })).title).toBe('Thời sự tỉnh')
  })
})

describe('moving a slot', () => {
  it('keeps the hour when only the day changes, and the day when only the hour does', async () => {
    const slot = await app.aSlot()
    const edit = async (revision: number, values: object) => {
      const response = await scheduler().patch(`/api/slots/${slot.id}`, { revision, ...values })
      return ((await response.json()) as { slot: Slot }).slot
    }
    expect(await edit(1, { day: '2021-10-02' })).toMatchObject({
      startsAt: '2021-10-02T13:00:00.000Z',
      revision: 2,
    })
    expect(await edit(2, { start: '20:05' })).toMatchObject({
      day: '2021-10-02',
      startsAt: '2021-10-02T13:05:00.000Z',
    })
  })

  it('refuses the second of two people who move it at once, with both sides', async () => {
    const slot = await app.aSlot()
    const move = (start: string) => scheduler().patch(`/api/slots/${slot.id}`, { revision: 1, start })
    const answers = await Promise.all([move('20:05'), move('20:15')])
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409])
    const lost = answers.find((answer) => answer.status === 409)
    const error = await errorOf(lost ?? new Response())
    expect(error.code).toBe('stale')
    expect(error.details).toMatchObject({
      theirs: { id: slot.id, revision: 2 },
      yours: { start: expect.any(Number) },
    })
  })

  it('refuses to move what is not there', async () => {
    const response = await scheduler().patch('/api/slots/nobody', { revision: 1, start: '20:05' })
    expect(response.status).toBe(404)
  })

  it('refuses a slot that would repeat itself', async () => {
    const slot = await app.aSlot()
    const response = await scheduler().patch(`/api/slots/${slot.id}`, { revision: 1, firstSlotId: slot.id })
    expect((await errorOf(response)).code).toBe('invalid')
  })
})

describe('repeats', () => {
  const repeat = async (id: string, at: object) => {
    const response = await scheduler().post(`/api/slots/${id}/repeats`, at)
    return ((await response.json()) as { slot: Slot }).slot
  }

  it('belong to the first run, also a repeat of a repeat', async () => {
    const first = await app.aSlot({ day: '2021-09-28' })
    const again = await repeat(first.id, { day: '2021-09-30', start: '17:30' })
    const thrice = await repeat(again.id, { day: '2021-10-02', start: '17h30' })
    expect([again, thrice].map((slot) => [slot.run, slot.firstSlotId, slot.title])).toEqual([
      ['repeat', first.id, 'Thời sự'],
      ['repeat', first.id, 'Thời sự'],
    ])
  })

  it('are warned of when they come before their first run', async () => {
    const first = await app.aSlot({ day: '2021-10-02' })
    await repeat(first.id, { day: '2021-09-30', start: '17:30' })
    const slots = (await app.week()).days.flatMap((day) => day.slots)
    expect(slots.map((slot) => slot.warnings)).toEqual([['repeat_before_first'], []])
  })

  it('need a slot, a day and an hour', async () => {
    const first = await app.aSlot()
    expect(
      (await scheduler().post('/api/slots/nobody/repeats', { day: SUNDAY, start: '22:00' })).status,
    ).toBe(404)
    expect(
      (await scheduler().post(`/api/slots/${first.id}/repeats`, { day: SUNDAY, start: 'tối' })).status,
    ).toBe(400)
  })
})

describe('taking out and putting back', () => {
  it('gives back the same slot with its repeats tied to it', async () => {
    const first = await app.aSlot({ day: '2021-09-28', note: 'đặc biệt' })
    const again = (await (
      await scheduler().post(`/api/slots/${first.id}/repeats`, { day: '2021-09-30', start: '17:30' })
    ).json()) as { slot: Slot }
    const { removed } = (await (await scheduler().delete(`/api/slots/${first.id}`)).json()) as {
      removed: object[]
    }
    expect((await app.week()).days.flatMap((day) => day.slots).map((slot) => slot.firstSlotId)).toEqual([
      null,
    ])
    const back = await scheduler().post('/api/slots', removed[0])
    expect(back.status).toBe(201)
    const slots = (await app.week()).days.flatMap((day) => day.slots)
    expect(slots.map(({ id, startsAt, note, firstSlotId }) => ({ id, startsAt, note, firstSlotId }))).toEqual(
      [
        { id: first.id, startsAt: first.startsAt, note: 'đặc biệt', firstSlotId: null },
        { id: again.slot.id, startsAt: again.slot.startsAt, note: 'đặc biệt', firstSlotId: first.id },
      ],
    )
    expect((await errorOf(await scheduler().post('/api/slots', removed[0]))).code).toBe('conflict')
  })

  it('takes out several or none', async () => {
    const ids = [(await app.aSlot()).id, (await app.aSlot({ start: '21:00' })).id]
    expect((await scheduler().post('/api/slots/remove', { ids: [...ids, 'nobody'] })).status).toBe(404)
    expect((await app.week()).days[6]?.slots).toHaveLength(2)
    expect((await scheduler().post('/api/slots/remove', { ids })).status).toBe(200)
    expect((await app.week()).days[6]?.slots).toEqual([])
    expect((await scheduler().delete('/api/slots/nobody')).status).toBe(404)
  })
})

describe('many rows at once', () => {
  const paste = (text: string, day = SUNDAY) =>
    scheduler().post('/api/slots/paste', { channelId: CHANNEL, day, text })

  it('lays pasted rows, past midnight on the next day', async () => {
    expect((await paste(`20h10\tPhim\t92'15"\n23:30\tPhim đêm (PL)\n0h30\tTin cuối ngày\t10`)).status).toBe(
      201,
    )
    const [saturday, sunday] = [
      (await app.week()).days[6]?.slots,
      (await app.week('2021-10-04')).days[0]?.slots,
    ]
    expect(saturday?.map((s) => [s.title, s.run, s.durationMs])).toEqual([
      ['Phim', 'first', 5_535_000],
      ['Phim đêm', 'repeat', 3_600_000],
    ])
    expect(sunday?.map((s) => [s.title, s.startsAt])).toEqual([['Tin cuối ngày', '2021-10-03T17:30:00.000Z']])
  })

  it('lays none when one line cannot be read, and names the line', async () => {
    const error = await errorOf(await paste('20:00\tĐúng\t10\nhai mươi giờ\tSai'))
    expect(error).toMatchObject({
      code: 'invalid',
      details: { problems: [{ path: 'text.2', problem: 'time' }] },
    })
    expect((await app.week()).days[6]?.slots).toEqual([])
    expect((await paste('\n \n')).status).toBe(400)
    expect(
      (await scheduler().post('/api/slots/paste', { channelId: 'vtv1', day: SUNDAY, text: '8h A 5p' }))
        .status,
    ).toBe(404)
  })

  it('copies a day: works become repeats of it, the station’s own rows stay what they are', async () => {
    const work = await aWork(app.deps)
    const source = await aSource(app.deps, { duration_ms: 600_000 })
    await aVersion(app.deps, { work, source, approvedUses: ['tv'] })
    const first = await app.aSlot({ day: '2021-09-27', workId: work.id })
    await app.aSlot({ day: '2021-09-27', start: '19:00', kind: 'relay', title: 'Tiếp sóng Thời sự VTV1' })
    const response = await scheduler().post(`/api/channels/${CHANNEL}/days/2021-09-27/copy`, {
      to: ['2021-09-27', '2021-09-28', '2021-09-29'],
    })
    expect(response.status).toBe(201)
    const week = await app.week()
    expect(week.days.map((day) => day.slots.length)).toEqual([2, 2, 2, 0, 0, 0, 0])
    expect(week.days[1]?.slots).toMatchObject([
      { kind: 'relay', run: 'first', startsAt: '2021-09-28T12:00:00.000Z' },
      { kind: 'work', run: 'repeat', firstSlotId: first.id, startsAt: '2021-09-28T13:00:00.000Z' },
    ])
  })

  it('has nothing to copy of an empty day, nor onto itself', async () => {
    const copy = (to: string[]) => scheduler().post(`/api/channels/${CHANNEL}/days/${SUNDAY}/copy`, { to })
    expect((await copy(['2021-10-04'])).status).toBe(404)
    await app.aSlot()
    expect((await copy([SUNDAY])).status).toBe(404)
    expect((await copy([])).status).toBe(400)
  })
})

describe('the week', () => {
  it('shows overlaps with their minutes, also over midnight, and the gaps between', async () => {
    await app.aSlot({ start: '20:10', durationMs: 45 * 60_000, title: 'Đường số 4' })
    await app.aSlot({ start: '20:45', durationMs: 15 * 60_000, title: 'Tin Tày - Nùng' })
    await app.aSlot({ start: '21:15', title: 'Phim' })
    await app.aSlot({ start: '23:30', durationMs: 3_600_000, title: 'Phim đêm' })
    await app.aSlot({ day: '2021-10-04', start: '00:15', title: 'Sớm' })
    const sunday = (await app.week()).days[6]
    expect(sunday?.overlaps.map((overlap) => overlap.durationMs)).toEqual([600_000, 900_000])
    expect(sunday?.gaps.map((gap) => gap.durationMs)).toEqual([900_000, 105 * 60_000])
    expect((await app.week('2021-10-04')).days[0]?.overlaps).toHaveLength(1)
  })

  it('says when the station wants it: Friday 15:00 of the week before', async () => {
    expect((await app.week()).deadlineAt).toBe('2021-09-24T08:00:00.000Z')
  })

  it('refuses an unknown channel and a day that is none', async () => {
    expect((await scheduler().get('/api/channels/vtv1/week?from=2021-09-27')).status).toBe(404)
    expect((await scheduler().get(`/api/channels/${CHANNEL}/week?from=mai`)).status).toBe(400)
  })

  it('warns where the recording is longer or much shorter than its slot', async () => {
    const work = await aWork(app.deps)
    await aVersion(app.deps, { work, durationMs: 600_000, approvedUses: ['tv'] })
    await app.aSlot({ workId: work.id, durationMs: 300_000 })
    await app.aSlot({ workId: work.id, start: '21:00', durationMs: 900_000 })
    const warnings = (await app.week()).days[6]?.slots.map((slot) => slot.warnings)
    expect(warnings).toEqual([['longer_than_slot'], ['shorter_than_slot']])
  })
})

describe('the channel', () => {
  it('is there from the first start, once', async () => {
    const { channels } = (await (await app.as('official').get('/api/channels')).json()) as {
      channels: object[]
    }
    expect(channels).toMatchObject([
      { id: CHANNEL, name: 'Truyền hình Cao Bằng', deadline: { weekday: 5, time: '15:00' } },
    ])
  })

  it('keeps another deadline and signature block, and refuses an unknown one or nothing', async () => {
    const edit = (id: string, body: object) => scheduler().patch(`/api/channels/${id}`, body)
    expect((await edit(CHANNEL, { deadline: { weekday: 4, time: '10:00' } })).status).toBe(200)
    expect((await app.week()).deadlineAt).toBe('2021-09-23T03:00:00.000Z')
    expect((await edit(CHANNEL, { deadline: { weekday: 5, time: '15:00' } })).status).toBe(200)
    expect((await edit(CHANNEL, { deadline: { weekday: 8, time: '10:00' } })).status).toBe(400)
    expect((await edit(CHANNEL, {})).status).toBe(400)
    expect((await edit('vtv1', { name: 'VTV1' })).status).toBe(404)
  })
})
