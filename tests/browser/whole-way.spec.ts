import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeProgramme, speak } from '../../scripts/demo-media.ts'
import { meterReading } from '../media/independent.ts'
import { closeBrowser } from '../support/browser.ts'
import { aPageAs, aRestartableServer, ask, type Login, waitFor } from '../support/journey.ts'

// One recording goes all the way: on air, and into a district's package. Each role in its own browser, the server
// killed in the middle of the upload and again in the middle of the analysis.

const run = promisify(execFile)
const TITLE = 'Âm vang miền biên cương'
const MESSAGE = 'Thông điệp 71 năm'
const SPOKEN =
  'Kính mời bà con cùng xem chương trình văn nghệ mừng ngày giải phóng Cao Bằng, tối mùng ba tháng mười.'
const font = join(import.meta.dirname, '../../server/print/fonts/NotoSans-Bold.ttf')
const phone = { width: 360, height: 740 }

let dir: string
let recording: string
let server: Awaited<ReturnType<typeof aRestartableServer>>
const pages = {} as Record<Login, Page>

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'vang-way-'))
  recording = await makeProgramme(
    [
      { title: 'Mở màn', seconds: 32, colours: ['0x28346f', '0x8a1f2b'], melody: [0, 2, 4, 5, 7, 5, 4, 2] },
      { title: 'Hát then', seconds: 30, colours: ['0x0f5b46', '0xc58a1d'], melody: [4, 5, 7, 5, 4, 2, 0, 2] },
    ],
    dir,
    font,
  )
  await speak(SPOKEN, join(dir, 'thong-diep-viet.wav'))
  await speak(`Bản mẫu tiếng Mông. ${SPOKEN}`, join(dir, 'thong-diep-mong.wav'), 28)
  server = await aRestartableServer(join(dir, 'data'))
  pages['bien-tap'] = await aPageAs(server.url, 'bien-tap')
  pages.duyet = await aPageAs(server.url, 'duyet', phone)
  pages['xep-lich'] = await aPageAs(server.url, 'xep-lich')
  pages['doi-phim'] = await aPageAs(server.url, 'doi-phim', phone)
})
afterAll(async () => {
  await closeBrowser()
  await server?.stop()
  await rm(dir, { recursive: true, force: true })
})

interface Uploads {
  queue: { sizeBytes: number; offsetBytes: number }[]
  ended: { title: string; workId: string; versionId: string | null; sourceSha256: string }[]
}
interface Works {
  works: { id: string; title: string }[]
}

async function workId(page: Page, title: string): Promise<string> {
  const { works } = await ask<Works>(page, `/works?q=${encodeURIComponent(title)}`)
  const work = works.find((one) => one.title === title)
  if (!work) throw new Error(`No work is called ${title}`)
  return work.id
}

/** Chooses a file, says what it is, and starts it. */
async function upload(
  page: Page,
  path: string,
  about: { title?: string; kind?: string; work?: string; language?: string },
) {
  await page.goto('/tai-len')
  await page.locator('input[type=file]').first().setInputFiles(path)
  const row = page.locator('li', { hasText: path.split('/').at(-1) ?? '' }).first()
  const start = row.getByRole('button', { name: 'Tải lên', exact: true })
  await start.waitFor()
  if (about.work) {
    await page.getByLabel('Bản mới của tư liệu có sẵn').check()
    await page.getByRole('combobox', { name: 'Tư liệu có sẵn' }).fill(about.work)
    await page.getByRole('option', { name: about.work }).click()
  }
  if (about.title) await page.getByLabel('Tên tư liệu').fill(about.title)
  if (about.kind) await page.getByLabel('Loại').selectOption({ label: about.kind })
  if (about.language)
    await page.getByRole('combobox', { name: 'Ngôn ngữ' }).selectOption({ label: about.language })
  await page.getByText('Tự lưu').first().waitFor()
  await start.click()
}

async function arrived(page: Page, fileTitle: string) {
  return waitFor(`${fileTitle} to arrive`, async () => {
    const { ended } = await ask<Uploads>(page, '/uploads')
    return ended.find((one) => one.title === fileTitle && one.versionId)
  })
}

