import { execFile } from 'node:child_process'
import { link, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { JobContext } from '../../server/jobs/handlers.ts'
import { ingestJobs } from '../../server/library/ingest/ingest.jobs.ts'
import { codeOf } from '../support/answers.ts'
import { anApp } from '../support/app.ts'
import { workOff } from '../support/packages.ts'
import { aWav, sha256 } from '../support/uploads.ts'

const file = aWav(400_000, 4)
let world: Awaited<ReturnType<typeof anApp>>
let inbox: string
let elsewhere: string
beforeEach(async () => {
  world = await anApp()
  inbox = world.deps.config.inboxDir
  elsewhere = await mkdtemp(join(tmpdir(), 'vang-elsewhere-'))
  await mkdir(join(inbox, 'Thẻ nhớ 1'), { recursive: true })
})
afterEach(async () => {
  await world.close()
  await rm(elsewhere, { recursive: true, force: true })
})

const take = (body: Record<string, unknown>) => world.as('producer').post('/api/inbox/take', body)
const uploads = () => world.deps.db.selectFrom('upload').selectAll().execute()
const only = async () => {
  const [row, ...others] = await uploads()
  expect(others).toEqual([])
  return row
}

/** Runs the queued copying as the worker does. */
async function work(signal = new AbortController().signal) {
  const claim = await world.deps.jobs.claim('copy')
  if (!claim) throw new Error('Nothing is queued')
  const told: number[] = []
  const context: JobContext = { deps: world.deps, signal, progress: (fraction) => told.push(fraction) }
  const handler = ingestJobs[claim.kind]
  const recording = await handler?.run(claim, context)
  if (recording) await world.deps.jobs.finish(claim, recording)
  return { claim, told, handler }
}

describe('the inbox', () => {
  it('lists recordings in its folders, and nothing else', async () => {
    await writeFile(join(inbox, 'Thẻ nhớ 1', 'CLIP0001.wav'), file)
    await writeFile(join(inbox, 'ghi chú.txt'), 'x')
    await writeFile(join(inbox, '.ẩn.wav'), file)
    await writeFile(join(elsewhere, 'khác.wav'), file)
    await symlink(elsewhere, join(inbox, 'lối ra'))
    await symlink(join(elsewhere, 'khác.wav'), join(inbox, 'tắt.wav'))
    const { files } = (await (await world.as('producer').get('/api/inbox')).json()) as {
      files: { place: string }[]
    }
    expect(files.filter((entry) => entry.place === 'inbox')).toMatchObject([
      { name: 'CLIP0001.wav', folder: 'Thẻ nhớ 1', sizeBytes: file.length },
    ])
  })

  it('takes a recording in as an upload would, and leaves the original where it is', async () => {
    const path = join(inbox, 'Thẻ nhớ 1', 'CLIP0001.wav')
    await writeFile(path, file)
    const answer = await take({ path, title: 'Làng nghề Phúc Sen', kind: 'programme', language: 'vi' })
    expect(answer.status).toBe(201)
    const { told } = await work()
    expect(told.at(-1)).toBe(1)
    const row = await only()
    expect(row).toMatchObject({
      state: 'finished',
      origin: 'disk',
      source_sha256: sha256(file),
      file_name: 'CLIP0001.wav',
    })
    const source = await world.deps.db.selectFrom('source').selectAll().executeTakeFirstOrThrow()
    expect(source).toMatchObject({ sha256: sha256(file), state: 'arrived' })
    const version = await world.deps.db.selectFrom('version').selectAll().executeTakeFirstOrThrow()
    expect(version).toMatchObject({ id: row?.version_id, language: 'vi', uploaded_by: 'person-producer' })
    expect((await world.deps.db.selectFrom('job').select('kind').execute()).map((job) => job.kind)).toContain(
      'library.look',
    )
    expect(await world.deps.blobs.has(sha256(file))).toBe(true)
  })

  it('copies anew when it was killed in the middle, and finishes once', async () => {
    const path = join(inbox, 'a.wav')
    await writeFile(path, file)
    await take({ path })
    const killed = AbortSignal.abort(new Error('the worker is gone'))
    await expect(work(killed)).rejects.toThrow('the worker is gone')
    expect(await only()).toMatchObject({ state: 'active' })
    await world.deps.jobs.releaseDead('all')
    await work()
    expect(await only()).toMatchObject({ state: 'finished', source_sha256: sha256(file) })
    expect(await world.deps.db.selectFrom('version').select('id').execute()).toHaveLength(1)
  })

  it('stops when a person cancels the upload', async () => {
    await writeFile(join(inbox, 'a.wav'), file)
    await take({ path: join(inbox, 'a.wav') })
    const row = await only()
    expect((await world.as('producer').delete(`/api/uploads/${row?.id}`)).status).toBe(200)
    expect(await world.deps.jobs.claim('copy')).toBeUndefined()
    expect(await only()).toMatchObject({ state: 'cancelled' })
  })

  it('says why when the file is gone or shorter by the time it is copied', async () => {
    const path = join(inbox, 'a.wav')
    await writeFile(path, file)
    await take({ path })
    await writeFile(path, file.subarray(0, 1000))
    const claim = await world.deps.jobs.claim('copy')
    if (!claim) throw new Error('Nothing is queued')
    const context: JobContext = {
      deps: world.deps,
      signal: new AbortController().signal,
      progress: () => undefined,
    }
    const failure = await ingestJobs[claim.kind]
      ?.run(claim, context)
      .catch((error: { code: string }) => error)
    expect(failure).toMatchObject({ code: 'truncated' })
    await world.deps.jobs.fail(claim, { code: 'truncated', message: '', final: true }, async (trx) =>
      ingestJobs[claim.kind]?.onDead?.(claim, { code: 'truncated', message: '' }, trx),
    )
    const { ended } = (await (await world.as('producer').get('/api/uploads')).json()) as {
      ended: { problem: string }[]
    }
    expect(ended[0]?.problem).toContain('cắt dở')
  })

  it('copies anew when a person starts it again after it had failed', async () => {
    const path = join(inbox, 'a.wav')
    await writeFile(path, file)
    await take({ path })
    await writeFile(path, file.subarray(0, 1000))
    const claim = await world.deps.jobs.claim('copy')
    if (!claim) throw new Error('Nothing is queued')
    await world.deps.jobs.fail(claim, { code: 'truncated', message: '', final: true }, async (trx, failure) =>
      ingestJobs[claim.kind]?.onDead?.(claim, failure, trx),
    )
    expect(await only()).toMatchObject({ state: 'failed' })
    await writeFile(path, file)
    expect((await world.as('producer').post(`/api/jobs/${claim.id}/retry`)).status).toBe(200)
    await work()
    expect(await only()).toMatchObject({ state: 'finished', failure: null, source_sha256: sha256(file) })
  })

  it('tells the upload when its copying was stopped before it began', async () => {
    await writeFile(join(inbox, 'a.wav'), file)
    await take({ path: join(inbox, 'a.wav') })
    const { id } = await world.deps.db.selectFrom('job').select('id').executeTakeFirstOrThrow()
    expect((await world.as('producer').post(`/api/jobs/${id}/cancel`)).status).toBe(200)
    await workOff(world.deps)
    expect(await only()).toMatchObject({ state: 'cancelled' })
  })
})

describe('what may not be taken', () => {
  it.each([
    ['a file outside', () => join(elsewhere, 'khác.wav'), 'outside_inbox'],
    ['a path that climbs out', () => `${inbox}/../vang.db`, 'outside_inbox'],
    ['a link that leads out', () => join(inbox, 'tắt.wav'), 'outside_inbox'],
    ['a file through a linked folder', () => join(inbox, 'lối ra', 'khác.wav'), 'outside_inbox'],
    ['a folder beside the inbox with a longer name', () => `${inbox}-khác/a.wav`, 'outside_inbox'],
    ['the inbox itself', () => inbox, 'outside_inbox'],
    ['a folder', () => join(inbox, 'Thẻ nhớ 1'), 'not_media'],
    ['what is not there', () => join(inbox, 'không có.wav'), 'not_found'],
    ['a path with a zero byte', () => `${inbox}/a\0.wav`, 'not_found'],
    ['an empty file', () => join(inbox, 'rỗng.wav'), 'empty_file'],
    ['a playlist', () => join(inbox, 'ds.mp4'), 'playlist_not_allowed'],
  ])('refuses %s and changes nothing', async (_, path, code) => {
    await writeFile(join(elsewhere, 'khác.wav'), file)
    await symlink(elsewhere, join(inbox, 'lối ra'))
    await symlink(join(elsewhere, 'khác.wav'), join(inbox, 'tắt.wav'))
    await mkdir(`${inbox}-khác`, { recursive: true })
    await writeFile(`${inbox}-khác/a.wav`, file)
    await writeFile(join(inbox, 'rỗng.wav'), '')
    await writeFile(join(inbox, 'ds.mp4'), "ffconcat version 1.0\nfile '../vang.db'\n")
    expect(await codeOf(await take({ path: path() }))).toBe(code)
    expect(await uploads()).toEqual([])
    expect(await world.deps.jobs.claim('copy')).toBeUndefined()
  })

  it('refuses what the server itself keeps, also where its data lies below a folder that is read', async () => {
    const around = await anApp({ VANG_INBOX: tmpdir() })
    try {
      const { deps } = around
      await mkdir(join(deps.config.dataDir, 'uploads'), { recursive: true })
      const path = join(deps.config.dataDir, 'uploads', 'of-another-unit.wav')
      await writeFile(path, file)
      expect(await codeOf(await around.as('producer').post('/api/inbox/take', { path }))).toBe(
        'outside_inbox',
      )
      const { files } = (await (await around.as('producer').get('/api/inbox')).json()) as {
        files: { path: string }[]
      }
      expect(files.filter((entry) => entry.path.startsWith(deps.config.dataDir))).toEqual([])
    } finally {
      await around.close()
    }
  })

  it('is refused to those who do not bring recordings', async () => {
    await writeFile(join(inbox, 'a.wav'), file)
    for (const role of ['approver', 'scheduler', 'film_team', 'official'] as const) {
      expect((await world.as(role).get('/api/inbox')).status).toBe(403)
      expect((await world.as(role).post('/api/inbox/take', { path: join(inbox, 'a.wav') })).status).toBe(403)
    }
  })
})

describe('./scripts/ingest', () => {
  const script = fileURLToPath(new URL('../../scripts/ingest', import.meta.url))
  const run = (args: string[]) =>
    promisify(execFile)(script, [...args, '--data', world.deps.config.dataDir], {
      env: { ...process.env, LANG: 'vi_VN.UTF-8', VANG_DISK_RESERVE_BYTES: '0' },
    }).then(
      ({ stdout }) => ({ code: 0, said: stdout }),
      (error: { code: number; stdout: string; stderr: string }) => ({
        code: error.code,
        said: error.stdout + error.stderr,
      }),
    )

  it('takes a recording in from anywhere while the data is in use, language by its name', async () => {
    const path = join(elsewhere, 'ThongDiep_Mong.wav')
    await writeFile(path, file)
    await link(path, join(elsewhere, 'cùng tệp.wav'))
    const { code, said } = await run([path, '--as', 'producer'])
    expect(said).toContain('Đã nạp “ThongDiep Mong”')
    expect(said).toContain('100 %')
    expect(code).toBe(0)
    expect(await only()).toMatchObject({
      state: 'finished',
      origin: 'disk',
      source_sha256: sha256(file),
      language: 'hmn',
    })
  })

  it('ends with a plain sentence when it cannot', async () => {
    await writeFile(join(elsewhere, 'ds.mp4'), '#EXTM3U\n')
    for (const [args, sentence] of [
      [[join(elsewhere, 'không có.wav')], 'Không đọc được tệp'],
      [[join(elsewhere, 'ds.mp4')], 'danh sách phát'],
      [[join(elsewhere, 'ds.mp4'), '--as', 'nobody'], 'nobody'],
    ] as const) {
      const { code, said } = await run([...args])
      expect(code).toBe(1)
      expect(said).toContain(sentence)
      expect(said).not.toContain('    at ')
    }
    expect(await uploads()).toEqual([])
  })
})
