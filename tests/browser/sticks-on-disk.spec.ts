import { createHash } from 'node:crypto'
import { access, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { StickAnswer } from '../../server/packages/sticks/sticks.schema.ts'
import { anApp, TEST_PASSWORD } from '../support/app.ts'
import { aMountedFat } from '../support/fat.ts'
import { aReadyPackage } from '../support/packages.ts'
import { aPhone, type Phone } from '../support/phone.ts'
import { aDistrict, aPlaylist, aTeam } from '../support/playlists.ts'
import { type RunningServer, startServer } from '../support/server.ts'
import { dropFolder } from '../support/stick-folder.ts'
import { aLoudspeakerClip } from '../support/sticks.ts'

// What Chromium itself leaves in a folder of a real disk. Its small form asks nobody before it writes to a folder that was
// dropped on the page, with the flag below; whoever sits before the usual one is asked.
const executable = '/usr/lib/chromium/chromium-headless-shell'
const flags = ['--enable-experimental-web-platform-features']
const hasShell = await access(executable).then(
  () => true,
  () => false,
)
if (!hasShell)
  console.log('Not looked at what Chromium writes to a disk: chromium-headless-shell is not installed.')

let app: Awaited<ReturnType<typeof anApp>>
let server: RunningServer
let browser: Phone
let work = ''
let id = ''
let wanted: StickAnswer['files']

async function open() {
  browser = await aPhone(join(work, 'profile'), { executable, flags })
  await browser.page.setViewportSize({ width: 1366, height: 768 })
  const data = { login: 'film_team', password: TEST_PASSWORD }
  await browser.page.request.post(`${server.url}/api/sign-in`, { data })
}

beforeAll(async () => {
  if (!hasShell) return
  app = await anApp()
  work = await mkdtemp(join(tmpdir(), 'vang-on-disk-'))
  const target = await aDistrict(app.deps, { name: 'Huyện Bảo Lạc' })
  const teamId = await aTeam(app.deps, [target])
  app.actors.film_team = { ...app.actors.film_team, teamIds: [teamId] }
  await app.deps.db
    .insertInto('team_member')
    .values({ team_id: teamId, person_id: 'person-film_team' })
    .execute()
  const playlistId = (await aPlaylist(app, {})).id
  const speech = await aLoudspeakerClip('speech', { seconds: 1, hz: 440 })
  const song = await aLoudspeakerClip('song', { seconds: 1, hz: 880 })
  // Enough files that an order can be seen: the rate changes from each to the next.
  const sounds = Array.from({ length: 12 }, (_, at) => (at % 2 === 0 ? speech : song))
  id = (await aReadyPackage(app.deps, { playlistId, target, sounds })).id
  const answer = await app.as('film_team').get(`/api/packages/${id}/stick`)
  wanted = ((await answer.json()) as StickAnswer).files
  server = await startServer(app.deps.config.dataDir, { VANG_NOW: app.deps.clock.now() })
  await open()
})
afterAll(async () => {
  await browser?.kill()
  await server?.stop()
  await app?.close()
  if (work) await rm(work, { recursive: true, force: true })
})

const button = (name: string) => browser.page.getByRole('button', { name })
async function pick(folder: string) {
  await browser.page.goto(`${server.url}/goi/${id}/usb`)
  await button('Chọn USB').waitFor()
  await dropFolder(browser.page, folder)
  await button('Chọn USB').click()
}
async function lying(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort()
}
async function assertWhole(folder: string, besides: readonly string[] = []) {
  expect(await lying(folder)).toEqual([...wanted.map(({ path }) => path), ...besides].sort())
  for (const { path, sha256 } of wanted) {
    const bytes = await readFile(join(folder, path))
    expect([path, createHash('sha256').update(bytes).digest('hex')]).toEqual([path, sha256])
  }
}

describe.skipIf(!hasShell)('a stick that Chromium writes', () => {
  it('holds the files and nothing besides on a real disk, after a kill half-way, too', async () => {
    const folder = join(work, 'USB')
    await mkdir(folder)
    await writeFile(join(folder, 'cũ.mp3'), 'x')
    await browser.page.route('**/stick/files/01/05TBAO.MP3*', () => undefined)
    await pick(folder)
    await button('Ghi ra USB').click()
    await browser.page.getByRole('progressbar').waitFor()
    await expect.poll(() => lying(folder)).toContain('01/05TBAO.MP3.crswap')
    await browser.kill()
    const left = await lying(folder)
    expect([left.includes('VANG.TMP'), left.includes('VANG.JSN')]).toEqual([true, false])
    await open()
    await pick(folder)
    await button('Ghi tiếp').click()
    await browser.page.getByText('Hãy rút thẻ an toàn').waitFor()
    await assertWhole(folder, ['cũ.mp3'])
  })

  it('holds the files and nothing besides on FAT32; in which order is reported', async ({
    skip,
    onTestFinished,
  }) => {
    const fat = await aMountedFat(work, (why) =>
      console.log(`Not looked at what Chromium leaves on FAT32: ${why}`),
    )
    if (!fat) return skip('this machine mounts no FAT32')
    onTestFinished(fat.unmount)
    await pick(fat.path)
    await button('Ghi ra USB').click()
    await browser.page.getByText('Hãy rút thẻ an toàn').waitFor()
    await assertWhole(fat.path)
    await fat.unmount()
    const [root, inside] = [await fat.listed('/'), await fat.listed('/01')]
    const sounds = wanted.filter(({ path }) => path.startsWith('01/')).map(({ path }) => `::/${path}`)
    const inOrder = JSON.stringify(inside) === JSON.stringify(sounds)
    console.log(
      `Chromium on FAT32: ${inOrder ? 'in play order' : 'not in play order'}\n${[...root, ...inside].join('\n')}`,
    )
    expect(inside.toSorted()).toEqual(sounds)
  })
})
