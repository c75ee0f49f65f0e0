import { createHash } from 'node:crypto'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { StickAnswer } from '../../server/packages/sticks/sticks.schema.ts'
import { anApp, TEST_PASSWORD } from '../support/app.ts'
import { closeBrowser, expectGoodScreen, openPage, signIn } from '../support/browser.ts'
import { aReadyPackage } from '../support/packages.ts'
import { aDistrict, aPlaylist, aTeam } from '../support/playlists.ts'
import { type RunningServer, startServer } from '../support/server.ts'
import { pickable } from '../support/stick-folder.ts'
import { aLoudspeakerClip } from '../support/sticks.ts'

// A stick written from the page. Nobody can click a folder picker here, so a folder of the browser's own stands for the
// stick: real handles, real writing, real reading back.

let app: Awaited<ReturnType<typeof anApp>>
let server: RunningServer
let page: Page
let id = ''
const asked: string[] = []

beforeAll(async () => {
  app = await anApp()
  const { deps } = app
  const target = await aDistrict(deps, { name: 'Huyện Bảo Lạc' })
  const teamId = await aTeam(deps, [target])
  await deps.db.insertInto('team_member').values({ team_id: teamId, person_id: 'person-film_team' }).execute()
  await deps.db
    .updateTable('person')
    .set({ name: 'Người đội 3' })
    .where('id', '=', 'person-film_team')
    .execute()
  const playlistId = (await aPlaylist(app, { title: 'Phát loa dịp 71 năm' })).id
  const sounds = [
    await aLoudspeakerClip('speech', { seconds: 2, hz: 440 }),
    await aLoudspeakerClip('song', { seconds: 1, hz: 880 }),
  ]
  const bytes = await aLoudspeakerClip('speech', { seconds: 1, hz: 550 })
  const along = [{ bytes, position: 1, language: 'hmn' }]
  id = (await aReadyPackage(deps, { playlistId, target, sounds, along })).id
  server = await startServer(deps.config.dataDir, { VANG_NOW: deps.clock.now() })
  page = await openPage({ baseURL: server.url, width: 360, height: 740 })
  page.setDefaultTimeout(20_000)
  page.on('dialog', (dialog) => void dialog.accept())
  page.on('request', (request) => {
    const path = /\/stick\/files\/(.*)\?/.exec(request.url())?.[1]
    if (path) asked.push(path)
  })
  await pickable(page)
  await signIn(page, 'film_team', TEST_PASSWORD)
})
afterAll(async () => {
  await closeBrowser()
  await server?.stop()
  await app?.close()
})
beforeEach(() => {
  asked.length = 0
})

const paths = ['01/01TBAO.MP3', '01/02TBAO.MP3', '02/01TBAO.MP3', '02/02TBAO.MP3']
const button = (name: string) => page.getByRole('button', { name })
/** Opens the page with a stick of that name in the picker, which keeps what it held before. */
async function pick(stick: string) {
  await page.goto(`/goi/${id}/usb`)
  await page.evaluate((name) => sessionStorage.setItem('stick', name), stick)
  await button('Chọn USB').click()
}
const lying = (stick: string) => page.evaluate((name) => window.stickFiles(name), stick)
async function wanted(query = ''): Promise<Record<string, string>> {
  const { files } = (await (
    await page.request.get(`/api/packages/${id}/stick${query}`)
  ).json()) as StickAnswer
  return Object.fromEntries(files.map(({ path, sha256 }) => [path, sha256]))
}
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

/** The line breaks after 2000 bytes of a file; the ranges that are asked for are told. */
async function brokenOnce(path: string): Promise<string[]> {
  const ranges: string[] = []
  const pattern = `**/stick/files/${path}*`
  await page.route(pattern, async (route) => {
    ranges.push(route.request().headers().range ?? '')
    if (ranges.length > 1) return await route.continue()
    const answer = await route.fetch()
    const body = (await answer.body()).subarray(0, 2000)
    await route.fulfill({ status: 206, headers: { etag: answer.headers().etag ?? '' }, body })
  })
  return ranges
}

