import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { anApp } from './app.ts'
import { aLine } from './bad-line.ts'
import { ffmpeg } from './clips.ts'
import { aPhone, type Phone } from './phone.ts'
import { aDistrict, aPlaylist, aTeam } from './playlists.ts'
import { startServer } from './server.ts'

/** A film team with a place, a list and a phone, and a server behind https that the phone reaches over a line of its own. */
export async function aTeamPhone() {
  const folder = await mkdtemp(join(tmpdir(), 'vang-phone-'))
  const app = await anApp()
  const { deps } = app
  const target = await aDistrict(deps, { name: 'Huyện Bảo Lạc' })
  const teamId = await aTeam(deps, [target])
  const playlistId = (await aPlaylist(app, { title: 'Phát loa dịp 71 năm' })).id
  const made = await app.as('scheduler').post('/api/devices/codes', { teamId, name: 'Máy đội 3' })
  const code = new URL(((await made.json()) as { url: string }).url).hash
  const keys = { cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem') }
  const subject = ['-subj', '/CN=localhost', '-days', '2', '-nodes', '-newkey', 'rsa:2048']
  await promisify(execFile)('openssl', ['req', '-x509', ...subject, '-keyout', keys.key, '-out', keys.cert])
  const server = await startServer(deps.config.dataDir, {
    VANG_NOW: deps.clock.now(),
    VANG_CERT: keys.cert,
    VANG_KEY: keys.key,
  })
  const line = await aLine(Number(new URL(server.url).port), keys)
  const profile = join(folder, 'profile')
  const team = {
    app,
    folder,
    line,
    target,
    teamId,
    playlistId,
    player: `https://localhost:${line.port}/doi/`,
    phone: await aPhone(profile),
    /** As an empty battery would, and on again. */
    async restart(): Promise<Phone> {
      await team.phone.kill()
      team.phone = await aPhone(profile)
      return team.phone
    },
    /** Opens the link of the pairing code and waits until the phone is its team's. */
    async pair(): Promise<void> {
      const { page } = team.phone
      await page.goto(team.player + code)
      await page.getByRole('button', { name: 'Ghép máy với đội' }).click()
      await page.getByText('Đã kết nối').waitFor()
      await page.evaluate(async () => (await navigator.serviceWorker.ready).active?.state)
    },
    async close(): Promise<void> {
      await team.phone.kill()
      await line.close()
      await server.stop()
      await app.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
  return team
}

/** A tone as phones keep sound: Opus, mono. */
export async function aTone(folder: string, seconds: number, hz = 440): Promise<Buffer> {
  const path = join(folder, `${hz}-${seconds}.ogg`)
  const tone = ['-f', 'lavfi', '-i', `sine=f=${hz}:d=${seconds}`]
  await ffmpeg([...tone, '-c:a', 'libopus', '-b:a', '32k', path])
  return await readFile(path)
}
