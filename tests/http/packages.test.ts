import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { packagesEvents } from '../../server/packages/packages.events.ts'
import type { PackageDetail, PackageLine } from '../../server/packages/packages.schema.ts'
import { anApp } from '../support/app.ts'
import { aReadyPackage } from '../support/packages.ts'
import { aDistrict, anAudibleWork, aPlaylist, aTeam } from '../support/playlists.ts'

type App = Awaited<ReturnType<typeof anApp>>
type Place = Awaited<ReturnType<typeof aDistrict>>
let app: App
let mine: Place
let theirs: Place
let own: Awaited<ReturnType<typeof aReadyPackage>>
let foreign: Awaited<ReturnType<typeof aReadyPackage>>
let playlistId = ''

beforeAll(async () => {
  app = await anApp()
  mine = await aDistrict(app.deps, { name: 'Huyện Bảo Lạc' })
  theirs = await aDistrict(app.deps, { name: 'Huyện Hạ Lang' })
  app.actors.film_team = { ...app.actors.film_team, teamIds: [await aTeam(app.deps, [mine])] }
  await aTeam(app.deps, [theirs])
  playlistId = (await aPlaylist(app, { title: 'Phát loa dịp 71 năm' })).id
  own = await aReadyPackage(app.deps, { playlistId, target: mine })
  foreign = await aReadyPackage(app.deps, { playlistId, target: theirs })
})
afterAll(() => app.close())

const team = () => app.as('film_team')
const packagesOf = async (role: 'film_team' | 'scheduler' | 'official' | 'admin', query = '') => {
  const answer = await app.as(role).get(`/api/packages${query}`)
  return ((await answer.json()) as { packages: PackageLine[] }).packages
}
const bytesOf = async (answer: Response) => Buffer.from(await answer.arrayBuffer())

async function refused(answer: Response, status: number, code: string) {
  const text = await answer.text()
  const { error } = JSON.parse(text) as { error: { code: string; message: string } }
  expect([answer.status, error.code]).toEqual([status, code])
  return text
}

it('shows a film team the packages of the places it serves, and everybody else all of them', async () => {
  expect((await packagesOf('film_team')).map((one) => one.target.name)).toEqual(['Huyện Bảo Lạc'])
  for (const role of ['scheduler', 'official', 'admin'] as const)
    expect((await packagesOf(role)).map((one) => one.target.name)).toEqual(['Huyện Bảo Lạc', 'Huyện Hạ Lang'])
  expect(await packagesOf('film_team')).toMatchObject([
    {
      id: own.id,
      state: 'ready',
      title: 'Phát loa dịp 71 năm',
      supersededBy: null,
      content: {
        files: 2,
        languages: ['tyz'],
        totalMs: 82_000,
        missing: 0,
        checkCode: own.manifest.checkCode,
      },
    },
  ])
})

it('keeps another team out of a package, by every way and without a word of what it holds', async () => {
  const ways = ['', '/zip', '/manifest.json', '/files/01/001TBAO.MP3', '/files/khong-co.mp3']
  for (const way of ways) {
    const text = await refused(await team().get(`/api/packages/${foreign.id}${way}`), 403, 'other_team')
    expect(text).not.toContain('Hạ Lang')
    expect(text).not.toContain(foreign.manifest.checkCode)
  }
  await refused(await team().get(`/api/packages/bundle.zip?ids=${own.id},${foreign.id}`), 403, 'other_team')
  await refused(
    await team().request('HEAD', `/api/packages/${foreign.id}/zip`).then(withGet),
    403,
    'other_team',
  )
})
// A HEAD answer has no body; its refusal is read from the same request as GET.
const withGet = async (head: Response) => {
  expect(head.status).toBe(403)
  return await team().get(`/api/packages/${foreign.id}/zip`)
}

it('serves a team the day after it takes a place over, and no longer the team before', async () => {
  const moved = await aDistrict(app.deps, { name: 'Huyện Quảng Hòa' })
  const { id } = await aReadyPackage(app.deps, { playlistId, target: moved })
  const serve = (valid_from: string, valid_to: string | null) =>
    app.deps.db
      .insertInto('team_serves')
      .values({
        team_id: app.actors.film_team.teamIds[0] ?? '',
        target_kind: 'area',
        target_id: moved.id,
        valid_from,
        valid_to,
      })
      .execute()
  await serve('2020-01-01', '2021-09-28')
  // It serves the place today, but no longer on the first day of the package.
  await refused(await team().get(`/api/packages/${id}`), 403, 'other_team')
  await serve('2021-09-28', null)
  expect((await team().get(`/api/packages/${id}`)).status).toBe(200)
})

