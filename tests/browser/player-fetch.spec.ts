import { createHash, randomBytes } from 'node:crypto'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { visibleFaults } from '../support/browser.ts'
import { aDevice, aLog, asFile } from '../support/devices.ts'
import { aReadyPackage } from '../support/packages.ts'
import { asOlderPlayer, heldOnPhone, keptOnPhone, putPhoto } from '../support/phone.ts'
import { aTeamPhone } from '../support/team-phone.ts'

// What travels to a team's phone and from it, over lines as they are.

let team: Awaited<ReturnType<typeof aTeamPhone>>
let page: Page

const nodeHash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
const clips = Array.from({ length: 3 }, () => randomBytes(120_000))
const sounds = clips.map(() => randomBytes(2000))
const version = (sequence: number, lights: readonly Buffer[]) =>
  aReadyPackage(team.app.deps, { ...team, sequence, sounds, lights })

/** A signal, for however long: the phone asks by itself. */
const signal = () => page.evaluate(() => dispatchEvent(new Event('online')))
const blobsAsked = () => team.line.requests.filter(({ path }) => path.startsWith('/api/field/blobs/'))

beforeAll(async () => {
  team = await aTeamPhone()
  page = team.phone.page
  await version(1, clips)
  await team.pair()
  await page.getByText('Bản số 1: đủ 3 mục, chữ ký đúng').waitFor()
})
afterAll(() => team?.close())

it('loses nothing to a network that answers everything with its sign-in page, and says so', async () => {
  team.line.becomePortal()
  await page.getByRole('button', { name: 'Bắt đầu phát bản số 1' }).click()
  await page.getByRole('button', { name: 'Giữ để kết thúc' }).press('Enter')
  const photo = Buffer.concat([Buffer.from([0xff, 0xd8]), randomBytes(3000), Buffer.from([0xff, 0xd9])])
  await putPhoto(page, { sha256: nodeHash(photo), jpeg: photo })
  await signal()
  await page.getByText('Mạng này chưa vào được Vang').waitFor()
  const held = await heldOnPhone(page)
  expect(held).toMatchObject({ photos: 1, packages: 1 })
  expect(held.events).toBeGreaterThanOrEqual(2)
  expect(await visibleFaults(page)).toEqual([])
})

it('sends on a signal the log first, then fetches of a new version only the clip that changed, and sends photos last', async () => {
  const changed = randomBytes(120_000)
  await version(2, [clips[0] as Buffer, changed, clips[2] as Buffer])
  team.line.requests.length = 0
  team.line.goUp()
  await signal()
  await page.getByText('Bản số 2: đủ 3 mục, chữ ký đúng').waitFor()
  await expect.poll(async () => (await heldOnPhone(page)).photos).toBe(0)
  expect(blobsAsked().map(({ path }) => path.split('/').at(-1))).toEqual([nodeHash(changed)])
  const all = team.line.requests.reduce((sum, { bytes }) => sum + bytes, 0)
  expect(all - changed.length).toBeLessThanOrEqual(16_384)
  const order = ['/field/logs', '/field/state', '/field/blobs', '/field/photos'].map((part) =>
    team.line.requests.findIndex(({ path }) => path.startsWith(`/api${part}`)),
  )
  expect(order).toEqual(order.toSorted((a, b) => a - b))
  expect(order[0]).toBe(0)
})

it('completes a delta at 50 kbit/s cut every minute (time runs 64 times faster: 400 kB/s, cut at each 375 kB), sending at most 64 KiB twice per cut', async () => {
  const clip = randomBytes(1_300_000)
  await version(3, [clip, ...clips.slice(1)])
  team.line.requests.length = 0
  team.line.worsen({ bytesPerSecond: 400_000, cutAfterBytes: 375_000 })
  await signal()
  await page.getByText('Bản số 3: đủ 3 mục, chữ ký đúng').waitFor({ timeout: 120_000 })
  const asked = blobsAsked()
  expect(new Set(asked.map(({ path }) => path))).toEqual(new Set([`/api/field/blobs/${nodeHash(clip)}`]))
  const cuts = asked.length - 1
  expect(cuts).toBeGreaterThanOrEqual(3)
  const sent = asked.reduce((sum, { bytes }) => sum + bytes, 0)
  expect((sent - clip.length) / cuts).toBeLessThanOrEqual(65_536)
  await page.getByText('Vẫn giữ bản số 2').waitFor()
})

it('comes back for what was offered while it was still fetching', async () => {
  await version(4, [randomBytes(300_000), ...clips.slice(1)])
  team.line.requests.length = 0
  team.line.worsen({ bytesPerSecond: 100_000, cutAfterBytes: Number.POSITIVE_INFINITY })
  await signal()
  await expect.poll(() => blobsAsked().length).toBe(1)
  await version(5, [randomBytes(1000), ...clips.slice(1)])
  await signal()
  await page.getByText('Bản số 5: đủ 3 mục, chữ ký đúng').waitFor()
  team.line.worsen({ bytesPerSecond: Number.POSITIVE_INFINITY, cutAfterBytes: Number.POSITIVE_INFINITY })
})

it('carries both branches of a copied phone, and what an older player carried, until the office has them', async () => {
  const copied = await aDevice(team.app, { teamId: team.teamId, name: 'Máy bị sao chép' })
  const shared = aLog(copied.id, 2)
  const branches = ['02', '05'].map((hour) =>
    aLog(copied.id, 2, { after: shared[1], from: `2021-09-28T${hour}:00:00.000Z` }),
  )
  const [first = [], second = []] = branches
  team.line.worsen({ bytesPerSecond: Number.POSITIVE_INFINITY, cutAfterBytes: Number.POSITIVE_INFINITY })
  const device = await keptOnPhone(page, 'device')
  await page.goto(new URL('/api/health', team.player).href)
  await asOlderPlayer(page, { device, carried: [...shared, ...first] })
  team.line.goDown()
  await page.goto(`${team.player}#nhat-ky`)
  await page.getByText('Đang mang hộ 4 dòng của máy khác').waitFor()
  const buffer = Buffer.from(asFile([...shared, ...second]))
  const log = { name: 'nhat-ky.txt', mimeType: 'text/plain', buffer }
  await page.getByLabel('Nhận tệp').setInputFiles(log)
  await page.getByText('Đang mang hộ 6 dòng của máy khác').waitFor()
  team.line.goUp()
  await signal()
  await page.getByText('Đang mang hộ').waitFor({ state: 'detached' })
  const rows = await team.app.deps.reads
    .selectFrom('play_event')
    .select('hash')
    .where('device_id', '=', copied.id)
    .where('way', '=', 'device')
    .execute()
  const hashes = [...shared, ...first, ...second].map(({ hash }) => hash)
  expect(rows.map(({ hash }) => hash).toSorted()).toEqual(hashes.toSorted())
})
