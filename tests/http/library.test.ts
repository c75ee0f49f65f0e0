import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { change, type Recorder } from '../../server/db/audit.ts'
import { newId } from '../../server/db/ids.ts'
import { type Arrival, recordArrival } from '../../server/library/arrival.service.ts'
import { contentIdOf } from '../../server/library/content-id.ts'
import { approvedFor } from '../../server/library/library.rules.ts'
import { setVersionState, versionById, versionsOf } from '../../server/library/versions.service.ts'
import { sha256Of } from '../../server/storage/canonical.ts'
import { anApp } from '../support/app.ts'
import { aSource, aVersion, aWork } from '../support/library.ts'

let site: Awaited<ReturnType<typeof anApp>>
beforeAll(async () => {
  site = await anApp()
})
afterAll(() => site.close())

const errorOf = async (response: Response) =>
  ((await response.json()) as { error: { code: string } }).error.code
// The bodies are compared field by field below.
// biome-ignore lint/suspicious/noExplicitAny: the shape is what the tests are about
const bodyOf = async (response: Response | Promise<Response>): Promise<any> => (await response).json()
const producer = () => site.as('producer')

async function arrive(arrival: Partial<Arrival> = {}) {
  return await change(site.deps, site.actors.producer, async (trx, record: Recorder) =>
    recordArrival(site.deps, trx, record, {
      sha256: sha256Of(newId()),
      sizeBytes: 1234,
      fileName: 'Múa_chàm.mp4',
      unitId: 'unit-troupe',
      personId: 'person-producer',
      language: 'vi',
      urgent: false,
      ...arrival,
    }),
  )
}

describe('a recording that arrives', () => {
  it('becomes a work, a draft version and one job that looks at it', async () => {
    const { workId, versionId, sourceWasKnown } = await arrive()
    expect(sourceWasKnown).toBe(false)
    const version = await versionById(site.deps.reads, versionId)
    expect(version).toMatchObject({
      workId,
      workTitle: 'Múa chàm',
      number: 1,
      state: 'draft',
      sourceState: 'arrived',
    })
    const jobs = await site.deps.db
      .selectFrom('job')
      .select('kind')
      .where('subject_id', '=', workId)
      .execute()
    expect(jobs).toEqual([{ kind: 'library.look' }])
  })

  it('is a further version of the work it was uploaded to', async () => {
    const first = await arrive()
    const second = await arrive({ workId: first.workId, language: 'tyz' })
    expect(second.workId).toBe(first.workId)
    expect((await versionsOf(site.deps.reads, [first.workId])).map((v) => [v.number, v.language])).toEqual([
      [1, 'vi'],
      [2, 'tyz'],
    ])
  })

  it('that has arrived before is not looked at again, and in the same work is the version it was', async () => {
    const sha256 = sha256Of(newId())
    const first = await arrive({ sha256 })
    const again = await arrive({ sha256, workId: first.workId })
    const elsewhere = await arrive({ sha256 })
    expect(again).toEqual({ ...first, sourceWasKnown: true })
    expect(elsewhere.workId).not.toBe(first.workId)
    const jobs = await site.deps.db
      .selectFrom('job')
      .select('id')
      .where('key', 'like', `%${sha256}%`)
      .execute()
    expect(jobs).toHaveLength(1)
  })

  it("is refused for another unit's work, and for a withdrawn one", async () => {
    const foreign = await aWork(site.deps, { unit_id: 'unit-centre' })
    await expect(arrive({ workId: foreign.id })).rejects.toMatchObject({ code: 'forbidden' })
    const gone = await aWork(site.deps, { withdrawn_at: site.deps.clock.now() })
    await expect(arrive({ workId: gone.id })).rejects.toMatchObject({ code: 'withdrawn' })
  })
})

