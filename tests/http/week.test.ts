import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
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
const lengthsOf = (day: Awaited<ReturnType<typeof app.week>>['days'][number] | undefined, code: string) =>
  day?.conflicts.filter((conflict) => conflict.code === code).map(({ durationMs }) => durationMs)
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

  it('copies a full day to a whole month in one step', async () => {
    const changes = Array.from({ length: 60 }, (_, i) => ({
      do: 'place',
      day: '2021-09-27',
      start: `${String(5 + Math.floor(i / 4)).padStart(2, '0')}:${['00', '15', '30', '45'][i % 4]}`,
      kind: 'title',
      title: `Mục ${i + 1}`,
      durationMs: 900_000,
    }))
    expect((await scheduler().post('/api/slots/amend', { channelId: CHANNEL, changes })).status).toBe(200)
    const to = Array.from({ length: 31 }, (_, i) => `2021-10-${String(i + 1).padStart(2, '0')}`)
    const copied = await scheduler().post(`/api/channels/${CHANNEL}/days/2021-09-27/copy`, { to })
    const { slots } = (await copied.json()) as { slots: { id: string; revision: number }[] }
    expect(slots).toHaveLength(60 * 31)
    // And takes all of it out again as it is taken back.
    const out = slots.map(({ id, revision }) => ({ do: 'remove', id, revision }))
    const undone = await scheduler().post('/api/slots/amend', {
      channelId: CHANNEL,
      changes: out,
      follow: false,
    })
    expect(undone.status).toBe(200)
    expect((await app.week('2021-10-04')).days.flatMap((day) => day.slots)).toEqual([])
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
    expect(lengthsOf(sunday, 'overlap')).toEqual([600_000, 900_000])
    expect(lengthsOf(sunday, 'gap')).toEqual([900_000, 105 * 60_000])
    expect(lengthsOf((await app.week('2021-10-04')).days[0], 'overlap')).toHaveLength(1)
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
    const told = (await app.week()).days[6]?.conflicts.map(({ code }) => code) ?? []
    expect(told.filter((code) => code.startsWith('too_'))).toEqual(['too_long', 'too_short'])
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

  it('keeps no setting over what somebody else has set since it was read, and tells what stands', async () => {
    const read = { gapPolicy: 'leave', quotas: [] }
    const quotas = [{ language: 'tyz', leastMsPerWeek: 3_600_000 }]
    const edit = (body: object, path = '') => scheduler().patch(`/api/channels/${CHANNEL}${path}`, body)
    expect((await edit({ ...read, quotas, seen: read })).status).toBe(200)
    const late = await errorOf(await edit({ ...read, gapPolicy: 'fill', seen: read }))
    expect([late.status, late.code, late.details]).toEqual([409, 'stale', { theirs: { quotas } }])
    expect((await edit({ ...read, seen: { ...read, quotas } })).status).toBe(200)

    const callList = [{ name: 'Trực phát sóng', role: '', phone: '0206 385 0000' }]
    expect((await edit({ callList, seen: { callList: [] } }, '/publishing')).status).toBe(200)
    const slow = await errorOf(await edit({ callList: [], seen: { callList: [] } }, '/publishing'))
    expect(slow.details).toEqual({ theirs: { callList } })
    expect((await edit({ seen: { callList } }, '/publishing')).status).toBe(400)
    await edit({ callList: [] }, '/publishing')
  })
})
