import { randomUUID } from 'node:crypto'
import { copyFile, mkdir, mkdtemp, readFile, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readPacketFacts } from '../../media/packets.ts'
import { newId } from '../../server/db/ids.ts'
import { startRunner } from '../../server/jobs/runner.ts'
import { libraryJobs } from '../../server/library/analysis/analysis.jobs.ts'
import { partsJobs } from '../../server/library/parts/parts.jobs.ts'
import { finishUpload } from '../../server/library/uploads/finish.service.ts'
import { hashFile } from '../../server/storage/pieces.ts'
import { anApp } from '../support/app.ts'
import { aHouseLikeVideo, inParts } from '../support/recordings.ts'

let site: Awaited<ReturnType<typeof anApp>>
let whole: string
beforeAll(async () => {
  site = await anApp({ VANG_HOUSE: '720p25' })
  whole = join(await mkdtemp(join(tmpdir(), 'vang-whole-')), 'whole.ts')
  await aHouseLikeVideo(whole, { seconds: 6, size: '320x180', sound: ['-c:a', 'ac3', '-b:a', '192k'] })
})
afterAll(() => site.close())

/** An upload whose last byte has come; with `held`, one that is still on its way. */
async function anUpload(path: string, held = false): Promise<string> {
  const id = randomUUID()
  const { size } = await stat(path)
  const part = join(site.deps.config.dataDir, 'uploads', `${id}.part`)
  await mkdir(join(part, '..'), { recursive: true })
  await copyFile(path, part)
  const at = site.deps.clock.now()
  await site.deps.db
    .insertInto('upload')
    .values({
      ...{ id, state: held ? 'paused' : 'hashing', origin: 'browser', unit_id: 'unit-troupe' },
      ...{ person_id: 'person-producer', token_hash: newId(), file_name: basename(path), size_bytes: size },
      ...{
        offset_bytes: held ? 0 : size,
        ends: '{"format":"ts","findings":[]}',
        created_at: at,
        last_activity_at: at,
      },
    })
    .execute()
  if (!held) await finishUpload(site.deps, id)
  return id
}

async function arriveAll(id: string) {
  await site.deps.db.updateTable('upload').set({ state: 'hashing' }).where('id', '=', id).execute()
  await finishUpload(site.deps, id)
}

async function workItOff() {
  const errors: unknown[] = []
  // The full look is another test's business.
  const passed = { 'library.analyse': { run: async () => async () => undefined } }
  const handlers = { ...libraryJobs, ...partsJobs, ...passed }
  const waiting = () =>
    site.deps.db.selectFrom('job').select('id').where('state', 'in', ['queued', 'running']).execute()
  const runner = startRunner(site.deps, handlers, (error) => errors.push(error), {
    heartbeatMs: 1000,
    idleMs: 20,
  })
  while ((await waiting()).length > 0) await new Promise((resolve) => setTimeout(resolve, 30))
  await runner.stop()
  return errors
}

// biome-ignore lint/suspicious/noExplicitAny: the shape is what the tests are about
const parts = async (): Promise<any> => (await site.as('producer').get('/api/parts')).json()

