import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contentIdOf } from '../../server/library/content-id.ts'
import { versionById } from '../../server/library/versions.service.ts'
import { bodyOf, codeOf } from '../support/answers.ts'
import { anApp } from '../support/app.ts'
import { aSource, aVersion, aWork } from '../support/library.ts'

let site: Awaited<ReturnType<typeof anApp>>
beforeAll(async () => {
  site = await anApp()
})
afterAll(() => site.close())

const producer = () => site.as('producer')
const read = (id: string) => bodyOf(producer().get(`/api/versions/${id}/fixes`))

const picture = { index: 0, codec: 'h264', width: 1920, height: 1080, fps: { num: 25, den: 1 } }
const facts = (fieldOrder: 'top' | 'progressive') => ({
  container: 'mov,mp4',
  durationMs: 60_000,
  startMs: 0,
  sizeBytes: 1000,
  picture: { ...picture, fieldOrder },
  sound: [{ index: 1, codec: 'aac', channels: 2, sampleRateHz: 48_000 }],
})

/** An analysed recording: how loud, how its fields are, where it is black. */
const aRecording = async (of: {
  lufs?: number
  peak?: number
  fields?: 'top' | 'progressive'
  blacks?: [number, number][]
  kind?: 'song' | 'announcement' | 'programme'
  approvedUses?: 'tv'[]
}) => {
  const { lufs = -31.2, peak = -12, fields = 'progressive', blacks = [], kind = 'programme' } = of
  const source = await aSource(site.deps, {
    facts: JSON.stringify(facts(fields)),
    analysis: JSON.stringify({
      recipe: { name: 'analyse', version: 1 },
      loudness: { integratedLufs: lufs, truePeakDbtp: peak, rangeLu: 5 },
      findings: blacks.map(([startMs, endMs]) => ({ code: 'black', severity: 'warning', startMs, endMs })),
    }),
  })
  const work = await aWork(site.deps, { kind })
  const { approvedUses } = of
  return await aVersion(site.deps, { work, source, ...(approvedUses ? { approvedUses } : {}) })
}

/** Peaks of a minute that is silent for its first 3 and last 2 seconds. */
const withPeaks = async (sourceSha256: string) => {
  const peaks = Int8Array.from({ length: 6000 }, (_, n) => {
    const second = Math.floor(n / 100)
    return second < 3 || second >= 58 ? 0 : n % 2 ? 60 : -60
  })
  const path = join(site.deps.blobs.workDir, `peaks-${sourceSha256}`)
  await writeFile(path, peaks)
  const blob = await site.deps.blobs.adopt(path)
  await rendition(sourceSha256, 'waveform', { perSecond: 50, count: 3000 }, blob.sha256)
}

const rendition = (source: string, recipe: string, record: unknown, sha256 = 'f'.repeat(64)) =>
  site.deps.db
    .insertInto('rendition')
    .values({
      id: `${source}-${recipe}`,
      key: `${source}-${recipe}`,
      source_sha256: source,
      recipe,
      recipe_version: 1,
      parameters: '{}',
      build: 'x',
      sha256,
      size_bytes: 6000,
      media_type: 'x/x',
      record: JSON.stringify(record),
      made_at: site.deps.clock.now(),
    })
    .execute()

describe('what is done by itself', () => {
  it('is said in plain words: how far the level moves, and that no limiter is needed', async () => {
    const { television } = await read((await aRecording({})).id)
    expect(television).toEqual([
      'Âm lượng -31,2 LUFS được nâng 8,2 dB lên -23,0 LUFS.',
      'Đỉnh nằm dưới -1,0 dBTP: chỉ chỉnh mức, chỗ to chỗ nhỏ giữ nguyên như bản ghi.',
      'Hình quét liên tục, không cần khử sọc.',
    ])
  })

  it('names the limiter, the quiet recording and the fields where they are', async () => {
    const { television } = await read((await aRecording({ lufs: -46, peak: -20, fields: 'top' })).id)
    expect(television).toEqual([
      'Âm lượng -46,0 LUFS được nâng 23,0 dB lên -23,0 LUFS.',
      'Thu quá nhỏ: nâng hơn 20 dB thì tiếng nền cũng to lên. Nên thu lại nếu được.',
      'Đỉnh sẽ vượt -1,0 dBTP nên bộ giới hạn giữ lại những chỗ đó.',
      'Hình quét xen kẽ được khử sọc.',
    ])
  })

  it.each([
    ['song', 'bài hát', '-18'],
    ['announcement', 'lời đọc', '-16'],
    ['programme', 'chương trình có lời và nhạc', '-16'],
  ] as const)('treats a %s for loudspeakers as %s', async (kind, words, lufs) => {
    const { loudspeakers } = await read((await aRecording({ kind })).id)
    expect(loudspeakers[0]).toContain(words)
    expect(loudspeakers[1]).toContain(`${lufs} LUFS`)
  })

  it('shows what was done to each file and what it measured', async () => {
    const version = await aRecording({})
    await rendition(version.source_sha256, 'loudspeaker', {
      before: { integratedLufs: -31.2, truePeakDbtp: null },
      after: { integratedLufs: -16.04, truePeakDbtp: -2.6 },
      gainDb: 13.1,
      limited: true,
      levelled: true,
      tries: 2,
      flags: [],
    })
    const { made } = await read(version.id)
    expect(made).toMatchObject([
      {
        what: 'loudspeaker',
        name: 'Tệp phát loa',
        sentences: [
          'Trước -31,2 LUFS, sau -16,0 LUFS, đỉnh -2,6 dBTP.',
          'Chỉnh +13,1 dB, có giới hạn đỉnh.',
          'Đã cân lại chỗ to chỗ nhỏ.',
          'Đo lại và làm 2 lần mới đạt.',
        ],
      },
    ])
  })
})

