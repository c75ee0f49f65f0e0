import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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
