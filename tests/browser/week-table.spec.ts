import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { demoPassword } from '../../server/people/demo.rules.ts'
import { closeBrowser, expectGoodScreen, openPage } from '../support/browser.ts'
import { type RunningServer, startServer } from '../support/server.ts'

let server: RunningServer
let dataDir: string

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'vang-table-'))
  server = await startServer(dataDir, { VANG_DEMO: '1', VANG_NOW: '2021-09-27T01:00:00Z' })
})
afterAll(async () => {
  await closeBrowser()
  await server.stop()
  await rm(dataDir, { recursive: true, force: true })
})

async function theTable(week: string, width = 1366): Promise<Page> {
  const page = await openPage({ baseURL: server.url, width })
  await page.request.post('/api/sign-in', { data: { login: 'xep-lich', password: demoPassword } })
  await page.goto(`/lich?tuan=${week}`)
  await page.locator('#content').waitFor()
  return page
}

/** Names of keys are pressed, all else is typed letter by letter. */
async function press(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys)
    if (
      /^(Enter|Tab|Escape|Backspace|Delete|F2|Space|(Shift|Control)\+\w+|Arrow(Up|Down|Left|Right))$/.test(
        key,
      )
    )
      await page.keyboard.press(key)
    else await page.keyboard.type(key)
}

async function walkInto(page: Page): Promise<void> {
  await page.getByRole('grid').waitFor()
  // Along the page's own order of tabs, as somebody without a mouse comes to it.
  for (let i = 0; i < 60; i++) {
    if (await page.evaluate(() => document.activeElement?.getAttribute('role') === 'gridcell')) return
    await page.keyboard.press('Tab')
  }
  throw new Error('The table cannot be reached by Tab')
}

// By its own title: the state of a row can name the row beside it.
const rowOf = (page: Page, title: string) =>
  page.getByRole('row').filter({ has: page.locator('[data-column="title"]', { hasText: title }) })
const saved = (page: Page) => page.waitForResponse((response) => response.url().endsWith('/api/slots/amend'))
const changing = async (page: Page, act: () => Promise<unknown>) => {
  const answered = saved(page)
  await act()
  expect((await answered).status()).toBe(200)
}
const slots = async (page: Page, from: string) => {
  const week = (await (await page.request.get(`/api/channels/cao-bang/week?from=${from}`)).json()) as {
    days: { day: string; slots: { title: string; startsAt: string; durationMs: number; run: string }[] }[]
    inForce: { number: number } | null
  }
  return {
    inForce: week.inForce,
    rows: week.days.flatMap(({ day, slots: own }) =>
      own.map(({ title, startsAt, durationMs, run }) => ({ day, title, startsAt, durationMs, run })),
    ),
  }
}
/** Somebody else makes the first slot of the week 20 minutes long. */
const shortenElsewhere = async (page: Page, from: string) => {
  const week = (await (await page.request.get(`/api/channels/cao-bang/week?from=${from}`)).json()) as {
    days: { slots: { id: string; revision: number }[] }[]
  }
  const [slot] = week.days.flatMap((day) => day.slots)
  const answer = await page.request.patch(`/api/slots/${slot?.id}`, {
    data: { revision: slot?.revision, durationMs: 1_200_000 },
    headers: { origin: server.url },
  })
  expect(answer.status()).toBe(200)
}

