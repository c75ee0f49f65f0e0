import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { loudspeakerTarget } from '../../media/loudspeaker.ts'
import { publicKeys } from '../../server/packages/keys/keys.service.ts'
import type { Manifest, ManifestSound } from '../../server/packages/manifest.schema.ts'
import { checkCodeOf } from '../../server/packages/manifest.ts'
import { canonicalJson } from '../../server/storage/canonical.rules.ts'
import { handlers } from '../../server/work.ts'
import { anApp } from '../support/app.ts'
import { aSong, aSpeech } from '../support/clips.ts'
import { aWork } from '../support/library.ts'
import { aSoundingVersion, workOff } from '../support/packages.ts'
import { aDistrict, aPlaylist, aTeam } from '../support/playlists.ts'
import { meterReading } from './independent.ts'

const run = promisify(execFile)
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
type App = Awaited<ReturnType<typeof anApp>>

let app: App
let folder = ''
let playlistId = ''
let content: Parameters<typeof aPlaylist>[1]
let notice: { id: string }
const team = () => app.as('film_team')

async function speak(work: { id: string }, language: string, text: string, lang = 'vi') {
  const path = await aSpeech({ text, lang, seconds: 8, gainDb: -12 })
  return await aSoundingVersion(app.deps, { work, language, path, durationMs: 8000 })
}

async function packages() {
  const { packages } = (await (await team().get('/api/packages')).json()) as {
    packages: { id: string; buildId: string; sequence: number; state: string; target: { name: string } }[]
  }
  return packages
}

async function bytesOf(path: string, headers?: Record<string, string>) {
  const answer = await team().get(path, headers)
  return { answer, bytes: Buffer.from(await answer.arrayBuffer()) }
}

const encodings = async () =>
  (await app.deps.db.selectFrom('rendition').select('id').where('recipe', '=', 'loudspeaker').execute())
    .length

beforeAll(async () => {
  app = await anApp()
  folder = await mkdtemp(join(tmpdir(), 'vang-packages-'))
  const bao = await aDistrict(app.deps, { name: 'Huyện Bảo Lạc', languages: ['ium', 'tyz', 'hmn'] })
  const ha = await aDistrict(app.deps, { name: 'Huyện Hạ Lang', languages: ['nut', 'tyz'] })
  app.actors.film_team = { ...app.actors.film_team, teamIds: [await aTeam(app.deps, [bao, ha])] }
  const music = await aWork(app.deps, { kind: 'song', title: 'Đàn tính mười hai dây' })
  notice = await aWork(app.deps, { kind: 'announcement', title: 'Mời dự lễ tại xã' })
  const hole = await aWork(app.deps, { kind: 'announcement', title: 'Chưa ai duyệt' })
  const song = await aSong({ seconds: 6 })
  await aSoundingVersion(app.deps, { work: music, language: null, path: song, durationMs: 6000 })
  await speak(notice, 'vi', 'Kính mời bà con đến dự lễ kỷ niệm bảy mươi mốt năm giải phóng Cao Bằng.')
  await speak(notice, 'tyz', 'Mời pỉ noọng mà dự lễ tối nay ở sân vận động xã.')
  await speak(notice, 'ium', 'Inviting everybody to the stadium of the commune tonight.', 'en')
  content = {
    items: [
      { part: 'callIn', workId: music.id },
      { part: 'notices', workId: notice.id },
      { part: 'message', workId: hole.id },
    ],
    targets: [bao, ha],
  }
  const at = app.deps.clock.now()
  await app.deps.db
    .insertInto('script')
    .values({
      work_id: notice.id,
      language: 'tyz',
      text: 'Mời pỉ noọng mà dự lễ',
      edited_by: 'person-producer',
      edited_at: at,
    })
    .execute()
  playlistId = (await aPlaylist(app, content)).id
  await app.as('scheduler').post(`/api/playlists/${playlistId}/publish`)
  expect((await workOff(app.deps)).sort()).toEqual([
    'event.playlist.published',
    'packages.build',
    'packages.build',
  ])
})
afterAll(async () => {
  await app.close()
  await rm(folder, { recursive: true, force: true })
})

it('builds one package for each place, whose every file has the size and sha256 of its manifest', async () => {
  const [bao, ha] = await packages()
  expect([bao?.target.name, ha?.target.name, bao?.state]).toEqual(['Huyện Bảo Lạc', 'Huyện Hạ Lang', 'ready'])
  const { bytes } = await bytesOf(`/api/packages/${bao?.id}/zip`)
  await writeFile(join(folder, 'bao.zip'), bytes)
  await run('unzip', ['-q', join(folder, 'bao.zip'), '-d', join(folder, 'bao')])
  const text = await readFile(join(folder, 'bao/manifest.json'), 'utf8')
  const manifest = JSON.parse(text) as Manifest
  expect(canonicalJson(manifest)).toBe(text)
  expect(manifest.files.map((file) => file.path)).toEqual([
    'DOCTRUOC.TXT',
    'TOPHAT.PDF',
    '01.M3U',
    '02.M3U',
    '01/001MOI.MP3',
    '01/002TBAO.MP3',
    '02/001TBAO.MP3',
  ])
  for (const file of manifest.files) {
    const stored = await readFile(join(folder, 'bao', file.path))
    expect([file.path, stored.length, sha256(stored)]).toEqual([file.path, file.sizeBytes, file.sha256])
  }
  expect(manifest).toMatchObject({
    sequence: 1,
    demo: false,
    previous: null,
    missing: [{ position: 3, title: 'Chưa ai duyệt' }],
  })
  expect(await readFile(join(folder, 'bao/02.M3U'), 'latin1')).toContain('01/001MOI.MP3\r\n')
})

