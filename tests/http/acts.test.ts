import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actsOf } from '../../server/library/acts.service.ts'
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
const first = { title: 'Trống hội Đông Khê', inMs: 0, outMs: 20_000 }
const second = { title: 'Ơn Đảng, ơn Bác', inMs: 20_000, outMs: 45_000 }

async function programme(values: Parameters<typeof aVersion>[1] = {}) {
  const work = await aWork(site.deps, { title: 'Chương trình nghệ thuật' })
  const version = await aVersion(site.deps, { work, language: null, durationMs: 60_000, ...values })
  const cut = (acts: readonly object[], of: object = {}) =>
    producer().post(`/api/works/${work.id}/acts/many`, { sourceVersionId: version.id, acts, ...of })
  const takeBack = (acts: readonly object[]) => producer().post(`/api/works/${work.id}/acts/back`, { acts })
  return { work, version, cut, takeBack }
}

describe('several acts at once', () => {
  it('become works of their own with their credits, in the order of the recording, and are audited', async () => {
    const { work, version, cut } = await programme()
    const credits = [
      { role: 'Tác giả', name: 'Nông Văn Ễ' },
      { role: 'Biểu diễn', name: 'Tốp múa nữ' },
    ]
    const made = await cut([second, { ...first, credits }])
    expect(made.status).toBe(201)
    const { acts } = await bodyOf(made)
    expect(acts).toHaveLength(2)
    const told = await bodyOf(producer().get(`/api/versions/${version.id}/acts`))
    expect(told.acts).toMatchObject([
      { ...first, credits, position: 1, durationMs: 20_000 },
      { ...second, credits: [], position: 2, durationMs: 25_000 },
    ])
    expect(await actsOf(site.deps.reads, work.id)).toEqual(told.acts)
    const audited = await site.deps.reads
      .selectFrom('audit')
      .select('subject_id')
      .where('action', '=', 'library.cut')
      .execute()
    for (const act of acts) expect(audited.map((row) => row.subject_id)).toContain(act.workId)
  })

  it('are counted from the start of a version that is itself a cut', async () => {
    const { version, cut } = await programme({ values: { in_ms: 10_000, out_ms: 60_000 } })
    await cut([{ ...first, inMs: 12_000, outMs: 22_000 }])
    expect(await actsOf(site.deps.reads, version.id)).toMatchObject([{ inMs: 2000, outMs: 12_000 }])
    expect(await codeOf(await cut([{ ...second, inMs: 5000, outMs: 9000 }]))).toBe('bad_range')
  })

  it('are made all or none: one that lies outside the recording leaves nothing behind', async () => {
    const { work, cut } = await programme()
    const answer = await cut([first, { ...second, outMs: 60_001 }])
    expect(await codeOf(answer)).toBe('bad_range')
    expect(await actsOf(site.deps.reads, work.id)).toEqual([])
  })

  it('may not share a moment, and the two that do are named', async () => {
    const { cut } = await programme()
    const answer = await cut([first, { ...second, inMs: 19_960 }])
    expect(answer.status).toBe(422)
    const { error } = await bodyOf(answer)
    expect(error.code).toBe('acts_overlap')
    expect(error.message).toContain(first.title)
    expect(error.message).toContain(second.title)
  })

  it('are not made twice when the same table is sent again', async () => {
    const { work, cut } = await programme()
    await cut([first, second])
    expect(await codeOf(await cut([first, second]))).toBe('act_exists')
    expect(await actsOf(site.deps.reads, work.id)).toHaveLength(2)
  })

  it('need a recording of that very work, somebody’s look at it, and neither refused nor withdrawn', async () => {
    const { cut } = await programme()
    const elsewhere = await aVersion(site.deps)
    expect(await codeOf(await cut([first], { sourceVersionId: elsewhere.id }))).toBe('not_found')
    expect(await codeOf(await cut([first], { sourceVersionId: 'none' }))).toBe('not_found')
    for (const state of ['arrived', 'refused'] as const) {
      const of = await programme({ source: await aSource(site.deps, { state }) })
      expect(await codeOf(await of.cut([first]))).toBe('not_ready')
    }
    const withdrawn = await programme({ values: { state: 'withdrawn' } })
    expect(await codeOf(await withdrawn.cut([first]))).toBe('withdrawn')
  })

  it('refuse an empty table, a missing title and one too long', async () => {
    const { cut } = await programme()
    expect(await codeOf(await cut([]))).toBe('invalid')
    expect(await codeOf(await cut([{ ...first, title: ' ' }]))).toBe('invalid')
    expect(await codeOf(await cut(Array(201).fill(first)))).toBe('invalid')
  })

  it('are for producers of the unit alone', async () => {
    const foreign = await aWork(site.deps, { unit_id: 'unit-centre' })
    const version = await aVersion(site.deps, { work: foreign })
    const body = { sourceVersionId: version.id, acts: [first] }
    const path = `/api/works/${foreign.id}/acts/many`
    expect(await codeOf(await producer().post(path, body))).toBe('forbidden')
    for (const role of ['approver', 'scheduler', 'film_team', 'official', 'admin'] as const)
      expect((await site.as(role).post(path, body)).status).toBe(403)
    expect((await site.as(null).post(path, body)).status).toBe(401)
  })
})

