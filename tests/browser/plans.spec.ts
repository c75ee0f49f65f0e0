import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Client, signIn } from '../../scripts/demo-client.ts'
import { approve, untilReady } from '../../scripts/demo-steps.ts'
import { demoPassword } from '../../server/people/demo.rules.ts'
import { closeBrowser, expectGoodScreen } from '../support/browser.ts'
import { aVideo } from '../support/clips.ts'
import { aPageAs, ask, waitFor } from '../support/journey.ts'
import { type RunningServer, startServer } from '../support/server.ts'

// The weekly grid, the order of a day and the filling of a gap, as a scheduler works with them.

const DAY = '2021-10-03'
const CHANNEL = 'cao-bang'
let dir: string
let server: RunningServer
let scheduler: Client
let page: Page

const lay = (start: string, title: string, durationMs: number, more: object = {}) =>
  scheduler.post<{ slot: { id: string; revision: number } }>('/slots', {
    channelId: CHANNEL,
    day: DAY,
    start,
    kind: 'title',
    title,
    durationMs,
    ...more,
  })

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'vang-plans-'))
  server = await startServer(dir, { VANG_DEMO: '1', VANG_NOW: '2021-09-27T01:00:00Z' })
  const [producer, approver, planner] = (await Promise.all(
    ['bien-tap', 'duyet', 'xep-lich'].map((login) => signIn(server.url, login, demoPassword)),
  )) as [Client, Client, Client]
  scheduler = planner
  const clip = await producer.upload(await aVideo({ seconds: 6 }), {
    title: 'Cảnh đẹp Phja Oắc',
    kind: 'filler',
    language: 'vi',
  })
  await untilReady(producer, clip.versionId)
  await approve(producer, approver, clip.versionId, ['tv'])
  await lay('20:00', 'Thời sự', 1_800_000)
  await lay('20:30', 'Dự báo thời tiết', 300_000)
  await lay('20:35:07', 'Phim truyện', 2_700_000)
  page = await aPageAs(server.url, 'xep-lich')
})
afterAll(async () => {
  await closeBrowser()
  await server?.stop()
  await rm(dir, { recursive: true, force: true })
})

interface Week {
  days: {
    day: string
    slots: { title: string; startsAt: string; gapPolicy: string | null }[]
    gaps: object[]
  }[]
}
const slots = async (day = DAY) => {
  const week = await ask<Week>(page, `/channels/${CHANNEL}/week?from=2021-09-27`)
  return week.days.find((one) => one.day === day)?.slots ?? []
}
const order = async () => (await slots()).map(({ title }) => title)
const becomes = (what: string, look: () => Promise<boolean>) => waitFor(what, look, 15)
const row = (title: string) => page.locator('tr[data-row]', { hasText: title })