it('plans a week, takes back, does again and publishes with the keyboard alone', async () => {
  const page = await theTable('2021-10-04')
  await walkInto(page)
  await changing(page, () => press(page, '2010', 'Tab', '30', 'Tab', 'Thời sự tỉnh', 'Enter'))
  // An empty hour follows the row before; the length is said in minutes and seconds.
  // UniKey sends the bare letter, a Backspace, and the letter with its mark.
  const title = ['A', 'Backspace', 'Âm vang miền biên cương']
  await changing(page, () => press(page, 'Tab', `58'24"`, 'Tab', ...title, 'Enter'))
  await rowOf(page, 'Âm vang').getByText('20:40').waitFor()
  await changing(page, () => press(page, '22h', 'Tab', '1h30', 'Tab', 'Phim truyện', 'Enter'))
  expect((await slots(page, '2021-10-04')).rows).toEqual([
    {
      day: '2021-10-04',
      title: 'Thời sự tỉnh',
      startsAt: '2021-10-04T13:10:00.000Z',
      durationMs: 1_800_000,
      run: 'first',
    },
    {
      day: '2021-10-04',
      title: 'Âm vang miền biên cương',
      startsAt: '2021-10-04T13:40:00.000Z',
      durationMs: 3_504_000,
      run: 'first',
    },
    {
      day: '2021-10-04',
      title: 'Phim truyện',
      startsAt: '2021-10-04T15:00:00.000Z',
      durationMs: 5_400_000,
      run: 'first',
    },
  ])

  // A longer bulletin moves what follows it, and both go back in one step.
  await press(page, 'ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowRight')
  await changing(page, () => press(page, '45', 'Enter'))
  await rowOf(page, 'Âm vang').getByText('20:55').waitFor()
  await changing(page, () => press(page, 'Control+z'))
  await rowOf(page, 'Âm vang').getByText('20:40').waitFor()
  await page.getByText('Đã hoàn tác: sửa Độ dài của “Thời sự tỉnh”').waitFor()
  await changing(page, () => press(page, 'Control+y'))
  await rowOf(page, 'Âm vang').getByText('20:55').waitFor()

  // Red says why, in the row and below the table.
  await press(page, 'ArrowDown', 'ArrowLeft')
  await changing(page, () => press(page, '21:30', 'Enter'))
  await page.getByText('Trùng').first().waitFor()
  await expectGoodScreen(page)
  await changing(page, () => press(page, 'Control+z'))

  await press(page, 'Control+Enter')
  const publish = page.getByRole('button', { name: 'Công bố ngay' })
  await publish.waitFor()
  // It says so where the draft is still being saved.
  await page.getByRole('button', { name: 'Công bố ngay', disabled: false }).waitFor()
  for (let i = 0; i < 40 && !(await publish.evaluate((it) => it === document.activeElement)); i++)
    await page.keyboard.press('Tab')
  await press(page, 'Enter')
  await page.getByText('Đã công bố bản số 1').waitFor()
  expect((await slots(page, '2021-10-04')).inForce?.number).toBe(1)
  await page.context().close()
})

it('publishes the days that are ticked, where a wall stands in another', async () => {
  const page = await theTable('2021-11-29')
  const lay = (day: string, start: string) =>
    page.request.post('/api/slots', {
      data: { channelId: 'cao-bang', day, start, kind: 'title', title: 'Thời sự', durationMs: 1_800_000 },
      headers: { origin: server.url },
    })
  for (const [day, start] of [
    ['2021-11-29', '20:00'],
    ['2021-11-30', '20:00'],
    ['2021-11-30', '20:15'],
  ] as const)
    expect((await lay(day, start)).status()).toBe(201)
  await page.getByRole('button', { name: 'Xem để công bố' }).click()
  await page.getByText('1 việc phải xong trước').waitFor()
  await page.getByRole('checkbox', { name: 'Thứ Ba 30/11' }).uncheck()
  await page.getByRole('button', { name: 'Công bố ngay' }).click()
  await page.getByText('Đã công bố bản số 1').waitFor()
  const week = (await (await page.request.get('/api/channels/cao-bang/week?from=2021-11-29')).json()) as {
    days: { day: string; published: object | null }[]
  }
  expect(week.days.flatMap(({ day, published }) => (published ? day : []))).toEqual(['2021-11-29'])
  await page.context().close()
})

/** What Excel puts on the clipboard: a table for those who read it, and text apart by tabs. */
const cells = [
  ['Thứ Hai 11/10', '', ''],
  ['18:00', 'Tin tiếng Tày - Nùng (PL)', '15'],
  ['18h15', 'An ninh Cao Bằng', `30'`],
  ['Thứ Ba 12/10', '', ''],
  ['1900', 'Tiếp sóng Thời sự VTV1', `45'00"`],
  ['chiều', 'Phim “Bông hoa đá”', '50'],
]
const asExcel = {
  'text/html': `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><body><table><!--StartFragment-->${cells
    .map((row) => `<tr>${row.map((cell) => `<td class=xl65>${cell}</td>`).join('')}</tr>`)
    .join('')}<!--EndFragment--></table></body></html>`,
  'text/plain': cells.map((row) => row.join('\t')).join('\r\n'),
}
const paste = (page: Page, kinds: Record<string, string>) =>
  page.evaluate((given) => {
    const clipboardData = new DataTransfer()
    for (const [kind, text] of Object.entries(given)) clipboardData.setData(kind, text)
    document.activeElement?.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    )
  }, kinds)

