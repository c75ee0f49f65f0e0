import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join, resolve } from 'node:path'
import { serve } from '@hono/node-server'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createApp } from '../../server/app.ts'
import { TEST_PASSWORD } from '../support/app.ts'
import { closeBrowser, expectGoodScreen, openPage, signIn } from '../support/browser.ts'
import { aVersion, aWork } from '../support/library.ts'
import { anAppWithChannel, CHANNEL } from '../support/schedule.ts'

// The morning after on a phone: exceptions typed, the rest confirmed with one tap, the station's log compared, the day
// signed, the month counted. And the station answers next week's programmes by a link, without an account.

const YESTERDAY = '2021-09-26'
const NEXT_SUNDAY = '2021-10-03'
const shots = process.env.VANG_SHOTS
const webDir = process.env.VANG_WEB_DIR ?? resolve(import.meta.dirname, '../../dist/web')

let app: Awaited<ReturnType<typeof anAppWithChannel>>
let server: Server
let url: string
let scheduler: Page

beforeAll(async () => {
  app = await anAppWithChannel()
  const whole = createApp(app.deps, { auth: app.auth, webDir })
  server = await new Promise<Server>((done) => {
    const started = serve({ fetch: whole.fetch, hostname: '127.0.0.1', port: 0 }, () =>
      done(started as Server),
    )
  })
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const work = await aWork(app.deps, { title: 'Âm vang miền biên cương' })
  await aVersion(app.deps, { work, durationMs: 3_504_000, approvedUses: ['tv'] })
  await app.aSlot({ day: YESTERDAY, start: '19:00', title: 'Thời sự' })
  await app.aSlot({ day: YESTERDAY, start: '19:35', title: 'Hát then đàn tính' })
  await app.aSlot({ day: YESTERDAY, start: '20:10', workId: work.id })
  await app.aSlot({ day: YESTERDAY, start: '21:30', title: 'Phim truyện' })
  expect((await app.publish([YESTERDAY])).status).toBe(200)
  await app.aSlot({ day: NEXT_SUNDAY, start: '20:10', workId: work.id })
  scheduler = await openPage({ baseURL: url, width: 360, height: 740 })
  scheduler.setDefaultTimeout(30_000)
  await signIn(scheduler, 'scheduler', TEST_PASSWORD)
})
afterAll(async () => {
  await closeBrowser()
  server?.close()
  await app?.close()
})

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
      if (shots)
        await page.screenshot({ path: join(shots, `${name}-${width}-${colorScheme}.png`), fullPage: true })
      await expectGoodScreen(page)
    }
  if (before) await page.setViewportSize(before)
  await page.emulateMedia({ colorScheme: 'light' })
}

it('leads from today to last evening', async () => {
  await scheduler.getByRole('link', { name: /Ghi nhật ký/ }).click()
  await scheduler.getByRole('heading', { name: /26\/09\/2021/ }).waitFor()
  await everyDress(scheduler, 'nhat-ky')
})

it('takes one exception with its reason, and confirms the rest with one tap', async () => {
  await scheduler.getByRole('button', { name: '“Phim truyện” phát khác lịch' }).click()
  await scheduler.getByRole('combobox', { name: 'Đã xảy ra gì' }).click()
  await scheduler.getByRole('option', { name: 'Không phát' }).click()
  await scheduler.getByLabel('Lý do').fill('mất điện')
  await scheduler.getByRole('button', { name: 'Ghi vào nhật ký' }).click()
  await scheduler.getByRole('button', { name: 'Phát đúng giờ cả 3 mục' }).click()
  await scheduler.getByText('Đã ghi 3 mục phát đúng giờ').waitFor()
  expect(await scheduler.getByText('mất điện').count()).toBe(1)
  await everyDress(scheduler, 'nhat-ky-da-ghi')
})