async function ready(page: Page, title: string): Promise<void> {
  const id = await workId(page, title)
  await waitFor(
    `${title} to be analysed`,
    async () => {
      const { versions } = await ask<{ versions: { sourceState: string }[] }>(page, `/works/${id}`)
      if (versions.some((version) => version.sourceState === 'refused'))
        throw new Error(`${title} was refused`)
      return versions.length > 0 && versions.every((version) => version.sourceState === 'ready')
    },
    240,
  )
}

it('goes on with a throttled upload by itself after the server was killed in the middle of it', async () => {
  const page = pages['bien-tap']
  const line = await page.context().newCDPSession(page)
  const throttle = (uploadThroughput: number) =>
    line.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 20,
      downloadThroughput: -1,
      uploadThroughput,
    })
  await line.send('Network.enable')
  await throttle(4e6)
  await upload(page, recording, { title: TITLE, kind: 'Chương trình' })
  const killedAt = await waitFor('the upload to be half way', async () => {
    const [first] = (await ask<Uploads>(page, '/uploads')).queue
    const share = first ? first.offsetBytes / first.sizeBytes : 0
    return share > 0.3 && share < 0.7 ? first : undefined
  })
  await server.killAndStartAgain()
  const [kept] = (await ask<Uploads>(page, '/uploads')).queue
  expect(kept?.offsetBytes).toBeGreaterThanOrEqual(killedAt.offsetBytes)
  await throttle(-1)

  const done = await arrived(page, TITLE)
  const sent = createHash('sha256')
    .update(await readFile(recording))
    .digest('hex')
  expect(done.sourceSha256).toBe(sent)
})

it('analyses the recording although the server was killed in the middle of that too', async () => {
  const page = pages['bien-tap']
  await waitFor('the analysis to be under way', async () => {
    const { jobs } = await ask<{ jobs: { kind: string; state: string; fraction: number | null }[] }>(
      page,
      '/jobs',
    )
    return jobs.some(
      (job) => job.kind === 'library.analyse' && job.state === 'running' && (job.fraction ?? 0) > 0.05,
    )
  })
  await server.killAndStartAgain()
  await page.goto(`/tu-lieu/${await workId(page, TITLE)}`)
  await ready(page, TITLE)
  await page.getByText('LUFS').first().waitFor()
  expect(await page.locator('video').count()).toBe(1)
})

it('lets the producer submit, and another person approve it on a phone', async () => {
  const producer = pages['bien-tap']
  await producer.getByRole('button', { name: 'Trình duyệt' }).click()
  const asked = producer.getByRole('dialog')
  await asked.getByLabel('Phát loa').check()
  await asked.getByRole('button', { name: 'Trình lãnh đạo duyệt' }).click()
  await asked.waitFor({ state: 'hidden' })

  const approver = pages.duyet
  await approver.goto('/')
  await approver.getByText(TITLE).first().waitFor()
  await decide(approver, TITLE, 'Ký duyệt cho truyền hình và phát loa')
})

/** Waits until the link is there, presses it, and keeps what comes. */
async function saveBy(page: Page, link: Locator, path: string): Promise<void> {
  await link.waitFor({ timeout: 400_000 })
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
  await download.saveAs(path)
}

/** From the queue into the room, a verdict with its reason, signed. */
async function decide(approver: Page, title: string, sign: string, listener?: string): Promise<void> {
  await approver.goto('/duyet')
  await approver.getByRole('button', { name: title }).first().click()
  await approver.getByRole('radiogroup', { name: 'Kết luận' }).getByText('Duyệt', { exact: true }).click()
  await approver.getByLabel('Lý do hoặc điều kiện').fill('Nội dung phù hợp, phát được.')
  if (listener) await approver.getByLabel('Người nghe xác nhận').fill(listener)
  await approver.getByRole('button', { name: sign }).click()
  await approver.getByText(`Đã duyệt “${title}”`).waitFor()
}

