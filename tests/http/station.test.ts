import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { linkKey, newToken } from '../../server/http/link-token.ts'
import type { AnsweredSlot } from '../../server/schedule/station/answers.service.ts'
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
const nobody = () => app.as(null)
const answersPath = `/api/channels/${CHANNEL}/answers`
const answer = (answers: object[]) => scheduler().post(answersPath, { answers })
async function shown(): Promise<AnsweredSlot[]> {
  const response = await app.as('official').get(`${answersPath}?days=${SUNDAY}`)
  return ((await response.json()) as { slots: AnsweredSlot[] }).slots
}
async function aProposedWork() {
  const work = await aWork(app.deps)
  await aVersion(app.deps, { work, durationMs: 1_800_000, approvedUses: ['tv'] })
  return await app.aSlot({ workId: work.id })
}
async function aLink(values: object = {}) {
  const response = await scheduler().post(`/api/channels/${CHANNEL}/links`, {
    days: [SUNDAY],
    recipient: 'Phòng Chương trình',
    ...values,
  })
  expect(response.status).toBe(201)
  const { url, id } = (await response.json()) as { url: string; id: string }
  return { id, url, token: url.split('/tra-loi/')[1] ?? '' }
}
const open = (token: string) => nobody().get(`/api/schedule-answers/${token}`)
const say = (token: string, answers: object[], name = 'Bà Hoa') =>
  nobody().post(`/api/schedule-answers/${token}`, { name, answers })

describe('an answer written down by the scheduler', () => {
  it('stands on the slot and is followed by the next, never overwritten', async () => {
    const slot = await app.aSlot()
    expect((await answer([{ slotId: slot.id, answer: 'proposed' }])).status).toBe(201)
    await answer([{ slotId: slot.id, answer: 'confirmed', note: 'qua điện thoại' }])
    const [now] = await shown()
    expect(now).toMatchObject({ answer: 'confirmed', note: 'qua điện thoại', outdated: false })
    expect(now?.history.map((said) => said.answer)).toEqual(['confirmed', 'proposed'])
    await expect(app.deps.db.updateTable('slot_answer').set({ note: '' }).execute()).rejects.toThrow(
      'append-only',
    )
    await expect(app.deps.db.deleteFrom('slot_answer').execute()).rejects.toThrow('append-only')
  })

  it('is kept for many slots at once, or for none of them', async () => {
    const [first, second] = [await app.aSlot(), await app.aSlot({ start: '21:00' })]
    const both = [first, second].map(({ id }) => ({ slotId: id, answer: 'confirmed' }))
    expect((await answer([...both, { slotId: 'khong-co', answer: 'confirmed' }])).status).toBe(404)
    expect((await shown()).map((slot) => slot.answer)).toEqual(['none', 'none'])
    await answer(both)
    expect((await shown()).map((slot) => slot.answer)).toEqual(['confirmed', 'confirmed'])
  })

  it('is out of date once the slot has moved away from what was confirmed', async () => {
    const slot = await app.aSlot()
    await answer([{ slotId: slot.id, answer: 'confirmed' }])
    await app.move(slot, { start: '20:30' })
    expect((await shown())[0]).toMatchObject({ answer: 'confirmed', outdated: true })
  })

  it('moves the slot in the draft to the hour the station asked for, and only then', async () => {
    const slot = await app.aSlot()
    const take = () => scheduler().post(`/api/slots/${slot.id}/take-station-time`)
    expect(await errorOf(await take())).toMatchObject({ status: 409, code: 'not_moved' })
    expect((await answer([{ slotId: slot.id, answer: 'moved' }])).status).toBe(400)
    await answer([{ slotId: slot.id, answer: 'moved', time: '20h45' }])
    expect((await take()).status).toBe(200)
    expect((await shown())[0]).toMatchObject({
      startsAt: '2021-10-03T13:45:00.000Z',
      answer: 'confirmed',
      outdated: false,
    })
  })
})

it('takes an hour after midnight for the night of the slot, also of one that follows', async () => {
  await app.aSlot({ start: '22:00' })
  const slot = await app.aSlot({ start: '23:30', startMode: 'following' })
  await answer([{ slotId: slot.id, answer: 'moved', time: '0h15' }])
  expect((await scheduler().post(`/api/slots/${slot.id}/take-station-time`)).status).toBe(200)
  const { day, startsAt } = (await app.week('2021-10-04')).days.flatMap((of) => of.slots)[0] ?? {}
  expect([day, startsAt]).toEqual(['2021-10-04', '2021-10-03T17:15:00.000Z'])
})

