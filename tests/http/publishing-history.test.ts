import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Slot } from '../../server/schedule/slots.queries.ts'
import { aVersion, aWork } from '../support/library.ts'
import { anAppWithChannel, CHANNEL, published } from '../support/schedule.ts'

let app: Awaited<ReturnType<typeof anAppWithChannel>>
beforeAll(async () => {
  app = await anAppWithChannel()
})
afterAll(() => app.close())

let days: string[] = []
beforeEach(async () => {
  days = await app.anEmptyWeek()
})
const day = (index: number) => days[index] ?? ''

describe('history', () => {
  it('tells the changes between two numbers, and from one to the draft', async () => {
    const slot = await app.aSlot({ day: day(0), title: 'Phim' })
    await app.publish(days)
    await app.move(slot, { start: '21:10' })
    await app.publish(days)
    await app.takeOut({ ...slot, revision: slot.revision + 1 })
    const changes = async (query: string) => {
      const response = await app
        .as('official')
        .get(`/api/channels/${CHANNEL}/days/${day(0)}/changes?${query}`)
      return ((await response.json()) as { changes: { kind: string }[] }).changes?.map(
        (change) => change.kind,
      )
    }
    expect(await changes('from=0&to=1')).toEqual(['added'])
    expect(await changes('from=1&to=2')).toEqual(['moved'])
    expect(await changes('from=2')).toEqual(['removed'])
    expect(
      (await app.as('official').get(`/api/channels/${CHANNEL}/days/${day(0)}/changes?from=9`)).status,
    ).toBe(404)
    expect((await app.as('official').get(`/api/channels/${CHANNEL}/days/${day(0)}/changes`)).status).toBe(400)
  })

  it('goes back by publishing the old state anew, with the recording that aired then', async () => {
    const work = await aWork(app.deps)
    const old = await aVersion(app.deps, { work, approvedUses: ['tv'] })
    const first = await app.aSlot({ day: day(0), workId: work.id })
    const again = (await (
      await app.as('scheduler').post(`/api/slots/${first.id}/repeats`, { day: day(2), start: '17:30' })
    ).json()) as { slot: Slot }
    await app.publish(days)
    const [one] = await app.publicationsOf(day(0))
    await aVersion(app.deps, { work, approvedUses: ['tv'] })
    await app.takeOut(first)
    await app.aSlot({ day: day(0), title: 'Khác' })
    await app.publish([day(0)])

    expect((await app.as('scheduler').post(`/api/publications/${one?.id}/restore-as-draft`)).status).toBe(200)
    expect((await published(await app.publish([day(0)]))).map((p) => p.number)).toEqual([3])
    const [third, second] = await app.publicationsOf(day(0))
    expect(third?.body).toEqual(one?.body)
    expect(third?.body.slots[0]).toMatchObject({ version: { versionId: old.id } })
    expect(second?.body.slots[0]).toMatchObject({ title: 'Khác' })
    expect(again.slot.firstSlotId).toBe(first.id)
  })

  it('lays a slot anew that has moved to another day since', async () => {
    const slot = await app.aSlot({ day: day(0) })
    await app.publish(days)
    const [one] = await app.publicationsOf(day(0))
    await app.move(slot, { day: day(4) })
    await app.as('scheduler').post(`/api/publications/${one?.id}/restore-as-draft`)
    const laid = (await app.week(day(0))).days.flatMap((of) =>
      of.slots.map((s) => [of.day, s.id === slot.id]),
    )
    expect(laid).toEqual([
      [day(0), false],
      [day(4), true],
    ])
  })

  it('leaves what the station answered, what becomes of a gap, and numbers that were never used', async () => {
    const slot = await app.aSlot({ day: day(0), stationAnswer: 'confirmed', gapPolicy: 'fill' })
    await app.publish(days)
    const [one] = await app.publicationsOf(day(0))
    await app.move(slot, { start: '09:00' })
    await app.as('scheduler').post(`/api/publications/${one?.id}/restore-as-draft`)
    const [back] = (await app.week(day(0))).days.flatMap((of) => of.slots)
    expect(back).toMatchObject({
      startsAt: slot.startsAt,
      stationAnswer: 'confirmed',
      gapPolicy: 'fill',
      revision: slot.revision + 2,
    })
  })

  it('goes back to a day of which some rows stand and others were taken out', async () => {
    const stands = await app.aSlot({ day: day(0), start: '08:00', title: 'Còn' })
    const gone = await app.aSlot({ day: day(0), start: '09:00', title: 'Đã bỏ' })
    await app.publish(days)
    const [one] = await app.publicationsOf(day(0))
    await app.takeOut(gone)
    expect((await app.as('scheduler').post(`/api/publications/${one?.id}/restore-as-draft`)).status).toBe(200)
    const back = (await app.week(day(0))).days.flatMap((of) => of.slots)
    expect(back.map(({ id, title }) => [id, title])).toEqual([
      [stands.id, 'Còn'],
      [gone.id, 'Đã bỏ'],
    ])
  })

  it('cannot go back to what is no day of television', async () => {
    expect((await app.as('scheduler').post('/api/publications/nobody/restore-as-draft')).status).toBe(404)
  })
})
