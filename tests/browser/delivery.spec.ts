import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { demoPassword } from '../../server/people/demo.rules.ts'
import { closeBrowser, expectGoodScreen, openPage, signIn } from '../support/browser.ts'
import { anApprovedProgramme } from '../support/deliveries.ts'
import { aPageAs, aRestartableServer, ask, waitFor } from '../support/journey.ts'

// A scheduler makes the station's folder and sends a link; the station, without an account, downloads, loses its line, goes on,
// and answers. Seen at the sizes people have.

const TITLE = 'Âm vang miền biên cương'
const shots = process.env.VANG_SHOTS

let dir: string
let server: Awaited<ReturnType<typeof aRestartableServer>>
let scheduler: Page
let workId: string

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'vang-giao-'))
  server = await aRestartableServer(join(dir, 'data'))
  workId = (await anApprovedProgramme(join(dir, 'data'), TITLE)).workId
  scheduler = await aPageAs(server.url, 'xep-lich')
})
afterAll(async () => {
  await closeBrowser()
  await server?.stop()
  await rm(dir, { recursive: true, force: true })
})

const shot = async (page: Page, name: string) => {
  if (shots) await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true })
}

/** The same page as it is seen at a desk and on a phone, by day and by night. */
async function everyDress(page: Page, name: string) {
  const before = page.viewportSize()
  for (const [width, height] of [
    [1366, 768],
    [360, 740],
  ] as const)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize({ width, height })
      await page.emulateMedia({ colorScheme })
      await shot(page, `${name}-${width}-${colorScheme}`)
      await expectGoodScreen(page)
    }
  if (before) await page.setViewportSize(before)
  await page.emulateMedia({ colorScheme: 'light' })
}

interface Folders {
  deliveries: { id: string; state: string; files: { role: string; name: string; sha256: string }[] }[]
}
const folder = async () => (await ask<Folders>(scheduler, '/deliveries')).deliveries[0]

it('shows every preset side by side before anything is encoded, and makes the folder', async () => {
  await scheduler.goto(`/tu-lieu/${workId}`)
  const panel = scheduler.locator('section', { hasText: 'Giao đài' }).last()
  for (const name of [
    'H.264 MP4 1080i25',
    'H.264 MP4 1080p25',
    'H.264 TS 1080i25',
    'XDCAM HD422 MXF 1080i50',
  ])
    await panel.getByRole('radio', { name }).waitFor()
  await panel.getByText('Cỡ hình đổi từ 640x360 thành 1920x1080 điểm ảnh.').first().waitFor()
  await everyDress(scheduler, 'lam')
  await panel.getByRole('radio', { name: 'H.264 MP4 1080p25' }).focus()
  await scheduler.keyboard.press('Space')
  await panel.getByRole('button', { name: 'Làm thư mục H.264 MP4 1080p25' }).press('Enter')
  await waitFor('the folder', async () => (await folder())?.state === 'ready', 200)
  await scheduler.getByText('Sẵn sàng gửi').waitFor()
})

it('makes a link that is shown once, and keeps it there although the folder now waits for an answer', async () => {
  await scheduler.goto('/giao-dai')
  await scheduler.getByRole('heading', { name: 'Chờ giao' }).waitFor()
  await scheduler.getByRole('button', { name: 'Chi tiết' }).click()
  await scheduler.getByText('am-vang-mien-bien-cuong_b1_h264-mp4-1080p25_qc.pdf').waitFor()
  await scheduler.getByLabel('Gửi cho ai?').fill('Đài PT-TH Cao Bằng')
  await scheduler.getByRole('button', { name: 'Tạo liên kết' }).click()
  await scheduler
    .getByRole('button', { name: /^Thu hồi liên kết của/ })
    .first()
    .waitFor()
  await scheduler.getByText('Liên kết chỉ hiện một lần này').waitFor()
  await scheduler.getByRole('button', { name: 'Chọn ổ đĩa ở máy chủ' }).click()
  await everyDress(scheduler, 'thu-muc')
})

