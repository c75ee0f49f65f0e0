import { afterAll, beforeAll, expect, it } from 'vitest'
import { chooseReducedIsolation, isolation } from '../../media/sandbox.ts'
import { anApp } from '../support/app.ts'

let app: Awaited<ReturnType<typeof anApp>>
beforeAll(async () => {
  app = await anApp()
})
afterAll(() => app.close())

const health = async (language = 'vi') =>
  (await app.as('admin').get('/api/health', { 'accept-language': language })).json()

it('tells anyone that it answers, and how files are kept apart', async () => {
  const answer = await app.as(null).get('/healthz')
  expect(await answer.json()).toEqual({ ok: true, isolation: await isolation() })
})

it('tells the administrator of reduced isolation, what that means and what to do, in both languages', async () => {
  if ((await isolation()) === 'full')
    expect(await health()).toMatchObject({ isolation: 'full', advice: null })
  chooseReducedIsolation()
  expect(await (await app.as(null).get('/healthz')).json()).toEqual({ ok: true, isolation: 'reduced' })
  expect(await health()).toEqual({
    isolation: 'reduced',
    sentence: expect.stringMatching(/^Cách ly giảm: tệp lạ được mở chỉ với giới hạn/),
    advice: expect.stringContaining('VANG_ISOLATION'),
    detail: null,
  })
  expect(await health('en')).toMatchObject({ sentence: expect.stringMatching(/^Reduced isolation/) })
})

it('keeps what is weak about the machine from everybody else', async () => {
  expect((await app.as('scheduler').get('/api/health')).status).toBe(403)
})
