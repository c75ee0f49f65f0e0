import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoPassword } from '../../server/people/demo.rules.ts'
import { closeBrowser, expectGoodScreen, openPage, signIn } from '../support/browser.ts'
import { type RunningServer, startServer } from '../support/server.ts'

let server: RunningServer
let dataDir: string

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'vang-shell-'))
  server = await startServer(dataDir, { VANG_DEMO: '1', VANG_NOW: '2021-09-27T08:00:00+07:00' })
})
afterAll(async () => {
  await closeBrowser()
  await server.stop()
  await rm(dataDir, { recursive: true, force: true })
})

const open = (options: Parameters<typeof openPage>[0] = {}) => openPage({ baseURL: server.url, ...options })
const close = async (page: Page) => {
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  await page.context().close()
}

describe.each([
  { width: 1366, height: 768, scheme: 'light' },
  { width: 360, height: 740, scheme: 'dark' },
] as const)('at $width px, $scheme', (options) => {
  it('signs in and shows the running work on readable, accessible screens', async () => {
    const page = await open(options)
    await page.goto('/dang-nhap')
    await page.getByText('Tài khoản trình diễn').waitFor()
    await expectGoodScreen(page)
    await page.getByText('Tôi có mã một lần').click()
    await expectGoodScreen(page)
    await signIn(page, 'xep-lich', demoPassword)
    await page.goto('/cong-viec')
    await page.getByText('Không có việc nào đang chạy').waitFor()
    await expectGoodScreen(page)
    await page.keyboard.press('?')
    await page.getByText('Phím đơn chỉ có tác dụng').waitFor()
    await expectGoodScreen(page)
    await close(page)
  })
})

it('says in plain words that a password is wrong, and afterwards returns to the page that was asked for', async () => {
  const page = await open()
  await page.goto('/cong-viec')
  await page.locator('input[name="username"]').fill('xep-lich')
  await page.locator('input[name="password"]').fill('khong-phai-mat-khau')
  await page.locator('form button[type="submit"]').click()
  await page.getByText('Tên đăng nhập hoặc mật khẩu chưa đúng').waitFor()
  await page.locator('input[name="password"]').fill(demoPassword)
  await page.locator('form button[type="submit"]').click()
  await page.waitForURL('**/cong-viec')
  await close(page)
})

it('never leaves for another site after sign-in', async () => {
  const page = await open()
  await page.goto('/dang-nhap?tiep=//example.invalid/')
  await page.getByRole('button', { name: 'xep-lich' }).click()
  await page.locator('#content').waitFor()
  expect(new URL(page.url()).origin).toBe(server.url)
  await close(page)
})

it('shows the four clocks of the station, whatever zone the browser is in', async () => {
  const page = await open()
  await signIn(page, 'xep-lich', demoPassword)
  const clocks = page.getByLabel('Giờ và ngày')
  await clocks.getByText('Còn 6 ngày').waitFor()
  expect(await clocks.textContent()).toMatch(/^08:0\dThứ Hai 27\/09\/2021Âm lịch 21\/8 Tân SửuCòn 6 ngày/)
  await close(page)
})

it('goes to a page by its name without tones, and keeps single keys out of fields', async () => {
  const page = await open()
  await signIn(page, 'xep-lich', demoPassword)
  await page.keyboard.press('/')
  await page.keyboard.type('viec dang')
  expect(page.url()).toBe(`${server.url}/`)
  await page.keyboard.press('Enter')
  await page.waitForURL('**/cong-viec')
  await page.keyboard.press('t')
  await page.waitForURL(`${server.url}/`)
  await close(page)
})

it('speaks English when asked, and remembers', async () => {
  const page = await open({ language: 'asRemembered' })
  await signIn(page, 'xep-lich', demoPassword)
  await page.getByRole('button', { name: /^Tài khoản/ }).click()
  await page.getByText('English').click()
  await page.getByRole('link', { name: 'Broadcast schedule' }).waitFor()
  await page.reload()
  await page.getByRole('link', { name: 'Broadcast schedule' }).waitFor()
  await close(page)
})

it('follows the server by one stream for all tabs of a browser', async () => {
  const page = await open()
  await signIn(page, 'xep-lich', demoPassword)
  const second = await page.context().newPage()
  const streams: string[] = []
  second.on('request', (request) => {
    if (new URL(request.url()).pathname === '/api/live') streams.push(request.url())
  })
  await second.goto('/cong-viec')
  await second.locator('#content h2').first().waitFor()
  expect(streams).toEqual([])
  await page.close()
  await expect.poll(() => streams.length).toBe(1)
  await close(second)
})

it('lets in who signs in before the page has heard that nobody was', async () => {
  const page = await open()
  let answer = () => {}
  const mayAnswer = new Promise<void>((resolve) => {
    answer = resolve
  })
  await page.route(
    '**/api/session',
    async (route) => {
      const response = await route.fetch()
      await mayAnswer
      await route.fulfill({ response })
    },
    { times: 1 },
  )
  await page.goto('/dang-nhap')
  await signIn(page, 'xep-lich', demoPassword)
  await page.getByRole('link', { name: 'Lịch phát sóng' }).waitFor()
  answer()
  await close(page)
})

it.each([
  ['its stream of news is still being opened', '**/api/live*'],
  ['it is first being read', '**/week?from=*'],
])('shows what somebody changed while %s', async (_, slow) => {
  const page = await open()
  await page.request.post('/api/sign-in', { data: { login: 'xep-lich', password: demoPassword } })
  let answer = () => {}
  const mayAnswer = new Promise<void>((resolve) => {
    answer = resolve
  })
  let arrived = () => {}
  const wasRead = new Promise<void>((resolve) => {
    arrived = resolve
  })
  await page.route(
    slow,
    async (route) => {
      if (slow.includes('live')) {
        arrived()
        await mayAnswer
        return route.continue()
      }
      const response = await route.fetch()
      arrived()
      await mayAnswer
      return route.fulfill({ response })
    },
    { times: 1 },
  )
  const from = slow.includes('live') ? '2021-10-18' : '2021-10-25'
  await page.goto(`/lich?tuan=${from}`)
  await wasRead
  if (slow.includes('live')) await page.getByRole('grid').waitFor()
  const laid = await page.request.post('/api/slots', {
    data: {
      channelId: 'cao-bang',
      day: from,
      start: '20:00',
      kind: 'title',
      title: 'Tin của đồng nghiệp',
      durationMs: 900_000,
    },
    headers: { origin: server.url },
  })
  expect(laid.status()).toBe(201)
  answer()
  await page.getByText('Tin của đồng nghiệp').first().waitFor()
  await close(page)
})

it('says that the server is lost, and goes on by itself when it answers again', async () => {
  const page = await open()
  await signIn(page, 'xep-lich', demoPassword)
  await page.route('**/api/**', (route) => route.abort())
  await page.getByRole('link', { name: 'Việc đang chạy' }).click()
  await page.getByText('trang đang tự nối lại').waitFor()
  await page.unroute('**/api/**')
  await page.getByText('Không có việc nào đang chạy').waitFor()
  await page.getByText('trang đang tự nối lại').waitFor({ state: 'detached' })
  await close(page)
})
