import { afterAll, beforeAll, expect, it } from 'vitest'
import { aVersion, aWork } from '../support/library.ts'
import { anAppWithChannel, CHANNEL, errorOf } from '../support/schedule.ts'

let app: Awaited<ReturnType<typeof anAppWithChannel>>
beforeAll(async () => {
  app = await anAppWithChannel()
})
afterAll(() => app.close())

const titles = async (q = '') => {
  const response = await app.as('official').get(`/api/unscheduled-works?q=${encodeURIComponent(q)}`)
  return ((await response.json()) as { works: { title: string }[] }).works.map((work) => work.title)
}

it('adds a channel with a plan of its own, once under a name, and only for those who may', async () => {
  const wanted = { name: 'Truyền hình thiết yếu', dayStartsMin: 300 }
  expect((await app.as('producer').post('/api/channels', wanted)).status).toBe(403)
  const added = await app.as('admin').post('/api/channels', wanted)
  expect(added.status).toBe(201)
  expect(await added.json()).toMatchObject({ channel: wanted })
  expect(await errorOf(await app.as('scheduler').post('/api/channels', wanted))).toMatchObject({
    status: 409,
    code: 'channel_taken',
  })
})

it('names the works that are approved for television and in no plan from now on', async () => {
  const waiting = await aWork(app.deps, { title: 'Lượn cọi' })
  const unapproved = await aWork(app.deps, { title: 'Chưa duyệt' })
  await aVersion(app.deps, { work: waiting, approvedUses: ['tv'], durationMs: 240_000 })
  await aVersion(app.deps, { work: unapproved })
  expect(await titles()).toEqual(['Lượn cọi'])
  expect(await titles('luon coi')).toEqual(['Lượn cọi'])
  expect(await titles('tin')).toEqual([])
  await app.aSlot({ channelId: CHANNEL, workId: waiting.id })
  expect(await titles()).toEqual([])
})
