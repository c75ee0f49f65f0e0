import { writeFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signatureRecipe } from '../../media/compare-recipe.ts'
import { packSignature, type Signature, sliceSignature } from '../../media/compare-signature.ts'
import { inTransaction } from '../../server/db/open.ts'
import { startRunner } from '../../server/jobs/runner.ts'
import { changesJobs } from '../../server/library/changes/changes.jobs.ts'
import { compareWhatCanBe } from '../../server/library/changes/changes.service.ts'
import { ensureRendition } from '../../server/library/renditions/renditions.service.ts'
import { bodyOf, codeOf } from '../support/answers.ts'
import { anApp } from '../support/app.ts'
import { aSource, aVersion, aWork } from '../support/library.ts'
import { aSignature, dubbed, inARow, louder } from '../support/signatures.ts'

let site: Awaited<ReturnType<typeof anApp>>
beforeAll(async () => {
  site = await anApp()
})
afterAll(() => site.close())

const stepMs = signatureRecipe.everyMs
const first = aSignature({ steps: 1500 })
const other = aSignature({ steps: 1500, seed: 2 })
const cut = (one: Signature, from: number, to?: number) =>
  sliceSignature(one, from * stepMs, to === undefined ? null : to * stepMs)
/** Picture for 2 s, sound for 8 s, 20 s put in. */
const second = inARow(
  cut(first, 0, 100),
  dubbed(cut(other, 100, 125), cut(first, 100, 125)),
  cut(first, 125, 500),
  dubbed(cut(first, 500, 600), cut(other, 500, 600)),
  cut(first, 600, 1000),
  cut(other, 0, 250),
  cut(first, 1000),
)

/** A recording whose signature is known, as if its proxy had been read. */
async function recorded(signature: Signature, values: Parameters<typeof aSource>[1] = {}) {
  const source = await aSource(site.deps, { duration_ms: signature.steps * stepMs, ...values })
  const of = { sourceSha256: source.sha256, inMs: null, outMs: null, parameters: {}, mediaType: 'x/x' }
  await ensureRendition(
    site.deps,
    { ...of, recipe: signatureRecipe.name, recipeVersion: signatureRecipe.version },
    async (path) => {
      await writeFile(path, await packSignature(signature))
      return { durationMs: null, record: {} }
    },
  )
  return source
}

async function twoVersions(after: Signature, values: Parameters<typeof aVersion>[1] = {}) {
  const work = await aWork(site.deps)
  const before = await aVersion(site.deps, { work, source: await recorded(first) })
  const version = await aVersion(site.deps, { work, source: await recorded(after), ...values })
  return { work, before, version }
}

/** Works on everything that waits, as the worker does. */
async function workItOff() {
  const errors: unknown[] = []
  const runner = startRunner(site.deps, changesJobs, (error) => errors.push(error), {
    heartbeatMs: 1000,
    idleMs: 10,
  })
  const waiting = () =>
    site.deps.db.selectFrom('job').select('id').where('state', 'in', ['queued', 'running']).execute()
  while ((await waiting()).length > 0) await new Promise((resolve) => setTimeout(resolve, 20))
  await runner.stop()
  expect(errors).toEqual([])
}

const ask = (id: string, query = '', language = 'vi') =>
  bodyOf(site.as('approver').get(`/api/versions/${id}/changes${query}`, { 'x-vang-lang': language }))
const compared = async (id: string, query = '', language = 'vi') => {
  await ask(id, query)
  await workItOff()
  return await ask(id, query, language)
}
const jobs = async () => (await site.deps.db.selectFrom('job').select('id').execute()).length