describe('finding works', () => {
  const titles = async (query: string) =>
    (await bodyOf(producer().get(`/api/works?${query}`))).works.map((work: { title: string }) => work.title)

  it('finds Cao Bằng by "cao bang", whatever the order of words', async () => {
    await aWork(site.deps, { title: 'Chào mừng Cao Bằng đổi mới' })
    expect(await titles('q=cao+bang')).toContain('Chào mừng Cao Bằng đổi mới')
    expect(await titles('q=doi+moi+CAO')).toContain('Chào mừng Cao Bằng đổi mới')
    expect(await titles('q=cao%25bang')).toEqual([])
  })

  it('filters by kind, by language, by state, and by what is approved', async () => {
    const title = 'Thông báo tiêm phòng lọc thử'
    const work = await aWork(site.deps, { title, kind: 'announcement' })
    await aVersion(site.deps, { work, language: 'nut', approvedUses: ['loudspeaker'] })
    const q = 'q=loc+thu'
    expect(await titles(`${q}&kind=announcement`)).toEqual([title])
    expect(await titles(`${q}&kind=song`)).toEqual([])
    expect(await titles(`${q}&language=nut`)).toEqual([title])
    expect(await titles(`${q}&language=hmn`)).toEqual([])
    expect(await titles(`${q}&missingLanguage=hmn`)).toEqual([title])
    expect(await titles(`${q}&missingLanguage=nut`)).toEqual([])
    expect(await titles(`${q}&state=approved`)).toEqual([title])
    expect(await titles(`${q}&state=draft`)).toEqual([])
    expect(await titles(`${q}&approvedFor=loudspeaker`)).toEqual([title])
    expect(await titles(`${q}&approvedFor=tv`)).toEqual([])
  })

  it('does not miss a language on music without words', async () => {
    const work = await aWork(site.deps, { title: 'Độc tấu đàn tính không lời' })
    await aVersion(site.deps, { work, language: null })
    expect(await titles('q=khong+loi&missingLanguage=hmn')).toEqual([])
    expect(await titles('q=khong+loi&language=none')).toEqual([work.title])
  })

  it('tells recordings that are being checked, and refused ones', async () => {
    const work = await aWork(site.deps, { title: 'Đang kiểm tra lọc' })
    await aVersion(site.deps, { work, source: await aSource(site.deps, { state: 'looked' }) })
    expect(await titles('q=kiem+tra+loc&state=checking')).toEqual([work.title])
    expect(await titles('q=kiem+tra+loc&state=refused')).toEqual([])
  })

  it('pages in Vietnamese order without losing or repeating a work', async () => {
    const names = ['Đêm hội', 'Dân ca', 'Ân tình', 'An lành', 'Ăn mừng'].map((name) => `${name} phân trang`)
    for (const title of names) await aWork(site.deps, { title })
    const seen: string[] = []
    let cursor = ''
    for (let page = 0; page < 5; page++) {
      const body = await bodyOf(producer().get(`/api/works?q=phan+trang&limit=2${cursor}`))
      expect(body.total).toBe(5)
      seen.push(...body.works.map((work: { title: string }) => work.title))
      if (!body.nextCursor) break
      cursor = `&cursor=${encodeURIComponent(body.nextCursor)}`
    }
    expect(seen).toEqual(
      ['An lành', 'Ăn mừng', 'Ân tình', 'Dân ca', 'Đêm hội'].map((name) => `${name} phân trang`),
    )
  })

  it('refuses a cursor it never gave, and filters it does not know', async () => {
    expect(await errorOf(await producer().get('/api/works?cursor=xyz'))).toBe('invalid')
    expect(await errorOf(await producer().get('/api/works?kind=film'))).toBe('invalid')
  })

  it('shows withdrawn works only to those who ask for them', async () => {
    const work = await aWork(site.deps, { title: 'Đã rút khỏi kho', withdrawn_at: site.deps.clock.now() })
    expect(await titles('q=da+rut')).toEqual([])
    expect(await titles('q=da+rut&state=withdrawn')).toEqual([work.title])
  })
})