it('is downloaded by somebody without an account, goes on after a cut, and is the same to the last byte', async () => {
  const address = (await scheduler.locator('output code').textContent()) ?? ''
  const station = await openPage({ baseURL: server.url, width: 360, height: 740 })
  await station.goto(new URL(address).pathname)
  await station.getByRole('heading', { name: TITLE }).waitFor()
  await everyDress(station, 'nhan')
  const programme = (await folder())?.files.find((file) => file.role === 'programme')
  const link = station.getByRole('link', { name: `Tải ${programme?.name}` })
  const href = (await link.getAttribute('href')) ?? ''
  const got = await station.evaluate(resumedDownload, href)
  expect(got).toMatchObject({ status: 206, sha256: programme?.sha256 })
  expect(got.beforeTheCut).toBeGreaterThan(0)
  const [download] = await Promise.all([station.waitForEvent('download'), link.click()])
  expect(download.suggestedFilename()).toBe(programme?.name)
  expect(await download.failure()).toBeNull()
  // Nothing else of Vang opens to whoever holds a link.
  expect((await station.request.get('/api/deliveries')).status()).toBe(401)

  await station.getByLabel('Tên người trả lời').fill('Phòng Chương trình')
  await station.getByRole('button', { name: 'Đài không nhận' }).click()
  await station.getByLabel('Vì sao không nhận?').fill('Thiếu phụ đề')
  await station.getByRole('button', { name: 'Gửi lý do không nhận' }).click()
  await station.getByText('Đài không nhận: Thiếu phụ đề').waitFor()
  await station.getByRole('button', { name: 'English' }).click()
  await station.getByText('The station did not take them: Thiếu phụ đề').waitFor()
  await everyDress(station, 'nhan-en')
})

it('shows the answer to the scheduler, who keeps the next one beside it', async () => {
  await scheduler.getByText('Phòng Chương trình, qua liên kết').waitFor()
  await scheduler.getByRole('button', { name: 'Đài đã nhận', exact: true }).click()
  await scheduler.getByText('ghi lại', { exact: false }).first().waitFor()
  await scheduler.goto('/giao-dai')
  await scheduler.getByRole('heading', { name: 'Đài đã nhận' }).waitFor()
  await everyDress(scheduler, 'giao-dai')
  await scheduler.getByRole('button', { name: 'Chi tiết' }).click()
  await scheduler.getByText('qua liên kết').waitFor()
  await scheduler.getByRole('button', { name: 'Thu hồi liên kết' }).click()
  await scheduler.getByRole('button', { name: 'Thu hồi', exact: true }).click()
  await scheduler.getByText('Đã thu hồi lúc').waitFor()
})

it('reads as well in English, with a preset being set', async () => {
  const page = await openPage({ baseURL: server.url, language: 'en' })
  await signIn(page, 'xep-lich', demoPassword)
  await page.goto(`/tu-lieu/${workId}`)
  await page.getByRole('button', { name: 'Details' }).click()
  await page.getByRole('button', { name: 'Make another kind of folder' }).click()
  await page.getByRole('radio', { name: 'XDCAM HD422 MXF 1080i50' }).check()
  await page.getByRole('button', { name: 'Change settings' }).click()
  await page.getByLabel('Bars (seconds)').fill('10')
  await everyDress(page, 'en')
  await page.getByRole('button', { name: 'Save settings' }).click()
  await page.getByText('A leader of 10 seconds runs before the programme.').waitFor()
})

/** In the page: reads a little, drops the line, asks for the rest, and hashes both together. */
async function resumedDownload(href: string) {
  const cut = new AbortController()
  const first = await fetch(href, { signal: cut.signal })
  const reader = first.body?.getReader()
  const { value } = (await reader?.read()) ?? {}
  const kept = value ?? new Uint8Array()
  cut.abort()
  const rest = await fetch(href, {
    headers: { range: `bytes=${kept.length}-`, 'if-range': first.headers.get('etag') ?? '' },
  })
  const whole = new Blob([kept, await rest.arrayBuffer()])
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await whole.arrayBuffer()))
  const sha256 = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return { status: rest.status, sha256, beforeTheCut: kept.length }
}