describe('the order of a day', () => {
  it('changes by keys alone, without moving what stands outside, and back again', async () => {
    await page.goto(`/lich/ngay/${DAY}`)
    await row('Dự báo thời tiết').focus()
    await page.keyboard.press('Control+ArrowUp')
    await becomes('the new order', async () => (await order())[0] === 'Dự báo thời tiết')
    expect((await slots()).map(({ startsAt }) => startsAt.slice(11, 19))).toEqual([
      '13:00:00',
      '13:05:00',
      '13:35:07',
    ])
    await page.keyboard.press('Control+z')
    await becomes('the old order', async () => (await order())[0] === 'Thời sự')
  })

  it('changes by the mouse as well, and back again', async () => {
    await row('Dự báo thời tiết').dragTo(row('Thời sự'))
    await becomes('the new order', async () => (await order())[0] === 'Dự báo thời tiết')
    await page.keyboard.press('Control+z')
    await becomes('the old order', async () => (await order())[0] === 'Thời sự')
  })

  it('lets what becomes of a gap be chosen, and takes it back', async () => {
    await page.locator('tr[data-row] select').first().selectOption('fill')
    await becomes('the choice kept', async () => (await slots())[1]?.gapPolicy === 'fill')
    await expectGoodScreen(page)
  })

  it('fills a gap with an approved clip after a look at it, and empties it again', async () => {
    await page.getByRole('button', { name: /^Lấp 0'07/ }).click()
    await page.getByRole('button', { name: /^Xem thử/ }).click()
    await page.waitForFunction(() => (document.querySelector('video')?.readyState ?? 0) > 1)
    await page.getByRole('button', { name: 'Thêm 1 clip' }).click()
    await becomes('the clip laid', async () => (await order()).includes('Cảnh đẹp Phja Oắc'))
    expect((await slots()).find(({ title }) => title === 'Cảnh đẹp Phja Oắc')?.startsAt).toBe(
      '2021-10-03T13:35:00.000Z',
    )
    // The page has to know itself of what it is to take back.
    await page.getByText('Đã lấp bằng 1 clip').first().waitFor()
    await page.keyboard.press('Control+z')
    await becomes('the gap empty again', async () => !(await order()).includes('Cảnh đẹp Phja Oắc'))
  })

  it('shows the hour that is printed beside the exact one, and says why one too far off is not kept', async () => {
    await row('Phim truyện').focus()
    await page.keyboard.press('Enter')
    const printed = page.getByLabel('Giờ in trên lịch')
    await printed.fill('22:00')
    await page.getByRole('button', { name: 'Lưu mục này' }).click()
    await page.getByText('Giờ in trên lịch 22:00 cách giờ phát 20:35:07 quá 30 phút.').waitFor()
    await printed.fill('2035')
    await expectGoodScreen(page)
    await page.getByRole('button', { name: 'Lưu mục này' }).click()
    await row('Phim truyện').getByText('in 20:35').waitFor()
    await expectGoodScreen(page)
    await row('Phim truyện').focus()
    await page.keyboard.press('Control+z')
    await row('Phim truyện').getByText('in 20:35').waitFor({ state: 'detached' })
  })

  it('turns red where more is planned than there is time', async () => {
    const { slot } = await lay('20:20', 'Chạy đè', 1_200_000)
    await page.getByText('vượt', { exact: false }).first().waitFor()
    const { id, revision } = slot
    await scheduler.post('/slots/amend', { channelId: CHANNEL, changes: [{ do: 'remove', id, revision }] })
  })
})

describe('two steps that waited for the line', () => {
  it('are both told where a colleague was faster, one after the other', async () => {
    const known = await ask<{
      days: { day: string; slots: { id: string; title: string; revision: number }[] }[]
    }>(page, `/channels/${CHANNEL}/week?from=2021-09-27`)
    const own = known.days.find(({ day }) => day === DAY)?.slots ?? []
    await page.context().setOffline(true)
    await row('Dự báo thời tiết').focus()
    await page.keyboard.press('Delete')
    await row('Phim truyện').focus()
    await page.keyboard.press('Delete')
    for (const { id, revision } of own)
      await scheduler.post('/slots/amend', {
        channelId: CHANNEL,
        changes: [{ do: 'edit', id, revision, note: 'đã sửa' }],
      })
    await page.context().setOffline(false)
    for (const title of ['Dự báo thời tiết', 'Phim truyện']) {
      await page.getByRole('alert').getByText(`“${title}”`).waitFor()
      await page.getByRole('alert').getByRole('button', { name: 'Giữ của' }).click()
    }
    await page.getByRole('alert').waitFor({ state: 'hidden' })
    expect(await order()).toEqual(own.map(({ title }) => title))
  })
})

describe('the weekly grid', () => {
  it('takes a row by its form, and refuses one without an hour in words', async () => {
    await page.goto('/lich/khung')
    await page.getByRole('button', { name: 'Thêm dòng' }).click()
    await page.getByRole('button', { name: 'Thêm vào khung' }).click()
    await page.getByText('Giờ ghi như 20:10', { exact: false }).waitFor()
    await page.getByRole('radio', { name: 'Chỉ tên' }).check({ force: true })
    await page.getByLabel('Tên chương trình').fill('Tin tiếng dân tộc')
    await page.getByLabel('Giờ phát').fill('18h')
    await page.getByLabel('Thời lượng').fill('15')
    // An end that is no day is asked about, and not kept as none.
    const last = page.getByLabel('Hết ngày')
    await last.fill('31/2/2022')
    await page.getByRole('button', { name: 'Thêm vào khung' }).click()
    await page.waitForFunction(() => document.activeElement?.matches('input:invalid'))
    await last.fill('')
    await page.getByRole('button', { name: 'Thêm vào khung' }).click()
    await page.getByRole('button', { name: 'Sửa Tin tiếng dân tộc' }).waitFor()
    await expectGoodScreen(page)
  })

  it('leaves its form by Escape from any field, and asks first where something typed would be lost', async () => {
    const title = page.getByLabel('Tên chương trình')
    const last = page.getByLabel('Hết ngày')
    await page.getByRole('button', { name: 'Thêm dòng' }).click()
    await page.keyboard.press('Escape')
    await title.waitFor({ state: 'hidden' })
    await page.getByRole('button', { name: 'Thêm dòng' }).click()
    await title.fill('Nông thôn mới')
    // As it is written here, whatever the browser speaks.
    await last.fill('31/12')
    await page.keyboard.press('Escape')
    await page.getByText('Những gì vừa nhập chưa được lưu.').waitFor()
    await expectGoodScreen(page)
    await page.getByRole('button', { name: 'Giữ lại' }).click()
    expect([await title.inputValue(), await last.inputValue()]).toEqual(['Nông thôn mới', '31/12/2021'])
    await last.fill('31/2/2022')
    await title.focus()
    await page.getByText('Chưa đúng dạng ngày.').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Đóng và bỏ' }).click()
    await title.waitFor({ state: 'hidden' })
  })

  it('lays a week in one step that one key takes back', async () => {
    await page.goto('/lich?tuan=2021-09-27')
    const monday = () => slots('2021-09-27')
    await page.getByRole('button', { name: 'Khung, lấp chỗ và chép' }).click()
    await page.getByRole('menuitem', { name: 'Lấp tuần từ khung' }).click()
    await becomes('the week laid', async () => (await monday()).length === 1)
    await page.getByRole('button', { name: 'Hoàn tác', exact: true }).last().click()
    await becomes('the week empty again', async () => (await monday()).length === 0)
  })

  it('takes back the week whose answer is still under way, not what was done before it', async () => {
    const monday = () => slots('2021-09-27')
    const sunday = await order()
    let answer = () => {}
    const held = new Promise<void>((resolve) => {
      answer = resolve
    })
    await page.route('**/weeks/lay', async (route) => {
      const response = await route.fetch()
      await held
      await route.fulfill({ response })
    })
    await page.getByRole('button', { name: 'Khung, lấp chỗ và chép' }).click()
    await page.getByRole('menuitem', { name: 'Lấp tuần từ khung' }).click()
    await becomes('the week laid', async () => (await monday()).length === 1)
    await page
      .getByRole('button', { name: /^Hoàn tác/ })
      .first()
      .click()
    answer()
    await becomes('the week empty again', async () => (await monday()).length === 0)
    expect(await order()).toEqual(sunday)
    await page.unroute('**/weeks/lay')
  })

  it('tells both sides where a colleague changed a row that is just being given up', async () => {
    await page.goto('/lich/khung')
    await page.getByRole('button', { name: 'Sửa Tin tiếng dân tộc' }).click()
    await page.getByLabel('Giờ phát').waitFor()
    const { rows } = await ask<{ rows: { id: string; revision: number }[] }>(
      page,
      `/channels/${CHANNEL}/templates`,
    )
    for (const { id, revision } of rows)
      await page.request.patch(`/api/templates/${id}`, { data: { revision, start: '18:30' } })
    await page.getByRole('button', { name: 'Bỏ khỏi khung' }).click()
    const told = page.getByRole('alert')
    await told.getByText('Bỏ lần nữa sẽ bỏ cả phần người ấy vừa sửa.').waitFor()
    expect(await told.getByRole('row').allInnerTexts()).toEqual([
      'Phần khác nhau\tCủa bạn\tNgười khác',
      'Chương trình\tBỏ khỏi khung\tTin tiếng dân tộc',
      'Giờ phát\t18:00\t18:30',
    ])
    await expectGoodScreen(page)
    await page.getByRole('button', { name: 'Bỏ khỏi khung' }).click()
    await page.getByText('Chưa có khung chương trình').waitFor()
  })
})
