import { afterAll, beforeAll, expect, it } from 'vitest'
import { anApp, TEST_PASSWORD } from '../support/app.ts'
import { closeBrowser, expectGoodScreen, openPage, signIn } from '../support/browser.ts'
import { aDevice, aLog, aTeam } from '../support/devices.ts'
import { type RunningServer, startServer } from '../support/server.ts'

// The teams' devices from the desk's side: pairing one, and letting in what a lost one sent.

let app: Awaited<ReturnType<typeof anApp>>
let server: RunningServer

beforeAll(async () => {
  app = await anApp()
  await aTeam(app)
  await aDevice(app, { name: 'Máy tốt' })
  const lost = await aDevice(app, { name: 'Máy thất lạc' })
  await app.as('admin').post(`/api/devices/${lost.id}/revoke`, { reason: 'Mất máy' })
  await lost.ask('POST', '/api/field/logs', { events: aLog(lost.id, 2) })
  server = await startServer(app.deps.config.dataDir, { VANG_NOW: app.deps.clock.now() })
})
afterAll(async () => {
  await closeBrowser()
  await server?.stop()
  await app?.close()
})

it('shows a code to scan, and lets in a revoked phone’s log with a reason', async () => {
  const page = await openPage({ baseURL: server.url, width: 1366, height: 768 })
  page.setDefaultTimeout(20_000)
  await signIn(page, 'scheduler', TEST_PASSWORD)
  await page.goto('/may')
  await page.getByRole('button', { name: 'Ghi danh máy' }).click()
  await page.getByLabel('Tên máy').fill('Điện thoại số 2')
  await page.getByRole('button', { name: 'Tạo mã ghi danh' }).click()
  await page.getByAltText('Mã QR để ghi danh máy').waitFor()
  await expectGoodScreen(page)
  await page.getByRole('button', { name: 'Máy thất lạc' }).click()
  await page.getByRole('button', { name: 'Nhận 2 mục' }).click()
  await page.getByLabel('Lý do').fill('Máy tìm lại được')
  await page.getByRole('button', { name: 'Nhận 2 mục' }).click()
  await page.getByText('Nhật ký chờ xem xét').waitFor({ state: 'detached' })
  const phone = await openPage({ baseURL: server.url, width: 360, height: 740, scheme: 'dark' })
  await signIn(phone, 'scheduler', TEST_PASSWORD)
  await phone.goto('/may')
  await phone.getByText('Máy thất lạc').waitFor()
  await expectGoodScreen(phone)
  expect(await phone.getByText('Máy tốt').isVisible()).toBe(true)
})