it('brings every sound to the level of its kind, decoded and read by another meter', async () => {
  const manifest = JSON.parse(await readFile(join(folder, 'bao/manifest.json'), 'utf8')) as Manifest
  for (const file of manifest.files.filter((one): one is ManifestSound => one.kind === 'sound')) {
    const { lufs, peakDbtp } = await meterReading(
      join(folder, 'bao', file.path),
      'ebur128=peak=true:dualmono=true',
    )
    const target = loudspeakerTarget(file.part === 'callIn' ? 'song' : 'speech').loudnessLufs
    expect(Math.abs(lufs - target), file.path).toBeLessThanOrEqual(0.5)
    expect(peakDbtp, file.path).toBeLessThanOrEqual(-2)
    // What phones play is measured as well: Opus decodes to other peaks than MP3.
    const light = await app.deps.blobs.localPath(file.light.sha256)
    const reading = await meterReading(light, 'ebur128=peak=true:dualmono=true')
    expect(Math.abs(reading.lufs - target), `${file.path}, light`).toBeLessThanOrEqual(0.5)
    expect(reading.peakDbtp, `${file.path}, light`).toBeLessThanOrEqual(-2)
  }
})

it('signs the manifest so that Debian’s minisign verifies what came out of the ZIP', async () => {
  const { certificates } = await publicKeys(app.deps)
  const { publicKey } = JSON.parse(certificates[0]?.text ?? '{}') as { publicKey: string }
  const { stdout } = await run('minisign', ['-V', '-m', join(folder, 'bao/manifest.json'), '-P', publicKey])
  expect(stdout).toContain('Signature and comment signature verified')
})

it('prints a cue sheet with the words in Vietnamese letters and the code of the sound', async () => {
  const manifest = JSON.parse(await readFile(join(folder, 'bao/manifest.json'), 'utf8')) as Manifest
  const { stdout } = await run('pdftotext', ['-layout', join(folder, 'bao/TOPHAT.PDF'), '-'])
  const words = stdout.normalize('NFC').replace(/\s+/g, ' ')
  for (const expected of [
    'Huyện Bảo Lạc',
    'Bản số 1, dùng từ 28/09/2021 đến hết 03/10/2021',
    'Mời pỉ noọng mà dự lễ',
    'Thiếu bản ngôn ngữ',
    'mời trưởng xóm phát biểu',
    manifest.checkCode,
  ])
    expect(words).toContain(expected)
  const sounds = manifest.files.filter((file) => file.kind === 'sound')
  expect(checkCodeOf(sounds)).toBe(manifest.checkCode)
  expect(await readFile(join(folder, 'bao/DOCTRUOC.TXT'), 'utf8')).toContain(manifest.checkCode)
})

it('gives equal bytes after twenty cuts at any place, each resumed by Range', async () => {
  const [bao] = await packages()
  const path = `/api/packages/${bao?.id}/zip`
  const { bytes: whole, answer } = await bytesOf(path)
  const etag = answer.headers.get('etag') ?? ''
  expect(etag).toMatch(/^"[0-9a-f]{64}"$/)
  const cuts = Array.from({ length: 20 }, () => Math.floor(Math.random() * whole.length)).sort(
    (a, b) => a - b,
  )
  const pieces: Buffer[] = []
  for (const [index, start] of [0, ...cuts].entries()) {
    const end = cuts[index] ?? whole.length
    if (end <= start) continue
    const { answer, bytes } = await bytesOf(path, { range: `bytes=${start}-${end - 1}`, 'if-range': etag })
    expect([answer.status, answer.headers.get('content-range')]).toEqual([
      206,
      `bytes ${start}-${end - 1}/${whole.length}`,
    ])
    pieces.push(bytes)
  }
  expect(Buffer.concat(pieces).equals(whole)).toBe(true)
})

it('carries all packages of a team in one ZIP that opens and holds each in a folder of its own', async () => {
  const { bytes, answer } = await bytesOf('/api/packages/bundle.zip')
  expect(answer.headers.get('content-length')).toBe(String(bytes.length))
  await writeFile(join(folder, 'all.zip'), bytes)
  expect((await run('7z', ['t', join(folder, 'all.zip')])).stdout).toContain('Everything is Ok')
  const { stdout } = await run('unzip', ['-Z1', join(folder, 'all.zip')])
  expect(stdout).toContain('01BAOLAC/01/001MOI.MP3')
  expect(stdout).toContain('02HALANG/manifest.json')
})

