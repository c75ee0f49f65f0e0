import { execFile, spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { StickAnswer } from '../../server/packages/sticks/sticks.schema.ts'
import { anApp } from '../support/app.ts'
import { aReadyPackage } from '../support/packages.ts'
import { aDistrict, aPlaylist, aTeam } from '../support/playlists.ts'
import { aLoudspeakerClip } from '../support/sticks.ts'

const script = resolve(import.meta.dirname, '../../scripts/write-stick')

let app: Awaited<ReturnType<typeof anApp>>
let folder = ''
let small = ''
let large = ''
let env: NodeJS.ProcessEnv

beforeAll(async () => {
  app = await anApp()
  env = { ...process.env, LANG: 'vi_VN.UTF-8', VANG_DATA: app.deps.config.dataDir }
  folder = await mkdtemp(join(tmpdir(), 'vang-stick-kill-'))
  const target = await aDistrict(app.deps, { name: 'Huyện Bảo Lạc' })
  app.actors.film_team = { ...app.actors.film_team, teamIds: [await aTeam(app.deps, [target])] }
  const playlistId = (await aPlaylist(app, {})).id
  const clip = await aLoudspeakerClip('speech', { seconds: 1, hz: 440 })
  const song = await aLoudspeakerClip('song', { seconds: 1, hz: 440 })
  small = (await aReadyPackage(app.deps, { playlistId, target, sounds: [clip] })).id
  // Only its first frame is looked at; the rest is long enough to be cut short.
  const long = Buffer.concat([song, randomBytes(48 << 20)])
  large = (await aReadyPackage(app.deps, { playlistId, target, sounds: [clip, long, clip], sequence: 2 })).id
})
afterAll(async () => {
  await app.close()
  await rm(folder, { recursive: true, force: true })
})

const write = (id: string, stick: string) => promisify(execFile)(script, [id, stick, '--yes'], { env })
const bytesAt = (path: string) =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  )

/** Ends the script while the long file is being written; false where it had come to its end before. */
async function cut(stick: string, signal: NodeJS.Signals) {
  const going = spawn(script, [large, stick, '--yes'], { env, stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  going.stderr.on('data', (chunk) => {
    said += String(chunk)
  })
  const ended = new Promise((done) => going.once('close', done))
  while (going.exitCode === null && (await bytesAt(join(stick, '01/02TBAO.MP3'))) === 0)
    await new Promise((next) => setImmediate(next))
  going.kill(signal)
  await ended
  return { early: going.exitCode !== 0, code: going.exitCode, said }
}

it.each<NodeJS.Signals>(['SIGTERM', 'SIGINT', 'SIGKILL'])(
  'leaves a stick that says it is not whole after %s, and writes the rest of it when run again',
  async (signal) => {
    const stick = join(folder, signal)
    await mkdir(stick)
    let stopped: Awaited<ReturnType<typeof cut>>
    // A machine that is quicker than the signal has written it all: then once more from the package before.
    do {
      await write(small, stick)
      stopped = await cut(stick, signal)
    } while (!stopped.early)
    if (signal !== 'SIGKILL') {
      expect(stopped.code).toBe(1)
      expect(stopped.said).toContain('chạy lại lệnh này để ghi tiếp')
    }
    const left = await readdir(stick)
    expect([left.includes('VANG.TMP'), left.includes('VANG.JSN')]).toEqual([true, false])
    const first = await stat(join(stick, '01/01TBAO.MP3'))
    expect((await write(large, stick)).stdout).toContain('Đã ghi xong')
    const answer = await app.as('film_team').get(`/api/packages/${large}/stick`)
    const { files } = (await answer.json()) as StickAnswer
    for (const { path, sha256 } of files) {
      const bytes = await readFile(join(stick, path))
      expect([path, createHash('sha256').update(bytes).digest('hex')]).toEqual([path, sha256])
    }
    expect((await readdir(stick)).sort()).toEqual(
      ['01', ...files.filter(({ path }) => !path.includes('/')).map(({ path }) => path)].sort(),
    )
    // What was whole was not written again.
    expect((await stat(join(stick, '01/01TBAO.MP3'))).mtimeMs).toBe(first.mtimeMs)
  },
)