it('names other music first, writes file by file, reads all back, outlives a broken line, and asks to eject', async () => {
  await page.goto('/goi')
  await page.evaluate((old) => window.putOnStick('usb', old, 'cũ'), 'NHAC/Bài hát cũ.mp3')
  await page.getByRole('link', { name: 'Ghi ra USB' }).first().click()
  await page.getByText('Trình duyệt không hứa được thứ tự').waitFor()
  await pick('usb')
  await page.getByText('1 tệp âm thanh khác').waitFor()
  await page.getByText('NHAC/Bài hát cũ.mp3').waitFor()
  expect(Object.keys(await lying('usb'))).toEqual(['NHAC/Bài hát cũ.mp3'])
  await expectGoodScreen(page)
  const ranges = await brokenOnce('01/02TBAO.MP3')
  await button('Ghi ra USB').click()
  await page.getByText('Hãy rút thẻ an toàn').waitFor()
  expect(ranges).toEqual(['bytes=0-', 'bytes=2000-'])
  expect(await lying('usb')).toEqual({ ...(await wanted()), 'NHAC/Bài hát cũ.mp3': sha256('cũ') })
  expect(asked.slice(0, 6)).toEqual(['VANG.JSN', ...paths.slice(0, 2), ...paths.slice(1)])
  await expectGoodScreen(page)
  const row = await app.deps.db.selectFrom('package_download').select('whole').executeTakeFirst()
  expect(row?.whole).toBe(1)
})

it('replaces only what it wrote itself, after asking, and refuses what lies in its way', async () => {
  await pick('usb')
  await button('Kiểm tra và sửa').waitFor()
  await page.getByLabel('Thứ tiếng').first().click()
  await page.getByRole('option', { name: 'Mông' }).click()
  await button('Chọn USB').click()
  await page.getByText('Các thư mục 01, 02 của gói ấy sẽ bị xóa').waitFor()
  await expectGoodScreen(page)
  await button('Xóa gói cũ và ghi').click()
  await page.getByText('Hãy rút thẻ an toàn').waitFor()
  expect(await lying('usb')).toEqual({
    ...(await wanted('?language=hmn')),
    'NHAC/Bài hát cũ.mp3': sha256('cũ'),
  })
  await page.evaluate(() => window.putOnStick('usb', '01/LA.MP3', 'x'))
  await pick('usb')
  await page.getByText('01/LA.MP3').waitFor()
  await page.getByText('chưa ghi gì').waitFor()
})

it('finds a byte that a failing stick changed, and then writes that file alone', async () => {
  await pick('failing')
  await page.evaluate(() => window.spoilNext('02TBAO.MP3'))
  await button('Ghi ra USB').click()
  await page.getByRole('alert').getByText('Đọc lại thấy sai').waitFor()
  await page.getByRole('alert').getByText('01/02TBAO.MP3').waitFor()
  const left = Object.keys(await lying('failing'))
  expect([left.includes('VANG.TMP'), left.includes('VANG.JSN')]).toEqual([true, false])
  asked.length = 0
  await button('Thử tiếp với USB này').click()
  await page.getByText('đang ghi dở đúng gói này').waitFor()
  await button('Ghi tiếp').click()
  await page.getByText('Hãy rút thẻ an toàn').waitFor()
  expect(asked).toEqual(['VANG.JSN', '01/02TBAO.MP3'])
  expect(await lying('failing')).toEqual(await wanted())
})

it('goes on after the page was closed half-way, with what is missing alone', async () => {
  await page.route('**/stick/files/02/01TBAO.MP3*', () => undefined)
  await pick('closed')
  await button('Ghi ra USB').click()
  await expect.poll(() => asked.includes('02/01TBAO.MP3')).toBe(true)
  await page.reload()
  await page.unroute('**/stick/files/02/01TBAO.MP3*')
  asked.length = 0
  await pick('closed')
  await button('Ghi tiếp').click()
  await page.getByText('Giữ nguyên').waitFor()
  expect(asked.filter((path) => path.endsWith('.MP3'))).toEqual(paths.slice(2))
  expect(await lying('closed')).toEqual(await wanted())
})