it('tells one package with everything its manifest says', async () => {
  const detail = (await (await team().get(`/api/packages/${own.id}`)).json()) as PackageDetail
  expect(detail.manifest).toEqual(own.manifest)
  const manifest = await team().get(`/api/packages/${own.id}/manifest.json`)
  expect(await manifest.json()).toEqual(own.manifest)
})

it('answers HEAD, ranges, If-Range and what is already known as a whole file would', async () => {
  const path = `/api/packages/${own.id}/zip`
  const whole = await team().get(path)
  const bytes = await bytesOf(whole)
  const etag = whole.headers.get('etag') ?? ''
  expect(whole.headers.get('content-disposition')).toContain('goi-huyen-bao-lac-so-1.zip')
  const head = await team().request('HEAD', path)
  expect([head.status, head.headers.get('content-length'), head.headers.get('etag')]).toEqual([
    200,
    String(bytes.length),
    etag,
  ])
  expect((await bytesOf(head)).length).toBe(0)
  const range = async (headers: Record<string, string>) => {
    const answer = await team().get(path, headers)
    return { status: answer.status, bytes: await bytesOf(answer), range: answer.headers.get('content-range') }
  }
  const tail = await range({ range: 'bytes=-100' })
  expect([tail.status, tail.bytes.equals(bytes.subarray(-100))]).toEqual([206, true])
  const middle = await range({ range: 'bytes=70000-70009', 'if-range': etag })
  expect([middle.status, middle.bytes.equals(bytes.subarray(70_000, 70_010))]).toEqual([206, true])
  expect(await range({ range: 'bytes=5-', 'if-range': '"khac"' })).toMatchObject({ status: 200, range: null })
  expect(await range({ range: `bytes=${bytes.length}-` })).toMatchObject({
    status: 416,
    range: `bytes */${bytes.length}`,
  })
  expect((await team().get(path, { 'if-none-match': etag })).status).toBe(304)
})

it('serves each file of a package by itself, to be heard from any second', async () => {
  const answer = await team().get(`/api/packages/${own.id}/files/01/001TBAO.MP3`, {
    range: 'bytes=1000-1999',
  })
  expect([answer.status, answer.headers.get('content-type')]).toEqual([206, 'audio/mpeg'])
  expect((await bytesOf(answer)).length).toBe(1000)
  await refused(await team().get(`/api/packages/${own.id}/files/01/099TBAO.MP3`), 404, 'not_found')
  await refused(await team().get(`/api/packages/${own.id}/files/..%2f..%2fvang.db`), 404, 'not_found')
})

it('notes who fetched what, how much of it, and whether the whole of it arrived', async () => {
  const { id } = await aReadyPackage(app.deps, { playlistId, target: mine, sequence: 2 })
  const log = async (bytes: number) => {
    for (let tries = 0; tries < 50; tries++) {
      const rows = await app.deps.db
        .selectFrom('package_download')
        .selectAll()
        .where('package_id', '=', id)
        .execute()
      if (rows.some((row) => row.bytes === bytes)) return rows
      await sleep(20)
    }
    throw new Error(`Nothing noted of ${bytes} bytes`)
  }
  const path = `/api/packages/${id}/zip`
  const size = Number((await team().request('HEAD', path)).headers.get('content-length'))
  await bytesOf(await team().get(path, { range: 'bytes=0-99999' }))
  expect(await log(100_000)).toMatchObject([{ person_id: 'person-film_team', whole: 0 }])
  await bytesOf(await team().get(path, { range: 'bytes=100000-' }))
  expect(await log(size)).toMatchObject([{ whole: 1 }])
  const [line] = (await packagesOf('scheduler')).filter((one) => one.id === id)
  expect(line?.download).toMatchObject({ by: 'film_team' })
  // A later download is another one.
  await bytesOf(await team().get(path, { range: 'bytes=0-9' }))
  expect(await log(10)).toHaveLength(2)
})

it('marks what a later publication replaced, keeps it readable, and lists it only when asked', async () => {
  const [current] = await packagesOf('film_team', `?playlistId=${playlistId}`)
  expect(current?.sequence).toBe(2)
  const all = await packagesOf('film_team', '?superseded=1')
  expect(all.find((one) => one.id === own.id)).toMatchObject({ sequence: 1, supersededBy: 2 })
  expect((await team().get(`/api/packages/${own.id}/zip`)).status).toBe(200)
})

