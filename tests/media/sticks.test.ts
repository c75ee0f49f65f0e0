import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { StickAnswer } from '../../server/packages/sticks/sticks.schema.ts'
import { anApp } from '../support/app.ts'
import { aMountedFat } from '../support/fat.ts'
import { aReadyPackage } from '../support/packages.ts'
import { aDistrict, aPlaylist, aTeam } from '../support/playlists.ts'
import { aLoudspeakerClip } from '../support/sticks.ts'

const run = promisify(execFile)
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const script = resolve(import.meta.dirname, '../../scripts/write-stick')

let app: Awaited<ReturnType<typeof anApp>>
let folder = ''
let id = ''
let newer = ''
let clips: Buffer[]

beforeAll(async () => {
  app = await anApp()
  folder = await mkdtemp(join(tmpdir(), 'vang-usb-'))
  const mine = await aDistrict(app.deps, { name: 'Huyện Bảo Lạc' })
  app.actors.film_team = { ...app.actors.film_team, teamIds: [await aTeam(app.deps, [mine])] }
  const playlistId = (await aPlaylist(app, {})).id
  clips = [
    await aLoudspeakerClip('speech', { seconds: 2, hz: 440 }),
    await aLoudspeakerClip('speech', { seconds: 1, hz: 660 }),
    await aLoudspeakerClip('song', { seconds: 1, hz: 880 }),
  ]
  id = (await aReadyPackage(app.deps, { playlistId, target: mine, sounds: clips })).id
  const fewer = clips.slice(0, 1)
  newer = (await aReadyPackage(app.deps, { playlistId, target: mine, sounds: fewer, sequence: 2 })).id
})
afterAll(async () => {
  await app.close()
  await rm(folder, { recursive: true, force: true })
})

const team = () => app.as('film_team')
const get = async (path: string, headers?: Record<string, string>) => {
  const answer = await team().get(`/api/packages/${id}/${path}`, headers)
  return { answer, bytes: Buffer.from(await answer.arrayBuffer()) }
}
const stickOf = async (query = '') => JSON.parse((await get(`stick${query}`)).bytes.toString()) as StickAnswer
const kept = async (name: string, bytes: Buffer) => {
  const path = join(folder, name)
  await writeFile(path, bytes)
  return path
}

it('lays the clips of a part end to end, of one rate, with its own hash, and the same bytes twice', async () => {
  const stick = await stickOf('?tags=no-tags')
  const sounds = stick.list.files.filter((file) => file.clips.length > 0)
  expect(sounds.map((file) => file.path)).toEqual(['01/01TBAO.MP3', '01/02TBAO.MP3'])
  for (const file of sounds) {
    const { bytes, answer } = await get(`stick/files/${file.path}?tags=no-tags`)
    expect([bytes.length, sha256(bytes)]).toEqual([file.sizeBytes, file.sha256])
    expect(answer.headers.get('etag')).toBe(`"${file.sha256}"`)
    expect(bytes.equals((await get(`stick/files/${file.path}?tags=no-tags`)).bytes)).toBe(true)
  }
  const first = (await get('stick/files/01/01TBAO.MP3?tags=no-tags')).bytes
  expect(first.equals(Buffer.concat(clips.slice(0, 2)))).toBe(true)
})

it.each(['ascii-v23', 'no-tags', 'utf16-v23'])(
  'is found sound by other tools, with tags %s',
  async (tags) => {
    for (const [path, kbps] of [
      ['01/01TBAO.MP3', 64],
      ['01/02TBAO.MP3', 96],
    ] as const) {
      const file = await kept('part.mp3', (await get(`stick/files/${path}?tags=${tags}`)).bytes)
      // A file without tags is what was asked for.
      const stdout = (await run('mp3val', [file])).stdout.replace(/^WARNING.*No supported tags.*$/m, '')
      expect(stdout).not.toContain('WARNING')
      expect(stdout).not.toContain('ERROR')
      expect(stdout).toMatch(/MPEG frames \(MPEG 1 Layer III\)/)
      expect(stdout).toContain(tags === 'no-tags' ? 'no tags' : 'ID3v2')
      expect(stdout).toMatch(/CBR/)
      const wanted = 'stream=codec_name,sample_rate,channels,bit_rate:format_tags=title'
      const probed = await run('ffprobe', ['-v', 'error', '-show_entries', wanted, '-of', 'json', file])
      expect(probed.stderr).toBe('')
      const { streams, format } = JSON.parse(probed.stdout) as {
        streams: Record<string, unknown>[]
        format: { tags?: { title: string } }
      }
      expect(streams).toEqual([
        { codec_name: 'mp3', sample_rate: '44100', channels: 1, bit_rate: String(kbps * 1000) },
      ])
      const titles = { 'ascii-v23': /^[\x20-\x7e]+$/, 'utf16-v23': /Thông báo|Mời dự lễ/ }
      if (tags === 'no-tags') expect(format.tags).toBeUndefined()
      else expect(format.tags?.title).toMatch(titles[tags as keyof typeof titles])
    }
  },
)

