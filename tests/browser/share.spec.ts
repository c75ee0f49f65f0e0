import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { anApp, TEST_PASSWORD } from '../support/app.ts'
import { closeBrowser, expectGoodScreen, openPage, signIn } from '../support/browser.ts'
import { aSpeech, ffmpeg } from '../support/clips.ts'
import { waitFor } from '../support/journey.ts'
import { aWork } from '../support/library.ts'
import { type RunningServer, startServer } from '../support/server.ts'

// What a phone shares with Vang: a form posted to the address that the manifest names, as the system does it.

let app: Awaited<ReturnType<typeof anApp>>
let server: RunningServer
let page: Page
const recordings: { name: string; type: string; base64: string }[] = []

beforeAll(async () => {
  app = await anApp()
  await aWork(app.deps, { kind: 'announcement', title: 'Mời dự lễ tại xã' })
  const aVoice = async (text: string, name: string) => {
    const path = join(app.deps.config.dataDir, 'shared.m4a')
    await ffmpeg(['-y', '-i', await aSpeech({ text, lang: 'vi', seconds: 2, gainDb: -12 }), path])
    recordings.push({ name, type: 'audio/mp4', base64: await readFile(path, 'base64') })
  }
  await aVoice('Kính mời bà con đến dự lễ.', 'Thu âm tiếng Mông.m4a')
  await aVoice('Xin mời bà con.', 'voice_2021-09-27.m4a')
  recordings.push({ name: 'ảnh <phiếu>.jpg', type: 'image/jpeg', base64: btoa('no recording') })
  server = await started()
  page = await openPage({ baseURL: server.url, width: 360, height: 740 })
  page.setDefaultTimeout(15_000)
})
afterAll(async () => {
  await closeBrowser()
  await server?.stop()
  await app?.close()
})

/** Always at the same address, for a browser keeps what it was given under that. */
const started = (port = '0') =>
  startServer(app.deps.config.dataDir, { VANG_NOW: app.deps.clock.now(), VANG_PORT: port })

/** Leaves the page for the address of the share, as a phone's share sheet does. */
const share = (files: typeof recordings) =>
  page.evaluate((shared) => {
    const carrier = new DataTransfer()
    for (const { name, type, base64 } of shared)
      carrier.items.add(new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], name, { type }))
    const form = Object.assign(document.createElement('form'), {
      method: 'post',
      action: '/chia-se',
      enctype: 'multipart/form-data',
    })
    const input = Object.assign(document.createElement('input'), {
      type: 'file',
      name: 'files',
      multiple: true,
    })
    input.files = carrier.files
    form.append(input)
    document.body.append(form)
    form.submit()
  }, files)

it('names in the manifest where shares go, and what kinds', async () => {
  const answer = await page.request.get('/vang.webmanifest')
  expect(answer.headers()['content-type']).toMatch('application/manifest+json')
  const { share_target: target, scope } = await answer.json()
  expect([scope, target.action, target.method, target.enctype]).toEqual([
    '/',
    '/chia-se',
    'POST',
    'multipart/form-data',
  ])
  expect(target.params.files[0].accept).toContain('audio/*')
})

it('says to share again where the browser was not ready, and loses no word about it', async () => {
  await page.goto('/dang-nhap')
  await share([])
  await page.waitForURL(/khong-nhan/)
  expect(decodeURIComponent(page.url())).toContain('/chia-se?loi=khong-nhan')
})

it('keeps what was shared without a network and without a session, and sends it as versions later', async () => {
  await signIn(page, 'producer', TEST_PASSWORD)
  await page.evaluate(async () => {
    const seen = () => navigator.serviceWorker.getRegistration('/chia-se')
    while (!(await seen())?.active) await new Promise((resolve) => setTimeout(resolve, 50))
  })
  await page.context().clearCookies()
  await server.stop()

  await share(recordings)
  await page.getByText('Máy chưa có mạng.').waitFor()
  await page.getByText('ảnh <phiếu>.jpg').waitFor()
  await expectGoodScreen(page)

  server = await started(new URL(server.url).port)
  await page.getByRole('link', { name: 'Thử lại' }).click()
  await page.locator('input[name="username"]').fill('producer')
  await page.locator('input[name="password"]').fill(TEST_PASSWORD)
  await page.locator('form button[type="submit"]').click()

  await page.getByText('Thu âm tiếng Mông.m4a').waitFor()
  await page.getByText('Đây không phải tệp ghi âm hay ghi hình').waitFor()
  await page.goto('/')
  await page.getByText('3 tệp được chia sẻ vào Vang đang chờ').waitFor()
  await page.getByRole('link', { name: 'Chọn tư liệu' }).click()
  await page.getByPlaceholder('Gõ tên, không cần dấu').first().fill('moi du le')
  await page.getByRole('option', { name: 'Mời dự lễ tại xã' }).click()
  // The next one of the row is meant for the same work; its language is chosen.
  await page.getByLabel('Tiếng', { exact: true }).nth(1).selectOption('tyz')
  await page.emulateMedia({ colorScheme: 'dark' })
  await expectGoodScreen(page)
  // The line goes just as they are sent: both stay, and go on by themselves when the app is next open.
  await server.stop()
  await page.getByRole('button', { name: 'Tải lên cả 2 tệp' }).click()
  await page.getByRole('button', { name: 'Thử lại' }).nth(1).waitFor()
  server = await started(new URL(server.url).port)
  await page.reload()

  const languages = await waitFor('both versions', async () => {
    const rows = await app.deps.db
      .selectFrom('version')
      .innerJoin('source', 'source.sha256', 'version.source_sha256')
      .select('version.language')
      .where('source.state', '=', 'ready')
      .execute()
    return rows.length === 2 ? rows.map(({ language }) => language) : undefined
  })
  expect(languages.toSorted()).toEqual(['hmn', 'tyz'])
  await page.getByRole('link', { name: 'Mở tư liệu' }).nth(1).waitFor()
  await expectGoodScreen(page)
  await page.reload()
  // What has arrived is gone from the phone; what is of no use stays until somebody drops it.
  await page.getByText('ảnh <phiếu>.jpg').waitFor()
  expect(await page.getByText('Thu âm tiếng Mông.m4a').count()).toBe(0)
  await page.getByRole('button', { name: 'Bỏ tệp này' }).click()
  await page.getByText('Bỏ tệp này khỏi Vang?').waitFor()
  await page.getByRole('button', { name: 'Bỏ tệp này' }).last().click()
  await page.getByText('Chưa có tệp nào được chia sẻ').waitFor()
})
