import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Month } from '../../server/field/showings/showings.schema.ts'
import { planZip } from '../../server/http/zip.rules.ts'
import { anApp } from '../support/app.ts'
import { closeBrowser, faultsOf, openPage, visibleFaults } from '../support/browser.ts'
import { ffmpeg } from '../support/clips.ts'
import { aReadyPackage } from '../support/packages.ts'
import { narrowTargets } from '../support/page-walks.ts'
import { aDistrict, aPlaylist, aTeam } from '../support/playlists.ts'
import { type RunningServer, startServer } from '../support/server.ts'

// One paired phone: a showing is closed out there, and every screen is looked at.

const shots = process.env.VANG_SHOTS
let app: Awaited<ReturnType<typeof anApp>>
let server: RunningServer
let page: Page
let folder = ''
let planned = ''
let code = ''
let teamId = ''
let packageId = ''

const stub = () => {
  const battery = Object.assign(new EventTarget(), { level: 0.3, charging: false })
  Object.assign(window, { battery })
  Object.assign(navigator, { getBattery: async () => battery })
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vang-trip-'))
  app = await anApp()
  const { deps } = app
  const target = await aDistrict(deps, { name: 'Huyện Bảo Lạc' })
  teamId = await aTeam(deps, [target])
  const playlistId = (await aPlaylist(app, { title: 'Phát loa dịp 71 năm' })).id
  packageId = (await aReadyPackage(deps, { playlistId, target })).id
  await deps.db.updateTable('person').set({ phone: '0912345678' }).where('role', '=', 'scheduler').execute()
  const office = app.as('scheduler')
  const hamlet = async (name: string, headPhone: string) => {
    const body = { areaId: target.id, name, headName: 'Trưởng xóm Ễ', headPhone }
    return ((await (await office.post('/api/hamlets', body)).json()) as { id: string }).id
  }
  const [first, second] = [await hamlet('Xóm Khuổi Vin', '0987654321'), await hamlet('Xóm Phiêng Mạ', '')]
  const rows = [
    { teamId, day: '2021-09-27', time: '19:30', hamlet: { id: first } },
    { teamId, day: '2021-09-28', time: '19:30', hamlet: { id: second } },
  ]
  const { ids } = (await (await office.post('/api/showings', { rows })).json()) as { ids: string[] }
  planned = ids[0] ?? ''
  const made = await office.post('/api/devices/codes', { teamId, name: 'Máy đội 3' })
  code = new URL(((await made.json()) as { url: string }).url).hash
  server = await startServer(deps.config.dataDir, { VANG_NOW: deps.clock.now() })
  page = await openPage({ baseURL: server.url, width: 360, height: 740 })
  page.setDefaultTimeout(20_000)
  await page.clock.setFixedTime(deps.clock.now())
  await page.addInitScript(stub)
})
afterAll(async () => {
  await closeBrowser()
  await server?.stop()
  await app?.close()
  await rm(folder, { recursive: true, force: true })
})

const month = async () =>
  (await (await app.as('scheduler').get('/api/showings?month=2021-09')).json()) as Month

/** As a camera writes it: far too large, and with its place in it. */
async function aPhoto(): Promise<string> {
  const path = join(folder, 'may-anh.jpg')
  const noise = 'color=gray:s=2400x1800,noise=alls=90:allf=t'
  await ffmpeg(['-f', 'lavfi', '-i', noise, '-frames:v', '1', '-q:v', '2', path])
  const jpeg = await readFile(path)
  const told = Buffer.from('Exif\0\0GPS 22.95, 105.67')
  const length = Buffer.from([0xff, 0xe1, 0, told.length + 2])
  await writeFile(path, Buffer.concat([jpeg.subarray(0, 2), length, told, jpeg.subarray(2)]))
  return path
}