it('says in plain words that the stick was pulled out, and stops when asked', async () => {
  await pick('pulled')
  await page.evaluate(() => window.pullOutAt('02TBAO.MP3'))
  await button('Ghi ra USB').click()
  await page.getByRole('alert').getByText('Không thấy USB nữa').waitFor()
  await expectGoodScreen(page)
  await button('Chọn lại USB').click()
  await page.route('**/stick/files/01/02TBAO.MP3*', () => undefined)
  await button('Chọn USB').click()
  await button('Ghi ra USB').click()
  await expect.poll(() => asked.filter((path) => path === '01/02TBAO.MP3').length).toBe(1)
  await button('Dừng ghi').click()
  await page.getByText('Đã dừng ghi').waitFor()
  expect(Object.keys(await lying('pulled'))).toContain('VANG.TMP')
  await page.unroute('**/stick/files/01/02TBAO.MP3*')
})

it('says before the first byte that the stick is too small, and how much is free', async () => {
  const protocol = await page.context().newCDPSession(page)
  const usage = await page.evaluate(async () => (await navigator.storage.estimate()).usage ?? 0)
  await protocol.send('Storage.overrideQuotaForOrigin', { origin: server.url, quotaSize: usage + 30_000 })
  await pick('small')
  await button('Ghi ra USB').click()
  await page.getByRole('alert').getByText('USB không đủ chỗ, chưa ghi gì').waitFor()
  await page
    .getByRole('alert')
    .getByText(/Cần .* kB, chỉ còn khoảng/)
    .waitFor()
  expect(await lying('small')).toEqual({})
  await protocol.send('Storage.overrideQuotaForOrigin', { origin: server.url })
})

it('gives an image and a ZIP, with steps, where the browser writes no folders', async () => {
  const other = await openPage({ baseURL: server.url, scheme: 'dark' })
  other.setDefaultTimeout(20_000)
  await other.addInitScript(() => Reflect.deleteProperty(window, 'showDirectoryPicker'))
  await signIn(other, 'film_team', TEST_PASSWORD)
  await other.goto(`/goi/${id}/usb`)
  await other.getByText('Trình duyệt này không ghi được ra USB').waitFor()
  const link = other.getByRole('link', { name: /^Tải ảnh/ })
  expect(await link.getAttribute('href')).toBe(`/api/packages/${id}/stick.img?form=parts&tags=ascii-v23`)
  await expectGoodScreen(other)
  await other.getByRole('link', { name: 'Loa không nhận thẻ?' }).click()
  await other.getByText('USB phải là FAT32').waitFor()
})

it('shows what to do when a loudspeaker takes no stick, on a phone and on one sheet of paper', async () => {
  await page.goto('/goi/loa-khong-nhan-the')
  await page.getByText('Bấm MODE đến khi hiện USB').waitFor()
  const pdf = await page.pdf({ format: 'A4', printBackground: false })
  expect(String(pdf).match(/\/Type\s*\/Page\b/g)).toHaveLength(1)
})

it('is checked by the page for packages, file by file', async () => {
  await page.goto('/goi/kiem-tra')
  const stick = Object.keys(await wanted())
  const file = async (path: string) => {
    const body = await (await page.request.get(`/api/packages/${id}/stick/files/${path}`)).body()
    return { name: `USB/${path}`, bytes: [...body] }
  }
  const files = await Promise.all(stick.map(file))
  await button('Chọn thư mục hoặc USB').waitFor()
  await page.evaluate((given) => window.chooseFolder(given), files)
  await page.getByText('Chữ ký đúng').waitFor()
  await page.getByText(`Đủ ${files.length - 1} tệp, đúng từng byte`).waitFor()
  await expectGoodScreen(page)
  const [first] = files
  if (first) first.bytes[900] = (first.bytes[900] ?? 0) ^ 1
  await page.evaluate(
    (given) => window.chooseFolder(given),
    [...files, { name: 'USB/NHAC/CU.MP3', bytes: [1] }],
  )
  await page.getByText('1 tệp bị đổi hoặc chép hỏng').waitFor()
  await page.getByText('NHAC/CU.MP3').waitFor()
})
