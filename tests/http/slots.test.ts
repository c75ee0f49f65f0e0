import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
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

  it('move along what follows the one before them', async () => {
    const first = await app.aSlot({ day: '2021-09-28' })
    await app.aSlot({ day: '2021-09-30', start: '17:00' })
    const next = await app.aSlot({
      day: '2021-09-30',
      start: '17:30',
      startMode: 'following',
      title: 'Dân ca',
    })
    const again = await repeat(first.id, { day: '2021-09-30', start: '17:30' })
    const day = (await app.week()).days[3]?.slots.map(({ id, startsAt }) => [id, startsAt.slice(11, 16)])
    expect(day?.slice(1)).toEqual([
      [again.id, '10:30'],
      [next.id, '11:00'],
    ])
  })

  it('are warned of when they come before their first run', async () => {
    const first = await app.aSlot({ day: '2021-10-02' })
    const again = await repeat(first.id, { day: '2021-09-30', start: '17:30' })
    const conflicts = (await app.week()).days.flatMap((day) => day.conflicts)
    expect(conflicts.filter(({ code }) => code === 'repeat_before_first')).toMatchObject([
      { slotId: again.id, otherSlotId: first.id },
    ])
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
