import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { anApp, TEST_PASSWORD } from '../support/app.ts'
import { closeBrowser, expectGoodScreen, openPage, signIn } from '../support/browser.ts'
import { aSpeech } from '../support/clips.ts'
import { aWork } from '../support/library.ts'
import { aReadyPackage, aSoundingVersion } from '../support/packages.ts'
import { aDistrict, aPlaylist, aTeam } from '../support/playlists.ts'
import { type RunningServer, startServer } from '../support/server.ts'

// A package from the desk's side: what changed, who holds it, ending it and calling them, and one recording as a link.

let app: Awaited<ReturnType<typeof anApp>>
let server: RunningServer
let page: Page
let firstId = ''
let packageId = ''
let workId = ''

const pageAs = async (login: string, size: { width: number; height: number }, scheme?: 'dark') => {
  const opened = await openPage({ baseURL: server.url, ...size, ...(scheme ? { scheme } : {}) })
  opened.setDefaultTimeout(20_000)
  await signIn(opened, login, TEST_PASSWORD)
  return opened
}
const desk = { width: 1366, height: 768 }
const phone = { width: 360, height: 740 }

beforeAll(async () => {
  app = await anApp()
  const { deps } = app
  const target = await aDistrict(deps, { name: 'Huyện Bảo Lạc' })
  const teamId = await aTeam(deps, [target])
  await deps.db.insertInto('team_member').values({ team_id: teamId, person_id: 'person-film_team' }).execute()
  await deps.db
    .updateTable('person')
    .set({ phone: '+84915000111', name: 'Người đội 3' })
    .where('id', '=', 'person-film_team')
    .execute()
  const playlistId = (await aPlaylist(app, { title: 'Phát loa dịp 71 năm' })).id
  firstId = (await aReadyPackage(deps, { playlistId, target })).id
  packageId = (await aReadyPackage(deps, { playlistId, target, sequence: 2 })).id
  const work = await aWork(deps, { kind: 'announcement', title: 'Mời dự lễ tại xã' })
  workId = work.id
  const path = await aSpeech({ text: 'Kính mời bà con đến dự lễ.', lang: 'vi', seconds: 3, gainDb: -12 })
  await aSoundingVersion(deps, { work, language: 'vi', path, durationMs: 3000 })
  server = await startServer(deps.config.dataDir, { VANG_NOW: deps.clock.now() })
  const team = await pageAs('film_team', phone)
  await team.request.get(`/api/packages/${packageId}/zip`)
  page = await pageAs('scheduler', desk)
})
afterAll(async () => {
  await closeBrowser()
  await server?.stop()
  await app?.close()
})

it('shows what became different, what that costs to fetch, and who has fetched the package', async () => {
  await page.goto(`/goi?xem=${packageId}`)
  const drawer = page.getByRole('complementary', { name: 'Huyện Bảo Lạc' })
  await drawer.getByText('So với bản số 1: điện thoại tải thêm').waitFor()
  await drawer.getByText('Thêm 1 mục').waitFor()
  const downloads = drawer.getByRole('region', { name: 'Ai đã tải' })
  await downloads.getByText('Người đội 3').waitFor()
  await downloads.getByText('tải trọn').waitFor()
  await expectGoodScreen(page)
})

it('tells that a package is whole and signed by us, and refuses one whose list was changed', async () => {
  const zip = Buffer.from(await (await page.request.get(`/api/packages/${firstId}/zip`)).body())
  const checked = async (buffer: Buffer) => {
    await page.goto('/goi/kiem-tra')
    await page
      .getByLabel('Chọn tệp zip đã tải')
      .setInputFiles({ name: 'goi.zip', mimeType: 'application/zip', buffer })
  }
  await checked(zip)
  await page.getByText('Chữ ký đúng').waitFor()
  await page.getByText('Đủ 2 tệp, đúng từng byte').waitFor()
  await expectGoodScreen(page)
  // One letter of the list, and with it nothing that any file's hash would tell.
  const at = zip.indexOf('Mời dự lễ')
  zip.write('m', at)
  await checked(zip)
  await page.getByText('Danh mục của gói đã bị sửa sau khi ký').waitFor()
  await page.getByText('không tin được').waitFor()
  await page.goto(`/goi?xem=${packageId}`)
})