it('plans a week by pasting a block as Excel puts it on the clipboard, and loses nothing it cannot read', async () => {
  const page = await theTable('2021-10-11')
  await walkInto(page)
  await paste(page, asExcel)
  // One row cannot be read: it is shown before anything is laid.
  await page.getByRole('dialog').getByText('1 hàng chưa đọc được hết').waitFor()
  await expectGoodScreen(page)
  await changing(page, () => page.getByRole('button', { name: 'Dán 3 hàng đọc được' }).click())
  expect((await slots(page, '2021-10-11')).rows).toEqual([
    {
      day: '2021-10-11',
      title: 'Tin tiếng Tày - Nùng',
      startsAt: '2021-10-11T11:00:00.000Z',
      durationMs: 900_000,
      run: 'repeat',
    },
    {
      day: '2021-10-11',
      title: 'An ninh Cao Bằng',
      startsAt: '2021-10-11T11:15:00.000Z',
      durationMs: 1_800_000,
      run: 'first',
    },
    {
      day: '2021-10-12',
      title: 'Tiếp sóng Thời sự VTV1',
      startsAt: '2021-10-12T12:00:00.000Z',
      durationMs: 2_700_000,
      run: 'first',
    },
  ])
  // What could not be read stands in the table, its cell red, and is laid once it is put right.
  const left = rowOf(page, 'Phim “Bông hoa đá”')
  const hour = left.getByRole('gridcell').first()
  expect(await hour.getAttribute('aria-invalid')).toBe('true')
  await hour.click()
  await changing(page, () => press(page, '1945', 'Enter'))
  await rowOf(page, 'Phim “Bông hoa đá”').getByText('19:45').waitFor()

  // One paste is one step back.
  await changing(page, () => press(page, 'Control+z'))
  await changing(page, () => press(page, 'Control+z'))
  expect((await slots(page, '2021-10-11')).rows).toEqual([])
  await changing(page, () => press(page, 'Control+y'))
  expect((await slots(page, '2021-10-11')).rows).toHaveLength(3)

  // A reload forgets no step.
  await page.getByText('Đã làm lại: dán 3 hàng').waitFor()
  await page.reload()
  await page.getByRole('grid').waitFor()
  await changing(page, () => page.getByRole('button', { name: 'Hoàn tác' }).click())
  expect((await slots(page, '2021-10-11')).rows).toEqual([])
  await page.context().close()
})

it('reads a whole document of Word: a table for each day, the day above it, joined cells and lines in a cell', async () => {
  const page = await theTable('2021-11-22')
  await walkInto(page)
  const head = '<tr><td>Buổi</td><td>Giờ</td><td>Chương trình</td></tr>'
  await paste(page, {
    'text/html': `<p class=MsoNormal>LỊCH PHÁT SÓNG TRUYỀN HÌNH</p>
      <p class=MsoNormal>Thứ Hai, ngày 22/11</p>
      <table>${head}<tr><td rowspan=2>Tối</td><td><p>19:00</p></td><td><p>Tiếp sóng</p><p>Thời sự VTV1</p></td></tr>
      <tr><td>19:45</td><td>Chương trình<br>thiếu nhi</td></tr></table>
      <p class=MsoNormal>Thứ 3 - 23/11</p>
      <table>${head}<tr><td>Sáng</td><td>06:00</td><td>Chào cờ</td></tr></table>
      <p class=MsoNormal>GIÁM ĐỐC</p>`,
  })
  await rowOf(page, 'Chào cờ').getByText('Chỉ tên').waitFor()
  expect((await slots(page, '2021-11-22')).rows.map(({ title, startsAt }) => [title, startsAt])).toEqual([
    ['Tiếp sóng Thời sự VTV1', '2021-11-22T12:00:00.000Z'],
    ['Chương trình thiếu nhi', '2021-11-22T12:45:00.000Z'],
    ['Chào cờ', '2021-11-22T23:00:00.000Z'],
  ])
  await page.context().close()
})

it('asks once whether repeats go along when a pasted block moves their first run', async () => {
  const page = await theTable('2021-11-01')
  const lay = async (day: string, start: string, more: object = {}) => {
    const data = {
      channelId: 'cao-bang',
      day,
      start,
      kind: 'title',
      title: 'Âm vang',
      durationMs: 900_000,
      ...more,
    }
    const answer = await page.request.post('/api/slots', { data, headers: { origin: server.url } })
    expect(answer.status()).toBe(201)
    return ((await answer.json()) as { slot: { id: string } }).slot.id
  }
  const firstSlotId = await lay('2021-11-01', '20:00')
  await lay('2021-11-02', '06:00', { run: 'repeat', firstSlotId })
  await rowOf(page, 'Âm vang').first().getByRole('gridcell').first().click()
  await paste(page, { 'text/plain': '20:10' })
  await changing(page, () => page.getByRole('button', { name: 'Dời cả lần phát lại' }).click())
  expect((await slots(page, '2021-11-01')).rows.map(({ startsAt }) => startsAt)).toEqual([
    '2021-11-01T13:10:00.000Z',
    '2021-11-01T23:10:00.000Z',
  ])
  await page.context().close()
})