describe('what changed', () => {
  it('has two versions compared when it is first asked, once, and then tells each place in ms of both', async () => {
    const { version, before } = await twoVersions(second)
    const asked = await ask(version.id)
    expect(asked).toMatchObject({ state: 'working', against: { id: before.id, number: 1 }, changes: [] })
    expect(asked.sentence).toBe('Đang so với bản 1.')
    const queued = await jobs()
    await ask(version.id)
    expect(await jobs()).toBe(queued)
    await workItOff()
    const told = await ask(version.id)
    expect(told).toMatchObject({ state: 'ready', compared: { picture: true, sound: true }, gainDb: 0 })
    expect(told.changes.map(({ kind }: { kind: string }) => kind)).toEqual(['picture', 'sound', 'inserted'])
    expect(told.changes[2].fromMs - told.changes[2].beforeFromMs).toBe(0)
    expect(told.changes[2].toMs - told.changes[2].fromMs).toBe(20_000)
    expect(told.sentence).toMatch(/^Chỉ 3 chỗ khác so với bản 1, tổng (29|30|31) giây\.$/)
    expect((await ask(version.id, '', 'en')).sentence).toMatch(
      /^Only 3 places differ from version 1, \d+ s in all\.$/,
    )
  })

  it('is compared without being asked as soon as both recordings have been looked at', async () => {
    const { version, before } = await twoVersions(first)
    const queue = (sha256: string) =>
      inTransaction(site.deps.db, (trx) => compareWhatCanBe(site.deps, trx, sha256))
    await queue(before.source_sha256)
    const queued = await jobs()
    await queue(version.source_sha256)
    expect(await jobs()).toBe(queued)
    await workItOff()
    expect(await ask(version.id)).toMatchObject({
      state: 'ready',
      sentence: 'Không có chỗ nào khác so với bản 1.',
      totalMs: 0,
    })
  })

  it('says that only the loudness changed', async () => {
    const { version } = await twoVersions(louder(first, 6))
    expect(await compared(version.id)).toMatchObject({
      sentence: 'Chỉ khác âm lượng so với bản 1: to hơn 6 dB.',
      gainDb: 6,
      changes: [],
    })
  })

  it('says when nearly everything is different, and when it is much', async () => {
    const strange = await twoVersions(other)
    expect((await compared(strange.version.id)).sentence).toBe('Gần như cả bản ghi khác bản 1.')
    const half = await twoVersions(inARow(cut(first, 0, 900), cut(other, 900)))
    expect((await compared(half.version.id)).sentence).toMatch(/^1 chỗ khác so với bản 1, dài \d+ giây\.$/)
  })

  it('counts from where each version begins, and compares anew when a cut is moved', async () => {
    const { version, before } = await twoVersions(
      inARow(cut(first, 0, 700), cut(other, 0, 50), cut(first, 750)),
    )
    const trim = { in_ms: 200 * stepMs, out_ms: 1400 * stepMs }
    for (const { id } of [version, before])
      await site.deps.db.updateTable('version').set(trim).where('id', '=', id).execute()
    const told = await compared(version.id)
    expect(told.changes).toHaveLength(1)
    expect(Math.abs(told.changes[0].fromMs - 500 * stepMs)).toBeLessThanOrEqual(240)
    await site.deps.db
      .updateTable('version')
      .set({ in_ms: 800 * stepMs })
      .where('id', '=', version.id)
      .execute()
    expect(await ask(version.id)).toMatchObject({ state: 'working' })
    const moved = await compared(version.id)
    expect(moved.changes).toMatchObject([{ kind: 'removed', fromMs: 0, toMs: 0, beforeToMs: 600 * stepMs }])
  })

  it('compares only the picture with another language, and only when told to', async () => {
    const { version, before } = await twoVersions(dubbed(first, other), { language: 'tyz' })
    expect(await ask(version.id)).toMatchObject({ state: 'none', against: null })
    const told = await compared(version.id, `?against=${before.id}`)
    expect(told).toMatchObject({ state: 'ready', compared: { picture: true, sound: false }, changes: [] })
    expect(told.sentence).toBe('Không có chỗ nào khác so với bản 1. Hai bản khác ngôn ngữ nên chỉ so hình.')
    const radio = await aVersion(site.deps, {
      work: { id: version.work_id },
      source: await recorded({ ...first, picture: null }, { kind: 'sound' }),
      language: 'hmn',
    })
    expect((await compared(radio.id, `?against=${before.id}`)).sentence).toMatch(
      /^Không có gì để so với bản 1/,
    )
  })
})

describe('what cannot be compared', () => {
  it('waits for an analysis, passes over refused and withdrawn versions, and says when there is none', async () => {
    const work = await aWork(site.deps)
    const alone = await aVersion(site.deps, { work })
    expect(await ask(alone.id)).toMatchObject({
      state: 'none',
      against: null,
      sentence: 'Chưa có bản nào trước để so.',
    })
    const looked = await aVersion(site.deps, { work, source: await aSource(site.deps, { state: 'looked' }) })
    expect(await ask(looked.id)).toMatchObject({ state: 'waiting', against: { number: 1 } })
    const refused = await aVersion(site.deps, {
      work,
      source: await aSource(site.deps, { state: 'refused' }),
    })
    expect(await ask(refused.id)).toMatchObject({ state: 'none', against: { number: 2 } })
    await aVersion(site.deps, { work, values: { state: 'withdrawn' } })
    const last = await aVersion(site.deps, { work })
    expect(await ask(last.id)).toMatchObject({ against: { number: 2 } })
  })

  it('stays failed until somebody runs the work again', async () => {
    const { version } = await twoVersions(second)
    await ask(version.id)
    const ended = site.deps.db.updateTable('job').set({ state: 'dead' }).where('subject_id', '=', version.id)
    await ended.execute()
    expect(await ask(version.id)).toMatchObject({ state: 'failed' })
    expect(await ask(version.id)).toMatchObject({ state: 'failed' })
  })

  it('refuses an unknown version, one of another work, and a version against itself', async () => {
    const { version } = await twoVersions(second)
    const stranger = await aVersion(site.deps)
    const code = async (id: string, query = '') =>
      codeOf(await site.as('approver').get(`/api/versions/${id}/changes${query}`))
    expect(await code('nobody')).toBe('not_found')
    expect(await code(version.id, `?against=${stranger.id}`)).toBe('not_found')
    expect(await code(version.id, `?against=${version.id}`)).toBe('not_found')
    expect(await code(version.id, `?against=${'x'.repeat(100)}`)).toBe('invalid')
  })
})