it('withdraws a package with a reason, and ticks off whoever holds it as they are called', async () => {
  await page.getByRole('button', { name: 'Thu hồi gói Huyện Bảo Lạc' }).click()
  await page.getByLabel('Vì sao thu hồi?').fill('Nhầm ngày lễ')
  await page.getByRole('button', { name: 'Thu hồi gói Huyện Bảo Lạc' }).click()
  await page.getByRole('heading', { name: 'Gói đã thu hồi', exact: true }).waitFor()
  await page.getByText('Còn 1 người chưa báo').waitFor()
  expect(await page.getByRole('link', { name: '+84915000111' }).getAttribute('href')).toBe('tel:+84915000111')
  await expectGoodScreen(page)
  await page.getByRole('link', { name: 'Gói tải về' }).first().click()
  await page.getByRole('alert').getByText('Nhầm ngày lễ').waitFor()
  await page.getByRole('link', { name: 'Còn 1 người chưa báo' }).click()
  await page.getByRole('button', { name: /^Đã báo.*Người đội 3/ }).click()
  await page.getByText('Đã báo cho mọi người.').waitFor()
})

it('gives one approved recording by a link that opens without an account, until it is taken back', async () => {
  await page.goto(`/tu-lieu/${workId}`)
  const panel = page.locator('section', { hasText: 'Gửi một bản để nghe' })
  await panel.getByLabel('Gửi cho ai?').fill('Trưởng xóm Cốc Pàng')
  await panel.getByRole('button', { name: 'Tạo liên kết' }).click()
  const url = (await panel.locator('code').textContent()) ?? ''
  const other = await openPage({ ...phone, scheme: 'dark' })
  other.setDefaultTimeout(20_000)
  await other.goto(url)
  await other.getByRole('heading', { name: 'Mời dự lễ tại xã' }).waitFor()
  await other.getByRole('link', { name: /^Tải về/ }).waitFor()
  await expectGoodScreen(other)
  const heard = await other.evaluate(
    async (src) => {
      const audio = new Audio(src)
      await new Promise((resolve, reject) => {
        audio.onloadedmetadata = resolve
        audio.onerror = () => reject(new Error('The sound does not open'))
      })
      return audio.duration
    },
    `${new URL(url).pathname.replace('/nghe/', '/api/clips/')}/sound`,
  )
  expect(heard).toBeGreaterThan(1)
  await panel.getByRole('button', { name: 'Thu hồi liên kết của Trưởng xóm Cốc Pàng' }).click()
  await panel.getByRole('button', { name: 'Thu hồi', exact: true }).click()
  await panel.getByText('Đã thu hồi lúc').waitFor()
  await other.reload()
  await other.getByText('Không mở được liên kết').waitFor()
})

it('lets an approver take an approval back, with a reason, on a phone', async () => {
  const approver = await pageAs('approver', phone, 'dark')
  const { id } = await app.deps.db
    .selectFrom('version')
    .select('id')
    .where('work_id', '=', workId)
    .executeTakeFirstOrThrow()
  await approver.goto(`/duyet/${id}`)
  await approver.getByRole('button', { name: 'Rút duyệt cho phát loa' }).click()
  await approver.getByLabel('Vì sao rút duyệt?').fill('Dịch sai tên xã')
  await expectGoodScreen(approver)
  await approver.getByRole('button', { name: 'Rút duyệt cho phát loa' }).click()
  await approver.getByText('Không duyệt').first().waitFor()
  const row = await app.deps.db
    .selectFrom('version')
    .select('approved_uses')
    .where('id', '=', id)
    .executeTakeFirst()
  expect(row?.approved_uses).toBe('[]')
})