it('lays it on the week as a first run with a repeat, publishes, exports, and makes the file for the station', async () => {
  const page = pages['xep-lich']
  await page.goto('/lich?tuan=2021-09-27')
  await page.locator('label', { hasText: /^Lịch$/ }).click()
  await page.getByRole('button', { name: /^Việc với Chủ nhật/ }).click()
  await page.getByRole('menuitem', { name: 'Thêm mục' }).click()
  await page.getByRole('combobox', { name: 'Tư liệu', exact: true }).fill('am vang')
  await page.getByRole('option', { name: TITLE }).click()
  await page.getByLabel('Giờ phát').fill('2010')
  await page.getByRole('button', { name: 'Thêm vào lịch' }).click()
  await page.getByText('Thêm vào lịch').waitFor({ state: 'hidden' })

  const slot = page
    .locator('[data-day="2021-10-03"]')
    .getByRole('gridcell', { name: new RegExp(TITLE) })
    .first()
  await slot.click()
  await page.getByRole('button', { name: 'Đặt lần phát lại' }).click()
  await page.getByLabel('Giờ phát').last().fill('22:15')
  await page.getByRole('button', { name: 'Thêm phát lại' }).last().click()
  await waitFor('the repeat', async () => {
    const week = await ask<{ days: { slots: { run: string }[] }[] }>(
      page,
      '/channels/cao-bang/week?from=2021-09-27',
    )
    return week.days.flatMap((day) => day.slots).filter((one) => one.run === 'repeat').length === 1
  })
  await page.getByRole('button', { name: 'Xem để công bố' }).click()
  await page.getByRole('button', { name: 'Công bố ngay' }).click()
  await page.getByText('Đã công bố bản số 1').waitFor()

  for (const kind of ['xlsx', 'xmltv']) {
    const response = await page.request.get(`/api/channels/cao-bang/files/${kind}?from=2021-09-27`)
    expect(response.status()).toBe(200)
    if (kind === 'xmltv') expect(await response.text()).toContain('start="20211003201000 +0700"')
  }

  await page.goto(`/tu-lieu/${await workId(page, TITLE)}`)
  await page.getByRole('radio', { name: 'H.264 MP4 1080p25' }).check()
  await page.getByRole('button', { name: 'Làm thư mục H.264 MP4 1080p25' }).click()
  await page.getByText('Sẵn sàng gửi').waitFor({ timeout: 400_000 })
  await page.getByRole('button', { name: 'Chi tiết' }).click()
  const file = join(dir, 'gui-dai.mp4')
  await saveBy(page, page.getByRole('link', { name: /_h264-mp4-1080p25\.mp4$/ }), file)
  const { lufs, peakDbtp } = await meterReading(file)
  expect(Math.abs(lufs - -23)).toBeLessThanOrEqual(0.5)
  expect(peakDbtp).toBeLessThanOrEqual(-1)
}, 600_000)

