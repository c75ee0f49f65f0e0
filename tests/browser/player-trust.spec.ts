import { crc32 } from 'node:zlib'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { planZip } from '../../server/http/zip.rules.ts'
import { publicKeys, readRoot, revokeKey } from '../../server/packages/keys/keys.service.ts'
import { rootFile } from '../../server/packages/keys/secret-keys.ts'
import { contentOf } from '../../server/packages/sets.queries.ts'
import { certificateFile } from '../../server/packages/verify.rules.ts'
import { sha256Of } from '../../server/storage/canonical.ts'
import { visibleFaults } from '../support/browser.ts'
import { aReadyPackage } from '../support/packages.ts'
import { heldOnPhone, keptOnPhone } from '../support/phone.ts'
import { aDistrict } from '../support/playlists.ts'
import { aTeamPhone } from '../support/team-phone.ts'

// What a phone refuses, what it forgets, and what it does when it is full.

let team: Awaited<ReturnType<typeof aTeamPhone>>
let page: Page
const light = (sequence: number) => Buffer.alloc(50_000, sequence)
const version = (sequence: number) =>
  aReadyPackage(team.app.deps, { ...team, sequence, light: light(sequence) })
const signal = () => page.evaluate(() => dispatchEvent(new Event('online')))
const button = (name: string | RegExp) => page.getByRole('button', { name })
const made: string[] = []

beforeAll(async () => {
  team = await aTeamPhone()
  page = team.phone.page
  made.push((await version(1)).id)
  await team.pair()
  for (const sequence of [1, 2, 3]) {
    if (sequence > 1) {
      made.push((await version(sequence)).id)
      await signal()
    }
    await page.getByText(`Bản số ${sequence}: đủ 1 mục`).waitFor()
  }
})
afterAll(() => team?.close())

/** A package as one phone hands it to another, with what was done to it on the way. */
async function handed(id: string, sound: Buffer, change = (manifest: string) => manifest) {
  const content = await contentOf(team.app.deps.reads, id)
  const [certificate] = (await publicKeys(team.app.deps)).certificates
  if (!content || !certificate) throw new Error('No such package')
  const { light: phones } = content.manifest.files.find((file) => file.kind === 'sound') ?? {}
  return [
    [`${id}/manifest.json`, Buffer.from(change(content.manifestText))],
    [`${id}/manifest.json.minisig`, Buffer.from(content.signature)],
    [`${id}/khoa.json`, Buffer.from(certificateFile(certificate))],
    [`am-thanh/${phones?.sha256}`, sound],
  ] as const
}

function zipOf(files: readonly (readonly [string, Buffer])[]): Buffer {
  const kept = new Map(files.map(([, bytes]) => [sha256Of(bytes), bytes]))
  const entries = files.map(([path, bytes]) => {
    return { path, sizeBytes: bytes.length, crc32: crc32(bytes), sha256: sha256Of(bytes) }
  })
  const parts = planZip(entries).parts.map(({ bytes, sha256 }) =>
    sha256 === undefined ? Buffer.from(bytes ?? []) : (kept.get(sha256) ?? Buffer.alloc(0)),
  )
  return Buffer.concat(parts)
}

it('keeps two versions, and of the sound only what they name', async () => {
  expect(await heldOnPhone(page)).toMatchObject({ packages: 2, blobs: 2 })
})

it('refuses by file what was altered, is of another place, is older than what it saw, or lacks its sound', async () => {
  team.line.goDown()
  const elsewhere = await aDistrict(team.app.deps, { name: 'Huyện Hạ Lang' })
  const other = await aReadyPackage(team.app.deps, { ...team, target: elsewhere, light: light(9) })
  const altered = await version(4)
  const torn = await version(5)
  const damaged = light(5)
  damaged[7] = 1
  const buffer = zipOf([
    ...(await handed(other.id, light(9))),
    ...(await handed(altered.id, light(4), (text) => text.replace('Mời dự lễ', 'Mời dự hội'))),
    ...(await handed(made[0] ?? '', light(1))),
    ...(await handed(torn.id, damaged)),
  ])
  const file = { name: 'chuyen-may.zip', mimeType: 'application/zip', buffer }
  await page.locator('input[type=file][accept*=zip]').first().setInputFiles(file)
  await page.getByText('gói của nơi đội không phục vụ').waitFor()
  await page.getByText('danh mục đã bị sửa sau khi ký').waitFor()
  await page.getByText('đã có bản mới hơn trong máy').waitFor()
  await page.getByText('1 gói thiếu hoặc hỏng tệp').waitFor()
  await page.getByText('Bản số 3: đủ 1 mục').waitFor()
})