it('has no bytes of a package that is not finished', async () => {
  const place = await aDistrict(app.deps, { name: 'Huyện Nguyên Bình' })
  const { id } = await aReadyPackage(app.deps, { playlistId, target: place, state: 'building' })
  for (const way of ['/zip', '/manifest.json', '/files/DOCTRUOC.TXT'])
    await refused(await app.as('scheduler').get(`/api/packages/${id}${way}`), 409, 'package_not_ready')
  const detail = (await (await app.as('scheduler').get(`/api/packages/${id}`)).json()) as PackageDetail
  expect(detail).toMatchObject({ state: 'building', manifest: null, content: null })
})

it('refuses unknown packages, an empty bundle, and roles that only read', async () => {
  await refused(await team().get('/api/packages/khong-co'), 404, 'not_found')
  await refused(await team().get('/api/packages/bundle.zip?ids='), 409, 'package_not_ready')
  await refused(await app.as('official').get(`/api/packages/${own.id}/zip`), 403, 'forbidden')
  for (const role of ['producer', 'approver'] as const)
    await refused(await app.as(role).get('/api/packages'), 403, 'forbidden')
  await refused(await app.as(null).get(`/api/packages/${own.id}/zip`), 401, 'not_signed_in')
})

it('makes one package for each place and one job for those that hear the same, however often it hears of a publication', async () => {
  const notice = await anAudibleWork(app.deps, ['vi'])
  const items = [{ part: 'notices', workId: notice.id }]
  const { id } = await aPlaylist(app, { items, targets: [mine, theirs] })
  const published = await app.as('scheduler').post(`/api/playlists/${id}/publish`)
  const { publicationId } = (await published.json()) as { publicationId: string }
  const context = { deps: app.deps, signal: new AbortController().signal, progress: () => undefined }
  for (let twice = 0; twice < 2; twice++)
    for (const handle of packagesEvents['playlist.published'] ?? []) await handle({ publicationId }, context)
  const packages = await packagesOf('scheduler', `?playlistId=${id}`)
  expect(packages.map((one) => [one.target.name, one.state])).toEqual([
    ['Huyện Bảo Lạc', 'building'],
    ['Huyện Hạ Lang', 'building'],
  ])
  const jobs = await app.deps.db
    .selectFrom('job')
    .select('lane')
    .where('kind', '=', 'packages.build')
    .execute()
  expect(jobs).toEqual([{ lane: 'sound' }])
})

it('hands out nothing whose approval was withdrawn, whose content changed or whose work is gone', async () => {
  const other = await aPlaylist(app, { title: 'Phát loa, đợt khác' })
  const { id, manifest } = await aReadyPackage(app.deps, { playlistId: other.id, target: mine })
  const sound = manifest.files.find((file) => file.kind === 'sound')
  if (!sound) throw new Error('The package should sound')
  const set = (values: object) =>
    app.deps.db.updateTable('version').set(values).where('id', '=', sound.versionId).execute()
  const withdrawWork = (at: string | null) =>
    app.deps.db.updateTable('work').set({ withdrawn_at: at }).where('id', '=', sound.workId).execute()
  const isRefused = async (code: string) => {
    for (const way of ['/zip', '/files/01/001TBAO.MP3', '/files/DOCTRUOC.TXT'])
      await refused(await team().get(`/api/packages/${id}${way}`), 409, code)
    await refused(await team().get(`/api/packages/bundle.zip?ids=${id}`), 409, code)
    const listed = (await packagesOf('film_team')).find((one) => one.id === id)
    expect(listed).toMatchObject({ state: 'withdrawn', content: null })
    // What it held stays readable in history.
    expect((await team().get(`/api/packages/${id}/manifest.json`)).status).toBe(200)
  }
  await set({ approved_uses: '["tv"]' })
  await isRefused('not_approved')
  await set({ approved_uses: '["loudspeaker"]', content_id: 'another' })
  await isRefused('content_changed')
  await set({ content_id: sound.contentId })
  await withdrawWork(app.deps.clock.now())
  await isRefused('withdrawn')
  expect((await team().get('/api/packages/bundle.zip')).status).toBe(200)
  await withdrawWork(null)
  expect((await team().get(`/api/packages/${id}/zip`)).status).toBe(200)
})
