import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { closeBrowser, expectGoodScreen } from '../support/browser.ts'
import { aPageAs, aRestartableServer, ask, waitFor } from '../support/journey.ts'
import { tcvn3Bytes } from '../support/old-bytes.ts'

// A scheduler brings in the station's week as it arrives: a table in an old encoding, then our own workbook corrected
// by hand, then an old .xls; every change is seen before it is made, and taken back with one key.

const CHANNEL = 'cao-bang'
const MONDAY = '2021-09-27'
const shots = process.env.VANG_SHOTS

let dir: string
let server: Awaited<ReturnType<typeof aRestartableServer>>
let page: Page

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'vang-nhap-'))
  server = await aRestartableServer(join(dir, 'data'))
  page = await aPageAs(server.url, 'xep-lich')
})
afterAll(async () => {
  await closeBrowser()
  await server?.stop()
  await rm(dir, { recursive: true, force: true })
})

interface Week {
  days: { day: string; slots: { title: string; startsAt: string; run: string }[] }[]
}
const plan = async () =>
  (await ask<Week>(page, `/channels/${CHANNEL}/week?from=${MONDAY}`)).days.flatMap((day) =>
    day.slots.map((slot) => `${slot.startsAt.slice(0, 16)} ${slot.title} ${slot.run}`),
  )
const dialog = () => page.locator('dialog[open]')

async function openImport(path: string) {
  await page.goto(`/lich?tuan=${MONDAY}`)
  await page.getByRole('button', { name: 'In, xuất và nhập' }).click()
  await page.getByRole('menuitem', { name: 'Nhập từ Excel hoặc CSV' }).click()
  await dialog().locator('input[type="file"]').setInputFiles(path)
}

/** The same dialog as it is seen at a desk and on a phone, by day and by night. */
async function everyDress(name: string) {
  const before = page.viewportSize()
  for (const [width, height] of [
    [1366, 768],
    [360, 740],
  ] as const)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize({ width, height })
      await page.emulateMedia({ colorScheme })
      if (shots) await page.screenshot({ path: join(shots, `${name}-${width}-${colorScheme}.png`) })
      await expectGoodScreen(page)
    }
  if (before) await page.setViewportSize(before)
  await page.emulateMedia({ colorScheme: 'light' })
}

it('reads the station’s table in TCVN3, shows every row with its weekday, and lays it', async () => {
  const path = join(dir, 'Lịch đài.csv')
  const lines = [
    'Ngày;Giờ;Tên chương trình;Thời lượng',
    'Thứ hai 27/9;19h00;Thời sự tiếng Tày;15',
    'Thứ hai 27/9;20:10;Đêm hội miền biên cương;92\'15"',
    'Thứ ba 28/9;06:00;Chào buổi sáng (PL);30',
    'Thứ ba 29/9;07:00;Bản tin sáng;15',
  ]
  await writeFile(path, tcvn3Bytes(lines.join('\r\n')))
  await openImport(path)
  await dialog().getByText('TCVN3 (ABC, .VnTime)', { exact: false }).first().waitFor()
  await dialog().getByText('3 thêm, 1 chưa đọc được').waitFor()
  await dialog().getByText('Dòng 5: thứ và ngày không khớp').waitFor()
  await dialog().getByText('Thứ Hai 27/09/2021').first().waitFor()
  await everyDress('nhap-tcvn3')
  await dialog().locator('summary').click()
  await everyDress('nhap-cot')
  expect(await plan()).toEqual([])
  await dialog().getByRole('button', { name: 'Đổi 3 mục trong bản nháp' }).click()
  await dialog().waitFor({ state: 'detached' })
  expect(await plan()).toEqual([
    '2021-09-27T12:00 Thời sự tiếng Tày first',
    '2021-09-27T13:10 Đêm hội miền biên cương first',
    '2021-09-27T23:00 Chào buổi sáng repeat',
  ])
})

