import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signIn } from '../../scripts/demo-client.ts'
import { untilReady } from '../../scripts/demo-steps.ts'
import { demoPassword } from '../../server/people/demo.rules.ts'
import { closeBrowser, expectGoodScreen } from '../support/browser.ts'
import { aVideo } from '../support/clips.ts'
import { aPageAs, ask, waitFor } from '../support/journey.ts'
import { type RunningServer, startServer } from '../support/server.ts'

// One recording of two halves, black and silent between them: marked by keys, by proposals, and out of a table.

const TITLE = 'Đêm hội Đông Khê'
let dir: string
let server: RunningServer
let page: Page
let recording: { workId: string; versionId: string }

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'vang-acts-'))
  server = await startServer(dir, { VANG_DEMO: '1', VANG_NOW: '2021-09-27T01:00:00Z' })
  const producer = await signIn(server.url, 'bien-tap', demoPassword)
  const clip = await aVideo({ seconds: 30, black: [14, 16], silence: [13, 17] })
  recording = await producer.upload(clip, { title: TITLE, kind: 'programme', language: 'vi' })
  await untilReady(producer, recording.versionId)
  page = await aPageAs(server.url, 'bien-tap')
  await page.goto(`/tu-lieu/${recording.workId}`)
  await page.waitForFunction(() => (document.querySelector('video')?.readyState ?? 0) > 1)
})
afterAll(async () => {
  await closeBrowser()
  await server?.stop()
  await rm(dir, { recursive: true, force: true })
})

interface Acts {
  acts: { title: string; inMs: number; outMs: number; credits: { role: string; name: string }[] }[]
}
const acts = async () => (await ask<Acts>(page, `/versions/${recording.versionId}/acts`)).acts
const actsAre = (count: number) =>
  waitFor(`${count} acts`, async () => {
    const found = await acts()
    return found.length === count ? found : undefined
  })
const video = (read: (video: HTMLVideoElement) => number) =>
  page.locator('video').evaluate(read as (element: Element) => number)
/** The picture that is shown, counted from the start; every preview has 25 a second. */
const frame = () => video((element) => Math.floor(element.currentTime * 25 + 0.001))
const stands = async (wanted: number) => {
  await waitFor(`picture ${wanted}`, async () => (await frame()) === wanted, 10)
}
/** Whether the whole picture can be seen under the page's head. */
const inSight = () =>
  page.locator('video').evaluate((element) => {
    const { top, bottom } = element.getBoundingClientRect()
    const head = document.querySelector('header')?.getBoundingClientRect().bottom ?? 0
    return top >= head && bottom <= innerHeight
  })
/** Takes back what was done last, as Ctrl+Z does. */
const takeBack = () => page.locator('body').press('Control+z')

describe('the player', () => {
  it('goes by pictures, seconds and to the ends with keys', async () => {
    const player = page.getByRole('region', { name: 'Xem và nghe' })
    await player.getByRole('button', { name: 'Phát', exact: true }).focus()
    await page.keyboard.press('Home')
    await stands(0)
    for (let n = 0; n < 5; n++) {
      await page.keyboard.press('.')
      await stands(n + 1)
    }
    await page.keyboard.press(',')
    await stands(4)
    await page.keyboard.press('ArrowRight')
    await stands(129)
    await page.keyboard.press('Shift+ArrowLeft')
    await stands(104)
    expect(await player.getByText('00:00:04:04').count()).toBe(1)
  })

  it('shuttles faster at each press, stops, and goes backwards', async () => {
    await page.keyboard.press('l')
    await page.keyboard.press('l')
    await waitFor('twice the speed', async () => (await video((element) => element.playbackRate)) === 2, 5)
    await page.keyboard.press('k')
    await waitFor('standing still', async () => (await video((element) => Number(element.paused))) === 1, 5)
    const before = await frame()
    await page.keyboard.press('j')
    await waitFor('an earlier picture', async () => (await frame()) < before - 3, 10)
    await page.keyboard.press('k')
    expect(await video((element) => Number(element.paused))).toBe(1)
  })

  it('does not take what is typed into a field for its keys', async () => {
    await page.getByRole('button', { name: 'Tách thành tư liệu' }).click()
    const title = page.getByLabel('Tên', { exact: true })
    const before = await frame()
    await title.fill('')
    await title.pressSequentially('jl,. io')
    expect(await title.inputValue()).toBe('jl,. io')
    expect(await frame()).toBe(before)
    await title.fill('')
  })

  it('brings the picture of a fault that is pressed, in the list and on the timeline', async () => {
    await page
      .getByRole('list', { name: 'Các chỗ cần xem' })
      .getByRole('button', { name: /Khung đen/ })
      .click()
    await waitFor('the black', async () => Math.abs((await frame()) - 350) <= 1, 10)
    await page.getByRole('button', { name: /^Im lặng.*, tại/ }).click()
    await waitFor('the silence', async () => Math.abs((await frame()) - 325) <= 2, 10)
  })

  it('comes into sight when a fault far below it is pressed', async () => {
    const fault = page.getByRole('list', { name: 'Các chỗ cần xem' }).getByRole('button').last()
    await fault.evaluate((element) => element.scrollIntoView({ block: 'start' }))
    expect(await inSight()).toBe(false)
    await fault.evaluate((element: HTMLElement) => element.click())
    await waitFor('the picture in sight', inSight, 5)
  })
})