describe('taking acts back', () => {
  it('withdraws all that were made together', async () => {
    const { work, cut, takeBack } = await programme()
    const { acts } = await bodyOf(cut([first, second]))
    expect(await bodyOf(takeBack(acts))).toEqual({ withdrawn: 2 })
    expect(await actsOf(site.deps.reads, work.id)).toEqual([])
    expect((await cut([first, second])).status).toBe(201)
  })

  it('keeps all when one has been changed or submitted since', async () => {
    const { work, cut, takeBack } = await programme()
    const { acts } = await bodyOf(cut([first, second]))
    await site.deps.db
      .updateTable('version')
      .set({ state: 'submitted' })
      .where('id', '=', acts[1].versionId)
      .execute()
    expect(await codeOf(await takeBack(acts))).toBe('act_in_use')
    const { workId, revision } = acts[0]
    await producer().patch(`/api/works/${workId}`, { revision, title: 'Tên khác' })
    expect(await codeOf(await takeBack([acts[0]]))).toBe('stale')
    expect(await actsOf(site.deps.reads, work.id)).toHaveLength(2)
  })

  it('reaches no work that is not an act of this one, and nobody else’s', async () => {
    const one = await programme()
    const other = await programme()
    const { acts } = await bodyOf(other.cut([first]))
    expect(await codeOf(await one.takeBack(acts))).toBe('not_found')
    expect(await codeOf(await one.takeBack([{ workId: 'none', revision: '' }]))).toBe('not_found')
    expect(await codeOf(await one.takeBack([]))).toBe('invalid')
    const approver = site.as('approver').post(`/api/works/${other.work.id}/acts/back`, { acts })
    expect((await approver).status).toBe(403)
    const { producer: theirs } = site.actors
    site.actors.producer = { ...theirs, unitId: 'unit-centre' }
    expect(await codeOf(await other.takeBack(acts))).toBe('forbidden')
    site.actors.producer = theirs
  })
})

describe('the marks of an act', () => {
  it('may be moved while nobody has approved it, with a content of its own afterwards', async () => {
    const { cut } = await programme()
    const { acts } = await bodyOf(cut([first]))
    const before = await versionById(site.deps.reads, acts[0].versionId)
    const moved = await producer().patch(`/api/versions/${acts[0].versionId}`, {
      revision: before?.revision,
      inMs: 40,
      outMs: 20_040,
    })
    expect(moved.status).toBe(200)
    const after = await versionById(site.deps.reads, acts[0].versionId)
    expect(after).toMatchObject({ inMs: 40, outMs: 20_040, state: 'draft' })
    expect(after?.contentId).not.toBe(before?.contentId)
  })
})

describe('proposals', () => {
  const findings = [
    { code: 'black', severity: 'info', startMs: 29_000, endMs: 31_000 },
    { code: 'silence', severity: 'warning', startMs: 28_000, endMs: 32_000 },
  ]
  const analysed = (durationMs = 60_000) =>
    aSource(site.deps, {
      duration_ms: durationMs,
      analysis: JSON.stringify({ recipe: { name: 'analyse', version: 1 }, loudness: null, findings }),
    })
  const proposed = async (versionId: string, query = '') =>
    (await bodyOf(producer().get(`/api/versions/${versionId}/act-proposals${query}`))).proposals

  it('come from what was found, and a cut sees its own', async () => {
    const source = await analysed()
    const whole = await aVersion(site.deps, { source })
    expect(await proposed(whole.id)).toMatchObject([
      { inMs: 0, outMs: 29_000, score: 1 },
      { inMs: 31_000, outMs: 60_000, score: 1 },
    ])
    expect(await proposed(whole.id, '?leastMs=30000')).toEqual([])
    const cut = await aVersion(site.deps, { source, values: { in_ms: 5000, out_ms: 60_000 } })
    expect(await proposed(cut.id)).toMatchObject([{ outMs: 24_000 }, { inMs: 26_000, outMs: 55_000 }])
  })

  it('do not name again what is cut already', async () => {
    const { cut, version } = await programme({ source: await analysed() })
    await cut([{ ...first, inMs: 0, outMs: 29_000 }])
    expect(await proposed(version.id)).toMatchObject([{ inMs: 31_000, outMs: 60_000 }])
  })

  it('wait for the analysis, and are no film team’s business', async () => {
    const version = await aVersion(site.deps, {
      source: await aSource(site.deps, { state: 'looked', analysis: null }),
    })
    const path = `/api/versions/${version.id}/act-proposals`
    expect(await codeOf(await producer().get(path))).toBe('not_ready')
    expect(await codeOf(await producer().get('/api/versions/none/act-proposals'))).toBe('not_found')
    expect(await codeOf(await producer().get('/api/versions/none/acts'))).toBe('not_found')
    expect(await codeOf(await producer().get(`${path}?leastMs=1`))).toBe('invalid')
    expect((await site.as('film_team').get(path)).status).toBe(403)
  })
})