it('shows both sides when two people change the same slot, and takes the one that is chosen', async () => {
  const page = await theTable('2021-10-18')
  await walkInto(page)
  await changing(page, () => press(page, '20h', 'Tab', '30', 'Tab', 'Thời sự', 'Enter'))
  await press(page, 'ArrowUp', 'ArrowRight', '40')
  await shortenElsewhere(page, '2021-10-18')
  await press(page, 'Enter')
  const refusal = page.getByRole('alert')
  await refusal.getByText(`40'00"`).waitFor()
  await refusal.getByText(`20'00"`).waitFor()
  await changing(page, () => refusal.getByRole('button', { name: 'Lấy của bạn' }).click())
  await rowOf(page, 'Thời sự').getByText(`40'00"`).waitFor()
  await page.context().close()
})

it('shows both sides also of a row that was still on its way when the typing into it began', async () => {
  const page = await theTable('2021-12-06')
  await walkInto(page)
  let arrived = () => {}
  let answer = () => {}
  const laid = new Promise<void>((resolve) => {
    arrived = resolve
  })
  const mayAnswer = new Promise<void>((resolve) => {
    answer = resolve
  })
  await page.route(
    '**/api/slots/amend',
    async (route) => {
      const response = await route.fetch()
      arrived()
      await mayAnswer
      await route.fulfill({ response })
    },
    { times: 1 },
  )
  // The live news of the row is not read before its answer either.
  await page.route('**/week?from=*', async (route) => {
    await mayAnswer
    await route.continue()
  })
  await press(page, '20h', 'Tab', '30', 'Tab', 'Thời sự', 'Enter')
  await laid
  await press(page, 'ArrowUp', 'ArrowRight', '40')
  await shortenElsewhere(page, '2021-12-06')
  answer()
  await rowOf(page, 'Thời sự').getByText('Chỉ tên').waitFor()
  await press(page, 'Enter')
  const refusal = page.getByRole('alert')
  await refusal.getByText(`40'00"`).waitFor()
  await refusal.getByText(`20'00"`).waitFor()
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  await page.context().close()
})

/** Neither an answer nor news of it until it is let go: the page knows only what was typed. */
async function holdAnswers(page: Page): Promise<() => void> {
  let answer = () => {}
  const mayAnswer = new Promise<void>((resolve) => {
    answer = resolve
  })
  for (const path of ['**/api/slots/amend', '**/week?from=*'])
    await page.route(path, async (route) => {
      const response = await route.fetch()
      await mayAnswer
      await route.fulfill({ response })
    })
  return answer
}

it('lays rows typed faster than the server answers one behind the other, also after the table was left', async () => {
  const page = await theTable('2021-12-13')
  await walkInto(page)
  const answer = await holdAnswers(page)
  await press(page, '20h', 'Tab', '30', 'Tab', 'Thời sự', 'Enter')
  await press(page, 'Tab', '20', 'Tab', 'Ca nhạc', 'Enter')
  await press(page, 'Tab', '15', 'Tab', 'Phóng sự', 'Enter')
  await rowOf(page, 'Phóng sự').waitFor()
  expect(await page.locator('[role="gridcell"][aria-invalid="true"]').count()).toBe(0)
  await page.locator('label', { hasText: /^Lịch$/ }).click()
  await page
    .getByRole('grid', { name: 'Lịch tuần' })
    .or(page.locator('[data-day="2021-12-13"]'))
    .first()
    .waitFor()
  answer()
  await expect
    .poll(async () => (await slots(page, '2021-12-13')).rows.map(({ title, startsAt }) => [title, startsAt]))
    .toEqual([
      ['Thời sự', '2021-12-13T13:00:00.000Z'],
      ['Ca nhạc', '2021-12-13T13:30:00.000Z'],
      ['Phóng sự', '2021-12-13T13:50:00.000Z'],
    ])
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  await page.context().close()
})

