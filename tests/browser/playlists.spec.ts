import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Client, signIn } from '../../scripts/demo-client.ts'
import { readConfig } from '../../server/config.ts'
import { createLive } from '../../server/http/live.ts'
import { demoPassword } from '../../server/people/demo.rules.ts'
import { unwire, wire } from '../../server/wiring.ts'
import { closeBrowser, expectGoodScreen } from '../support/browser.ts'
import { aPageAs } from '../support/journey.ts'
import { aSource, aVersion, aWork } from '../support/library.ts'
import { type RunningServer, startServer } from '../support/server.ts'

// An evening for loudspeakers, composed, held against the rules of its places, heard as there, and published.

const env = { VANG_DEMO: '1', VANG_NOW: '2021-09-27T01:00:00Z' }
const LIST = 'Phát loa dịp 71 năm'
let dir: string
let server: RunningServer
let scheduler: Client
let page: Page
let listId: string
const path = () => `/danh-sach-phat/${listId}`

/** Works that may be heard, straight in the database of a running station. */
async function giveSomethingToHear(): Promise<void> {
  const deps = await wire(readConfig({ VANG_DATA: dir, ...env }), createLive())
  const { id, unit_id } = await deps.db
    .selectFrom('person')
    .select(['id', 'unit_id'])
    .where('login', '=', 'bien-tap')
    .executeTakeFirstOrThrow()
  const by = { uploaded_by: id, last_edited_by: id }
  const heard = async (title: string, kind: 'song' | 'announcement', languages: (string | null)[]) => {
    const work = await aWork(deps, { title, kind, unit_id, created_by: id })
    for (const language of languages) {
      const source = await aSource(deps, { unit_id, duration_ms: 120_000 })
      await aVersion(deps, { work, language, source, approvedUses: ['loudspeaker'], values: by })
    }
  }
  await heard('Thông điệp 71 năm', 'announcement', ['vi', 'tyz', 'ium'])
  for (const name of ['A', 'B', 'C']) await heard(`Làn điệu then ${name}`, 'song', [null])
  await unwire(deps)
}

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'vang-playlists-'))
  server = await startServer(dir, env)
  await giveSomethingToHear()
  scheduler = await signIn(server.url, 'xep-lich', demoPassword)
  const { areas } = await scheduler.get<{ areas: { id: string; name: string }[] }>('/areas?at=2021-09-28')
  const { works } = await scheduler.get<{ works: { id: string; title: string }[] }>('/works?limit=50')
  const named = (list: { id: string }[], test: (one: never) => boolean) => list.find(test as never)?.id ?? ''
  const area = named(areas, ({ name }: { name: string }) => name === 'Huyện Bảo Lạc')
  const work = named(works, ({ title }: { title: string }) => title === 'Thông điệp 71 năm')
  const list = await scheduler.post<{ id: string }>('/playlists', {
    title: LIST,
    validFrom: '2021-09-28',
    validTo: '2021-10-04',
    items: [{ part: 'message', workId: work }],
    targets: [{ kind: 'area', id: area }],
  })
  listId = list.id
  page = await aPageAs(server.url, 'xep-lich')
  await page.goto(path())
})
afterAll(async () => {
  await closeBrowser()
  await server?.stop()
  await rm(dir, { recursive: true, force: true })
})

const press = (name: string | RegExp) => page.getByRole('button', { name }).first().click()
const row = () => page.getByRole('row', { name: /Huyện Bảo Lạc/ })
const saved = () => page.getByText('Đã lưu', { exact: true }).waitFor()

