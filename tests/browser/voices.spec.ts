import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { anApp, TEST_PASSWORD } from '../support/app.ts'
import { expectGoodScreen, signIn } from '../support/browser.ts'
import { aSpeech } from '../support/clips.ts'
import { waitFor } from '../support/journey.ts'
import { aWork } from '../support/library.ts'
import { type RunningServer, startServer } from '../support/server.ts'

// A voice recorded in the browser, from the microphone to a version that was looked at. The microphone hears a file.

let app: Awaited<ReturnType<typeof anApp>>
let server: RunningServer
let browser: Browser
let page: Page
let workId = ''

beforeAll(async () => {
  app = await anApp()
  const { deps } = app
  workId = (await aWork(deps, { kind: 'announcement', title: 'Mời dự lễ tại xã' })).id
  await deps.db
    .insertInto('script')
    .values({
      work_id: workId,
      language: 'hmn',
      text: 'Caw peb sawv daws. Tuaj koom kev lom zem.',
      translation_vi: 'Kính mời bà con. Đến dự lễ.',
      edited_by: 'person-producer',
      edited_at: deps.clock.now(),
    })
    .execute()
  await deps.db
    .updateTable('person')
    .set({ languages: '["vi","hmn"]' })
    .where('id', 'in', ['person-producer', 'person-official'])
    .execute()
  const voice = await aSpeech({ text: 'Kính mời bà con đến dự lễ.', lang: 'vi', seconds: 4, gainDb: -12 })
  server = await startServer(deps.config.dataDir, { VANG_NOW: deps.clock.now() })
  browser = await chromium.launch({
    executablePath: process.env.VANG_CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      `--use-file-for-fake-audio-capture=${voice}`,
    ],
  })
  const context = await browser.newContext({ baseURL: server.url, viewport: { width: 360, height: 740 } })
  page = await context.newPage()
  page.setDefaultTimeout(12_000)
  await signIn(page, 'producer', TEST_PASSWORD)
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
  await app?.close()
})

it('records a voice, keeps it through a reload, sends it and submits it with who may listen, in one walk', async () => {
  await page.goto(`/tu-lieu/${workId}`)
  const row = page.getByRole('listitem').filter({ hasText: 'Mông' })
  await row.getByRole('link', { name: 'Thu lời' }).click()
  await page.getByRole('button', { name: 'Thu bản mới' }).click()
  await page.getByRole('button', { name: 'Mở micro' }).click()
  await page.getByRole('button', { name: 'Bắt đầu thu' }).click()
  await page
    .getByText(/0'0[3-9]"/)
    .first()
    .waitFor()
  await page.getByRole('button', { name: 'Dừng' }).click()
  await page.getByRole('button', { name: 'Nghe bản thu' }).click()
  await page.getByRole('button', { name: 'Gửi làm bản mới' }).waitFor()
  await page.emulateMedia({ colorScheme: 'dark' })
  await expectGoodScreen(page)
  await page.reload()
  await page.getByRole('button', { name: 'Thu tiếp bản này' }).click()
  await page.getByRole('button', { name: 'Nghe bản thu' }).click()
  await page.getByRole('button', { name: 'Gửi làm bản mới' }).click()
  const version = await waitFor('the version', async () =>
    app.deps.db
      .selectFrom('version')
      .innerJoin('source', 'source.sha256', 'version.source_sha256')
      .select(['version.id', 'version.language', 'source.duration_ms'])
      .where('version.work_id', '=', workId)
      .where('source.state', '=', 'ready')
      .executeTakeFirst(),
  )
  expect(version.language).toBe('hmn')
  // Shown as 3 s from 2.5 s on.
  expect(version.duration_ms).toBeGreaterThanOrEqual(2500)

  await page.getByRole('button', { name: 'Trình duyệt', exact: true }).click()
  const dialog = page.getByRole('dialog')
  // The text was translated before it was read: only the listener is asked for, and one is proposed.
  expect(await dialog.getByLabel('Bản dịch tiếng Việt').count()).toBe(0)
  const listener = dialog.getByLabel(/Người nghe được tiếng Mông/)
  await expectGoodScreen(page)
  await expect.poll(() => listener.inputValue()).toBe('official')
  await dialog.getByRole('button', { name: 'Trình lãnh đạo duyệt' }).click()
  await page.getByRole('button', { name: 'Rút lại bản đã trình' }).waitFor()
  const submitted = await app.deps.db
    .selectFrom('version')
    .select(['state', 'listener', 'listened_at'])
    .where('id', '=', version.id)
    .executeTakeFirstOrThrow()
  expect(submitted).toEqual({ state: 'submitted', listener: 'official', listened_at: null })
  await page.getByRole('link', { name: 'Về trang tư liệu' }).click()
  await page.getByText('Đề nghị nghe: official').waitFor()
  await expectGoodScreen(page)
})

it('says where nothing is heard, and what to do about it', async () => {
  const there = await elsewhere(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotAllowedError'))
  })
  await there.getByRole('button', { name: 'Mở micro' }).click()
  await there.getByRole('alert').filter({ hasText: 'chưa cho dùng micro' }).waitFor()
  await expectGoodScreen(there)
  // A language that nobody has written in: the text is written where it will be read.
  await there.goto(`/tu-lieu/${workId}/thu-am?tieng=nut`)
  await there.getByLabel('Lời đọc tiếng Nùng').fill('Pì nọong thinh. Vần lằng tiêm phòng.')
  await there.getByLabel('Bản dịch tiếng Việt').fill('Bà con nghe. Mai tiêm phòng.')
  await there.getByRole('button', { name: 'Lưu lời đọc' }).click()
  await there.getByText('2 câu để đọc').waitFor()
  await there.context().close()
})