it('keeps the order of rows put one behind the other, and says what of a row could not be laid', async () => {
  const page = await theTable('2021-12-20')
  await walkInto(page)
  await changing(page, () => press(page, '20h', 'Tab', '30', 'Tab', 'Thời sự', 'Enter'))
  await rowOf(page, 'Thời sự').getByText('Chỉ tên').waitFor()
  const answer = await holdAnswers(page)
  await press(page, 'ArrowUp')
  await page.keyboard.press('Control+Insert')
  await press(page, 'Tab', '10', 'Tab', 'Phụ một', 'Enter')
  await rowOf(page, 'Phụ một').locator('[data-column="title"]').click()
  await page.keyboard.press('Control+Insert')
  await press(page, 'Tab', '5', 'Tab', 'Phụ hai', 'Enter')
  await rowOf(page, 'Phụ hai').locator('[data-column="length"]').click()
  await press(page, 'dài lắm', 'Enter')
  answer()
  await rowOf(page, 'Phụ hai').getByText('20:40').waitFor()
  await rowOf(page, 'Phụ hai').locator('[aria-invalid="true"]', { hasText: 'dài lắm' }).waitFor()
  expect((await slots(page, '2021-12-20')).rows.map(({ title, durationMs }) => [title, durationMs])).toEqual([
    ['Thời sự', 1_800_000],
    ['Phụ một', 600_000],
    ['Phụ hai', 300_000],
  ])
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  await page.context().close()
})

it('keeps what is typed while no server answers, and sends it in order once one does', async () => {
  const page = await theTable('2021-11-08')
  await walkInto(page)
  await changing(page, () => press(page, '20h', 'Tab', '30', 'Tab', 'Thời sự', 'Enter'))
  await rowOf(page, 'Thời sự').getByText('Chỉ tên').waitFor()
  await page.context().setOffline(true)
  await press(page, 'ArrowUp', 'ArrowRight', 'ArrowRight', 'Thời sự đêm', 'Enter')
  await page.getByText('Chưa gửi được, hãy giữ trang này mở').waitFor()
  // Of the same row, begun before the step above has arrived.
  await press(page, 'ArrowUp', 'ArrowLeft', '45', 'Enter')
  await rowOf(page, 'Thời sự đêm').getByText('45').waitFor()
  await page.context().setOffline(false)
  await rowOf(page, 'Thời sự đêm').getByText(`45'00"`).waitFor()
  const [row] = (await slots(page, '2021-11-08')).rows
  expect(row).toMatchObject({ title: 'Thời sự đêm', durationMs: 2_700_000 })
  await page.getByText('Chưa gửi được').waitFor({ state: 'hidden' })
  expect(await page.getByRole('alert').count()).toBe(0)
  await page.context().close()
})

it('takes an edit once whose answer was lost on the way, and what was typed into the row meanwhile', async () => {
  const page = await theTable('2021-11-15')
  await walkInto(page)
  await changing(page, () => press(page, '20h', 'Tab', '30', 'Tab', 'Thời sự', 'Enter'))
  await rowOf(page, 'Thời sự').getByText('Chỉ tên').waitFor()
  let arrived = () => {}
  const taken = new Promise<void>((resolve) => {
    arrived = resolve
  })
  await page.route(
    '**/api/slots/amend',
    async (route) => {
      await route.fetch()
      arrived()
      await route.abort()
    },
    { times: 1 },
  )
  await press(page, 'ArrowUp', 'ArrowRight', 'ArrowRight', 'Thời sự đêm', 'Enter')
  await taken
  await press(page, 'ArrowUp', 'ArrowLeft', '45', 'Enter')
  await rowOf(page, 'Thời sự đêm').getByText(`45'00"`).waitFor()
  expect((await slots(page, '2021-11-15')).rows).toMatchObject([
    { title: 'Thời sự đêm', durationMs: 2_700_000 },
  ])
  expect(await page.getByRole('alert').count()).toBe(0)
  await page.context().close()
})

it('shows a colleague’s new rows without moving the cursor, and the list on a phone', async () => {
  const page = await theTable('2021-10-25')
  await walkInto(page)
  await changing(page, () => press(page, '20h', 'Tab', '30', 'Tab', 'Thời sự', 'Enter'))
  await press(page, 'ArrowUp', 'ArrowRight')
  const laid = await page.request.post('/api/slots', {
    data: {
      channelId: 'cao-bang',
      day: '2021-10-25',
      start: '18:00',
      kind: 'title',
      title: 'Làng nghề',
      durationMs: 900_000,
    },
    headers: { origin: server.url },
  })
  expect(laid.status()).toBe(201)
  await rowOf(page, 'Làng nghề').waitFor()
  const under = await page.evaluate(() => document.activeElement?.closest('[role="row"]')?.textContent)
  expect(under).toContain('Thời sự')
  await page.setViewportSize({ width: 360, height: 740 })
  await page.getByRole('button', { name: 'Thời sự' }).waitFor()
  await expectGoodScreen(page)
  await page.context().close()
})
