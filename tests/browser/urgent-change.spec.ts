import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Client, signIn } from '../../scripts/demo-client.ts'
import { demoPassword } from '../../server/people/demo.rules.ts'
import { closeBrowser, expectGoodScreen, openPage, signIn as signInPage } from '../support/browser.ts'
import { aPageAs, ask, waitFor } from '../support/journey.ts'
import { type RunningServer, startServer } from '../support/server.ts'

// A published evening changes at the last moment: moved, told, called, substituted and laid again; and a plan that an
// approver looks at on a phone.

const CHANNEL = 'cao-bang'
const DAY = '2021-10-03'
const NEXT = '2021-10-02'
let dir: string
let server: RunningServer
let page: Page
let scheduler: Client

const lay = (start: string, title: string, minutes: number, day = DAY) =>
  scheduler.post('/slots', {
    channelId: CHANNEL,
    day,
    start,
    kind: 'title',
    title,
    durationMs: minutes * 60_000,
  })

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'vang-urgent-'))
  server = await startServer(dir, { VANG_DEMO: '1', VANG_NOW: '2021-09-27T01:00:00Z' })
  scheduler = await signIn(server.url, 'xep-lich', demoPassword)
  await lay('19:00', 'Thời sự', 30)
  await lay('20:10', 'Ca múa nhạc', 20)
  await lay('20:30', 'Phim Đông Khê', 40)
  await scheduler.post(`/channels/${CHANNEL}/publish`, { days: [DAY] })
  page = await aPageAs(server.url, 'xep-lich')
})
afterAll(async () => {
  await closeBrowser()
  await server?.stop()
  await rm(dir, { recursive: true, force: true })
})

const openWeek = () => page.goto(`/lich?tuan=${DAY}`)

it('keeps the people to call, with their numbers', async () => {
  await openWeek()
  await page.getByRole('button', { name: 'Lịch đã công bố' }).click()
  await page.getByRole('menuitem', { name: 'Duyệt lịch và danh sách gọi' }).click()
  await page.getByRole('button', { name: 'Thêm người' }).click()
  await page.getByLabel('Họ tên').fill('Nông Thị Lan')
  await page.getByLabel('Chức danh').fill('Trực đài')
  await page.getByLabel('Số điện thoại').fill('0206 385 1234')
  await expectGoodScreen(page)
  await page.getByRole('button', { name: 'Lưu', exact: true }).click()
  await page.getByText('Đã lưu').first().waitFor()
})

it('moves a published row in one step, and what it meets steps back', async () => {
  await openWeek()
  await page.getByRole('button', { name: /^Việc với .*03\/10/ }).click()
  await page.getByRole('menuitem', { name: 'Đổi gấp' }).click()
  await page.getByRole('combobox', { name: 'Mục cần đổi' }).fill('Ca múa')
  await page.getByRole('option', { name: /Ca múa nhạc/ }).click()
  await page.getByLabel('Giờ mới').fill('20h30')
  await page.getByLabel('Lý do', { exact: false }).fill('Tiếp sóng cầu truyền hình')
  await page.getByRole('region', { name: 'Sẽ đính chính' }).getByText('20:50').waitFor()
  await expectGoodScreen(page)
  await page.getByRole('button', { name: 'Công bố ngay' }).click()
  await page.getByRole('link', { name: 'Mở đính chính và danh sách gọi' }).click()
  await page.getByText('“Ca múa nhạc” 20:10 chuyển 20:30').waitFor()
  await page.getByText('“Phim Đông Khê” 20:30 chuyển 20:50').waitFor()
})

it('ticks who was told, with the time and the name, on a phone as on a desk, in light and in dark', async () => {
  await page.getByText('Còn 1 người chưa báo').waitFor()
  await page.getByRole('button', { name: /^Đã báo/ }).click()
  await page.getByText('Đã báo cho mọi người.').waitFor()
  await page.getByText(/đã báo lúc .*27\/09\/2021/).waitFor()
  await expectGoodScreen(page)
  for (const scheme of ['light', 'dark'] as const) {
    const phone = await openPage({ baseURL: server.url, width: 360, height: 740, scheme })
    await signInPage(phone, 'xep-lich', demoPassword)
    await phone.goto(page.url())
    await phone.getByText('ĐÍNH CHÍNH LỊCH PHÁT SÓNG').waitFor()
    await expectGoodScreen(phone)
    await phone.context().close()
  }
})

it('substitutes by a rule, row by row, in one step, and goes back to the old plan', async () => {
  await page.goto(`/lich/thay-the?kenh=${CHANNEL}&tuan=${DAY}`)
  await page.getByLabel('Tên đợt thay thế').fill('Quốc tang')
  await expectGoodScreen(page)
  await page.getByRole('button', { name: 'Xem đề xuất' }).click()
  await page.getByRole('checkbox', { name: /Ca múa nhạc/ }).waitFor()
  await page.getByText('tên có “Ca múa nhạc”').waitFor()
  await expectGoodScreen(page)
  await page.getByRole('button', { name: 'Thay 1 mục và công bố' }).click()
  await page.getByText('Đang thay thế').waitFor()
  const titles = async () => {
    const { publications } = await ask<{ publications: { body: { slots: { title: string }[] } }[] }>(
      page,
      `/channels/${CHANNEL}/days/${DAY}/publications`,
    )
    return publications[0]?.body.slots.map(({ title }) => title)
  }
  expect(await titles()).toEqual(['Thời sự', 'Tiếp sóng đài quốc gia', 'Phim Đông Khê'])
  await page.getByRole('button', { name: /^Trở lại lịch cũ/ }).click()
  await page.getByText('Đã trở lại', { exact: true }).waitFor()
  expect(await titles()).toEqual(['Thời sự', 'Ca múa nhạc', 'Phim Đông Khê'])
})

it('lets an approver read the changes on a phone and publish them', async () => {
  await page.goto(`/lich?tuan=${DAY}`)
  await page.getByRole('button', { name: 'Lịch đã công bố' }).click()
  await page.getByRole('menuitem', { name: 'Duyệt lịch và danh sách gọi' }).click()
  await page.getByRole('radio', { name: 'Luôn luôn' }).check()
  await page.getByRole('button', { name: 'Lưu', exact: true }).click()
  await lay('18:00', 'Bản tin tiếng Tày', 15, NEXT)
  await page.getByRole('button', { name: 'Xem để công bố' }).click()
  await page.getByRole('button', { name: 'Trình duyệt' }).click()
  await page.getByText(/đang chờ duyệt/).waitFor()
  const phone = await aPageAs(server.url, 'duyet', { width: 360, height: 740 })
  await phone.goto('/')
  await phone.getByRole('link', { name: /Xem và duyệt/ }).click()
  await phone.getByText('Bản tin tiếng Tày').waitFor()
  await expectGoodScreen(phone)
  await phone.getByRole('button', { name: 'Duyệt và công bố' }).click()
  await phone.getByText('Đã duyệt và công bố').waitFor()
  await waitFor('the day in force', async () => {
    const { publications } = await ask<{ publications: unknown[] }>(
      page,
      `/channels/${CHANNEL}/days/${NEXT}/publications`,
    )
    return publications.length === 1
  })
})
