import { copyFile, mkdir, readdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { change } from '../../server/db/audit.ts'
import { newId } from '../../server/db/ids.ts'
import { startRunner } from '../../server/jobs/runner.ts'
import { sweepAnalysing } from '../../server/library/analysis/analysing.ts'
import { libraryJobs } from '../../server/library/analysis/analysis.jobs.ts'
import { recordArrival } from '../../server/library/arrival.service.ts'
import {
  clearWorkFolders,
  ensureRendition,
  inWorkFolder,
} from '../../server/library/renditions/renditions.service.ts'
import { versionById } from '../../server/library/versions.service.ts'
import { sha256Of } from '../../server/storage/canonical.ts'
import { anApp } from '../support/app.ts'
import { aVideo } from '../support/clips.ts'

let site: Awaited<ReturnType<typeof anApp>>
let clip: string
beforeAll(async () => {
  site = await anApp()
  clip = await aVideo({ seconds: 6, black: [1, 3] })
})
afterAll(() => site.close())

/** Puts a file into the store and tells the library, as a finished upload does. */
async function arrive(
  path: string,
  language: string | null = 'vi',
  sender: { id: string; unitId: string } = site.actors.producer,
) {
  const aside = join(site.deps.blobs.workDir, newId())
  await copyFile(path, aside)
  const blob = await site.deps.blobs.adopt(aside)
  return await change(site.deps, site.actors.producer, async (trx, record) => {
    const { unitId, id: personId } = sender
    const arrival = { ...blob, fileName: 'ban-ghi.mp4', unitId, personId, language, urgent: false }
    return { ...(await recordArrival(site.deps, trx, record, arrival)), ...blob }
  })
}

const unfinished = () =>
  site.deps.db.selectFrom('job').select('id').where('state', 'in', ['queued', 'running']).execute()

/** Works on everything that waits, as the worker does. */
async function workItOff(): Promise<unknown[]> {
  const errors: unknown[] = []
  const runner = startRunner(site.deps, libraryJobs, (error) => errors.push(error), {
    heartbeatMs: 1000,
    idleMs: 20,
  })
  while ((await unfinished()).length > 0) await new Promise((resolve) => setTimeout(resolve, 50))
  await runner.stop()
  return errors
}

const get = (path: string, headers?: Record<string, string>) => site.as('producer').get(path, headers)
// biome-ignore lint/suspicious/noExplicitAny: the shape is what the tests are about
const jsonOf = async (path: string): Promise<any> => (await get(path)).json()

describe('a real recording', () => {
  it('is looked at, analysed and served, with progress on the way and nothing left behind', async () => {
    const seen: { fraction: number; kind: string }[] = []
    const stop = site.deps.live.listen(({ message }) => {
      if (message.type === 'progress') seen.push(message)
    })
    const { versionId } = await arrive(clip)
    expect(await workItOff()).toEqual([])
    stop()

    const { version, products } = await jsonOf(`/api/versions/${versionId}`)
    expect(version).toMatchObject({ sourceState: 'ready', durationMs: 6000, soundOnly: false })
    expect(products.proxy).toMatchObject({ fps: { num: 25, den: 1 }, frames: 150, durationMs: 6000 })
    expect(products.poster).toBe(true)
    expect(Math.abs(products.waveform.count - 300)).toBeLessThanOrEqual(3)
    expect(seen.some(({ kind }) => kind === 'library.analyse')).toBe(true)
    expect(await readdir(join(site.deps.blobs.workDir, 'making'))).toEqual([])

    const report = await jsonOf(`/api/versions/${versionId}/report`)
    expect(report).toMatchObject({ stage: 'full', tone: 'warn' })
    const black = report.findings.find((finding: { code: string }) => finding.code === 'black')
    expect(Math.abs(black.startMs - 1000)).toBeLessThanOrEqual(80)
    expect(Math.abs(black.endMs - 3000)).toBeLessThanOrEqual(80)
    expect(report.loudness.integratedLufs).toBeLessThan(0)
  })

  it('serves every product with the right bytes, whole and by range', async () => {
    const { versionId, sha256 } = await arrive(clip)
    const path = (product: string) => `/api/versions/${versionId}/media/${product}`
    for (const product of ['proxy', 'poster', 'sprite', 'waveform', 'loudness', 'sound', 'original']) {
      const whole = await get(path(product))
      expect([product, whole.status]).toEqual([product, 200])
      const bytes = new Uint8Array(await whole.arrayBuffer())
      expect(`"${sha256Of(bytes)}"`).toBe(whole.headers.get('etag'))
      const part = await get(path(product), {
        range: 'bytes=10-19',
        'if-range': whole.headers.get('etag') ?? '',
      })
      expect(part.status).toBe(206)
      expect(part.headers.get('content-range')).toBe(`bytes 10-19/${bytes.length}`)
      expect(new Uint8Array(await part.arrayBuffer())).toEqual(bytes.slice(10, 20))
    }
    expect((await get(path('proxy'))).headers.get('content-type')).toBe('video/mp4')
    expect((await get(path('proxy'))).headers.get('content-disposition')).toMatch(/^inline/)
    expect((await get(path('original'))).headers.get('content-disposition')).toMatch(/^attachment/)
    expect((await get(path('original'))).headers.get('etag')).toBe(`"${sha256}"`)
  })

  it('is not analysed again when the same bytes arrive a second time', async () => {
    const count = async () => (await site.deps.db.selectFrom('job').select('id').execute()).length
    const before = await count()
    const again = await arrive(clip, 'tyz')
    expect(again.sourceWasKnown).toBe(true)
    expect(await count()).toBe(before)
    expect(await versionById(site.deps.reads, again.versionId)).toMatchObject({ sourceState: 'ready' })
  })

  it('is analysed once when two works and two units send the same bytes at once', async () => {
    const path = await aVideo({ seconds: 3, peakDbfs: -15 })
    const twins = await Promise.all([
      arrive(path),
      arrive(path, 'tyz'),
      arrive(path, 'vi', { ...site.actors.producer, unitId: 'unit-centre' }),
    ])
    expect(new Set(twins.map(({ workId }) => workId)).size).toBe(3)
    expect(await workItOff()).toEqual([])
    const sha256 = twins[0]?.sha256 ?? ''
    const jobs = await site.deps.db
      .selectFrom('job')
      .select(['kind', 'attempts'])
      .where('key', 'like', `%${sha256}%`)
      .orderBy('kind')
      .execute()
    expect(jobs).toEqual([
      { kind: 'library.analyse', attempts: 1 },
      { kind: 'library.look', attempts: 1 },
    ])
    for (const { versionId } of twins)
      expect(await versionById(site.deps.reads, versionId)).toMatchObject({ sourceState: 'ready' })
  })

  it('can be watched while it is being analysed, and from its products afterwards', async () => {
    const { versionId, sha256 } = await arrive(
      await aVideo({ seconds: 16, width: 1280, height: 720, peakDbfs: -14 }),
    )
    const nothing = { growing: false, mime: '', totalMs: 0, stretches: [] }
    const path = `/api/versions/${versionId}/growing`
    expect(await jsonOf(path)).toEqual(nothing)
    expect((await get(`${path}/0`)).status).toBe(409)

    const runner = startRunner(site.deps, libraryJobs, () => undefined, { heartbeatMs: 1000, idleMs: 20 })
    const seen: { sizeBytes: number; finished: boolean }[] = []
    let head = Buffer.alloc(0)
    while ((await unfinished()).length > 0) {
      const { growing, mime, totalMs, stretches } = await jsonOf(path)
      if (growing && stretches[0].sizeBytes > 2000 && head.length === 0) {
        expect(mime).toMatch(/^video\/mp4; codecs="avc1\.4d[0-9a-f]{4},mp4a\.40\.2"$/)
        expect(totalMs).toBe(16_000)
        expect(stretches[0]).toMatchObject({ n: 0, startMs: 0, durationMs: null })
        const part = await get(`${path}/0`, { range: 'bytes=4-7' })
        expect([part.status, await part.text()]).toEqual([206, 'ftyp'])
        head = Buffer.from(await (await get(`${path}/0`)).arrayBuffer())
      }
      if (growing) seen.push(stretches[0])
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    await runner.stop()
    expect(head.includes('moov')).toBe(true)
    const sizes = seen.map(({ sizeBytes }) => sizeBytes)
    expect(sizes).toEqual(sizes.toSorted((a, b) => a - b))
    expect(await jsonOf(path)).toEqual(nothing)
    expect(await versionById(site.deps.reads, versionId)).toMatchObject({ sourceState: 'ready' })
    expect(await readdir(join(site.deps.blobs.workDir, 'analysing'))).not.toContain(sha256)
  })

  it('that nobody is going to analyse any more leaves no pieces behind', async () => {
    const gone = join(site.deps.blobs.workDir, 'analysing', 'f'.repeat(64))
    await mkdir(join(gone, 'parts'), { recursive: true })
    await sweepAnalysing(site.deps)
    expect(await readdir(join(site.deps.blobs.workDir, 'analysing'))).toEqual([])
  })

  it('that was being analysed when the worker died starts over cleanly', async () => {
    const { versionId, sha256 } = await arrive(await aVideo({ seconds: 5, peakDbfs: -12 }))
    const died = startRunner(site.deps, libraryJobs, () => undefined, { heartbeatMs: 1000, idleMs: 20 })
    const started = () =>
      site.deps.db
        .selectFrom('job')
        .select('id')
        .where('key', 'like', `library.analyse ${sha256}%`)
        .where('state', '=', 'running')
        .executeTakeFirst()
    while (!(await started())) await new Promise((resolve) => setTimeout(resolve, 20))
    await died.stop()
    // What a kill would have left, since this runner stopped with clean hands.
    await inWorkFolder(site.deps, async (folder) => copyFile(clip, join(folder, '..', 'left-by-the-dead')))

    await site.deps.jobs.releaseDead('all')
    await clearWorkFolders(site.deps)
    expect(await workItOff()).toEqual([])
    expect(await versionById(site.deps.reads, versionId)).toMatchObject({ sourceState: 'ready' })
    const rows = await site.deps.db
      .selectFrom('rendition')
      .select('recipe')
      .where('source_sha256', '=', sha256)
      .execute()
    expect(rows.map((row) => row.recipe).sort()).toEqual([
      'first-poster',
      'loudness',
      'poster',
      'proxy',
      'sprite',
      'waveform',
    ])
    expect(await readdir(join(site.deps.blobs.workDir, 'analysing'))).toEqual([])
  })
})

describe('a hostile or broken file', () => {
  const refused = async (path: string) => {
    const { versionId } = await arrive(path)
    expect(await workItOff()).toEqual([])
    const version = await versionById(site.deps.reads, versionId)
    const report = await jsonOf(`/api/versions/${versionId}/report`)
    expect(report).toMatchObject({ stage: 'refused', tone: 'stop' })
    return version?.sourceState === 'refused' ? version.refusal : undefined
  }
  const fileWith = async (content: string | Uint8Array) => {
    const path = join(site.deps.config.dataDir, `${newId()}.mp4`)
    await writeFile(path, content)
    return path
  }

  it('is refused for what it is: a playlist, plain text, nothing at all', async () => {
    expect(await refused(await fileWith('#EXTM3U\n#EXTINF:1,\n/etc/passwd\n'))).toBe('playlist_not_allowed')
    expect(await refused(await fileWith("ffconcat version 1.0\nfile '/etc/passwd'\n"))).toBe(
      'playlist_not_allowed',
    )
    expect(await refused(await fileWith('Kính gửi các đơn vị'))).toBe('not_media')
    expect(await refused(await fileWith(''))).toBe('empty_file')
  })

  it('is refused as cut when its second half is missing', async () => {
    const { readFile } = await import('node:fs/promises')
    const whole = await readFile(await aVideo({ seconds: 6, faststart: true }))
    expect(await refused(await fileWith(whole.subarray(0, Math.floor(whole.length / 2))))).toBe('truncated')
  })
})

describe('a rendition', () => {
  const of = async () => ({
    sourceSha256: (await arrive(clip)).sha256,
    inMs: 1000,
    outMs: 2000,
    recipe: newId(),
    recipeVersion: 1,
    parameters: { lufs: -16 },
    mediaType: 'text/plain',
  })

  it('is made once for callers that ask together, and found by those who ask later', async () => {
    const wanted = await of()
    let made = 0
    const make = async (workPath: string) => {
      made++
      await writeFile(workPath, 'tiếng loa')
      return { durationMs: 1000, record: { lufs: -16.02 } }
    }
    const results = await Promise.all([1, 2, 3].map(() => ensureRendition(site.deps, wanted, make)))
    const later = await ensureRendition(site.deps, wanted, make)
    expect(made).toBe(1)
    expect(results.filter((result) => result.made)).toHaveLength(1)
    expect(new Set([...results, later].map(({ rendition }) => rendition.id)).size).toBe(1)
    expect(later.rendition).toMatchObject({
      sha256: sha256Of('tiếng loa'),
      durationMs: 1000,
      record: { lufs: -16.02 },
    })
    expect((await stat(await site.deps.blobs.localPath(later.rendition.sha256))).size).toBe(
      later.rendition.sizeBytes,
    )
  })

  it('of which another process was faster is that one, and a failed making leaves nothing', async () => {
    const wanted = await of()
    const other = { ...site.deps, db: site.deps.db.withoutPlugins() }
    const make = (text: string, meanwhile: () => Promise<unknown>) => async (workPath: string) => {
      await meanwhile()
      await writeFile(workPath, text)
      return { durationMs: null, record: {} }
    }
    const slow = await ensureRendition(
      site.deps,
      wanted,
      make('người sau', () =>
        ensureRendition(
          other,
          wanted,
          make('người trước', async () => undefined),
        ),
      ),
    )
    expect(slow.made).toBe(false)
    expect(slow.rendition.sha256).toBe(sha256Of('người trước'))

    const failing = ensureRendition(site.deps, { ...wanted, inMs: 0 }, async () => {
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await readdir(join(site.deps.blobs.workDir, 'making'))).toEqual([])
  })
})