it('says when the phone is full, still writes its log, and goes on when something was cleared away', async () => {
  const client = await page.context().newCDPSession(page)
  const { origin } = new URL(team.player)
  const { usage } = await client.send('Storage.getUsageAndQuota', { origin })
  await client.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: usage + 20_000 })
  team.line.goUp()
  await signal()
  await page.getByText('Máy hết chỗ giữa chừng').waitFor()
  const { events } = await heldOnPhone(page)
  await button('Bắt đầu phát bản số 3').click()
  await button('Giữ để kết thúc').press('Enter')
  await page.getByText('Có thể xóa (1)').click()
  expect((await heldOnPhone(page)).events).toBeGreaterThanOrEqual(events + 2)
  expect(await visibleFaults(page)).toEqual([])
  await button('Xóa bản số 2').click()
  await button('Chắc chắn xóa bản số 2?').click()
  await page.getByText('Vẫn giữ bản số 2').waitFor({ state: 'detached' })
  await client.send('Storage.overrideQuotaForOrigin', { origin })
  await button('Tải ngay').click()
  await page.getByText('Bản số 5: đủ 1 mục').waitFor()
})

it('finds a sound that changed on the phone and fetches it anew, and reads a stick’s ZIP to the byte', async () => {
  await page.evaluate(
    async (sha256) => {
      const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('media')
      const file = await (await folder.getFileHandle(sha256)).createWritable({ keepExistingData: true })
      await file.write({ type: 'write', position: 10, data: 'x' })
      await file.close()
    },
    sha256Of(light(5)),
  )
  team.line.goDown()
  await button('Kiểm tra thư mục').click()
  await button('Đọc lại tất cả').click()
  await page.getByText('1 tệp bị hỏng, sẽ tải lại khi có mạng').waitFor()
  // What is to go onto a stick is read the same way, whole and with one byte changed.
  const whole = Buffer.from(
    await (await team.app.as('scheduler').get(`/api/packages/${made[2]}/zip`)).arrayBuffer(),
  )
  const changed = Buffer.from(whole)
  const at = changed.indexOf(Buffer.from('Gói của'))
  changed[at] = (changed[at] ?? 0) ^ 1
  const choose = (buffer: Buffer) =>
    page.getByLabel('Chọn tệp zip').setInputFiles({ name: 'goi.zip', mimeType: 'application/zip', buffer })
  await choose(whole)
  await page.getByText('Chữ ký đúng của trung tâm').waitFor()
  await page.getByText(/Đủ \d+ tệp, đúng từng byte/).waitFor()
  await choose(changed)
  await page.getByText('Đã khác: DOCTRUOC.TXT').waitFor()
  await button('Quay lại').click()
  await page.getByText('Bản số 5: 1 tệp bị hỏng').waitFor()
  team.line.goUp()
  await signal()
  await page.getByText('Bản số 5: đủ 1 mục').waitFor()
})

it('plays nothing that a revoked key signed, whether it lies here whole or comes by file', async () => {
  const { deps } = team.app
  made.push((await version(6)).id)
  const root = readRoot((await publicKeys(deps)).root, rootFile(deps.config.dataDir))
  const [certificate] = (await publicKeys(deps)).certificates
  const { keyId } = JSON.parse(certificate?.text ?? '{}') as { keyId: string }
  await revokeKey(deps, root, { keyId, reason: 'Mất máy' })
  await signal()
  await expect
    .poll(async () => JSON.stringify(await keptOnPhone(page, 'state')))
    .toContain('vang.revocations/1')
  await page.getByText('Đã thu hồi, không được phát').waitFor()
  // Nor is it taken from another phone that has not heard of it.
  const buffer = zipOf(await handed(made[3] ?? '', light(6)))
  const file = { name: 'chuyen-may.zip', mimeType: 'application/zip', buffer }
  await page.locator('input[type=file][accept*=zip]').first().setInputFiles(file)
  await page.getByText('khóa ký gói đã bị bỏ').waitFor()
})