describe('a work', () => {
  it('can be named before it has a recording', async () => {
    const made = await producer().post('/api/works', { kind: 'song', title: '  Suối Lê-nin ' })
    expect(made.status).toBe(201)
    const { id } = await bodyOf(made)
    const body = await bodyOf(producer().get(`/api/works/${id}`))
    expect(body.work).toMatchObject({ title: 'Suối Lê-nin', kind: 'song', unitId: 'unit-troupe' })
    expect(body.history[0]).toMatchObject({ action: 'library.create' })
  })

  it('refuses a name of blanks, an unknown kind and broken JSON', async () => {
    expect(await errorOf(await producer().post('/api/works', { kind: 'song', title: '  ' }))).toBe('invalid')
    expect(await errorOf(await producer().post('/api/works', { kind: 'film', title: 'A' }))).toBe('invalid')
    const broken = await producer().request('POST', '/api/works', new TextEncoder().encode('{'), {
      'content-type': 'application/json',
    })
    expect(await errorOf(broken)).toBe('malformed_json')
  })

  it('keeps its approvals when its title is spelled anew', async () => {
    const work = await aWork(site.deps, { title: 'Mùa xuân Pắc Bó' })
    const version = await aVersion(site.deps, { work, approvedUses: ['tv'] })
    const changed = await producer().patch(`/api/works/${work.id}`, {
      revision: work.updated_at,
      title: 'Mùa xuân Pác Bó',
    })
    expect(changed.status).toBe(200)
    const after = await versionById(site.deps.reads, version.id)
    expect(after).toMatchObject({
      workTitle: 'Mùa xuân Pác Bó',
      workShortName: 'Mùa xuân Pác Bó',
      contentId: version.content_id,
    })
    expect(after && approvedFor(after, 'tv')).toBe(true)
  })

  it('is not overwritten in silence: the second of two editors is told', async () => {
    const work = await aWork(site.deps)
    const edit = (title: string) =>
      producer().patch(`/api/works/${work.id}`, { revision: work.updated_at, title })
    expect((await edit('Bản của người thứ nhất')).status).toBe(200)
    expect(await errorOf(await edit('Bản của người thứ hai'))).toBe('stale')
    const { work: after } = await bodyOf(producer().get(`/api/works/${work.id}`))
    expect(after.title).toBe('Bản của người thứ nhất')
  })

  it("belongs to its unit: another unit's producer reads it and cannot change it", async () => {
    const work = await aWork(site.deps, { unit_id: 'unit-centre' })
    const version = await aVersion(site.deps, { work })
    expect((await producer().get(`/api/works/${work.id}`)).status).toBe(200)
    const revision = work.updated_at
    for (const denied of [
      await producer().patch(`/api/works/${work.id}`, { revision, title: 'Của tôi' }),
      await producer().post(`/api/works/${work.id}/withdraw`, { revision }),
      await producer().post(`/api/works/${work.id}/restore`),
      await producer().post(`/api/works/${work.id}/acts`, {
        sourceVersionId: version.id,
        inMs: 0,
        outMs: 1000,
        title: 'A',
      }),
      await producer().put(`/api/works/${work.id}/scripts/vi`, { text: 'A' }),
      await producer().patch(`/api/versions/${version.id}`, {
        revision: version.updated_at,
        language: 'tyz',
      }),
      await producer().post(`/api/versions/${version.id}/withdraw`, { revision: version.updated_at }),
    ]) {
      expect(denied.status).toBe(403)
      expect(await errorOf(denied)).toBe('forbidden')
    }
  })

  it('is withdrawn and restored with its approvals, and cannot be used in between', async () => {
    const work = await aWork(site.deps)
    const version = await aVersion(site.deps, { work, approvedUses: ['tv'] })
    const usable = async () => {
      const now = await versionById(site.deps.reads, version.id)
      return now !== undefined && approvedFor(now, 'tv')
    }
    expect(await errorOf(await producer().post(`/api/works/${work.id}/restore`))).toBe('conflict')
    expect(
      (await producer().post(`/api/works/${work.id}/withdraw`, { revision: work.updated_at })).status,
    ).toBe(200)
    expect(await usable()).toBe(false)
    expect((await producer().get(`/api/works/${work.id}`)).status).toBe(200)
    const edit = await producer().patch(`/api/works/${work.id}`, { revision: work.updated_at, title: 'A' })
    expect(await errorOf(edit)).toBe('withdrawn')
    expect((await producer().post(`/api/works/${work.id}/restore`)).status).toBe(200)
    expect(await usable()).toBe(true)
  })

  it('answers not_found for an id nobody gave out', async () => {
    for (const path of [
      '/api/works/nope',
      '/api/versions/nope',
      '/api/versions/nope/report',
      '/api/versions/nope/media/proxy',
    ])
      expect(await errorOf(await producer().get(path))).toBe('not_found')
    expect(await errorOf(await producer().patch('/api/works/nope', { revision: 'x' }))).toBe('not_found')
    expect(await errorOf(await producer().patch('/api/versions/nope', { revision: 'x' }))).toBe('not_found')
    const cut = { sourceVersionId: 'nope', title: 'A' }
    expect(await errorOf(await producer().post('/api/works/nope/acts', cut))).toBe('not_found')
    const work = await aWork(site.deps)
    expect(await errorOf(await producer().post(`/api/works/${work.id}/acts`, cut))).toBe('not_found')
  })
})

