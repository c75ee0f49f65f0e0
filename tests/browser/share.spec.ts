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
const share = (files: typeof recordings, action = '/chia-se') =>
  page.evaluate(
    ({ shared, action }) => {
      const carrier = new DataTransfer()
      for (const { name, type, base64 } of shared)
        carrier.items.add(new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], name, { type }))
      const form = Object.assign(document.createElement('form'), {
        method: 'post',
        action,
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
    },
    { shared: files, action },
  )

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

/** Whom the receiver of shares takes this browser to belong to; that is written beside the page, not shown on it. */
const untilHere = (personId: string | null) =>
  waitFor(`shares to be of ${personId}`, async () => {
    const here = await page.evaluate(async () => {
      const read = <T>(asked: IDBRequest<T>) =>
        new Promise<T>((resolve, reject) => {
          asked.onsuccess = () => resolve(asked.result)
          asked.onerror = () => reject(asked.error)
        })
      const db = await read(indexedDB.open('vang.shared'))
      const { personId } = await read(db.transaction('here').objectStore('here').get('person'))
      db.close()
      return personId
    })
    return here === personId || undefined
  })

async function signOut() {
  await page.request.post('/api/sign-out', { headers: { origin: server.url } })
  await page.goto('/dang-nhap')
  await untilHere(null)
}

it('keeps what one person shared from the next, and leaves what nobody shared to whoever claims it', async () => {
  await app.deps.db
    .updateTable('person')
    .set({ role: 'producer', unit_id: 'unit-troupe' })
    .where('id', '=', 'person-official')
    .execute()
  const [unclaimed, own] = recordings.map((one) => [one])
  await untilHere('person-producer')
  await share(own ?? [])
  await page.getByText('voice_2021-09-27.m4a').waitFor()
  await signOut()
  await share(unclaimed ?? [])
  await page.waitForURL(/tiep=/)

  await signIn(page, 'official', TEST_PASSWORD)
  await page.goto('/chia-se')
  await page.getByText('Thu âm tiếng Mông.m4a').waitFor()
  await page.getByText('1 tệp khác trong máy này đang chờ').waitFor()
  expect(await page.getByText('voice_2021-09-27.m4a').count()).toBe(0)
  await expectGoodScreen(page)
  await page.getByPlaceholder('Gõ tên, không cần dấu').fill('moi du le')
  await page.getByRole('option', { name: 'Mời dự lễ tại xã' }).click()
  // The line goes while it is sent: it stays, and is from now on of whoever sent it.
  await page.route('**/api/uploads', (route) => route.abort())
  await page.getByRole('button', { name: 'Tải lên làm bản mới' }).click()
  await page.getByRole('button', { name: 'Chọn lại' }).waitFor()
  await page.unroute('**/api/uploads')
  await signOut()

  await signIn(page, 'producer', TEST_PASSWORD)
  await page.goto('/chia-se')
  await page.getByText('voice_2021-09-27.m4a').waitFor()
  await page.getByText('1 tệp khác trong máy này đang chờ').waitFor()
  expect(await page.getByText('Thu âm tiếng Mông.m4a').count()).toBe(0)
})

it('takes no more than may wait, all of it dropped at once, and nothing that another site posts', async () => {
  await untilHere('person-producer')
  const junk = Array.from({ length: 50 }, (_, n) => ({ name: `${n}.m4a`, type: 'audio/mp4', base64: 'AA==' }))
  await share(junk)
  await page.getByText('Vang giữ nhiều nhất 50 tệp').waitFor()
  await share(junk.slice(1))
  await page.getByRole('button', { name: 'Bỏ cả 50 tệp' }).click()
  await expectGoodScreen(page)
  await page.getByRole('button', { name: 'Bỏ cả 50 tệp' }).click()
  await page.getByText('Chưa có tệp nào được chia sẻ').waitFor()

  const elsewhere = server.url.replace('127.0.0.1', 'localhost')
  expect(elsewhere).not.toBe(server.url)
  await page.route(`${elsewhere}/another`, (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Another site</title>' }),
  )
  await page.goto(`${elsewhere}/another`)
  await share(junk.slice(0, 1), `${server.url}/chia-se`)
  await page.getByText('Vang không nhận tệp từ trang web khác').waitFor()
  await page.getByText('Chưa có tệp nào được chia sẻ').waitFor()
})
