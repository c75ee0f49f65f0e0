import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { bodyOf, refused } from '../support/answers.ts'
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

const urgent = (values: Record<string, unknown>) =>
  app.as('scheduler').post(`/api/channels/${CHANNEL}/days/${day()}/urgent`, { base: 1, ...values })
const starts = async () =>
  (await app.publicationsOf(day()))[0]?.body.slots.map((slot) => [slot.title, slot.startsAt])

async function anEvening() {
  const song = await app.aSlot({ day: day(), start: '20:10', title: 'Ca nhạc', durationMs: 1_200_000 })
  const film = await app.aSlot({ day: day(), start: '20:30', title: 'Phim', durationMs: 1_800_000 })
  await app.publish([day()])
  return { song, film }
}

describe('an urgent change', () => {
  it('moves a row of the published day, pushes what it meets, and leaves other draft edits alone', async () => {
    const { song, film } = await anEvening()
    await app.move(film, { title: 'Phim khác' })
    const answer = await bodyOf(urgent({ moves: [{ slotId: song.id, start: '20:30' }], push: true }))
    expect(answer.published).toMatchObject([{ number: 2 }])
    expect(await starts()).toEqual([
      ['Ca nhạc', `${day()}T13:30:00.000Z`],
      ['Phim', `${day()}T13:50:00.000Z`],
    ])
    const week = await app.week(day())
    expect(week.days[0]?.slots.map((slot) => [slot.title, slot.startsAt.slice(11, 16)])).toEqual([
      ['Ca nhạc', '13:30'],
      ['Phim khác', '13:50'],
    ])
    expect(week.changes).toMatchObject([{ kind: 'changed', fields: ['title'] }])
  })

  it('swaps two neighbours without a hole between them', async () => {
    const { song, film } = await anEvening()
    expect((await urgent({ swap: { first: song.id, second: film.id } })).status).toBe(200)
    expect(await starts()).toEqual([
      ['Phim', `${day()}T13:10:00.000Z`],
      ['Ca nhạc', `${day()}T13:40:00.000Z`],
    ])
  })

  it('produces the correction for Zalo and for the feeds, with the people to call', async () => {
    const scheduler = app.as('scheduler')
    await scheduler.patch(`/api/channels/${CHANNEL}/publishing`, {
      callList: [{ name: 'Nông Thị Lan', role: 'Trực đài', phone: '0206 385 1234' }],
    })
    const { song } = await anEvening()
    const { correctionId } = await bodyOf(
      urgent({ moves: [{ slotId: song.id, start: '20:05' }], reason: 'Đón đoàn' }),
    )
    const correction = await bodyOf(scheduler.get(`/api/corrections/${correctionId}`))
    expect(correction.text).toContain('ĐÍNH CHÍNH')
    expect(correction.text).toContain('“Ca nhạc” 20:10 chuyển 20:05')
    expect(correction.text).toContain('Đón đoàn')
    expect(correction.calls).toMatchObject([{ name: 'Nông Thị Lan', phone: '0206 385 1234', toldAt: null }])
    const sheet = await bodyOf(scheduler.get(`/api/channels/${CHANNEL}/sheet?from=${day()}`))
    expect(sheet.days[0].correction).toBe('ĐÍNH CHÍNH (bản số 2): “Ca nhạc” 20:10 chuyển 20:05.')
    const event = await app.deps.db
      .selectFrom('job')
      .select('payload')
      .where('kind', '=', 'event.day.corrected')
      .orderBy('created_at', 'desc')
      .executeTakeFirstOrThrow()
    expect(JSON.parse(event.payload)).toMatchObject({ correctionId })
    const tick = `/api/corrections/${correctionId}/calls/${correction.calls[0].id}`
    expect((await bodyOf(scheduler.put(tick, { told: true }))).calls).toMatchObject([
      { toldBy: 'scheduler', toldAt: expect.stringMatching(/^2021-09-27T/) },
    ])
    await refused(await scheduler.put(tick, { told: true }), 409, 'already_told')
    expect((await bodyOf(scheduler.put(tick, { told: false }))).calls[0].toldAt).toBeNull()
  })

  it('reads an hour after midnight as the same night, and publishes the row with the day it now begins on', async () => {
    const next = days[1] ?? ''
    const late = await app.aSlot({ day: day(), start: '23:30', title: 'Phim', durationMs: 1_200_000 })
    await app.aSlot({ day: next, start: '06:00', title: 'Chào ngày mới' })
    await app.publish([day(), next])
    const answer = await bodyOf(urgent({ moves: [{ slotId: late.id, start: '00:15' }] }))
    expect(answer.published).toMatchObject([
      { day: day(), number: 2 },
      { day: next, number: 2 },
    ])
    const { text } = await bodyOf(app.as('scheduler').get(`/api/corrections/${answer.correctionId}`))
    expect(text).toContain('“Phim” 23:30 chuyển 00:15')
    expect(await starts()).toEqual([])
    const sheet = await bodyOf(app.as('scheduler').get(`/api/channels/${CHANNEL}/sheet?from=${day()}`))
    expect(sheet.days[0].correction).toBe('ĐÍNH CHÍNH (bản số 2): “Phim” 23:30 chuyển 00:15.')
    const [tomorrow] = await app.publicationsOf(next)
    expect(tomorrow?.body.slots.map((slot) => [slot.title, slot.startsAt])).toEqual([
      ['Phim', `${day()}T17:15:00.000Z`],
      ['Chào ngày mới', `${day()}T23:00:00.000Z`],
    ])
    // The draft says the same, so that nothing is left to publish, and an edit of the row leaves it where it is.
    const week = await app.week(day())
    expect(week.changes).toEqual([])
    const [row] = week.days[1]?.slots ?? []
    if (!row) throw new Error('the row is in no draft')
    await app.move(row, { note: 'trực tiếp' })
    expect((await app.week(day())).days[1]?.slots[0]?.startsAt).toBe(`${day()}T17:15:00.000Z`)
  })

  it('takes a row over midnight out of its day where the next one is not published yet', async () => {
    const late = await app.aSlot({ day: day(), start: '23:30', title: 'Phim', durationMs: 1_200_000 })
    await app.publish([day()])
    const answer = await bodyOf(urgent({ moves: [{ slotId: late.id, start: '00:15' }] }))
    expect(answer.published).toMatchObject([{ day: day(), number: 2 }])
    expect((await app.week(day())).changes).toMatchObject([{ kind: 'added', day: days[1] }])
  })

  it('refuses to move over midnight onto what is published there', async () => {
    const next = days[1] ?? ''
    const late = await app.aSlot({ day: day(), start: '23:30', title: 'Phim', durationMs: 1_200_000 })
    await app.aSlot({ day: next, start: '00:00', title: 'Ca nhạc đêm' })
    await app.publish([day(), next])
    await refused(await urgent({ moves: [{ slotId: late.id, start: '00:15' }] }), 409, 'overlap')
    expect(await app.publicationsOf(next)).toHaveLength(1)
  })

  it('tells both sides when somebody published in between, and changes nothing', async () => {
    const { song, film } = await anEvening()
    await urgent({ moves: [{ slotId: film.id, start: '21:00' }] })
    const { details } = await refused(
      await urgent({ moves: [{ slotId: song.id, start: '20:00' }] }),
      409,
      'stale',
    )
    expect(details.published).toMatchObject({
      number: 2,
      by: 'scheduler',
      changes: [{ kind: 'moved', after: { title: 'Phim' } }],
    })
    expect(await app.publicationsOf(day())).toHaveLength(2)
  })

  it('refuses what overlaps, what is not there, what changes nothing, and what has already begun', async () => {
    const { song } = await anEvening()
    const move = (start: string, slotId = song.id) => urgent({ moves: [{ slotId, start }] })
    await refused(await move('20:20'), 409, 'overlap')
    await refused(await move('20:20', 'khong-co'), 404, 'not_found')
    await refused(await move('20:10'), 409, 'nothing_to_publish')
    await refused(await urgent({}), 400, 'invalid')
    const past = '2021-09-26'
    const old = await app.aSlot({ day: past, start: '20:00' })
    await app.publish([past])
    const answer = await app.as('scheduler').post(`/api/channels/${CHANNEL}/days/${past}/urgent`, {
      base: 1,
      moves: [{ slotId: old.id, start: '21:00' }],
    })
    await refused(answer, 409, 'already_aired')
  })

  it('waits half a minute where the person wants to, and can be taken back', async () => {
    const { song } = await anEvening()
    const { leaving } = await bodyOf(
      urgent({ moves: [{ slotId: song.id, start: '20:05' }], delayMs: 30_000 }),
    )
    expect(await app.publicationsOf(day())).toHaveLength(1)
    const now = `/api/channels/${CHANNEL}/publish/${leaving.jobId}/now`
    expect((await app.as('scheduler').post(now)).status).toBe(200)
    expect((await starts())?.[0]).toEqual(['Ca nhạc', `${day()}T13:05:00.000Z`])
    const { corrections } = await bodyOf(
      app.as('official').get(`/api/channels/${CHANNEL}/days/${day()}/corrections`),
    )
    expect(corrections).toHaveLength(1)
  })
})