describe('a version', () => {
  it('in another language is other content: new contentId, no approval, a new last editor', async () => {
    const version = await aVersion(site.deps, {
      approvedUses: ['tv', 'loudspeaker'],
      values: { last_edited_by: 'person-admin' },
    })
    const changed = await producer().patch(`/api/versions/${version.id}`, {
      revision: version.updated_at,
      language: 'tyz',
    })
    const expected = contentIdOf({
      workId: version.work_id,
      sourceSha256: version.source_sha256,
      language: 'tyz',
      inMs: null,
      outMs: null,
    })
    expect((await bodyOf(changed)).contentId).toBe(expected)
    expect(await versionById(site.deps.reads, version.id)).toMatchObject({
      contentId: expected,
      state: 'draft',
      approvedUses: [],
      lastEditedBy: 'person-producer',
    })
  })

  it('keeps everything when an edit changes nothing of its content', async () => {
    const version = await aVersion(site.deps, { approvedUses: ['tv'] })
    await producer().patch(`/api/versions/${version.id}`, { revision: version.updated_at, language: 'vi' })
    expect(await versionById(site.deps.reads, version.id)).toMatchObject({
      state: 'approved',
      approvedUses: ['tv'],
    })
  })

  it('with another cut loses its approval, and refuses points outside the recording', async () => {
    const version = await aVersion(site.deps, { approvedUses: ['tv'], durationMs: 60_000 })
    const cut = (inMs: number, outMs: number) =>
      producer().patch(`/api/versions/${version.id}`, { revision: version.updated_at, inMs, outMs })
    expect(await errorOf(await cut(1000, 61_000))).toBe('bad_range')
    expect(await errorOf(await cut(5000, 5000))).toBe('bad_range')
    expect((await cut(1000, 31_000)).status).toBe(200)
    expect(await versionById(site.deps.reads, version.id)).toMatchObject({
      durationMs: 30_000,
      approvedUses: [],
    })
    const half = await producer().patch(`/api/versions/${version.id}`, { revision: 'x', inMs: 5 })
    expect(await errorOf(half)).toBe('invalid')
  })

  it('refuses an edit made on an older state, and one that would double another version', async () => {
    const work = await aWork(site.deps)
    const source = await aSource(site.deps)
    const vi = await aVersion(site.deps, { work, source })
    const tay = await aVersion(site.deps, { work, source, language: 'tyz' })
    const edit = (revision: string) =>
      producer().patch(`/api/versions/${tay.id}`, { revision, language: 'vi' })
    expect(await errorOf(await edit('2020-01-01T00:00:00.000Z'))).toBe('stale')
    expect(await errorOf(await edit(tay.updated_at))).toBe('conflict')
    expect(vi.number).toBe(1)
  })

  it('is withdrawn for good and stays readable', async () => {
    const version = await aVersion(site.deps, { approvedUses: ['loudspeaker'] })
    const withdraw = () =>
      producer().post(`/api/versions/${version.id}/withdraw`, { revision: version.updated_at })
    expect((await withdraw()).status).toBe(200)
    expect(await errorOf(await withdraw())).toBe('withdrawn')
    const { version: after } = await bodyOf(producer().get(`/api/versions/${version.id}`))
    expect(after).toMatchObject({ state: 'withdrawn', approvedUses: [] })
    expect(await versionsOf(site.deps.reads, [version.work_id])).toEqual([])
  })

  it('goes where review puts it, with a revision of its own each time', async () => {
    const version = await aVersion(site.deps)
    const at = site.deps.clock.now()
    await change(site.deps, site.actors.producer, async (trx, record) => {
      await setVersionState(trx, version.id, {
        state: 'submitted',
        submittedUses: ['tv'],
        submittedBy: 'person-producer',
        submittedAt: at,
        at,
      })
      await setVersionState(trx, version.id, { state: 'approved', approvedUses: ['tv'] })
      await record({ action: 'test', subjectKind: 'version', subjectId: version.id })
    })
    const after = await versionById(site.deps.reads, version.id)
    expect(after).toMatchObject({
      state: 'approved',
      submittedUses: ['tv'],
      approvedUses: ['tv'],
      submittedAt: at,
    })
    expect(after && after.revision > at).toBe(true)
  })
})

