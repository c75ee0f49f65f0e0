import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { timeOfDay } from '../../server/schedule/schedule.rules.ts'
import { allAnswered, closeBrowser, expectGoodScreen } from '../support/browser.ts'
import {
  approvedWorks,
  aSchedulerPage,
  aStation,
  CHANNEL,
  MONDAY,
  type PlannedRow,
  paste,
  rowsOf,
} from '../support/calendar.ts'
import { waitFor } from '../support/journey.ts'

// Each way of changing the week in the calendar: by mouse, by keys, by menu.

const TUESDAY = '2021-09-28'
const WEDNESDAY = '2021-09-29'
const FILM = 'Chiến thắng Đông Khê'
const NEWS = 'Thời sự tỉnh'

let station: Awaited<ReturnType<typeof aStation>>
let page: Page

beforeAll(async () => {
  station = await aStation()
  page = await aSchedulerPage(station.url)
  await approvedWorks(station.dataDir, [
    { title: 'Ngày hội Lồng Tồng', minutes: 10 },
    { title: 'Nghề dệt thổ cẩm', minutes: 26 },
  ])
})
afterAll(async () => {
  await closeBrowser()
  await station.stop()
})
beforeEach(async () => {
  const changes = (await rowsOf(page)).map(({ id, revision }) => ({ do: 'remove', id, revision }))
  if (changes.length > 0)
    await page.request.post('/api/slots/amend', { data: { channelId: CHANNEL, changes } })
  await paste(page, TUESDAY, [`18:00\t${NEWS}\t30`, `19:00\t${FILM}\t60`])
  await page.goto(`/lich?tuan=${MONDAY}`)
  await cell(FILM).waitFor()
  await allAnswered(page)
})

const cell = (title: string, day = TUESDAY): Locator =>
  page.locator(`[data-day="${day}"]`).getByRole('gridcell', { name: new RegExp(title) })

/** Where something is, once it stands in the middle of what is seen. */
async function boxOf(what: Locator) {
  await what.evaluate((element) => element.scrollIntoView({ block: 'center', inline: 'nearest' }))
  const box = await what.boundingBox()
  if (!box) throw new Error('It has no place on the page')
  return box
}

const planned = (row: PlannedRow | undefined) =>
  row && `${row.day} ${timeOfDay(row.startsAt)} ${row.durationMs / 60_000}'`

async function expectPlanned(title: string, wanted: string[]) {
  let seen: (string | undefined)[] = []
  await waitFor(
    `${title} at ${wanted}`,
    async () => {
      seen = (await rowsOf(page)).filter((row) => row.title === title).map(planned)
      return seen.join() === wanted.join()
    },
    20,
  ).catch(() => expect(seen).toEqual(wanted))
}

/** Takes hold of a block and carries it; the hour is 115 pixels high. */
async function carry(from: { x: number; y: number }, by: { x?: number; y?: number }, keys: string[] = []) {
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  for (const key of keys) await page.keyboard.down(key)
  for (const part of [0.3, 0.7, 1])
    await page.mouse.move(from.x + (by.x ?? 0) * part, from.y + (by.y ?? 0) * part)
  await page.waitForTimeout(60)
}
async function drop(keys: string[] = []) {
  await page.mouse.up()
  for (const key of keys) await page.keyboard.up(key)
}
const preview = () => page.locator('[class*="preview"]')
const columnWidth = async () =>
  (await page.locator(`[data-day="${TUESDAY}"]`).boundingBox())?.width ?? Number.NaN

it('moves a slot by dragging, shows on the way where it would stand and what it would cover, and takes it back', async () => {
  const box = await boxOf(cell(FILM))
  await carry({ x: box.x + 40, y: box.y + 30 }, { y: -86 })
  // Three quarters of an hour up: 18:15, over a quarter of the news.
  await preview().getByText('18:15 - 19:15').waitFor()
  await preview().getByText('Trùng 15 phút').waitFor()
  await drop()
  await expectPlanned(FILM, [`${TUESDAY} 18:15 60'`])
  await page.getByText(`Đã chuyển ${FILM} đến 18:15, trùng 15 phút`).waitFor({ state: 'attached' })
  await page.keyboard.press('Control+z')
  await expectPlanned(FILM, [`${TUESDAY} 19:00 60'`])
})

it('drags to another day, in steps of one minute with Shift', async () => {
  const box = await boxOf(cell(FILM))
  await carry({ x: box.x + 40, y: box.y + 30 }, { x: await columnWidth(), y: 6 }, ['Shift'])
  await drop(['Shift'])
  await expectPlanned(FILM, [`${WEDNESDAY} 19:03 60'`])
})

