import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { closeBrowser, expectGoodScreen } from '../support/browser.ts'
import { aPageAs, aRestartableServer, ask } from '../support/journey.ts'

// A scheduler pastes a month; the evening is closed on a phone.

const shots = process.env.VANG_SHOTS
let dir: string
let server: Awaited<ReturnType<typeof aRestartableServer>>
let page: Page
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'vang-chuyen-'))
  server = await aRestartableServer(join(dir, 'data'))
  page = await aPageAs(server.url, 'xep-lich')
})
afterAll(async () => {
  await closeBrowser()
  await server?.stop()
  await rm(dir, { recursive: true, force: true })
})

it('plans a pasted month and closes an evening on a phone', async () => {
  const { teams } = await ask<{ teams: { id: string; name: string }[] }>(page, '/teams')
  await page.goto('/chuyen-di?thang=2021-10')
  await page.getByRole('button', { name: 'Dán bảng' }).click()
  await page
    .getByLabel('Bảng ngày, giờ')
    .fill(
      `Ngày\tGiờ\tĐội\tXóm\tXã\tTrưởng xóm\tĐiện thoại\n4/10\t19h30\t${teams[0]?.name}\tXóm Ễ Ộ\tCốc Pàng\tÔng Sùng\t0912 345 678`,
    )
  await page.getByRole('button', { name: 'Thêm 1 buổi' }).click()
  const row = page.getByRole('row').filter({ hasText: 'Xóm Ễ Ộ' })
  await row.waitFor()
  await expectGoodScreen(page)
  if (shots) await page.screenshot({ path: join(shots, 'trips-1366.png') })

  await page.setViewportSize({ width: 360, height: 740 })
  await page.getByRole('button', { name: 'Chốt buổi ở Xóm Ễ Ộ' }).click()
  await page.getByRole('button', { name: 'Khoảng 50' }).click()
  await expectGoodScreen(page)
  if (shots) await page.screenshot({ path: join(shots, 'trips-360.png') })
  await page.getByRole('button', { name: 'Chốt: đã chiếu' }).click()
  await page.getByText('Đã chiếu, khoảng 50 người').waitFor()
  const { showings } = await ask<{ showings: { state: string; audience: number; confirmedBy: string }[] }>(
    page,
    '/showings?month=2021-10',
  )
  expect(showings).toMatchObject([{ state: 'held', audience: 50, confirmedBy: 'Ông Sùng' }])
})

it('plans what is typed, told of an old name, and prints the trip on one sheet that leads back', async () => {
  await page.setViewportSize({ width: 1366, height: 768 })
  await page.goto('/xom')
  await page.getByRole('button', { name: 'Xóm Ễ Ộ' }).click()
  await page.getByRole('button', { name: 'Đổi từ một ngày' }).click()
  await page.getByRole('complementary').getByLabel('Tên xóm').fill('Xóm Ễ Ộ Trên')
  await page.getByRole('button', { name: 'Đổi từ ngày này' }).click()
  await page.getByText('Tên cũ: Xóm Ễ Ộ.').waitFor()

  await page.goto('/chuyen-di?thang=2021-10')
  const row = page.getByRole('form', { name: 'Thêm một buổi' })
  await row.getByLabel('Ngày').fill('5/10')
  await row.getByLabel('Giờ').fill('19h00')
  await row.getByLabel('Xóm').fill('xom e o')
  await row.getByText('xom e o nay là Xóm Ễ Ộ Trên, Xã Cốc Pàng').waitFor()
  await row.getByLabel('Xóm').press('Enter')
  await page.getByRole('row').filter({ hasText: '05/10' }).filter({ hasText: '19:00' }).waitFor()
  // The next evening is ready to be typed.
  await expect.poll(() => row.getByLabel('Ngày').inputValue()).toBe('06/10/2021')

  await page.getByRole('link', { name: /04\/10 - 05\/10/ }).click()
  const sheet = page.getByRole('region', { name: 'Phiếu chuyến đi' })
  await sheet.getByRole('row').nth(2).waitFor()
  const qr = sheet.getByRole('img')
  await expect.poll(() => qr.evaluate((it: HTMLImageElement) => it.naturalWidth)).toBeGreaterThan(0)
  const pdf = await page.pdf({ preferCSSPageSize: true })
  if (shots) await writeFile(join(shots, 'trip.pdf'), pdf)
  // Whoever scans the sheet after the plan has changed is told so.
  await page.goto(`${page.url()}&ban=older`)
  await page.getByText('Tờ đã in là của kế hoạch cũ').waitFor()
  const { stdout } = await promisify(execFile)('pdfinfo', [await kept(pdf)])
  expect(stdout).toMatch(/Pages:\s+1\b/)
  expect(stdout).toMatch(/A4/)
})

async function kept(pdf: Buffer): Promise<string> {
  const path = join(dir, 'trip.pdf')
  await writeFile(path, pdf)
  return path
}
