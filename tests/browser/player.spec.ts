import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { anApp } from '../support/app.ts'
import { aLine } from '../support/bad-line.ts'
import { visibleFaults } from '../support/browser.ts'
import { ffmpeg } from '../support/clips.ts'
import { aReadyPackage } from '../support/packages.ts'
import { aPhone, type Phone } from '../support/phone.ts'
import { aDistrict, aPlaylist, aTeam } from '../support/playlists.ts'
import { type RunningServer, startServer } from '../support/server.ts'

// A team's phone from pairing to the office's log, over https and a line that comes and goes.

let app: Awaited<ReturnType<typeof anApp>>
let server: RunningServer
let line: Awaited<ReturnType<typeof aLine>>
let phone: Phone
let folder = ''
let player = ''
let code = ''
let next: () => Promise<unknown>

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vang-phone-'))
  app = await anApp()
  const { deps } = app
  const target = await aDistrict(deps, { name: 'Huyện Bảo Lạc' })
  const teamId = await aTeam(deps, [target])
  const playlistId = (await aPlaylist(app, { title: 'Phát loa dịp 71 năm' })).id
  const path = join(folder, 'nhe.ogg')
  await ffmpeg(['-f', 'lavfi', '-i', 'sine=f=440:d=30', '-c:a', 'libopus', '-b:a', '32k', path])
  const light = await readFile(path)
  const sounds = [randomBytes(2000), randomBytes(2000)]
  await aReadyPackage(deps, { playlistId, target, sounds, light, durationMs: 30_000 })
  next = () => aReadyPackage(deps, { playlistId, target, sequence: 2, light: randomBytes(400_000) })
  const made = await app.as('scheduler').post('/api/devices/codes', { teamId, name: 'Máy đội 3' })
  code = new URL(((await made.json()) as { url: string }).url).hash
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')]
  const subject = ['-subj', '/CN=localhost', '-days', '2', '-nodes', '-newkey', 'rsa:2048']
  await promisify(execFile)('openssl', ['req', '-x509', ...subject, '-keyout', key, '-out', cert])
  server = await startServer(deps.config.dataDir, {
    VANG_NOW: deps.clock.now(),
    VANG_CERT: cert,
    VANG_KEY: key,
  })
  line = await aLine(Number(new URL(server.url).port))
  player = `https://localhost:${line.port}/doi/`
  phone = await aPhone(join(folder, 'profile'))
})
afterAll(async () => {
  await phone?.kill()
  await line?.close()
  await server?.stop()
  await app?.close()
  await rm(folder, { recursive: true, force: true })
})

const plays = () =>
  app.deps.reads.selectFrom('play_event').selectAll().where('kind', '=', 'play').orderBy('sequence').execute()

it('pairs by the link, fetches and verifies the package, and is held by the phone', async () => {
  const { page } = phone
  await page.goto(player + code)
  await page.getByRole('button', { name: 'Ghép máy với đội' }).click()
  await page.getByText('Bản số 1: đủ 2 mục, chữ ký đúng').waitFor()
  await page.evaluate(async () => (await navigator.serviceWorker.ready).active?.state)
  expect(await visibleFaults(page)).toEqual([])
})

it('plays with no network, goes on at the second after a kill, and the office then has exactly what sounded', async () => {
  line.goDown()
  await phone.page.goto(player)
  await phone.page.getByRole('button', { name: 'Bắt đầu phát bản số 1' }).click()
  await phone.page.getByText('00:03').waitFor()
  await phone.kill()
  phone = await aPhone(join(folder, 'profile'))
  const { page } = phone
  await page.goto(`${player}#phat`)
  await page.getByText('00:05').waitFor()
  expect(await visibleFaults(page)).toEqual([])
  await page.getByRole('button', { name: 'Tạm dừng' }).click()
  await page.getByText('Đã tự ghi 2 lượt').waitFor()
  expect(await plays()).toEqual([])
  line.goUp()
  await page.reload()
  await expect.poll(async () => (await plays()).length, { timeout: 60_000 }).toBe(2)
  const [first, second] = await plays()
  expect(first).toMatchObject({ from_ms: 0, position: 1, measured: 1 })
  // What sounded since the last second that was written down is the most that a kill may lose, or play again.
  const end = (first?.from_ms ?? 0) + (first?.played_ms ?? 0)
  expect(end).toBeGreaterThanOrEqual(2000)
  expect(Math.abs((second?.from_ms ?? 0) - end)).toBeLessThan(50)
})

it('completes what changed over a line that is slow and cut again and again', async () => {
  await next()
  line.worsen({ bytesPerSecond: 200_000, cutAfterBytes: 150_000 })
  const { page } = phone
  await page.goto(`${player}#nhat-ky`)
  await page.reload()
  await page.getByRole('button', { name: 'Gửi ngay' }).click()
  await page.goto(`${player}#goi`)
  await page.getByText('Bản số 2: đủ 1 mục, chữ ký đúng').waitFor({ timeout: 120_000 })
  expect(line.cuts()).toBeGreaterThan(1)
  await page.getByText('Vẫn giữ bản số 1').waitFor()
})