it('takes clips in two languages with their text, and composes a playlist that speaks each place’s own', async () => {
  const producer = pages['bien-tap']
  await upload(producer, join(dir, 'thong-diep-viet.wav'), {
    title: MESSAGE,
    kind: 'Thông báo',
    language: 'Việt',
  })
  await arrived(producer, MESSAGE)
  await upload(producer, join(dir, 'thong-diep-mong.wav'), { work: MESSAGE, language: 'Mông' })
  const id = await waitFor('both versions', async () => {
    const found = await workId(producer, MESSAGE)
    const { versions } = await ask<{ versions: unknown[] }>(producer, `/works/${found}`)
    return versions.length === 2 ? found : undefined
  })
  await ready(producer, MESSAGE)

  for (const language of ['Việt', 'Mông']) {
    await producer.goto(`/tu-lieu/${id}`)
    const row = producer.locator('#languages li', { hasText: language }).first()
    await row.getByRole('link', { name: /^Bản \d/ }).click()
    await producer.getByLabel(`Lời đọc tiếng ${language}`, { exact: true }).fill(SPOKEN)
    if (language !== 'Việt') await producer.getByLabel('Bản dịch tiếng Việt').fill(SPOKEN)
    await producer.getByRole('button', { name: 'Lưu lời đọc' }).click()
    await producer.getByText('Đã lưu lời đọc').waitFor()
    await producer.getByRole('button', { name: 'Trình duyệt' }).click()
    await producer.getByRole('button', { name: 'Trình lãnh đạo duyệt' }).click()
    await producer.getByRole('button', { name: 'Rút lại bản đã trình' }).waitFor()
    const listener = language === 'Mông' ? 'Cán bộ văn hóa xã' : undefined
    await decide(pages.duyet, MESSAGE, 'Ký duyệt cho phát loa', listener)
  }

  const scheduler = pages['xep-lich']
  await scheduler.goto('/danh-sach-phat')
  await scheduler.getByRole('button', { name: 'Soạn danh sách mới' }).first().click()
  await scheduler.getByLabel('Tên danh sách').fill('Phát loa dịp 71 năm')
  await scheduler.getByRole('button', { name: 'Tạo danh sách' }).click()
  await scheduler.getByRole('button', { name: 'Thêm mục' }).first().click()
  await scheduler.getByRole('menuitem', { name: 'Chọn từ thư viện' }).click()
  for (const [title, part] of [
    [TITLE, 'Nhạc mời'],
    [MESSAGE, 'Thông điệp'],
  ] as const) {
    await scheduler.getByLabel('Thêm vào phần').selectOption({ label: part })
    await scheduler.getByLabel('Tìm tư liệu').fill(title)
    await scheduler.getByRole('button', { name: `Thêm “${title}”` }).click()
  }
  await scheduler.getByRole('button', { name: 'Chọn địa bàn' }).first().click()
  for (const place of ['Huyện Bảo Lâm', 'Huyện Hòa An']) await scheduler.getByLabel(place).check()
  // Beside a drawer there is no room for the table.
  await scheduler.getByRole('button', { name: 'Đóng' }).click()
  const heard = (place: string) =>
    scheduler
      .getByRole('row', { name: new RegExp(place) })
      .getByRole('cell')
      .nth(1)
      .innerText()
  await expect.poll(() => heard('Huyện Bảo Lâm'), { timeout: 20_000 }).toMatch(/^Mông/)
  await expect.poll(() => heard('Huyện Hòa An')).toMatch(/^Mông\s+3/)
  await scheduler.getByRole('button', { name: 'Công bố cho 2 địa bàn' }).click()
  await scheduler.getByText('Đã công bố số 1').waitFor({ timeout: 90_000 })
})

it('gives the film team a package whose every file is what its manifest says, and as loud as it should be', async () => {
  const page = pages['doi-phim']
  await page.goto('/goi')
  const zip = join(dir, 'goi.zip')
  await saveBy(page, page.getByRole('link', { name: /^Tải gói Huyện Bảo Lâm/ }), zip)

  await page.goto('/goi/kiem-tra')
  await page.locator('input[type=file]').last().setInputFiles(zip)
  await page.getByText(/Đủ \d+ tệp, đúng từng byte/).waitFor()

  const unpacked = join(dir, 'goi')
  await run('unzip', ['-q', zip, '-d', unpacked])
  const manifest = await findManifest(unpacked)
  expect(manifest.files.length).toBeGreaterThanOrEqual(2)
  let sounds = 0
  for (const file of manifest.files) {
    const path = join(manifest.folder, file.path)
    expect(
      createHash('sha256')
        .update(await readFile(path))
        .digest('hex'),
    ).toBe(file.sha256)
    if (!/\.mp3$/i.test(path)) continue
    sounds++
    const { lufs, peakDbtp } = await meterReading(path, 'ebur128=peak=true:dualmono=true')
    expect(Math.abs(lufs - -16)).toBeLessThanOrEqual(0.5)
    expect(peakDbtp).toBeLessThanOrEqual(-2)
  }
  // The message in Mông; the programme in Vietnamese, for want of a version in a language of the place.
  expect(sounds).toBe(2)
})

async function findManifest(folder: string) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const found = entries.find((entry) => entry.name.toLowerCase() === 'manifest.json')
  if (!found) throw new Error('The package has no manifest')
  const { files } = JSON.parse(await readFile(join(found.parentPath, found.name), 'utf8')) as {
    files: { path: string; sha256: string }[]
  }
  return { folder: found.parentPath, files }
}

it('shows each role an emptied list once its work is done', async () => {
  await pages.duyet.goto('/')
  await pages.duyet.getByText('Không có bản nào chờ duyệt').first().waitFor()
  await pages['doi-phim'].goto('/')
  await pages['doi-phim'].getByRole('heading', { level: 1 }).waitFor()
})