it('finds nothing to change in a workbook that it has just made', async () => {
  const path = join(dir, 'Lịch tuần.xlsx')
  const file = await page.request.get(`/api/channels/${CHANNEL}/files/xlsx?from=${MONDAY}&of=draft`)
  await writeFile(path, await file.body())
  await openImport(path)
  await dialog().getByText('3 như cũ').waitFor()
  await dialog().getByRole('button', { name: 'Đổi 0 mục trong bản nháp' }).waitFor()
  await page.keyboard.press('Escape')
})

it('shows what a corrected table moves and takes out, does it at once, and takes it back with one key', async () => {
  const before = await plan()
  const path = join(dir, 'Lịch sửa.csv')
  const lines = ['Thứ Hai, ngày 27/9/2021', '19:30\tThời sự tiếng Tày\t15', '22:00\tPhim truyện\t45']
  await writeFile(path, Buffer.from(`\uFEFF${lines.join('\n')}`, 'utf16le'))
  await openImport(path)
  await dialog().getByText('1 thêm, 1 đổi giờ').waitFor()
  await dialog().getByText('Bỏ cả 1 mục không có trong tệp').click()
  await dialog().getByText('1 thêm, 1 đổi giờ, 1 bỏ').waitFor()
  await everyDress('nhap-doi')
  await dialog().getByRole('button', { name: 'Đổi 3 mục trong bản nháp' }).click()
  await dialog().waitFor({ state: 'detached' })
  expect(await plan()).toEqual([
    '2021-09-27T12:30 Thời sự tiếng Tày first',
    '2021-09-27T15:00 Phim truyện first',
    '2021-09-27T23:00 Chào buổi sáng repeat',
  ])
  await page.keyboard.press('Control+z')
  await waitFor('the undo', async () => (await plan()).join() === before.join(), 10)
})

it('lets the columns be put right where the heads tell nothing', async () => {
  const path = join(dir, 'Cột lạ.csv')
  await writeFile(path, 'Cao Bằng;28/9;08:00;Hát then\nTrùng Khánh;28/9;09:00;Đàn tính\n')
  await openImport(path)
  await dialog().getByText('2 thêm').waitFor()
  await dialog().locator('summary').click()
  await dialog().getByLabel('Cột 4').selectOption({ label: 'Chương trình' })
  await dialog().getByText('Hát then').last().waitFor()
  await waitFor('the title', async () =>
    (await dialog().locator('section li b').first().textContent())?.includes('Hát then'),
  )
  await page.keyboard.press('Escape')
})

it('says in one sentence what to do with an old .xls', async () => {
  const path = join(dir, 'Lịch cũ.xls')
  await writeFile(path, Buffer.from('d0cf11e0a1b11ae1', 'hex'))
  await openImport(path)
  await dialog().getByRole('alert').getByText('Đây là tệp Excel đời cũ (.xls)', { exact: false }).waitFor()
  await everyDress('nhap-xls')
  await page.keyboard.press('Escape')
})

it('offers every form in one menu, and an address to subscribe to', async () => {
  await page.goto(`/lich?tuan=${MONDAY}`)
  await page.getByRole('button', { name: 'In, xuất và nhập' }).click()
  await page.getByRole('menuitem', { name: 'Word' }).waitFor()
  if (shots) await page.screenshot({ path: join(shots, 'xuat-menu.png') })
  await page.getByRole('menuitem', { name: 'Đăng ký lịch trên điện thoại' }).click()
  await dialog().getByLabel('Địa chỉ lịch').waitFor()
  const address = await dialog().getByLabel('Địa chỉ lịch').innerText()
  await everyDress('dang-ky')
  const calendar = await fetch(address)
  expect(await calendar.text()).toContain('BEGIN:VCALENDAR')
  await dialog().getByRole('button', { name: 'Đổi địa chỉ, địa chỉ cũ hết dùng' }).click()
  await waitFor(
    'another address',
    async () => (await dialog().getByLabel('Địa chỉ lịch').innerText()) !== address,
  )
  expect((await fetch(address)).status).toBe(404)
})
