import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '../../server/app.ts'
import { resumeUploads } from '../../server/library/uploads/finish.service.ts'
import { codeOf } from '../support/answers.ts'
import { type Announced, anAppForUploads, announcement, aWav, sha256, tus } from '../support/uploads.ts'

const file = aWav(300_000)
let world: Awaited<ReturnType<typeof anAppForUploads>>
beforeEach(async () => {
  world = await anAppForUploads()
})
afterEach(() => world.close())

describe('resuming', () => {
  const ends = (bytes: Uint8Array) => ({
    sizeBytes: bytes.length,
    headSha256: sha256(bytes.subarray(0, Math.min(bytes.length, 4 * 1024 ** 2))),
    tailSha256: sha256(bytes.subarray(Math.max(0, bytes.length - 4 * 1024 ** 2))),
  })

  it('gives another computer of the unit a fresh token for the same file, and ends the old one', async () => {
    const announced = await world.announce()
    await world.client(announced).patch(0, file.subarray(0, 200_000))
    const listed = (await (await world.as('producer').get('/api/uploads')).json()) as {
      queue: { id: string; offsetBytes: number }[]
    }
    expect(listed.queue).toMatchObject([{ id: announced.upload.id, offsetBytes: 200_000 }])
    const answer = await world.as('producer').post(`/api/uploads/${announced.upload.id}/resume`, ends(file))
    const resumed = (await answer.json()) as Announced
    expect(resumed.token).not.toBe(announced.token)
    expect((await world.client(announced).head()).status).toBe(403)
    expect((await world.client(resumed).patch(200_000, file.subarray(200_000))).status).toBe(204)
    await world.finished(announced.upload.id)
    expect((await world.rowOf(announced.upload.id)).source_sha256).toBe(sha256(file))
  })

  it('goes on by itself when the same file is announced again', async () => {
    const announced = await world.announce()
    await world.client(announced).patch(0, file.subarray(0, 1000))
    const again = await world.announce()
    expect(again).toMatchObject({ resumed: true, upload: { id: announced.upload.id, offsetBytes: 1000 } })
    expect(await world.countUploads()).toBe(1)
  })

  it('refuses another file, another unit and another role', async () => {
    const announced = await world.announce()
    const path = `/api/uploads/${announced.upload.id}/resume`
    for (const other of [aWav(300_000, 7), aWav(299_996)])
      expect(await codeOf(await world.as('producer').post(path, ends(other)))).toBe('other_file')
    expect(
      await codeOf(await world.post(announcement(aWav(300_000, 7), { continues: announced.upload.id }))),
    ).toBe('other_file')
    expect(await world.countUploads()).toBe(1)
    world.actors.producer = { ...world.actors.producer, unitId: 'unit-centre' }
    for (const answer of [
      await world.as('producer').post(path, ends(file)),
      await world.as('producer').patch(`/api/uploads/${announced.upload.id}`, { urgent: true }),
      await world.as('producer').delete(`/api/uploads/${announced.upload.id}`),
    ])
      expect(await codeOf(answer)).toBe('forbidden')
    expect(
      ((await (await world.as('producer').get('/api/uploads')).json()) as { queue: unknown[] }).queue,
    ).toEqual([])
    for (const role of ['approver', 'scheduler', 'film_team', 'official', 'admin'] as const)
      expect((await world.as(role).post(path, ends(file))).status).toBe(403)
  })

  it('finishes at the next start what was killed after the last byte', async () => {
    const announced = await world.announce()
    await world.client(announced).patch(0, file.subarray(0, 100))
    const path = join(world.deps.config.dataDir, 'uploads', `${announced.upload.id}.part`)
    const killedAt = { state: 'hashing', offset_bytes: file.length } as const
    await writeFile(path, file)
    await world.deps.db.updateTable('upload').set(killedAt).execute()
    const stop = await resumeUploads(world.deps, (error) => expect.fail(String(error)))
    await world.finished(announced.upload.id)
    stop()
    expect(await world.deps.db.selectFrom('version').select('source_sha256').execute()).toEqual([
      { source_sha256: sha256(file) },
    ])
  })

  it('finishes at the next start what was killed after the file moved into the store', async () => {
    const announced = await world.announce()
    const path = join(world.deps.config.dataDir, 'work', 'whole')
    await writeFile(path, file)
    const stored = await world.deps.blobs.adopt(path)
    await world.deps.db
      .updateTable('upload')
      .set({ state: 'hashing', offset_bytes: file.length, source_sha256: stored.sha256 })
      .execute()
    const stop = await resumeUploads(world.deps, (error) => expect.fail(String(error)))
    await world.finished(announced.upload.id)
    stop()
  })

  it('cuts off at the next piece what lies in the file beyond the committed offset', async () => {
    const announced = await world.announce()
    await world.client(announced).patch(0, file.subarray(0, 1000))
    const path = join(world.deps.config.dataDir, 'uploads', `${announced.upload.id}.part`)
    await writeFile(path, Buffer.concat([file.subarray(0, 1000), Buffer.alloc(400_000, 9)]))
    await world.client(announced).patch(1000, file.subarray(1000))
    await world.finished(announced.upload.id)
    expect((await world.rowOf(announced.upload.id)).source_sha256).toBe(sha256(file))
  })
})

describe('a full disk', () => {
  it('answers 507 with nothing lost, and takes the rest when there is room again', async () => {
    let diskReserveBytes = 0
    const config = {
      ...world.deps.config,
      get diskReserveBytes() {
        return diskReserveBytes
      },
    }
    const app = createApp({ ...world.deps, config }, { auth: world.auth })
    const announced = (await (await world.post(announcement(file), 'producer', app)).json()) as Announced
    const { head, patch } = tus((path, init) => app.request(path, init), announced)
    await patch(0, file.subarray(0, 120_000))
    diskReserveBytes = 1e18
    const refused = await patch(120_000, file.subarray(120_000))
    expect(refused.status).toBe(507)
    expect(await codeOf(refused)).toBe('disk_full')
    expect((await head()).headers.get('upload-offset')).toBe('120000')
    const turnedAway = await world.post(announcement(aWav(9000, 3)), 'producer', app)
    expect(turnedAway.status).toBe(507)
    expect(await world.countUploads()).toBe(1)
    diskReserveBytes = 0
    expect((await patch(120_000, file.subarray(120_000))).status).toBe(204)
    await world.finished(announced.upload.id)
    expect((await world.rowOf(announced.upload.id)).source_sha256).toBe(sha256(file))
  })
})
