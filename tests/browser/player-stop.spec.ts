import { randomBytes } from 'node:crypto'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { visibleFaults } from '../support/browser.ts'
import { aReadyPackage } from '../support/packages.ts'
import { phoneProbe } from '../support/phone.ts'
import { aTeamPhone, aTone } from '../support/team-phone.ts'

// An evening as it goes: calls, headsets, a voice in another language, a wrong clock, and a package that is taken back.

let team: Awaited<ReturnType<typeof aTeamPhone>>
let page: Page
let packageId = ''

const button = (name: string) => page.getByRole('button', { name })
const state = (words: string) => page.getByRole('status').filter({ hasText: words })
const endEvening = async () => {
  await button('Giữ để kết thúc').press('Enter')
  await page.getByText('Bộ nhớ máy').waitFor()
}
/** A network, for however long. */
const signal = () => page.evaluate(() => dispatchEvent(new Event('online')))
const events = async (kind: 'play' | 'stop' | 'language' | 'override' | 'note') => {
  await signal()
  const found = await team.app.deps.reads
    .selectFrom('play_event')
    .selectAll()
    .where('kind', '=', kind)
    .orderBy('sequence')
    .execute()
  return found.map((one) => ({ ...one, detail: JSON.parse(one.detail ?? 'null') as unknown }))
}

beforeAll(async () => {
  team = await aTeamPhone()
  const { deps } = team.app
  page = team.phone.page
  await page.context().addInitScript(phoneProbe, { officeMs: Date.parse(deps.clock.now()) })
  const lights = [await aTone(team.folder, 20), await aTone(team.folder, 21, 550)]
  const sounds = lights.map(() => randomBytes(1500))
  const along = [{ language: 'hmn', position: 1, bytes: randomBytes(1500), durationMs: 40_000 }]
  const parts = ['message', 'film']
  const light = await aTone(team.folder, 40, 330)
  const made = await aReadyPackage(deps, { ...team, sounds, lights, light, along, parts, durationMs: 20_000 })
  packageId = made.id
  await team.pair()
  await page.getByText('Bản số 1: đủ 3 mục').waitFor()
})
afterAll(() => team?.close())

it('goes on after a call by itself or by a press, with what sounded before and after written down apart', async () => {
  await button('Bắt đầu phát bản số 1').click()
  await page.getByText('00:01').waitFor()
  await page.evaluate(() => window.phone.audio?.pause())
  await state('Bị ngắt').waitFor()
  await page.getByText('Máy dừng vì cuộc gọi').waitFor()
  expect(await visibleFaults(page)).toEqual([])
  // The phone gives the sound back.
  await page.evaluate(() => window.phone.audio?.play())
  await state('Đang phát').waitFor()
  await page.getByText('00:02').waitFor()
  await page.evaluate(() => window.phone.audio?.pause())
  await state('Bị ngắt').waitFor()
  await button('Phát tiếp').click()
  await state('Đang phát').waitFor()
  await page.getByText('Đã tự ghi 2 lượt').waitFor()
})

it('obeys the keys of a headset and tells the lock screen what sounds', async () => {
  const session = () => page.evaluate(() => window.phone.session())
  expect(await session()).toEqual({ title: 'Mời dự lễ', artist: 'Huyện Bảo Lạc', state: 'playing' })
  await page.evaluate(() => window.phone.key('pause'))
  await state('Tạm dừng').waitFor()
  expect(await session()).toMatchObject({ state: 'paused' })
  await page.evaluate(() => window.phone.key('nexttrack'))
  await page.getByText('Mục 2 / 2').waitFor()
  await page.evaluate(() => window.phone.key('previoustrack'))
  await page.getByText('Mục 1 / 2').waitFor()
  await state('Đang phát').waitFor()
})

it('keeps the place when the language changes, and goes back to the order of the list', async () => {
  await page.evaluate(() => window.phone.moveTo(4))
  await page
    .getByText(/00:0[45]/)
    .first()
    .waitFor()
  await button('Mông').click()
  // The other speaker takes twice as long for the same words.
  await page
    .getByText(/00:(08|09|10|11)/)
    .first()
    .waitFor()
  await button('Theo danh sách').click()
  await expect.poll(() => button('Tày').getAttribute('aria-pressed')).toBe('true')
  await expect
    .poll(async () => (await events('language')).map(({ detail }) => detail))
    .toEqual(['list>hmn', 'hmn>list'])
})