it('makes a slot longer by its end and shorter by its start', async () => {
  const box = await boxOf(cell(FILM))
  await carry({ x: box.x + 40, y: box.y + box.height - 3 }, { y: 29 })
  await preview().getByText('19:00 - 20:15 · 75\'00"').waitFor()
  await drop()
  await expectPlanned(FILM, [`${TUESDAY} 19:00 75'`])
  await page.keyboard.press('Escape')
  const longer = await boxOf(cell(FILM))
  await carry({ x: longer.x + 40, y: longer.y + 2 }, { y: 57 })
  await drop()
  await expectPlanned(FILM, [`${TUESDAY} 19:30 45'`])
})

it('lays a copy where the hand holds Ctrl, and leaves the first where it was', async () => {
  const box = await boxOf(cell(FILM))
  await carry({ x: box.x + 40, y: box.y + 30 }, { x: await columnWidth() }, ['Control'])
  await preview().getByText(`Bản nhân đôi: ${FILM}`).waitFor()
  await drop(['Control'])
  await expectPlanned(FILM, [`${TUESDAY} 19:00 60'`, `${WEDNESDAY} 19:00 60'`])
})

it('lets go of what it holds at Escape, and changes nothing', async () => {
  const box = await boxOf(cell(FILM))
  await carry({ x: box.x + 40, y: box.y + 30 }, { y: -60 })
  await preview().waitFor()
  await page.keyboard.press('Escape')
  await preview().waitFor({ state: 'hidden' })
  await drop()
  await page.getByText(`Đã thôi, ${FILM} ở nguyên chỗ cũ`).waitFor({ state: 'attached' })
  await page.waitForTimeout(700)
  await expectPlanned(FILM, [`${TUESDAY} 19:00 60'`])
})

it('scrolls by itself when something is held near the edge', async () => {
  const box = await boxOf(cell(NEWS))
  const frame = await boxOf(page.locator('[class*="_scroll_"]'))
  await carry({ x: box.x + 40, y: box.y + 10 }, { y: frame.y + frame.height - 12 - box.y - 10 })
  await page.waitForTimeout(900)
  const time = (await preview().locator('b').textContent()) ?? ''
  await page.keyboard.press('Escape')
  await drop()
  expect(Number(time.slice(0, 2))).toBeGreaterThanOrEqual(21)
})

it('lays a waiting work from the tray by dragging and by its form, and then it waits no longer', async () => {
  const tray = page.getByRole('region', { name: 'Tư liệu chờ xếp' })
  await tray.getByLabel('Tìm tư liệu').fill('long tong')
  await tray.getByText('Nghề dệt thổ cẩm').waitFor({ state: 'hidden' })
  const card = await boxOf(tray.getByRole('button', { name: 'Ngày hội Lồng Tồng' }))
  const news = await boxOf(cell(NEWS))
  await carry(
    { x: card.x + 20, y: card.y + 10 },
    { x: news.x + 30 - card.x - 20, y: news.y + 59 - card.y - 10 },
  )
  await preview().getByText('18:30 - 18:40').waitFor()
  await drop()
  await expectPlanned('Ngày hội Lồng Tồng', [`${TUESDAY} 18:30 10'`])
  // The cursor goes to what was laid, and with it the day that the next one is proposed for.
  await page.waitForFunction(() => document.activeElement?.textContent?.includes('Ngày hội Lồng Tồng'))
  await page.keyboard.press('Escape')
  await tray.getByText('Không có tư liệu chờ xếp nào như vậy.').waitFor()

  await tray.getByLabel('Tìm tư liệu').fill('')
  await tray.getByRole('button', { name: 'Nghề dệt thổ cẩm' }).press('Enter')
  await page.getByLabel('Giờ phát').fill('2130')
  await page.getByRole('button', { name: 'Thêm vào lịch' }).click()
  await expectPlanned('Nghề dệt thổ cẩm', [`${TUESDAY} 21:30 26'`])
})

it('does by its menu what the mouse does: another hour, another length, the same again, a repeat', async () => {
  const choose = async (item: string) => {
    await cell(FILM).first().click({ button: 'right' })
    await page.getByRole('menuitem', { name: item }).click()
  }
  await choose('Chuyển đến giờ…')
  await page.getByLabel('Giờ phát').fill('20h10')
  await page.getByRole('button', { name: 'Chuyển', exact: true }).click()
  await expectPlanned(FILM, [`${TUESDAY} 20:10 60'`])
  await choose('Độ dài…')
  await page.getByLabel('Thời lượng').fill("45'")
  await page.getByRole('button', { name: 'Đặt độ dài' }).click()
  await expectPlanned(FILM, [`${TUESDAY} 20:10 45'`])
  // Before the page has its own answers: what was asked of it stands already.
  await choose('Nhân đôi')
  await expectPlanned(FILM, [`${TUESDAY} 20:10 45'`, `${TUESDAY} 20:55 45'`])
  await choose('Đặt lần phát lại')
  await page.getByLabel('Giờ phát').fill('22:15')
  await page.getByRole('button', { name: 'Thêm phát lại' }).click()
  await waitFor('the repeat', async () => (await rowsOf(page)).some((row) => row.run === 'repeat'), 5)
})