it('says that it does not know the edges of what nobody has looked at', async () => {
  const version = await aVersion(site.deps, {
    source: await aSource(site.deps, { analysis: null, facts: null }),
  })
  expect(await read(version.id)).toMatchObject({
    looked: false,
    trim: null,
    television: [],
    loudspeakers: [],
  })
})

describe('the choice of de-interlacing', () => {
  it('keeps content and approval, changes what is said, and is audited', async () => {
    const version = await aRecording({ fields: 'top', approvedUses: ['tv'] })
    const choose = (revision: string, deinterlace: string) =>
      producer().put(`/api/versions/${version.id}/fixes`, { revision, fixes: { deinterlace } })
    const { revision } = await bodyOf(choose(version.updated_at, 'never'))
    expect(await versionById(site.deps.reads, version.id)).toMatchObject({
      fixes: { deinterlace: 'never' },
      contentId: version.content_id,
      state: 'approved',
      approvedUses: ['tv'],
      revision,
    })
    expect((await read(version.id)).television.at(-1)).toContain('giữ nguyên như đã chọn')
    const audit = await site.deps.reads
      .selectFrom('audit')
      .selectAll()
      .where('subject_id', '=', version.id)
      .where('action', '=', 'library.fixes')
      .executeTakeFirstOrThrow()
    expect(JSON.parse(audit.detail)).toEqual({
      before: { deinterlace: 'auto' },
      after: { deinterlace: 'never' },
    })
    expect(await codeOf(await choose(version.updated_at, 'auto'))).toBe('stale')
    expect(await codeOf(await choose(revision, 'sometimes'))).toBe('invalid')
  })

  it('is the owner’s alone', async () => {
    const work = await aWork(site.deps, { unit_id: 'unit-centre' })
    const version = await aVersion(site.deps, { work })
    const body = { revision: version.updated_at, fixes: { deinterlace: 'never' } }
    expect(await codeOf(await producer().put(`/api/versions/${version.id}/fixes`, body))).toBe('forbidden')
    const trim = { inMs: 1000, outMs: 9000 }
    expect(await codeOf(await producer().post(`/api/versions/${version.id}/trim`, trim))).toBe('forbidden')
  })
})

describe('cutting head and tail', () => {
  it('is proposed where both picture and sound are empty', async () => {
    const version = await aRecording({
      blacks: [
        [0, 4000],
        [59_000, 60_000],
      ],
    })
    await withPeaks(version.source_sha256)
    expect((await read(version.id)).trim).toEqual({ inMs: 3000, outMs: 59_000 })
  })

  it('makes a new version of the same work that has to be approved; the old one stays as it was', async () => {
    const version = await aRecording({ approvedUses: ['tv'] })
    const made = await producer().post(`/api/versions/${version.id}/trim`, { inMs: 3000, outMs: 58_000 })
    expect(made.status).toBe(201)
    const { versionId, number } = await bodyOf(made)
    expect(number).toBe(2)
    const stretch = { inMs: 3000, outMs: 58_000 }
    expect(await versionById(site.deps.reads, versionId)).toMatchObject({
      ...stretch,
      workId: version.work_id,
      sourceSha256: version.source_sha256,
      language: version.language,
      state: 'draft',
      approvedUses: [],
      durationMs: 55_000,
      contentId: contentIdOf({
        workId: version.work_id,
        sourceSha256: version.source_sha256,
        language: version.language ?? null,
        ...stretch,
      }),
    })
    expect(await versionById(site.deps.reads, version.id)).toMatchObject({ state: 'approved', inMs: null })
    const again = await producer().post(`/api/versions/${version.id}/trim`, stretch)
    expect(await codeOf(again)).toBe('conflict')
  })

  it('refuses points outside the version, turned round, or of a withdrawn one', async () => {
    const version = await aRecording({})
    const trim = async (id: string, inMs: number, outMs: number) =>
      await codeOf(await producer().post(`/api/versions/${id}/trim`, { inMs, outMs }))
    expect(await trim(version.id, 3000, 61_000)).toBe('bad_range')
    expect(await trim(version.id, 5000, 4000)).toBe('bad_range')
    const cut = await aVersion(site.deps, { values: { in_ms: 10_000, out_ms: 20_000 } })
    expect(await trim(cut.id, 9000, 20_000)).toBe('bad_range')
    const gone = await aVersion(site.deps, { values: { state: 'withdrawn' } })
    expect(await trim(gone.id, 1000, 9000)).toBe('withdrawn')
    expect(await trim('nobody', 1000, 9000)).toBe('not_found')
  })
})
