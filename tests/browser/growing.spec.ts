import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { signIn } from '../../scripts/demo-client.ts'
import { demoPassword } from '../../server/people/demo.rules.ts'
import { closeBrowser } from '../support/browser.ts'
import { aVideo } from '../support/clips.ts'
import { aPageAs, waitFor } from '../support/journey.ts'
import { type RunningServer, startServer } from '../support/server.ts'

let dir: string
let server: RunningServer

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'vang-growing-'))
  server = await startServer(dir, { VANG_DEMO: '1', VANG_NOW: '2021-09-27T01:00:00Z' })
})
afterAll(async () => {
  await closeBrowser()
  await server?.stop()
  await rm(dir, { recursive: true, force: true })
})

it('plays a recording while it is being analysed, and goes on at the same place when all of it is there', async () => {
  const clip = await aVideo({ seconds: 150 })
  const producer = await signIn(server.url, 'bien-tap', demoPassword)
  const page = await aPageAs(server.url, 'bien-tap')
  const { workId } = await producer.upload(clip, { title: 'Đang lớn dần', kind: 'programme' })
  await page.goto(`/tu-lieu/${workId}`)
  const state = () =>
    page.evaluate(() => {
      const video = document.querySelector('video')
      return (
        video && { atS: video.currentTime, whole: video.currentSrc.startsWith('http'), paused: video.paused }
      )
    })
  await page.waitForFunction(() => (document.querySelector('video')?.readyState ?? 0) > 1)
  expect((await state())?.whole).toBe(false)
  await page.getByText(/Xem được .* trong 2'30"/).waitFor()
  await page.locator('body').press('Space')
  await waitFor('the picture to run', async () => ((await state())?.atS ?? 0) > 2, 20)
  await page.locator('body').press('k')
  const before = (await state())?.atS ?? 0
  await waitFor('the whole preview', async () => (await state())?.whole, 200)
  await page.waitForFunction(() => (document.querySelector('video')?.readyState ?? 0) > 1)
  await waitFor('the same place', async () => Math.abs(((await state())?.atS ?? 0) - before) < 0.1, 10)
  expect(await page.getByText(/Xem được/).count()).toBe(0)
})