it('moves and lengthens by keys alone, and says so', async () => {
  await cell(FILM).focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Shift+ArrowDown')
  await expectPlanned(FILM, [`${TUESDAY} 19:06 60'`])
  await page.getByText(`Đã chuyển ${FILM} đến 19:06`).waitFor({ state: 'attached' })
  await page.keyboard.press('Control+ArrowDown')
  await expectPlanned(FILM, [`${TUESDAY} 19:06 65'`])
  await page.getByText(`${FILM} dài 65'00"`).waitFor({ state: 'attached' })
  await page.keyboard.press('Shift+F10')
  await page.getByRole('menuitem', { name: 'Độ dài…' }).waitFor()
  // The menu hears keys once the focus is in it.
  await page.waitForFunction(() => document.activeElement?.closest('[role="menu"]') != null)
  await page.keyboard.press('Escape')
  await page.getByRole('menuitem', { name: 'Độ dài…' }).waitFor({ state: 'hidden' })
  expect(await cell(FILM).evaluate((it) => it === document.activeElement)).toBe(true)
})

it('zooms from the whole day to single minutes and keeps what is under the pointer', async () => {
  const before = await boxOf(cell(FILM))
  const middle = Math.round(before.y + before.height / 2)
  await page.mouse.move(before.x + 40, middle)
  await page.keyboard.down('Control')
  for (let i = 0; i < 6; i++) await page.mouse.wheel(0, -100)
  await page.keyboard.up('Control')
  const zoomed = await waitFor('the slot to grow', async () => {
    const box = await cell(FILM).boundingBox()
    return box && box.height > 1000 ? box : undefined
  })
  // Less than a minute, which is 23 pixels high now.
  expect(Math.abs(zoomed.y + zoomed.height / 2 - middle)).toBeLessThan(20)
  await page.getByText('19:31', { exact: true }).first().waitFor()
  const smaller = page.getByRole('button', { name: 'Thu nhỏ (phím -)' })
  for (let i = 0; i < 9; i++) await smaller.click()
  await page.getByText('06:00', { exact: true }).first().waitFor()
  expect((await boxOf(cell(FILM))).height).toBeCloseTo(18, 0)
  await expectGoodScreen(page)
})

it('shows the lunar day, the days to the occasion, the station’s deadline and last week behind', async () => {
  await paste(page, '2021-09-21', ['20:30\tLịch tuần trước\t30'])
  await page.reload()
  await page.getByText('còn 5 ngày', { exact: true }).waitFor()
  await page.getByText('Hạn đài 15:00', { exact: true }).waitFor()
  const ghost = page.locator(`[data-day="${TUESDAY}"] [data-look="ghost"]`)
  await ghost.waitFor({ state: 'attached' })
  expect(await ghost.textContent()).toBe('Lịch tuần trước')
  await page.getByRole('button', { name: 'Bóng tuần trước' }).click()
  await ghost.waitFor({ state: 'detached' })
})

it('keeps a second channel on a tab of its own', async () => {
  await page.getByRole('button', { name: 'Thêm kênh' }).click()
  await page.getByLabel('Tên kênh').fill('Truyền hình thiết yếu')
  await page.getByRole('button', { name: 'Thêm kênh này' }).click()
  const tabs = page.getByRole('navigation', { name: 'Kênh' })
  await tabs.getByRole('button', { name: 'Truyền hình thiết yếu' }).waitFor()
  await page.getByText('Thêm mục đầu tiên').first().waitFor()
  await expectGoodScreen(page)
  await tabs.getByRole('button', { name: 'Truyền hình Cao Bằng' }).click()
  await cell(FILM).waitFor()
  expect((await page.request.get(`/api/channels/${CHANNEL}/week?from=${MONDAY}`)).status()).toBe(200)
})

it.each([
  { width: 1366, height: 768, scheme: 'light' },
  { width: 1366, height: 768, scheme: 'dark' },
  { width: 360, height: 740, scheme: 'light' },
  { width: 360, height: 740, scheme: 'dark' },
] as const)('stands whole and accessible at $width px, $scheme', async (dress) => {
  const own = await aSchedulerPage(station.url, dress)
  await paste(own, MONDAY, [`20:00\t${FILM}\t50`, `20:30\t${NEWS}\t20`])
  await own.goto(`/lich?tuan=${MONDAY}`)
  await own.getByText(FILM).first().waitFor()
  await own.waitForTimeout(300)
  await expectGoodScreen(own)
  await own.context().close()
})