it('begins sound anew that stands still without a word, and says so', async () => {
  await page.evaluate(() => window.phone.stall())
  await page.getByText('Âm thanh bị đứng').waitFor()
  const at = await page.evaluate(() => window.phone.audio?.currentTime ?? 0)
  await expect.poll(() => page.evaluate(() => window.phone.audio?.currentTime ?? 0)).toBeGreaterThan(at)
  await expect
    .poll(async () => (await events('note')).map(({ detail }) => detail))
    .toEqual([{ what: 'stalled', item: 1 }])
})

it('keeps the screen on, and asks for that again when the page was hidden', async () => {
  const locks = () => page.evaluate(() => window.phone.locks)
  const before = await locks()
  expect(before).toBeGreaterThan(0)
  await page.evaluate(() => window.phone.hideAndShow())
  await expect.poll(locks).toBe(before + 1)
})

it('pauses for the hamlet head after the message, until the team goes on', async () => {
  await page.evaluate(() => window.phone.moveTo(-0.4))
  await state('Trưởng xóm đang nói').waitFor()
  await button('Phát tiếp').click()
  await page.getByText('Mục 2 / 2').waitFor()
  await state('Đang phát').waitFor()
})

it('sounds from one window alone, however many are open', async () => {
  const other = await page.context().newPage()
  await other.goto(`${team.player}#goi`)
  await other.getByRole('button', { name: 'Bắt đầu phát bản số 1' }).click()
  await other.getByText('buổi đang phát ở cửa sổ khác').waitFor()
  await other.close()
  await state('Đang phát').waitFor()
})

it('stops at once when the office takes the package back, and does not go on with it', async () => {
  const withdrawn = await team.app.as('scheduler').post('/api/packages/withdrawals', {
    packageIds: [packageId],
    reason: 'Sai tên xã',
  })
  expect(withdrawn.status).toBe(201)
  await signal()
  await state('Đã thu hồi').waitFor()
  expect(await page.evaluate(() => window.phone.audio?.paused)).toBe(true)
  await button('Phát tiếp').click()
  await page.getByText('Trung tâm vừa thu hồi gói này').waitFor()
  expect(await page.evaluate(() => window.phone.audio?.paused)).toBe(true)
  await endEvening()
  await page.getByText('Đã thu hồi, không được phát: Sai tên xã').waitFor()
})

it('expires nothing because of a clock that leapt ahead, and says that the time is uncertain', async () => {
  await aReadyPackage(team.app.deps, { ...team, sequence: 2, light: await aTone(team.folder, 20) })
  await signal()
  await page.getByText('Bản số 2: đủ 1 mục').waitFor()
  await page.getByText('Dùng đến hết 03/10, còn 7 ngày').waitFor()
  team.line.goDown()
  await page.evaluate(() => window.phone.setClock(10))
  await signal()
  await button('Bắt đầu phát bản số 2').click()
  await page.getByText('Giờ máy không chắc').waitFor()
  await state('Đang phát').waitFor()
  await endEvening()
  await page.evaluate(() => window.phone.setClock(0))
})

it('warns from five days before the last day, then wants a reason, which is written down', async () => {
  // Days without a network; the phone is opened again on each.
  await page.evaluate(() => window.phone.setClock(2))
  await page.reload()
  await page.getByText('Dùng đến hết 03/10, còn 5 ngày. Sắp hết hạn').waitFor()
  await page.evaluate(() => window.phone.setClock(8))
  await page.reload()
  await page.getByText('Đã hết hạn ngày 03/10').waitFor()
  await page.getByText(/dòng nhật ký từ .* chưa tới trung tâm/).waitFor()
  await button('Bắt đầu phát bản số 2').click()
  await page.getByText('Gói đã hết hạn').waitFor()
  await page.getByLabel('Lý do').fill('Xã xin phát lại')
  expect(await visibleFaults(page)).toEqual([])
  await button('Vẫn phát bản số 2').click()
  await state('Đang phát').waitFor()
  await endEvening()
  team.line.goUp()
  await expect
    .poll(async () => (await events('override')).map(({ detail }) => detail))
    .toEqual([{ what: 'expired', reason: 'Xã xin phát lại' }])
})