it('stops where the microphone is pulled out or the disk is full, and keeps what was recorded before', async () => {
  const there = await elsewhere(() => {
    const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices)
    navigator.mediaDevices.getUserMedia = async (wanted) => {
      const stream = await ask(wanted)
      Object.assign(window, { pullOut: () => stream.getTracks()[0]?.dispatchEvent(new Event('ended')) })
      return stream
    }
  })
  const recorded = (length: RegExp) => there.getByText(length).first().waitFor()
  await there.getByRole('button', { name: 'Mở micro' }).click()
  await there.getByRole('button', { name: 'Bắt đầu thu' }).click()
  await recorded(/0'0[2-9]"/)
  await there.evaluate('pullOut()')
  await there.getByRole('alert').filter({ hasText: 'Phần đã thu vẫn còn' }).waitFor()
  await there.getByRole('button', { name: 'Mở micro lần nữa' }).click()
  await there.getByRole('button', { name: 'Thu tiếp' }).click()
  await recorded(/0'0[4-9]"/)
  await there.evaluate(() => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('', 'QuotaExceededError')
    }
  })
  await there.getByRole('alert').filter({ hasText: 'hết chỗ' }).waitFor()
  await there.getByRole('button', { name: 'Nghe bản thu' }).click()
  await there.getByRole('button', { name: 'Gửi làm bản mới' }).waitFor()
  const said = await there.getByText(/Đã thu \d trên/).textContent()
  const heardS = await there.locator('audio[controls]').evaluate(async (audio: HTMLAudioElement) => {
    if (audio.readyState === 0)
      await new Promise((resolve) => audio.addEventListener('loadedmetadata', resolve))
    return audio.duration
  })
  // What the page says was recorded is what there is to hear.
  expect(said).toContain(`0'0${Math.round(heardS)}"`)
  await there.context().close()
})

/** A page of the same person in a browser of its own, at a recording that was just begun. */
async function elsewhere(prepare: () => void): Promise<Page> {
  const context = await browser.newContext({ baseURL: server.url, viewport: { width: 1366, height: 768 } })
  await context.addInitScript(prepare)
  await context.addCookies(await page.context().cookies())
  const there = await context.newPage()
  there.setDefaultTimeout(12_000)
  await there.goto(`/tu-lieu/${workId}/thu-am?tieng=hmn`)
  await there.getByRole('button', { name: 'Thu bản mới' }).click()
  return there
}