it('compares the station’s log, and leaves to a person what contradicts what was written', async () => {
  await scheduler.setViewportSize({ width: 1366, height: 768 })
  await scheduler.getByRole('button', { name: 'Nhập nhật ký của đài' }).click()
  const rows = [
    'Giờ;Tên chương trình;Thời lượng',
    '19:01:00;Thời sự;00:30:00',
    '21:31:00;Phim truyện;00:30:00',
  ]
  await scheduler.getByLabel('Hoặc dán vào đây').fill(rows.join('\n'))
  await scheduler.getByRole('button', { name: 'Đọc thử' }).click()
  await scheduler.getByRole('heading', { name: 'Đọc được 2 dòng' }).waitFor()
  await everyDress(scheduler, 'nhat-ky-nhap')
  await scheduler.getByRole('button', { name: 'Đối chiếu 2 dòng với lịch' }).click()
  await scheduler.getByRole('button', { name: 'Xem nhật ký' }).click()
  await scheduler.getByRole('heading', { name: 'Dòng của đài chưa rõ là mục nào' }).waitFor()
  await everyDress(scheduler, 'nhat-ky-chua-ro')
  await scheduler.getByRole('button', { name: /“Phim truyện” là/ }).click()
  await scheduler.getByRole('button', { name: 'Ký nhật ký ngày này' }).click()
  await scheduler.getByRole('button', { name: 'Ký nhật ký ngày này' }).click()
  await scheduler.getByText(/scheduler đã ký lúc/).waitFor()
})

it('counts the month, and opens the rows behind a figure', async () => {
  await scheduler.goto('/lich/nhat-ky/thang?thang=2021-09')
  await scheduler.getByRole('heading', { name: 'Theo ngôn ngữ' }).first().waitFor()
  await scheduler
    .getByRole('link', { name: /xem các dòng/ })
    .first()
    .click()
  await scheduler.getByRole('heading', { name: 'Các dòng của số liệu' }).waitFor()
  await everyDress(scheduler, 'nhat-ky-thang')
})

it('lets the station answer on a phone by a link, and the scheduler take its hour', async () => {
  await scheduler.goto(`/lich/dai-tra-loi?kenh=${CHANNEL}&tuan=${NEXT_SUNDAY}`)
  await scheduler.getByRole('button', { name: 'Gửi liên kết cho đài' }).click()
  await scheduler.getByLabel('Gửi cho').fill('Phòng Chương trình')
  await scheduler.getByRole('button', { name: 'Tạo liên kết' }).click()
  const link = (await scheduler.locator('output code').textContent()) ?? ''
  await everyDress(scheduler, 'dai-lien-ket')
  const station = await openPage({ baseURL: url, width: 360, height: 740 })
  await station.goto(new URL(link).pathname)
  await station.getByLabel('Tên của bạn').fill('Bà Hoa')
  await everyDress(station, 'tra-loi')
  await station.getByRole('button', { name: /Dời giờ/ }).click()
  await station.getByLabel('Giờ mới').fill('20h40')
  await station.getByRole('button', { name: 'Gửi giờ mới' }).click()
  await station.getByText('Đài xin dời sang 20:40').waitFor()
  await scheduler.getByText(/Bà Hoa, qua liên kết/).waitFor()
  await everyDress(scheduler, 'dai-xin-doi')
  const take = scheduler.getByRole('button', { name: 'Chuyển sang 20:40 trong bản nháp' })
  await take.click()
  await take.waitFor({ state: 'hidden' })
  await everyDress(scheduler, 'dai-tra-loi')
})

it('shows the request for broadcast on paper', async () => {
  await scheduler.goto(`/lich/phieu-de-nghi?kenh=${CHANNEL}&ngay=${NEXT_SUNDAY}`)
  await scheduler.getByRole('heading', { name: 'PHIẾU ĐỀ NGHỊ PHÁT SÓNG' }).waitFor()
  await everyDress(scheduler, 'phieu-de-nghi')
})