it('gives single clips on request, byte for byte those of the package', async () => {
  const { list } = await stickOf('?form=clips&tags=no-tags')
  const sounds = list.files.filter((file) => file.clips.length > 0)
  expect(sounds.map(({ path, sha256 }) => [path, sha256])).toEqual(
    clips.map((clip, index) => [`01/00${index + 1}TBAO.MP3`, sha256(clip)]),
  )
})

it('serves a FAT32 volume that lists and plays in order, from any byte and the same twice', async () => {
  const { answer, bytes } = await get('stick.img')
  const { image } = await stickOf()
  expect([bytes.length, answer.headers.get('etag')]).toEqual([image.sizeBytes, `"${image.etag}"`])
  const path = await kept('stick.img', bytes)
  await run('fsck.vfat', ['-n', path])
  const root = (await run('mdir', ['-i', path, '-b', '::'])).stdout.trim().split('\n')
  expect(root).toEqual([
    '::/01/',
    ...['DOCTRUOC.TXT', '01.M3U', 'MANIFEST.JSN', 'MANIFEST.SIG', 'KHOA.JSN', 'VANG.JSN'].map(
      (n) => `::/${n}`,
    ),
  ])
  const inside = (await run('mdir', ['-i', path, '-b', '::/01'])).stdout.trim().split('\n')
  expect(inside).toEqual(['::/01/01TBAO.MP3', '::/01/02TBAO.MP3'])
  const { files } = await stickOf()
  await run('mcopy', ['-s', '-i', path, '::/01', '::/VANG.JSN', folder])
  for (const file of files.filter((one) => one.path.startsWith('01/')))
    expect(sha256(await readFile(join(folder, file.path)))).toBe(file.sha256)

  const etag = answer.headers.get('etag') ?? ''
  for (const start of [0, 511, 19_456, 600_001, bytes.length - 10]) {
    const end = Math.min(bytes.length, start + 70_000)
    const part = await get('stick.img', { range: `bytes=${start}-${end - 1}`, 'if-range': etag })
    expect(part.answer.status).toBe(206)
    expect(part.bytes.equals(bytes.subarray(start, end))).toBe(true)
  }
  expect((await get('stick.img?tags=no-tags')).answer.headers.get('etag')).not.toBe(etag)
})

it('gives the same files as a ZIP, for whoever copies by hand', async () => {
  const zip = await kept('stick.zip', (await get('stick.zip')).bytes)
  expect((await run('7z', ['t', zip])).stdout).toContain('Everything is Ok')
})

it('keeps another team and whoever is not signed in out', async () => {
  const way = `/api/packages/${id}/stick.img`
  expect((await app.as(null).get(way)).status).toBe(401)
  expect((await app.as('official').get(way)).status).toBe(403)
  app.actors.film_team = { ...app.actors.film_team, teamIds: [] }
  expect((await team().get(way)).status).toBe(403)
  const [served] = await app.deps.reads.selectFrom('team').select('id').execute()
  app.actors.film_team = { ...app.actors.film_team, teamIds: [served?.id ?? ''] }
})

const write = async (...args: string[]) => {
  const env = { ...process.env, LANG: 'vi_VN.UTF-8', VANG_DATA: app.deps.config.dataDir }
  return await run(script, args, { env }).catch((error: { stdout: string; stderr: string }) => error)
}