it('cuts an act between marks set by I and O, to the picture', async () => {
  const slider = page.getByRole('slider', { name: /Sóng âm/ })
  await slider.focus()
  await page.keyboard.press('Home')
  await stands(0)
  for (let n = 0; n < 3; n++) {
    await page.keyboard.press('.')
    await stands(n + 1)
  }
  await page.keyboard.press('i')
  await page.keyboard.press('ArrowRight')
  await stands(128)
  await page.keyboard.press('o')
  expect(await page.getByLabel('Điểm vào', { exact: true }).inputValue()).toBe('00:00:00:03')
  expect(await page.getByLabel('Điểm ra', { exact: true }).inputValue()).toBe('00:00:05:03')
  await page.getByLabel('Tên', { exact: true }).fill('Mở màn')
  await page.getByRole('button', { name: 'Tách tiết mục' }).click()
  await page.getByText('Đã tách thành tư liệu mới.').waitFor()
  expect(await acts()).toMatchObject([{ title: 'Mở màn', inMs: 120, outMs: 5120 }])
})

it('moves the marks of an act that nobody has approved, and back', async () => {
  await page.getByRole('button', { name: 'Sửa điểm vào, điểm ra: Mở màn' }).click()
  const row = page.getByRole('listitem').filter({ hasText: 'Mở màn' })
  await row.getByLabel('Điểm ra', { exact: true }).press('ArrowUp')
  await stands(129)
  await row.getByRole('button', { name: 'Lưu hai điểm' }).click()
  await page.getByText('Đã dời điểm của “Mở màn”').waitFor()
  expect(await acts()).toMatchObject([{ inMs: 120, outMs: 5160 }])
  await takeBack()
  await waitFor('the old marks', async () => (await acts())[0]?.outMs === 5120, 10)
})

describe('proposals', () => {
  it('stand as ghosts on the timeline, are moved by the picture, and taken one by one or all', async () => {
    await page.getByLabel('Tiết mục ngắn nhất').selectOption({ label: 'Từ 10 giây trở lên' })
    await page.getByRole('button', { name: 'Tìm chỗ chuyển tiết mục' }).click()
    await page
      .getByRole('button', { name: /^Đề xuất:/ })
      .first()
      .waitFor()
    const ghosts = page.getByRole('button', { name: /^Đề xuất:/ })
    expect(await ghosts.count()).toBe(2)
    const out = page.getByLabel('Điểm ra của đề xuất 1', { exact: true })
    expect(await out.inputValue()).toBe('00:00:14:00')
    await out.press('ArrowDown')
    expect(await out.inputValue()).toBe('00:00:13:24')
    await stands(349)
    await page.getByRole('button', { name: 'Hoàn tác', exact: true }).click()
    expect(await out.inputValue()).toBe('00:00:14:00')
    await expectGoodScreen(page)

    await page.getByLabel('Tên tiết mục đề xuất 2', { exact: true }).fill('Sắc chàm')
    await page.getByRole('button', { name: 'Lấy', exact: true }).last().click()
    const [, taken] = await actsAre(2)
    expect(taken).toMatchObject({ title: 'Sắc chàm', inMs: 16_000, outMs: 30_000 })
    await waitFor('one proposal less', async () => (await ghosts.count()) === 1, 10)
    await takeBack()
    await actsAre(1)
    await waitFor('the proposal', async () => (await ghosts.count()) === 2, 10)
  })

  it('outlive the page', async () => {
    await page.reload()
    await page.getByLabel('Tên tiết mục đề xuất 2', { exact: true }).waitFor()
    expect(await page.getByLabel('Tên tiết mục đề xuất 2', { exact: true }).inputValue()).toBe('Sắc chàm')
    await page.getByRole('button', { name: 'Bỏ hết' }).click()
    expect(await page.getByRole('button', { name: /^Đề xuất:/ }).count()).toBe(0)
  })
})