it('closes a showing offline with a photo, and the office sees it once', async () => {
  await page.goto(`/doi/${code}`)
  await page.getByRole('button', { name: 'Ghép máy với đội' }).click()
  await page.getByText('Bản số 1: đủ 1 mục, chữ ký đúng').waitFor()
  await page.evaluate(async () => (await navigator.serviceWorker.ready).active?.state)
  await page.context().setOffline(true)
  await page.goto('/doi/#di')
  await page.reload()
  await page.getByRole('button', { name: /^Đã phát Phát loa/ }).click()
  await page.getByRole('button', { name: 'Khai: phát hết một lần ở Xóm Khuổi Vin' }).click()
  await page.getByText('Hôm nay đã khai 1 lần').waitFor()
  await page.getByRole('button', { name: 'Chốt buổi ở Xóm Khuổi Vin' }).click()
  await page.getByRole('button', { name: '50', exact: true }).click()
  await page.getByLabel('Chụp ảnh').setInputFiles(await aPhoto())
  await page.getByAltText('Ảnh buổi chiếu, có ghi nơi và ngày').waitFor()
  // A camera that takes all the memory ends the page behind it: what was filled in is still there.
  await page.reload()
  await page.getByRole('button', { name: '50', exact: true, pressed: true }).waitFor()
  if (shots) await page.screenshot({ path: join(shots, 'chot.png'), fullPage: true })
  await page.getByRole('button', { name: 'Chốt: đã chiếu' }).click()
  await page.getByText('Đã chiếu, khoảng 50 người · chờ gửi').waitFor()
  await page.getByRole('button', { name: 'Buổi ngoài kế hoạch' }).click()
  await page.getByLabel('Tìm xóm').fill('phieng ma')
  await page.getByRole('button', { name: /^Xóm Phiêng Mạ/ }).click()
  await page.getByRole('button', { name: 'Hoãn', exact: true }).click()
  await page.getByRole('button', { name: 'Mưa to' }).click()
  await page.getByRole('button', { name: 'Chốt: hoãn' }).click()
  await page.getByText('Hoãn: Mưa to · chờ gửi').waitFor()
  if (shots) await page.screenshot({ path: join(shots, 'di-offline.png'), fullPage: true })
  expect((await month()).figures.sessions).toBe(0)

  await page.context().setOffline(false)
  await page.reload()
  const closed = async () => (await month()).showings.find(({ id }) => id === planned)
  await expect.poll(async () => (await closed())?.photo?.arrived, { timeout: 30_000 }).toBe(true)
  await page.reload()
  await page.getByText('Đã chiếu, khoảng 50 người').waitFor()
  const { figures, showings } = await month()
  expect(figures).toMatchObject({ sessions: 1, audienceVisits: 50, postponed: 1 })
  expect(showings).toHaveLength(3)
  expect(await closed()).toMatchObject({
    state: 'held',
    exact: false,
    confirmedBy: 'Trưởng xóm Ễ',
    confirmedRole: 'Trưởng xóm',
    playlist: 'Phát loa dịp 71 năm',
  })
  const sha256 = (await closed())?.photo?.sha256 ?? ''
  const photo = Buffer.from(await (await app.as('scheduler').get(`/api/photos/${sha256}`)).arrayBuffer())
  if (shots) await writeFile(join(shots, 'anh.jpg'), photo)
  expect(photo.length).toBeLessThanOrEqual(300_000)
  expect(photo.includes('Exif')).toBe(false)
  const plays = await app.deps.reads
    .selectFrom('play_event')
    .selectAll()
    .where('kind', '=', 'declared')
    .execute()
  expect(plays).toMatchObject([{ measured: 0, count: 1, showing_id: planned }])
})

it('says what is to be seen to before they go, and that it was', async () => {
  await page.goto('/doi/#san-sang')
  await page.getByText('Pin 30 %, nên sạc trước khi đi').waitFor()
  await page.getByText('Chưa có số trưởng xóm: Xóm Phiêng Mạ').waitFor()
  await page.getByText('Chưa kiểm tra USB nào').waitFor()
  await page.getByText('Huyện Bảo Lạc: đủ, dùng được đến hết 03/10').waitFor()
  await page.evaluate(() => {
    const battery = Reflect.get(window, 'battery') as EventTarget
    Object.assign(battery, { charging: true })
    battery.dispatchEvent(new Event('chargingchange'))
  })
  await page.getByText('Pin 30 %', { exact: true }).waitFor()

  await page.evaluate(() => {
    navigator.storage.estimate = async () => ({ usage: 0, quota: 90e6 })
  })
  await page.goto('/doi/#kiem-tra')
  const zip = join(folder, 'usb.zip')
  const answer = await app.as('scheduler').get(`/api/packages/${packageId}/zip`)
  await writeFile(zip, Buffer.from(await answer.arrayBuffer()))
  await page.getByLabel('Chọn tệp zip').setInputFiles(zip)
  await page.getByText('Chữ ký đúng của trung tâm').waitFor()
  await page.goto('/doi/#san-sang')
  await page.getByText('USB đã kiểm tra ngày 27/09: Phát loa dịp 71 năm').waitFor()
  await page.getByText('Bộ nhớ chỉ còn 90 MB, nên xóa bớt ảnh, phim').waitFor()
  await app.deps.db
    .updateTable('hamlet')
    .set({ head_phone: '0987654322' })
    .where('head_phone', '=', '')
    .execute()
  await page.reload()
  await page.getByText('Có 1 số để gọi khi cần').waitFor()
  await page.getByText(/^Bộ nhớ còn trống/).waitFor()
})

/** What is called a log and is longer than any; on the disk it is mostly a hole. */
async function aHugeLog(): Promise<string> {
  const path = join(folder, 'qua-lon.zip')
  const log = { path: 'nhat-ky.ndjson', sha256: '0'.repeat(64), sizeBytes: 50_000_001, crc32: 0 }
  const file = await open(path, 'w')
  for (const { at, bytes } of planZip([log]).parts) if (bytes) await file.write(bytes, 0, bytes.length, at)
  await file.close()
  return path
}

