import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newId } from '../../server/db/ids.ts'
import { inTransaction } from '../../server/db/open.ts'
import { emit, eventJobs } from '../../server/jobs/events.ts'
import { startRunner } from '../../server/jobs/runner.ts'
import { houseEvents, houseJobs } from '../../server/library/house/house.jobs.ts'
import { anApp } from '../support/app.ts'
import { aVideo } from '../support/clips.ts'
import { aSource, aVersion, aWork } from '../support/library.ts'

let site: Awaited<ReturnType<typeof anApp>>
beforeAll(async () => {
  site = await anApp({ VANG_HOUSE: '720p25' })
})
afterAll(() => site.close())

/** A real recording in the store, looked at, and approved for these uses. */
async function aRecording(
  approvedUses: ('tv' | 'loudspeaker')[],
  cut: { in_ms?: number; out_ms?: number } = {},
) {
  const aside = join(site.deps.blobs.workDir, newId())
  await copyFile(await aVideo({ seconds: 3 }), aside)
  const { sha256 } = await site.deps.blobs.adopt(aside)
  const known = await site.deps.db
    .selectFrom('source')
    .select('sha256')
    .where('sha256', '=', sha256)
    .execute()
  const source = known[0] ?? (await aSource(site.deps, { sha256, facts: null, duration_ms: 3000 }))
  const work = await aWork(site.deps, { title: newId() })
  return await aVersion(site.deps, { work, source, approvedUses, values: cut })
}

async function workItOff(): Promise<unknown[]> {
  const errors: unknown[] = []
  const handlers = { ...houseJobs, ...eventJobs(houseEvents) }
  const runner = startRunner(site.deps, handlers, (error) => errors.push(error), {
    heartbeatMs: 1000,
    idleMs: 20,
  })
  const waiting = () =>
    site.deps.db.selectFrom('job').select('id').where('state', 'in', ['queued', 'running']).execute()
  while ((await waiting()).length > 0) await new Promise((resolve) => setTimeout(resolve, 50))
  await runner.stop()
  return errors
}

// biome-ignore lint/suspicious/noExplicitAny: the shape is what the tests are about
const houseOf = async (id: string): Promise<any> =>
  (await site.as('producer').get(`/api/versions/${id}/house`)).json()
const approve = ({ id }: { id: string }) =>
  inTransaction(site.deps.db, (trx) => emit(site.deps, trx, 'version.approved', id, { versionId: id }))

it('makes the house file of what was approved for television, and says what was done', async () => {
  const version = await aRecording(['tv'], { in_ms: 520, out_ms: 2520 })
  expect(await houseOf(version.id)).toMatchObject({ state: 'none', mayAsk: true, file: null })
  await approve(version)
  expect(await workItOff()).toEqual([])
  const { state, file } = await houseOf(version.id)
  expect(state).toBe('ready')
  expect(file).toMatchObject({
    picture: 'conformed',
    frames: 50,
    durationMs: 2000,
    size: '1280x720',
    fps: 25,
  })
  expect(file.misfits).toContain('size')
  expect(Math.abs(file.afterLufs + 23)).toBeLessThanOrEqual(0.5)
  expect(file.afterDbtp).toBeLessThanOrEqual(-1)
  expect(file.sizeBytes).toBeGreaterThan(100_000)
})

it('makes one file for two versions of the same content, and another once fields are treated otherwise', async () => {
  const count = async () =>
    (await site.deps.db.selectFrom('rendition').select('id').where('recipe', '=', 'house').execute()).length
  const one = await aRecording(['tv'])
  const other = await aRecording(['tv'])
  const before = await count()
  await approve(one)
  await approve(other)
  await workItOff()
  expect(await count()).toBe(before + 1)
  expect((await houseOf(other.id)).state).toBe('ready')

  const fixes = JSON.stringify({ deinterlace: 'always' })
  await site.deps.db.updateTable('version').set({ fixes }).where('id', '=', one.id).execute()
  expect((await houseOf(one.id)).state).toBe('none')
  expect((await site.as('scheduler').post(`/api/versions/${one.id}/house`)).status).toBe(202)
  await workItOff()
  expect((await houseOf(one.id)).file.deinterlaced).toBe(true)
})

it('makes none of what is for loudspeakers alone, and refuses to when asked', async () => {
  const version = await aRecording(['loudspeaker'], { in_ms: 1000, out_ms: 2000 })
  await approve(version)
  await workItOff()
  expect(await houseOf(version.id)).toMatchObject({ state: 'none', mayAsk: false })
  const answer = await site.as('producer').post(`/api/versions/${version.id}/house`)
  expect(answer.status).toBe(409)
  expect((await answer.json()).error.code).toBe('not_approved')
})

it('says in words why it could not be made, and is made after all when asked again', async () => {
  const version = await aRecording(['tv'], { in_ms: 40, out_ms: 1040 })
  await approve(version)
  const broken = {
    'library.house': {
      run: () => Promise.reject(Object.assign(new Error(), { code: 'not_proven', final: true })),
    },
  }
  const runner = startRunner(site.deps, { ...broken, ...eventJobs(houseEvents) }, () => undefined, {
    heartbeatMs: 1000,
    idleMs: 20,
  })
  while ((await houseOf(version.id)).state !== 'failed')
    await new Promise((resolve) => setTimeout(resolve, 30))
  await runner.stop()
  expect((await houseOf(version.id)).problem).toMatch(/không đều từng khung hình/)
  await site.as('producer').post(`/api/versions/${version.id}/house`)
  await workItOff()
  expect((await houseOf(version.id)).file).toMatchObject({ frames: 25 })
})