it('writes a stick from the command line, names what else would be played, and touches none of it', async () => {
  const stick = join(folder, 'usb')
  await mkdir(join(stick, 'NHAC'), { recursive: true })
  await writeFile(join(stick, 'NHAC', 'Bài hát cũ.mp3'), 'x')
  const { stdout, stderr } = await write(id, stick)
  expect(stderr).toBe('')
  expect(stdout).toContain('1 tệp âm thanh khác')
  expect(stdout).toContain('NHAC/Bài hát cũ.mp3')
  expect(stdout).toContain('Hãy tháo USB an toàn')
  const { files, list } = await stickOf()
  expect(stdout).toContain(list.checkCode)
  for (const file of files)
    expect([file.path, sha256(await readFile(join(stick, file.path)))]).toEqual([file.path, file.sha256])
  expect((await readdir(stick)).sort()).toEqual(
    ['01', 'NHAC', ...files.filter(({ path }) => !path.includes('/')).map(({ path }) => path)].sort(),
  )
})

it('writes a mounted stick so that its records stand in play order', async ({ skip, onTestFinished }) => {
  const fat = await aMountedFat(folder, (why) => console.log(`No stick written to FAT32: ${why}`))
  if (!fat) return skip('this machine mounts no FAT32')
  onTestFinished(fat.unmount)
  const { stdout } = await write(id, fat.path)
  const { files } = await stickOf()
  await fat.unmount()
  expect(stdout).toContain('Thứ tự tệp trên USB đúng thứ tự phát')
  const names = (inside: boolean) =>
    files.filter(({ path }) => path.includes('/') === inside).map(({ path }) => `::/${path}`)
  expect(await fat.listed('/')).toEqual(['::/01/', ...names(false)])
  expect(await fat.listed('/01')).toEqual(names(true))
})

it('replaces only what its own list names, after asking', async () => {
  const stick = join(folder, 'usb')
  const refused = await write(newer, stick)
  expect(refused.stderr).toContain('nên chưa ghi gì')
  expect(await readdir(join(stick, '01'))).toHaveLength(2)
  const { stdout } = await write(newer, stick, '--yes')
  expect(stdout).toContain('bản số 1')
  expect(await readdir(join(stick, '01'))).toEqual(['01TBAO.MP3'])
  expect(await readFile(join(stick, 'NHAC', 'Bài hát cũ.mp3'), 'utf8')).toBe('x')
  await writeFile(join(stick, '01', 'LA.MP3'), 'of somebody else')
  const foreign = await write(id, stick, '--yes')
  expect(foreign.stderr).toContain('01/LA.MP3')
  expect(await readdir(join(stick, '01'))).toEqual(['01TBAO.MP3', 'LA.MP3'])
})

it('goes on after a kill, and writes anew whatever is not whole', async () => {
  const stick = join(folder, 'cut')
  await mkdir(stick)
  await write(id, stick)
  const { list } = await stickOf()
  // As a kill leaves it: the list unfinished, one file torn, the rest not there.
  await writeFile(join(stick, 'VANG.TMP'), await readFile(join(stick, 'VANG.JSN')))
  await rm(join(stick, 'VANG.JSN'))
  for (const { path } of list.files.slice(2)) await rm(join(stick, path))
  await writeFile(join(stick, '01', '02TBAO.MP3'), 'torn')
  const { stdout, stderr } = await write(id, stick)
  expect([stderr, stdout.includes('Đã ghi xong')]).toEqual(['', true])
  for (const file of list.files) expect(sha256(await readFile(join(stick, file.path)))).toBe(file.sha256)
  expect(await readdir(stick)).not.toContain('VANG.TMP')
})

it('is played by VLC from its list, in order and to the end', async () => {
  const stick = join(folder, 'cut')
  // VLC does not run for root.
  await run('chmod', ['-R', 'a+rX', folder])
  const asNobody =
    process.getuid?.() === 0 ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] : []
  const play = ['cvlc', '-I', 'dummy', '--no-video', '--aout=adummy', '--play-and-exit', '-vv', '01.M3U']
  const [command = '', ...args] = [...asNobody, ...play]
  const { stderr } = await run(command, args, {
    cwd: stick,
    env: { ...process.env, HOME: folder },
    maxBuffer: 2 ** 26,
  })
  const opened = [
    ...stderr.matchAll(
      /creating demux[^\n]*path '[^']*\/01\/(\d\dTBAO\.MP3)'|`file:\/\/[^`']*\/01\/(\d\dTBAO\.MP3)' successfully opened/g,
    ),
  ]
  expect([...new Set(opened.map((hit) => hit[1] ?? hit[2]))]).toEqual(['01TBAO.MP3', '02TBAO.MP3'])
})
