import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../server/db/ids.ts'
import { codeOf } from '../support/answers.ts'
import { anApp } from '../support/app.ts'
import { aSource, aVersion, aWork } from '../support/library.ts'

type App = Awaited<ReturnType<typeof anApp>>
let app: App
beforeAll(async () => {
  app = await anApp()
})
afterAll(() => app.close())

const submit = (id: string, uses = ['tv', 'loudspeaker']) =>
  app.as('producer').post(`/api/versions/${id}/submit`, { uses })

const room = async (id: string) => (await app.as('approver').get(`/api/review/${id}`)).json()

async function aSubmitted(options: Parameters<typeof aVersion>[1] = {}) {
  const version = await aVersion(app.deps, options)
  expect((await submit(version.id)).status).toBe(200)
  return version
}

describe('remarks', () => {
  const remark = (
    id: string,
    values: Record<string, unknown> = {},
    role: 'approver' | 'producer' = 'approver',
  ) => app.as(role).post(`/api/versions/${id}/remarks`, { atMs: 3000, text: 'Tiếng vỡ', ...values })

  it('sit at their time until somebody resolves them, and can be opened again', async () => {
    const version = await aSubmitted()
    const { id } = await (await remark(version.id)).json()
    const resolve = (resolved: boolean) => app.as('producer').post(`/api/remarks/${id}/resolve`, { resolved })
    expect(await (await resolve(true)).json()).toMatchObject({ resolvedBy: 'producer' })
    expect(await (await resolve(false)).json()).toMatchObject({ resolvedAt: null })
  })

  it('refuses a time outside the version, or a stretch that ends before it begins', async () => {
    const version = await aSubmitted({ durationMs: 10_000 })
    for (const values of [{ atMs: 20_000 }, { atMs: 3000, toMs: 2000 }, { atMs: 3000, toMs: 99_000 }])
      expect(await codeOf(await remark(version.id, values))).toBe('bad_range')
  })

  it('follow into the next version only while unresolved', async () => {
    const work = await aWork(app.deps)
    const first = await aVersion(app.deps, { work })
    const open = await (await remark(first.id, { text: 'Còn mở' })).json()
    const done = await (await remark(first.id, { text: 'Đã xong' })).json()
    await app.as('producer').post(`/api/remarks/${done.id}/resolve`, { resolved: true })
    const second = await aVersion(app.deps, { work })
    const other = await aVersion(app.deps, { work, language: 'hmn' })
    const seen = await room(second.id)
    expect(seen.remarks.map((one: { id: string }) => one.id)).toEqual([open.id])
    expect(seen.remarks[0].versionNumber).toBe(1)
    expect(seen.doneBefore).toBe(1)
    expect((await room(other.id)).remarks).toEqual([])
  })

  it('of another unit’s version are closed to a producer', async () => {
    const foreign = await aVersion(app.deps, { work: await aWork(app.deps, { unit_id: 'unit-centre' }) })
    expect((await remark(foreign.id, {}, 'producer')).status).toBe(403)
    expect((await app.as('producer').get(`/api/review/${foreign.id}`)).status).toBe(403)
    const { id } = await (await remark(foreign.id)).json()
    expect((await app.as('producer').post(`/api/remarks/${id}/resolve`, { resolved: true })).status).toBe(403)
    expect((await app.as('approver').post('/api/remarks/none/resolve', { resolved: true })).status).toBe(404)
  })

  it('are refused on what is withdrawn', async () => {
    const gone = await aVersion(app.deps, { values: { state: 'withdrawn' } })
    expect(await codeOf(await remark(gone.id))).toBe('withdrawn')
  })
})

it('shows acts of the same source as chapters, in the version’s own time', async () => {
  const source = await aSource(app.deps, { duration_ms: 90_000 })
  const work = await aWork(app.deps)
  const version = await aVersion(app.deps, { work, source, values: { in_ms: 10_000, out_ms: 80_000 } })
  const act = await aWork(app.deps, { kind: 'act', title: 'Hát then', parent_work_id: work.id })
  await aVersion(app.deps, {
    work: act,
    source,
    values: { in_ms: 20_000, out_ms: 50_000, content_id: newId() },
  })
  expect((await room(version.id)).chapters).toMatchObject([{ title: 'Hát then', atMs: 10_000, toMs: 40_000 }])
})