describe('an act', () => {
  const programme = async () => {
    const work = await aWork(site.deps, { title: 'Chương trình nghệ thuật' })
    const version = await aVersion(site.deps, {
      work,
      language: null,
      durationMs: 60_000,
      approvedUses: ['tv'],
    })
    const cut = (body: object) =>
      producer().post(`/api/works/${work.id}/acts`, {
        sourceVersionId: version.id,
        title: 'Sắc chàm',
        ...body,
      })
    return { work, version, cut }
  }

  it('becomes a work of its own on the same recording, unapproved, and leaves the master as it was', async () => {
    const { work, version, cut } = await programme()
    const made = await cut({ inMs: 10_000, outMs: 25_000, language: 'tyz' })
    expect(made.status).toBe(201)
    const { workId, versionId } = await bodyOf(made)
    expect(await versionById(site.deps.reads, versionId)).toMatchObject({
      workId,
      workKind: 'act',
      sourceSha256: version.source_sha256,
      inMs: 10_000,
      outMs: 25_000,
      durationMs: 15_000,
      language: 'tyz',
      state: 'draft',
      approvedUses: [],
      soundOnly: false,
    })
    expect(await versionById(site.deps.reads, version.id)).toMatchObject({
      contentId: version.content_id,
      approvedUses: ['tv'],
    })
    const parent = await bodyOf(producer().get(`/api/works/${work.id}`))
    expect(parent.acts.map((act: { id: string }) => act.id)).toEqual([workId])
    const child = await bodyOf(producer().get(`/api/works/${workId}`))
    expect(child.work).toMatchObject({ parentWorkId: work.id, parentTitle: work.title })
  })

  it('may be the sound alone, of the whole recording or of an act', async () => {
    const { cut } = await programme()
    const whole = await bodyOf(cut({ soundOnly: true, kind: 'announcement' }))
    expect(await versionById(site.deps.reads, whole.versionId)).toMatchObject({
      soundOnly: true,
      inMs: null,
      workKind: 'announcement',
    })
    const act = await bodyOf(cut({ inMs: 10_000, outMs: 25_000 }))
    const sound = await bodyOf(
      producer().post(`/api/works/${act.workId}/acts`, {
        sourceVersionId: act.versionId,
        title: 'Tiếng',
        soundOnly: true,
      }),
    )
    expect(await versionById(site.deps.reads, sound.versionId)).toMatchObject({
      soundOnly: true,
      inMs: 10_000,
      outMs: 25_000,
    })
    const outside = await producer().post(`/api/works/${act.workId}/acts`, {
      sourceVersionId: act.versionId,
      title: 'Ngoài tiết mục',
      inMs: 5000,
      outMs: 20_000,
    })
    expect(await errorOf(outside)).toBe('bad_range')
  })

  it('refuses points outside the recording, turned around, or only one of them', async () => {
    const { cut } = await programme()
    expect(await errorOf(await cut({ inMs: 50_000, outMs: 60_001 }))).toBe('bad_range')
    expect(await errorOf(await cut({ inMs: 20_000, outMs: 10_000 }))).toBe('bad_range')
    expect(await errorOf(await cut({ inMs: 20_000 }))).toBe('invalid')
  })

  it('is not cut from a recording nobody has looked at, nor from a refused or withdrawn one', async () => {
    for (const state of ['arrived', 'refused'] as const) {
      const version = await aVersion(site.deps, { source: await aSource(site.deps, { state }) })
      const cut = { sourceVersionId: version.id, title: 'A', inMs: 0, outMs: 1000 }
      expect(await errorOf(await producer().post(`/api/works/${version.work_id}/acts`, cut))).toBe(
        'not_ready',
      )
    }
    const version = await aVersion(site.deps, { values: { state: 'withdrawn' } })
    const cut = { sourceVersionId: version.id, title: 'A' }
    expect(await errorOf(await producer().post(`/api/works/${version.work_id}/acts`, cut))).toBe('withdrawn')
  })
})