it('encodes nothing for a second publication of the same clips, and follows the first manifest', async () => {
  const before = await encodings()
  // Three sounds, each for sticks and for phones.
  expect(before).toBe(6)
  const [first] = await packages()
  const firstBytes = (await bytesOf(`/api/packages/${first?.id}/manifest.json`)).bytes
  const items = content.items?.toReversed() ?? []
  const edit = {
    ...content,
    items,
    title: 'Phát loa, bản hai',
    validFrom: '2021-09-28',
    validTo: '2021-10-05',
    revision: 1,
  }
  expect((await app.as('scheduler').put(`/api/playlists/${playlistId}`, edit)).status).toBe(200)
  await app.as('scheduler').post(`/api/playlists/${playlistId}/publish`)
  await workOff(app.deps)
  expect(await encodings()).toBe(before)
  const [second, ...others] = await packages()
  expect([second?.sequence, others.length]).toEqual([2, 1])
  const manifest = JSON.parse(
    (await bytesOf(`/api/packages/${second?.id}/manifest.json`)).bytes.toString(),
  ) as Manifest
  expect(manifest.previous).toBe(sha256(firstBytes))
  // What was superseded stays readable.
  expect((await bytesOf(`/api/packages/${first?.id}/zip`)).answer.status).toBe(200)
})

it('builds the same bytes again from the same publication', async () => {
  const [one] = await packages()
  const before = (await bytesOf(`/api/packages/${one?.id}/zip`)).bytes
  await app.deps.db
    .updateTable('package')
    .set({ state: 'building', manifest: null, signature: null })
    .where('id', '=', one?.id ?? '')
    .execute()
  await app.deps.db
    .updateTable('job')
    .set({ state: 'queued' })
    .where('subject_id', '=', one?.buildId ?? '')
    .execute()
  expect((await team().get(`/api/packages/${one?.id}/zip`)).status).toBe(409)
  await workOff(app.deps)
  expect((await bytesOf(`/api/packages/${one?.id}/zip`)).bytes.equals(before)).toBe(true)
})

it('leaves nothing named when the build is stopped half-way', async () => {
  await speak(notice, 'nut', 'Một bản tiếng Nùng vừa được duyệt.')
  expect((await app.as('scheduler').post(`/api/playlists/${playlistId}/publish`)).status).toBe(200)
  const stop = new AbortController()
  const event = await app.deps.jobs.claim('quick')
  const context = { deps: app.deps, signal: stop.signal, progress: () => undefined }
  await handlers[event?.kind ?? '']?.run(event as never, context)
  const build = await app.deps.jobs.claim('sound')
  const stopAt = (fraction: number) => {
    if (fraction > 0.5) stop.abort(new Error('Killed'))
  }
  await expect(
    handlers['packages.build']?.run(build as never, { ...context, progress: stopAt }),
  ).rejects.toThrow()
  const rows = await app.deps.db
    .selectFrom('package')
    .select(['state', 'manifest', 'signature'])
    .where('sequence', '=', 3)
    .execute()
  expect(rows).toEqual([
    { state: 'building', manifest: null, signature: null },
    { state: 'building', manifest: null, signature: null },
  ])
  expect((await packages()).filter((one) => one.sequence === 2)).toHaveLength(2)
})

it('names no package whose sound lost its approval while it was being built', async () => {
  await app.deps.db.updateTable('job').set({ state: 'cancelled' }).where('state', '!=', 'done').execute()
  await speak(notice, 'nut', 'Thêm một bản tiếng Nùng nữa.')
  await app.as('scheduler').post(`/api/playlists/${playlistId}/publish`)
  const context = { deps: app.deps, signal: new AbortController().signal, progress: () => undefined }
  const event = await app.deps.jobs.claim('quick')
  await handlers[event?.kind ?? '']?.run(event as never, context)
  const build = await app.deps.jobs.claim('sound')
  const recording = await handlers['packages.build']?.run(build as never, context)
  const approved = await app.deps.db.selectFrom('version').select(['id', 'approved_uses']).execute()
  await app.deps.db.updateTable('version').set({ approved_uses: '[]' }).execute()
  await expect(
    app.deps.jobs.finish(build as never, recording ?? (async () => undefined)),
  ).rejects.toMatchObject({
    code: 'not_approved',
  })
  await expect(handlers['packages.build']?.run(build as never, context)).rejects.toMatchObject({
    code: 'not_approved',
  })
  const named = await app.deps.db
    .selectFrom('package')
    .select('id')
    .where('publication_id', '=', String(build?.payload.publicationId))
    .where('state', '=', 'ready')
    .execute()
  expect(named).toEqual([])
  for (const { id, approved_uses } of approved)
    await app.deps.db.updateTable('version').set({ approved_uses }).where('id', '=', id).execute()
})
