import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { usualSeverity } from '../../media/finding.ts'
import { inTransaction } from '../../server/db/open.ts'
import { analyseJob } from '../../server/library/analysis/queue.ts'
import { bodyOf, codeOf } from '../support/answers.ts'
import { anApp } from '../support/app.ts'
import { aSource, aVersion } from '../support/library.ts'

let site: Awaited<ReturnType<typeof anApp>>
beforeAll(async () => {
  site = await anApp()
})
afterAll(() => site.close())

const producer = () => site.as('producer')

describe('the report', () => {
  const facts = JSON.stringify({
    container: 'mov',
    durationMs: 60_000,
    startMs: 0,
    sizeBytes: 1,
    bitRate: null,
    picture: { width: 1920, height: 1080, fps: { num: 25, den: 1 }, codec: 'h264', fieldOrder: 'top' },
    sound: [{ codec: 'pcm_s24le', channels: 2, sampleRateHz: 48_000 }],
  })
  const findings = [
    { code: 'black', severity: 'warning', startMs: 10_000, endMs: 12_400 },
    { code: 'silence', severity: 'warning', startMs: 50_000, endMs: 53_100 },
    { code: 'interlaced', severity: 'info', value: 0.98 },
  ]
  const reportOf = async (source: Parameters<typeof aSource>[1], values = {}, language = 'vi') => {
    const version = await aVersion(site.deps, { source: await aSource(site.deps, source), values })
    return await bodyOf(producer().get(`/api/versions/${version.id}/report`, { 'x-vang-lang': language }))
  }
  const analysis = JSON.stringify({ recipe: { name: 'analyse', version: 1 }, loudness: null, findings })

  it('speaks of each fault in plain words, in the language of the reader', async () => {
    const said = await reportOf({ facts, analysis })
    expect(said).toMatchObject({ stage: 'full', tone: 'warn', verdict: 'Có 2 chỗ cần xem.' })
    expect(said.format).toBe('1920 x 1080 quét xen kẽ, 25 hình/giây, H.264; tiếng PCM 24 bit, 48 kHz, 2 kênh')
    expect(said.findings[0]).toMatchObject({ title: 'Khung đen 2,4 giây', startMs: 10_000, endMs: 12_400 })
    const english = await reportOf({ facts, analysis }, {}, 'en')
    expect(english.findings[1].title).toBe('Silence for 3.1 s')
  })

  it('on an act tells only of what lies within it', async () => {
    const said = await reportOf({ facts, analysis }, { in_ms: 0, out_ms: 20_000 })
    expect(said.findings.map((finding: { code: string }) => finding.code)).toEqual(['black', 'interlaced'])
    expect(said.verdict).toBe('Có 1 chỗ cần xem.')
  })

  it('says where a recording stands before, and why it was refused', async () => {
    expect(await reportOf({ state: 'arrived', analysis: null })).toMatchObject({
      stage: 'waiting',
      tone: 'busy',
    })
    const first = await reportOf({
      state: 'looked',
      analysis: null,
      facts,
      first_look: JSON.stringify({ findings: [] }),
    })
    expect(first).toMatchObject({ stage: 'first', tone: 'busy', findings: [] })
    const refused = await reportOf({ state: 'refused', refusal: 'truncated', analysis: null })
    expect(refused).toMatchObject({ stage: 'refused', tone: 'stop' })
    expect(refused.verdict).toContain('bị cắt dở')
  })

  it('says so when the analysis gave up, and sends people to where it can be run again', async () => {
    const source = await aSource(site.deps, { state: 'looked', analysis: null })
    const version = await aVersion(site.deps, { source })
    const work = { id: version.work_id, title: 'Bản ghi' }
    await inTransaction(site.deps.db, async (trx) => {
      const asked = { personId: 'person-producer', urgent: false, withPicture: true }
      const id = await site.deps.jobs.enqueue(trx, analyseJob(source.sha256, work, asked))
      await trx
        .updateTable('job')
        .set({ state: 'dead', error_code: 'too_slow' })
        .where('id', '=', id)
        .execute()
    })
    const said = await bodyOf(producer().get(`/api/versions/${version.id}/report`))
    expect(said).toMatchObject({
      stage: 'failed',
      tone: 'warn',
      job: { state: 'dead', errorCode: 'too_slow' },
    })
  })

  it('has words in both languages for everything that can be found', async () => {
    const { readFile } = await import('node:fs/promises')
    const codes = Object.keys(usualSeverity)
    for (const language of ['vi', 'en']) {
      const words = JSON.parse(
        await readFile(new URL(`../../server/words/${language}/library.json`, import.meta.url), 'utf8'),
      )
      for (const code of codes)
        expect([code, words[`finding_${code}`], words[`about_${code}`]]).not.toContain(undefined)
    }
  })
})

describe('media of a version', () => {
  it('is not there before the analysis made it, and says so', async () => {
    const version = await aVersion(site.deps, { source: await aSource(site.deps, { state: 'looked' }) })
    expect(await codeOf(await producer().get(`/api/versions/${version.id}/media/proxy`))).toBe('not_ready')
    expect(await codeOf(await producer().get(`/api/versions/${version.id}/media/film`))).toBe('invalid')
  })
})

describe('who may', () => {
  it('keeps the library from film teams, and its pen from all but producers', async () => {
    const version = await aVersion(site.deps)
    for (const path of [
      '/api/works',
      `/api/works/${version.work_id}`,
      `/api/versions/${version.id}/report`,
      `/api/versions/${version.id}/media/proxy`,
    ])
      expect((await site.as('film_team').get(path)).status).toBe(403)
    for (const role of ['approver', 'scheduler', 'official', 'admin'] as const) {
      expect((await site.as(role).get(`/api/versions/${version.id}`)).status).toBe(200)
      expect((await site.as(role).post('/api/works', { kind: 'song', title: 'A' })).status).toBe(403)
      expect(
        (
          await site
            .as(role)
            .patch(`/api/versions/${version.id}`, { revision: version.updated_at, language: null })
        ).status,
      ).toBe(403)
    }
    expect((await site.as(null).get('/api/works')).status).toBe(401)
  })
})