describe('spoken text', () => {
  it('is kept per language with its translation, and makes its writer the last editor', async () => {
    const version = await aVersion(site.deps, { language: 'tyz', values: { last_edited_by: 'person-admin' } })
    const put = await producer().put(`/api/works/${version.work_id}/scripts/tyz`, {
      text: 'Pi noọng ơi',
      translationVi: 'Bà con ơi',
    })
    expect(put.status).toBe(200)
    const body = await bodyOf(producer().get(`/api/versions/${version.id}`))
    expect(body.script).toMatchObject({ language: 'tyz', text: 'Pi noọng ơi', translationVi: 'Bà con ơi' })
    expect(body.version.lastEditedBy).toBe('person-producer')
    expect(body.version.contentId).toBe(version.content_id)
  })

  it('is not overwritten in silence', async () => {
    const work = await aWork(site.deps)
    const put = (text: string, revision: string | null) =>
      producer().put(`/api/works/${work.id}/scripts/vi`, { text, revision })
    const { revision } = await bodyOf(put('Một', null))
    expect(await errorOf(await put('Hai', null))).toBe('stale')
    expect((await put('Hai', revision)).status).toBe(200)
    expect(await errorOf(await put('Ba', revision))).toBe('stale')
  })

  it('refuses a language nobody here speaks', async () => {
    const work = await aWork(site.deps)
    expect(await errorOf(await producer().put(`/api/works/${work.id}/scripts/fr`, { text: 'A' }))).toBe(
      'invalid',
    )
  })
})

describe('the report', () => {
  const facts = JSON.stringify({
    container: 'mov',
    durationMs: 60_000,
    startMs: 0,
    sizeBytes: 1,
    bitRate: null,
    picture: { width: 1920, height: 1080, fps: { num: 25, den: 1 }, codec: 'h264', fieldOrder: 'top' },
    sound: [{ codec: 'pcm_s24le', channels: 2 }],
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
    expect(said.format).toBe('1920 x 1080 quét xen kẽ, 25 hình/giây, h264; tiếng pcm_s24le, 2 kênh')
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

  it('has words in both languages for everything that can be found', async () => {
    const { readFile } = await import('node:fs/promises')
    const source = await readFile(new URL('../../media/finding.ts', import.meta.url), 'utf8')
    const codes = [...source.matchAll(/\| '(\w+)'/g)]
      .map((match) => match[1])
      .filter((code) => !['warning', 'error'].includes(code ?? ''))
    expect(codes.length).toBeGreaterThan(15)
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
    expect(await errorOf(await producer().get(`/api/versions/${version.id}/media/proxy`))).toBe('not_ready')
    expect(await errorOf(await producer().get(`/api/versions/${version.id}/media/film`))).toBe('invalid')
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