// As Word puts a table on the clipboard: paragraphs in cells, spans, a cell over two rows, curly marks, hard blanks.
const fromWord = `<html xmlns:w="urn:schemas-microsoft-com:office:word"><head><style>p.MsoNormal {margin:0cm}</style></head>
<body lang=VI><!--StartFragment--><table class=MsoTableGrid border=1 cellspacing=0><tr>
<td><p class=MsoNormal align=center><b><span lang=VI>STT<o:p></o:p></span></b></p></td>
<td><p class=MsoNormal><b>Người&nbsp;biểu
 diễn</b></p></td><td><p class=MsoNormal><b>Tên tiết mục</b></p></td><td><p class=MsoNormal><b>Tác giả</b></p></td>
<td><p class=MsoNormal><b>Thời lượng</b></p></td><td><p class=MsoNormal><b>Bắt đầu</b></p></td></tr>
<tr><td><p class=MsoNormal>1</p></td><td><p class=MsoNormal>Tốp ca nữ</p><p class=MsoNormal>Tốp múa</p></td>
<td><p class=MsoNormal>Trống hội <span style='color:red'>Đông Khê</span></p></td>
<td rowspan=2><p class=MsoNormal>Nông Văn Ễ</p></td><td><p class=MsoNormal>0’06”</p></td><td><p class=MsoNormal>0:00:06</p></td></tr>
<tr><td><p class=MsoNormal>2</p></td><td><p class=MsoNormal>NSƯT Đàm Thị Ự</p></td><td><p class=MsoNormal>Ơn Đảng, ơn Bác</p></td>
<td><p class=MsoNormal>00:14</p></td><td><p class=MsoNormal>00:00:16:12</p></td></tr>
<tr><td><p class=MsoNormal>3</p></td><td><p class=MsoNormal>Cả đoàn</p></td><td><p class=MsoNormal>Kết</p></td><td></td>
<td><p class=MsoNormal>năm phút</p></td><td><p class=MsoNormal>0:00:29</p></td></tr></table><!--EndFragment--></body></html>`

async function pasteInto(label: string, html: string) {
  await page.getByLabel(label).evaluate((field, copied) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/html', copied)
    clipboardData.setData('text/plain', 'STT Người biểu diễn')
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, html)
}

describe('a table out of Word', () => {
  it('shows each row and what is wrong with it before anything is made', async () => {
    await page.getByRole('button', { name: 'Dán từ bảng' }).click()
    await pasteInto('Bảng tiết mục', fromWord)
    const dialog = page.getByRole('dialog')
    await dialog.getByText('2 dòng tạo được, 1 dòng còn vướng và sẽ không tạo.').waitFor()
    await dialog.getByText('Không hiểu giờ “năm phút”', { exact: false }).waitFor()
    // Half a second more than the recording has is what counting in whole seconds does.
    await dialog.getByRole('cell', { name: '00:00:16:12' }).waitFor()
    expect(await acts()).toHaveLength(1)
    await expectGoodScreen(page)
    await page.setViewportSize({ width: 360, height: 740 })
    await expectGoodScreen(page)
    await page.setViewportSize({ width: 1366, height: 768 })
  })

  it('makes the acts with their credits, and takes them back together', async () => {
    await page.getByRole('button', { name: 'Tạo 2 tiết mục' }).click()
    const [, first, second] = await actsAre(3)
    expect(first).toMatchObject({
      title: 'Trống hội Đông Khê',
      inMs: 6000,
      outMs: 12_000,
      credits: [
        { role: 'Tác giả', name: 'Nông Văn Ễ' },
        { role: 'Biểu diễn', name: 'Tốp ca nữ, Tốp múa' },
      ],
    })
    expect(second).toMatchObject({ title: 'Ơn Đảng, ơn Bác', inMs: 16_480, outMs: 30_000 })
    expect(second?.credits).toContainEqual({ role: 'Tác giả', name: 'Nông Văn Ễ' })
    await page.getByText('Đã tách 2 tiết mục thành tư liệu riêng').waitFor()
    await takeBack()
    await actsAre(1)
  })
})

it('stands whole on a phone in the dark, with large buttons for a finger', async () => {
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.setViewportSize({ width: 360, height: 740 })
  await page.reload()
  await page.waitForFunction(() => (document.querySelector('video')?.readyState ?? 0) > 0)
  await expectGoodScreen(page)
})
