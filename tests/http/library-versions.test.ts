import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { change } from '../../server/db/audit.ts'
import { contentIdOf } from '../../server/library/content-id.ts'
import { setVersionState, versionById, versionsOf } from '../../server/library/versions.service.ts'
import { bodyOf, codeOf } from '../support/answers.ts'
import { anApp } from '../support/app.ts'
import { aSource, aVersion, aWork } from '../support/library.ts'

let site: Awaited<ReturnType<typeof anApp>>
beforeAll(async () => {
  site = await anApp()
})
afterAll(() => site.close())

const producer = () => site.as('producer')

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
    expect(await codeOf(await cut(1000, 61_000))).toBe('bad_range')
    expect(await codeOf(await cut(5000, 5000))).toBe('bad_range')
    expect((await cut(1000, 31_000)).status).toBe(200)
    expect(await versionById(site.deps.reads, version.id)).toMatchObject({
      durationMs: 30_000,
      approvedUses: [],
    })
    const half = await producer().patch(`/api/versions/${version.id}`, { revision: 'x', inMs: 5 })
    expect(await codeOf(half)).toBe('invalid')
  })

  it('refuses an edit made on an older state, and one that would double another version', async () => {
    const work = await aWork(site.deps)
    const source = await aSource(site.deps)
    const vi = await aVersion(site.deps, { work, source })
    const tay = await aVersion(site.deps, { work, source, language: 'tyz' })
    const edit = (revision: string) =>
      producer().patch(`/api/versions/${tay.id}`, { revision, language: 'vi' })
    expect(await codeOf(await edit('2020-01-01T00:00:00.000Z'))).toBe('stale')
    expect(await codeOf(await edit(tay.updated_at))).toBe('conflict')
    expect(vi.number).toBe(1)
  })

  it('is withdrawn for good and stays readable', async () => {
    const version = await aVersion(site.deps, { approvedUses: ['loudspeaker'] })
    const withdraw = () =>
      producer().post(`/api/versions/${version.id}/withdraw`, { revision: version.updated_at })
    expect((await withdraw()).status).toBe(200)
    expect(await codeOf(await withdraw())).toBe('withdrawn')
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
    expect(await codeOf(outside)).toBe('bad_range')
  })

  it('refuses points outside the recording, turned around, or only one of them', async () => {
    const { cut } = await programme()
    expect(await codeOf(await cut({ inMs: 50_000, outMs: 60_001 }))).toBe('bad_range')
    expect(await codeOf(await cut({ inMs: 20_000, outMs: 10_000 }))).toBe('bad_range')
    expect(await codeOf(await cut({ inMs: 20_000 }))).toBe('invalid')
  })

  it('is not cut from a recording nobody has looked at, nor from a refused or withdrawn one', async () => {
    for (const state of ['arrived', 'refused'] as const) {
      const version = await aVersion(site.deps, { source: await aSource(site.deps, { state }) })
      const cut = { sourceVersionId: version.id, title: 'A', inMs: 0, outMs: 1000 }
      expect(await codeOf(await producer().post(`/api/works/${version.work_id}/acts`, cut))).toBe('not_ready')
    }
    const version = await aVersion(site.deps, { values: { state: 'withdrawn' } })
    const cut = { sourceVersionId: version.id, title: 'A' }
    expect(await codeOf(await producer().post(`/api/works/${version.work_id}/acts`, cut))).toBe('withdrawn')
  })
})

describe('spoken text', () => {
  it('is kept per language with its translation and its writer, and forgets no editor of the cut', async () => {
    const version = await aVersion(site.deps, { language: 'tyz', values: { last_edited_by: 'person-admin' } })
    const put = await producer().put(`/api/works/${version.work_id}/scripts/tyz`, {
      text: 'Pi noọng ơi',
      translationVi: 'Bà con ơi',
    })
    expect(put.status).toBe(200)
    const body = await bodyOf(producer().get(`/api/versions/${version.id}`))
    expect(body.script).toMatchObject({
      language: 'tyz',
      text: 'Pi noọng ơi',
      translationVi: 'Bà con ơi',
      editedBy: 'person-producer',
    })
    expect(body.version.lastEditedBy).toBe('person-admin')
    expect(body.version.contentId).toBe(version.content_id)
  })

  it('is not overwritten in silence', async () => {
    const work = await aWork(site.deps)
    const put = (text: string, revision: string | null) =>
      producer().put(`/api/works/${work.id}/scripts/vi`, { text, revision })
    const { revision } = await bodyOf(put('Một', null))
    expect(await codeOf(await put('Hai', null))).toBe('stale')
    expect((await put('Hai', revision)).status).toBe(200)
    expect(await codeOf(await put('Ba', revision))).toBe('stale')
  })

  it('refuses a language nobody here speaks', async () => {
    const work = await aWork(site.deps)
    expect(await codeOf(await producer().put(`/api/works/${work.id}/scripts/fr`, { text: 'A' }))).toBe(
      'invalid',
    )
  })
})
