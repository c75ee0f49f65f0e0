import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { change, type Recorder } from '../../server/db/audit.ts'
import { newId } from '../../server/db/ids.ts'
import { type Arrival, recordArrival } from '../../server/library/arrival.service.ts'
import { approvedFor } from '../../server/library/library.rules.ts'
import { versionById, versionsOf } from '../../server/library/versions.service.ts'
import { sha256Of } from '../../server/storage/canonical.ts'
import { bodyOf, codeOf } from '../support/answers.ts'
import { anApp } from '../support/app.ts'
import { aSource, aVersion, aWork } from '../support/library.ts'

let site: Awaited<ReturnType<typeof anApp>>
beforeAll(async () => {
  site = await anApp()
})
afterAll(() => site.close())

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
    expect(await codeOf(await producer().get('/api/works?cursor=xyz'))).toBe('invalid')
    expect(await codeOf(await producer().get('/api/works?kind=film'))).toBe('invalid')
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
    expect(await codeOf(await producer().post('/api/works', { kind: 'song', title: '  ' }))).toBe('invalid')
    expect(await codeOf(await producer().post('/api/works', { kind: 'film', title: 'A' }))).toBe('invalid')
    const broken = await producer().request('POST', '/api/works', new TextEncoder().encode('{'), {
      'content-type': 'application/json',
    })
    expect(await codeOf(broken)).toBe('malformed_json')
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
    expect(await codeOf(await edit('Bản của người thứ hai'))).toBe('stale')
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
      expect(await codeOf(denied)).toBe('forbidden')
    }
  })

  it('is withdrawn and restored with its approvals, and cannot be used in between', async () => {
    const work = await aWork(site.deps)
    const version = await aVersion(site.deps, { work, approvedUses: ['tv'] })
    const usable = async () => {
      const now = await versionById(site.deps.reads, version.id)
      return now !== undefined && approvedFor(now, 'tv')
    }
    expect(await codeOf(await producer().post(`/api/works/${work.id}/restore`))).toBe('conflict')
    expect(
      (await producer().post(`/api/works/${work.id}/withdraw`, { revision: work.updated_at })).status,
    ).toBe(200)
    expect(await usable()).toBe(false)
    expect((await producer().get(`/api/works/${work.id}`)).status).toBe(200)
    const edit = await producer().patch(`/api/works/${work.id}`, { revision: work.updated_at, title: 'A' })
    expect(await codeOf(edit)).toBe('withdrawn')
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
      expect(await codeOf(await producer().get(path))).toBe('not_found')
    expect(await codeOf(await producer().patch('/api/works/nope', { revision: 'x' }))).toBe('not_found')
    expect(await codeOf(await producer().patch('/api/versions/nope', { revision: 'x' }))).toBe('not_found')
    const cut = { sourceVersionId: 'nope', title: 'A' }
    expect(await codeOf(await producer().post('/api/works/nope/acts', cut))).toBe('not_found')
    const work = await aWork(site.deps)
    expect(await codeOf(await producer().post(`/api/works/${work.id}/acts`, cut))).toBe('not_found')
  })
})