it('proposes the files of one recording, joins them at a click while one is still coming, and keeps them', async () => {
  const files = await inParts(whole, { extension: 'MTS', seconds: 2, name: (n) => `0000${n}` })
  const [first = '', second = '', third = ''] = files
  const ids = [await anUpload(first), await anUpload(third), await anUpload(second, true)]
  expect(await workItOff()).toEqual([])
  const { proposals } = await parts()
  expect(proposals).toHaveLength(1)
  const [{ parts: proposed }] = proposals
  expect(proposed.map(({ fileName }: { fileName: string }) => fileName)).toEqual([
    '00000.MTS',
    '00001.MTS',
    '00002.MTS',
  ])

  const order = proposed.map(({ id }: { id: string }) => id)
  const answer = await site.as('producer').post('/api/parts', { uploads: order })
  expect(answer.status).toBe(201)
  expect((await parts()).proposals).toEqual([])
  expect((await parts()).recordings[0]).toMatchObject({ state: 'waiting' })
  expect((await site.as('producer').post('/api/parts', { uploads: order })).status).toBe(409)

  await arriveAll(ids[2] ?? '')
  expect(await workItOff()).toEqual([])
  const [recording] = (await parts()).recordings
  expect(recording).toMatchObject({ state: 'joined', problem: null })

  const row = await site.deps.db
    .selectFrom('split_recording')
    .selectAll()
    .where('id', '=', recording.id)
    .executeTakeFirstOrThrow()
  const source = await site.deps.db
    .selectFrom('source')
    .selectAll()
    .where('sha256', '=', row.source_sha256 ?? '')
    .executeTakeFirstOrThrow()
  expect(source).toMatchObject({ file_name: '00000–00002.ts', state: 'looked' })
  const kept = JSON.parse(source.parts ?? '[]')
  expect(kept.map((part: object) => ({ ...part, sha256: '' }))).toEqual(
    ['00000.MTS', '00001.MTS', '00002.MTS'].map((fileName) => ({
      fileName,
      sha256: '',
      durationMs: 2000,
      gapMs: 0,
    })),
  )
  const joined = await site.deps.blobs.localPath(source.sha256)
  expect((await readPacketFacts(joined, { stream: 'v:0' })).frames).toBe(150)
  for (const [n, path] of files.entries()) {
    const { sha256 } = await hashFile(path)
    expect(kept[n].sha256).toBe(sha256)
    expect(await readFile(await site.deps.blobs.localPath(sha256))).toEqual(await readFile(path))
  }
  // The whole is the next version of the first part's work; the other parts' works step back.
  const works = await site.deps.db.selectFrom('work').select(['id', 'withdrawn_at']).execute()
  expect(works.filter(({ withdrawn_at }) => withdrawn_at === null).map(({ id }) => id)).toEqual([row.work_id])
})

it('refuses in words what does not fit, and conforms each part first when told to', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'vang-unlike-'))
  const paths = [join(folder, 'C0001.MP4'), join(folder, 'C0002.MP4')]
  await aHouseLikeVideo(paths[0] ?? '', { seconds: 1, size: '320x180' })
  await aHouseLikeVideo(paths[1] ?? '', { seconds: 2, size: '640x360', rate: '30' })
  const uploads = []
  for (const path of paths) uploads.push(await anUpload(path))
  await workItOff()
  await site.as('producer').post('/api/parts', { uploads })
  await workItOff()
  const [refused] = (await parts()).recordings
  expect(refused).toMatchObject({ state: 'refused', mayConform: true })
  expect(refused.problem).toMatch(/^C0002.MP4 khác các tệp kia về cỡ hình, số hình\/giây/)
  expect((await site.as('producer').post(`/api/parts/${refused.id}/way`, { way: 'conform' })).status).toBe(
    200,
  )
  expect(await workItOff()).toEqual([])
  const [done] = (await parts()).recordings
  expect(done).toMatchObject({ state: 'joined' })
  const row = await site.deps.db
    .selectFrom('split_recording')
    .selectAll()
    .where('id', '=', done.id)
    .executeTakeFirstOrThrow()
  const path = await site.deps.blobs.localPath(row.source_sha256 ?? '')
  expect(await readPacketFacts(path, { stream: 'v:0' })).toMatchObject({
    frames: 75,
    irregular: 0,
    stepTicks: 512,
  })
})

it('forgets a proposal when told that the files are recordings of their own', async () => {
  const files = await inParts(whole, { extension: 'MTS', seconds: 3, name: (n) => `0010${n}` })
  const uploads = []
  for (const path of files) uploads.push(await anUpload(path))
  expect((await parts()).proposals).toHaveLength(1)
  await site.as('producer').post('/api/parts', { uploads, apart: true })
  expect((await parts()).proposals).toEqual([])
})

it('says which part did not come, and lets nobody join what is not theirs', async () => {
  const files = await inParts(whole, { extension: 'MTS', seconds: 3, name: (n) => `0020${n}` })
  const uploads = [await anUpload(files[0] ?? ''), await anUpload(files[1] ?? '', true)]
  expect((await site.as('scheduler').post('/api/parts', { uploads })).status).toBe(403)
  await site.as('producer').post('/api/parts', { uploads })
  await site.as('producer').delete(`/api/uploads/${uploads[1]}`)
  const [recording] = (await parts()).recordings
  expect(recording).toMatchObject({ state: 'refused', mayConform: false })
  expect(recording.problem).toMatch(/^00201.MTS không đến đủ/)
})