describe('an evening', () => {
  it('is filled by rule, before one’s eyes and never longer than the rule says', async () => {
    await row().getByText('Dao').first().waitFor()
    await press('Thêm mục')
    await page.getByRole('menuitem', { name: 'Thêm mục theo quy tắc' }).click()
    await page.getByLabel('Tổng thời lượng nhiều nhất (phút)').fill('5')
    await press('Thêm vào buổi')
    await row().getByText('2 mục').waitFor()
    await row().getByText('4\'00"').waitFor()
    await press(/^Bài hát, bản nhạc, tối đa/)
    await page.getByText('Làn điệu then A').first().waitFor()
  })

  it('takes every step back and does it again', async () => {
    await saved()
    await press('Hoàn tác')
    await expect.poll(() => row().getByText('2 mục').count()).toBe(0)
    await page.keyboard.press('Control+y')
    await row().getByText('2 mục').waitFor()
    await press('Việc với “Thông điệp 71 năm”')
    await page.getByRole('menuitem', { name: 'Phát song ngữ' }).click()
    await row().getByText('+ Việt').waitFor()
    await expectGoodScreen(page)
  })

  it('is kept as a template, and taken from it', async () => {
    await press('Lấy theo khung buổi')
    await page.getByLabel('Lưu buổi này thành khung mới').fill('Buổi tối vùng cao')
    await press('Lưu khung mới')
    await page.getByText('Buổi tối vùng cao').first().waitFor()
    await expectGoodScreen(page)
    await press('Lấy khung này')
    await page.getByText('Đã lấy theo khung “Buổi tối vùng cao”').waitFor()
    await page.keyboard.press('Escape')
    await row().getByText('+ Việt').waitFor()
  })

  it('is heard as in Cốc Pàng, with its pause', async () => {
    await press('Nghe thử như ở Huyện Bảo Lạc')
    await page.getByRole('combobox', { name: 'Nghe như ở' }).fill('coc pang')
    await page.getByRole('option', { name: 'Xã Cốc Pàng (Huyện Bảo Lạc)' }).click()
    await page.getByRole('heading', { name: 'Nghe thử như ở Xã Cốc Pàng' }).waitFor()
    await page.getByText('nghe từ gói Huyện Bảo Lạc').waitFor()
    const evening = page.getByRole('complementary').getByRole('listitem')
    await expect.poll(() => evening.count()).toBe(5)
    expect(await evening.nth(3).innerText()).toContain('tiếp bằng tiếng Việt')
    expect(await evening.nth(4).innerText()).toContain('mời trưởng xóm phát biểu')
    await expectGoodScreen(page)
    await page.keyboard.press('Escape')
  })

  it('shows both sides when somebody else was faster, and keeps what one chooses', async () => {
    let meddled = false
    // The page has not been told yet when it saves its own.
    await page.route(`**/api/playlists/${listId}`, async (route) => {
      if (route.request().method() === 'PUT' && !meddled) {
        meddled = true
        const { revision, targets } = await scheduler.get<{ revision: number; targets: object[] }>(
          `/playlists/${listId}`,
        )
        await scheduler.put(`/playlists/${listId}`, {
          revision,
          targets,
          title: 'Tên của người kia',
          items: [],
          validFrom: '2021-09-28',
          validTo: '2021-10-04',
        })
      }
      await route.continue()
    })
    await press('Việc với “Thông điệp 71 năm”')
    await page.getByRole('menuitem', { name: 'Chỉ phát một tiếng' }).click()
    await page.getByRole('row', { name: /Tên của người kia/ }).waitFor()
    await expectGoodScreen(page)
    await press('Giữ bản của tôi')
    await saved()
    expect(await scheduler.get(`/playlists/${listId}`)).toMatchObject({ title: LIST })
  })

  it('is not published into quiet hours without a reason', async () => {
    await press(/^28\/09/)
    const time = page.getByLabel('Giờ mới')
    await time.fill('2130')
    await time.blur()
    await press('Thêm giờ')
    await page.keyboard.press('Escape')
    await row().getByText('vào giờ không phát loa').waitFor()
    await press('Công bố cho 1 địa bàn')
    const dialog = page.getByRole('dialog')
    await dialog.getByText(/21:30 rơi vào giờ không phát loa 21:00-05:00/).waitFor()
    await expectGoodScreen(page)
    await dialog.getByLabel('Lý do').fill('Báo động lũ theo công điện của tỉnh')
    await dialog.getByRole('button', { name: 'Công bố với lý do này' }).click()
    await page.getByText('Sắp công bố').first().waitFor()
  })

  it('tells before saving what another order of languages does to it', async () => {
    const { areas } = await scheduler.get<{ areas: { id: string; name: string }[] }>('/areas?at=2021-09-28')
    const district = areas.find(({ name }) => name === 'Huyện Bảo Lạc')?.id
    await page.goto(`/dia-ban?nam=2021&xem=${district}`)
    await press('Đổi thứ tự')
    await press('Đưa Dao xuống')
    await page.getByText('Đổi 1 mục trong 1 / 1 danh sách đang mở.').waitFor()
    await expectGoodScreen(page)
    await press('Lưu thứ tự mới')
    await page.getByText('Đã đổi thứ tự ngôn ngữ của Huyện Bảo Lạc').waitFor()
    await page.goto(path())
    await row().getByText('Tày').first().waitFor()
  })

  it('opens place by place on a phone', async () => {
    await page.setViewportSize({ width: 360, height: 740 })
    await page.getByRole('button', { name: /^Huyện Bảo Lạc/ }).click()
    await page.getByRole('list', { name: 'Trình tự một buổi' }).getByText('Tày').first().waitFor()
    await expectGoodScreen(page)
    await page.goto('/dia-ban/gio-phat')
    await page.getByText('Thị trấn Bảo Lạc').waitFor()
    await expectGoodScreen(page)
    await page.goto('/dia-ban/cum')
    await page.getByText('Chưa có cụm nào').waitFor()
    await expectGoodScreen(page)
  })
})
