import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { signIn } from '../../scripts/demo-client.ts'
import { untilReady } from '../../scripts/demo-steps.ts'
import { demoPassword } from '../../server/people/demo.rules.ts'
import { closeBrowser } from '../support/browser.ts'
import { aVideo } from '../support/clips.ts'
import { aPageAs, ask, waitFor } from '../support/journey.ts'
import { type RunningServer, startServer } from '../support/server.ts'

// One quiet recording that begins black and silent: what is done by itself, what is chosen, and what becomes a version.

let dir: string
let server: RunningServer
let page: Page
let panel: Locator
let recording: { workId: string; versionId: string }

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'vang-fixes-'))
  server = await startServer(dir, { VANG_DEMO: '1', VANG_NOW: '2021-09-27T01:00:00Z' })
  const producer = await signIn(server.url, 'bien-tap', demoPassword)
  const clip = await aVideo({ seconds: 12, black: [0, 2], silence: [0, 3], peakDbfs: -30 })
  recording = await producer.upload(clip, { title: 'Đêm hội Đông Khê', kind: 'programme', language: 'vi' })
  await untilReady(producer, recording.versionId)
  page = await aPageAs(server.url, 'bien-tap')
  await page.goto(`/tu-lieu/${recording.workId}`)
  panel = page.getByRole('region', { name: 'Tự động khắc phục' })
  await panel.waitFor()
})
afterAll(async () => {
  await closeBrowser()
  await server?.stop()
  await rm(dir, { recursive: true, force: true })
})

interface Detail {
  versions: { id: string; number: number; inMs: number | null; fixes: { deinterlace: string } }[]
}
const versions = async () => (await ask<Detail>(page, `/works/${recording.workId}`)).versions
const chosen = (choice: string) =>
  waitFor(choice, async () => (await versions()).every(({ fixes }) => fixes.deinterlace === choice))

it('says what is done to the sound for television and for loudspeakers', async () => {
  await panel.getByText(/Âm lượng -3\d,\d LUFS được nâng \d+,\d dB lên -23,0 LUFS/).waitFor()
  await panel.getByText('Đưa về -16 LUFS', { exact: false }).waitFor()
})

it('takes a choice of de-interlacing at once, and takes it back with Ctrl+Z', async () => {
  await panel.getByLabel('Khử sọc hình').selectOption('always')
  await chosen('always')
  await panel.getByText('Hình được khử sọc như đã chọn', { exact: false }).waitFor()
  await page.getByRole('button', { name: 'Hoàn tác' }).waitFor()
  await page.locator('body').press('Control+z')
  await chosen('auto')
})

it('proposes where the empty head ends, and makes a version of what is left', async () => {
  const from = panel.getByLabel('Bắt đầu từ')
  await waitFor('the proposal', async () => (await from.inputValue()) === '00:00:02:00')
  await from.fill('00:00:02:05')
  await from.press('Tab')
  await panel.getByRole('button', { name: 'Tạo bản mới đã cắt' }).click()
  await page.getByText('Đã tạo bản 2').waitFor()
  const [whole, trimmed] = await versions()
  expect([whole?.inMs, trimmed?.inMs]).toEqual([null, 2200])
  await page.waitForURL(/ban=2/)
})