it('hands packages and log to another phone by a file; taken twice, or changed, it adds nothing', async () => {
  await page.goto('/doi/#di')
  await page.context().setOffline(true)
  await page.getByRole('button', { name: /^Đã phát Phát loa/ }).click()
  await page.getByRole('button', { name: /^Khai: phát hết một lần ở/ }).click()
  await page.getByText('Hôm nay đã khai 2 lần').waitFor()
  await page.goto('/doi/#nhat-ky')
  await page.getByRole('button', { name: 'Trao đi' }).click()
  const saved = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Lưu vào máy' }).click()
  const file = join(folder, 'chuyen-may.zip')
  await (await saved).saveAs(file)
  const bytes = await readFile(file)
  bytes.writeUInt8(bytes.readUInt8(bytes.indexOf('am-thanh/') + 500) ^ 1, bytes.indexOf('am-thanh/') + 500)
  const changed = join(folder, 'da-sua.zip')
  await writeFile(changed, bytes)

  const other = await openPage({ baseURL: server.url, width: 360, height: 740 })
  await other.clock.setFixedTime(app.deps.clock.now())
  await other.route('**/api/field/packages/**', (route) => route.abort())
  const made = await app.as('scheduler').post('/api/devices/codes', { teamId, name: 'Máy thứ hai' })
  await other.goto(`/doi/${new URL(((await made.json()) as { url: string }).url).hash}`)
  await other.getByRole('button', { name: 'Ghép máy với đội' }).click()
  await other.getByText('đang chờ tải').or(other.getByText('Bản số 1')).first().waitFor()
  await other.goto('/doi/#nhat-ky')
  for (const [taken, says] of [
    [await aHugeLog(), 'Tệp này không phải tệp chuyền máy'],
    [changed, '1 gói thiếu hoặc hỏng tệp'],
    [file, 'Đã nhận 1 gói và 5 dòng nhật ký'],
    [file, 'Đã nhận 1 gói và 5 dòng nhật ký'],
  ] as const) {
    await other.getByLabel('Nhận tệp').setInputFiles(taken)
    await other.getByText(says).waitFor()
  }
  await other.goto('/doi/#goi')
  await other.getByText('Bản số 1: đủ 1 mục, chữ ký đúng').waitFor()
  const declared = () =>
    app.deps.reads
      .selectFrom('play_event')
      .select(['way', 'sequence'])
      .where('kind', '=', 'declared')
      .execute()
  await expect.poll(declared).toHaveLength(2)
  await page.context().setOffline(false)
  await page.reload()
  await page.getByText('Trung tâm đã nhận hết').waitFor()
  expect(await declared()).toMatchObject([{ way: 'network' }, { way: 'device' }])
  await other.context().close()
})

describe('stands whole and readable on a phone, in every theme:', () => {
  const screens: [name: string, hash: string, shows: string][] = [
    ['the packages', 'goi', 'Bộ nhớ máy'],
    ['what may be played', 'phat', 'Bắt đầu phát bản số 1'],
    ['the trip', 'di', 'Buổi ngoài kế hoạch'],
    ['closing a showing', 'chot', 'Tìm xóm'],
    ['ready to go', 'san-sang', 'Số cần gọi'],
    ['the log and handing over', 'nhat-ky', 'Chuyền máy'],
    ['checking a folder', 'kiem-tra', 'USB hoặc thẻ nhớ'],
    ['pairing', `ghi-danh=ABCDE-FGHJK`, 'Ghép máy với đội'],
  ]
  const dresses = [
    [360, 'light'],
    [360, 'dark'],
    [320, 'outdoor'],
  ] as const
  it.each(screens)('%s', async (_, hash, shows) => {
    await page.goto(`/doi/#${hash}`)
    await page.getByText(shows).first().waitFor()
    const found: string[] = []
    for (const [width, theme] of dresses) {
      await page.setViewportSize({ width, height: 740 })
      await page.evaluate((worn) => {
        document.documentElement.dataset.theme = worn
      }, theme)
      if (shots) await page.screenshot({ path: join(shots, `${hash}-${theme}.png`), fullPage: true })
      const faults = theme === 'light' ? faultsOf : visibleFaults
      const seen = [...(await faults(page)), ...(await page.evaluate(narrowTargets))]
      for (const fault of seen) found.push(`${width} ${theme}: ${fault}`)
    }
    expect(found).toEqual([])
  })
})

it('shows in Zalo’s own browser how to open Chrome, with the pairing code', async () => {
  const userAgent =
    'Mozilla/5.0 (Linux; Android 12; SM-A055F; wv) Chrome/118.0 Mobile Safari/537.36 Zalo android/12110'
  const inside = await openPage({ baseURL: server.url, width: 320, height: 640, userAgent })
  await inside.goto(`/doi/${code}`)
  const way = inside.getByRole('link', { name: 'Mở Chrome' })
  await way.waitFor()
  expect(await way.getAttribute('href')).toContain(`/doi/${code}#Intent;`)
  if (shots) await inside.screenshot({ path: join(shots, 'zalo.png'), fullPage: true })
  expect([...(await faultsOf(inside)), ...(await inside.evaluate(narrowTargets))]).toEqual([])
})

it('says that it cannot keep anything where the browser opens no storage', async () => {
  const closed = await openPage({ baseURL: server.url, width: 360, height: 740 })
  await closed.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('not here', 'UnknownError')
    }
  })
  await closed.goto('/doi/')
  await closed.getByText('Trình duyệt không mở được bộ nhớ').waitFor()
})