it('shows which slot each pasted line speaks of, and keeps nothing yet', async () => {
  const slot = await app.aSlot()
  const response = await scheduler().post(`${answersPath}/read`, {
    from: '2021-09-27',
    text: 'Chủ nhật, 03/10/2021\nGiờ\tChương trình\tÝ kiến\n20:00\tThời sự\tđồng ý\n21:00\tPhim\tkhông\n20:00\tThời sự\tdời 20h30',
  })
  const { rows } = (await response.json()) as { rows: object[] }
  expect(rows).toMatchObject([
    { slotId: slot.id, answer: 'confirmed', problem: null },
    { slotId: null, problem: 'no_slot' },
    { slotId: slot.id, answer: 'moved', time: '20h30', problem: null },
  ])
  expect((await shown())[0]?.answer).toBe('none')
})

describe('a link for the station', () => {
  it('asks about the works of its days, and takes answers with a name', async () => {
    const slot = await aProposedWork()
    await app.aSlot({ start: '22:00', title: 'Chỉ để nội bộ' })
    const { token, url } = await aLink()
    expect(url).toMatch(/^http:\/\/localhost\/tra-loi\/[\w-]{72}$/)
    const opened = await open(token)
    expect(opened.headers.get('x-robots-tag')).toContain('noindex')
    expect(opened.headers.get('referrer-policy')).toBe('no-referrer')
    expect(opened.headers.get('cache-control')).toBe('no-store')
    const page = await opened.text()
    expect(page).toContain(slot.id)
    expect(page).not.toContain('Chỉ để nội bộ')
    expect(
      (await say(token, [{ slotId: slot.id, answer: 'moved', time: '20:40', note: 'kẹt tường thuật' }]))
        .status,
    ).toBe(200)
    expect((await shown())[0]).toMatchObject({
      answer: 'moved',
      movedTo: '2021-10-03T13:40:00.000Z',
      history: [
        { saidBy: 'Bà Hoa', way: 'link' },
        { answer: 'proposed', way: 'hand' },
      ],
    })
  })

  it('reaches no slot it does not show, and proposes nothing', async () => {
    await aProposedWork()
    const hidden = await app.aSlot({ start: '22:00' })
    const { token } = await aLink()
    expect((await say(token, [{ slotId: hidden.id, answer: 'confirmed' }])).status).toBe(404)
    expect((await say(token, [{ slotId: hidden.id, answer: 'proposed' }])).status).toBe(400)
    expect((await say(token, [{ slotId: hidden.id, answer: 'confirmed' }], ' ')).status).toBe(400)
  })

  it('says that it is revoked, or expired, and is refused where it is forged or meant for something else', async () => {
    await aProposedWork()
    const { id, token } = await aLink()
    expect((await scheduler().post(`/api/schedule-links/${id}/revoke`)).status).toBe(200)
    expect(await errorOf(await open(token))).toMatchObject({ status: 410, code: 'link_revoked' })
    expect(await errorOf(await say(token, [{ slotId: 'x', answer: 'confirmed' }]))).toMatchObject({
      code: 'link_revoked',
    })
    const key = linkKey(app.auth.secret, 'schedule')
    expect((await open(newToken(key, '2030-01-01T00:00:00.000Z').token)).status).toBe(404)
    const ofDelivery = newToken(linkKey(app.auth.secret, 'delivery'), '2030-01-01T00:00:00.000Z').token
    expect((await open(ofDelivery)).status).toBe(404)
    const { token: expiring } = await aLink()
    await app.deps.db.updateTable('schedule_link').set({ expires_at: '2021-09-01T00:00:00.000Z' }).execute()
    expect(await errorOf(await open(expiring))).toMatchObject({ status: 410, code: 'link_expired' })
  })

  it('keeps whoever tries tokens waiting, and lets the real one through', async () => {
    await aProposedWork()
    const { token } = await aLink()
    let last = 404
    for (let i = 0; i < 25 && last === 404; i++) last = (await open(`nham-${i}`)).status
    expect(last).toBe(429)
    expect((await open(token)).status).toBe(200)
  })
})

it('prints the request for broadcast with its number left blank, and none for days without works', async () => {
  const path = `/api/channels/${CHANNEL}/slip`
  expect((await app.as('official').get(`${path}.pdf?days=${SUNDAY}`)).status).toBe(404)
  await aProposedWork()
  const response = await app.as('official').get(`${path}.pdf?days=${SUNDAY}`)
  expect(response.headers.get('content-type')).toBe('application/pdf')
  expect(
    Buffer.from(await response.arrayBuffer())
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-')
})

it('refuses others than the scheduler to write, and whoever is not signed in to read', async () => {
  const body = { answers: [{ slotId: 'x', answer: 'confirmed' }] }
  expect((await app.as('producer').post(answersPath, body)).status).toBe(403)
  expect((await app.as('official').post(`/api/channels/${CHANNEL}/links`, {})).status).toBe(403)
  expect((await app.as('film_team').get(`${answersPath}?days=${SUNDAY}`)).status).toBe(403)
  expect((await nobody().get(`${answersPath}?days=${SUNDAY}`)).status).toBe(401)
})
