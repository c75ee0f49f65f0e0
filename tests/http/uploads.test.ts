import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { uploadById } from '../../server/library/uploads/uploads.queries.ts'
import { codeOf } from '../support/answers.ts'
import { aWork } from '../support/library.ts'
import { anAppForUploads, aWav, sha256 } from '../support/uploads.ts'

const file = aWav(300_000)
let world: Awaited<ReturnType<typeof anAppForUploads>>
beforeEach(async () => {
  world = await anAppForUploads()
})
afterEach(() => world.close())

describe('sending a file', () => {
  it('keeps the very bytes that were sent and makes a work of them', async () => {
    const announced = await world.announce(file, {
      title: 'Thông điệp 71 năm',
      kind: 'announcement',
      language: 'hmn',
    })
    expect(announced.upload.findings.map((finding) => finding.code)).toContain('no_picture')
    const answer = await world.client(announced).patch(0, file)
    expect(answer.status).toBe(204)
    expect(answer.headers.get('upload-offset')).toBe(String(file.length))
    expect(answer.headers.get('access-control-allow-origin')).toBeNull()
    await world.finished(announced.upload.id)

    const row = await world.rowOf(announced.upload.id)
    expect(row.source_sha256).toBe(sha256(file))
    const stored = await readFile(await world.deps.blobs.localPath(sha256(file)))
    expect(stored.equals(file)).toBe(true)
    const version = await world.deps.db.selectFrom('version').selectAll().executeTakeFirstOrThrow()
    expect(version).toMatchObject({
      id: row.version_id,
      language: 'hmn',
      state: 'draft',
      source_sha256: sha256(file),
    })
    const work = await world.deps.db.selectFrom('work').selectAll().executeTakeFirstOrThrow()
    expect(work).toMatchObject({ id: row.work_id, title: 'Thông điệp 71 năm', kind: 'announcement' })
    expect(await readdir(join(world.deps.config.dataDir, 'uploads'))).toEqual([])
  })

  it('does not count as checked before its check, and not as good when the check refused it', async () => {
    const announced = await world.announce()
    await world.client(announced).patch(0, file)
    await world.finished(announced.upload.id)
    const stateNow = async () => (await uploadById(world.deps.db, announced.upload.id))?.sourceState
    expect(await stateNow()).toBe('arrived')
    await world.deps.db.updateTable('source').set({ state: 'refused' }).execute()
    expect(await stateNow()).toBe('refused')
  })

  it('goes on from the offset in pieces and says it in between', async () => {
    const announced = await world.announce()
    const { head, patch } = world.client(announced)
    expect((await head()).headers.get('upload-offset')).toBe('0')
    for (const [from, to] of [
      [0, 100_000],
      [100_000, 100_001],
      [100_001, 300_000],
    ] as const) {
      expect((await patch(from, file.subarray(from, to))).headers.get('upload-offset')).toBe(String(to))
      expect((await head()).headers.get('upload-offset')).toBe(String(to))
    }
    await world.finished(announced.upload.id)
    expect((await world.rowOf(announced.upload.id)).source_sha256).toBe(sha256(file))
  })

  it('takes a body of unknown length', async () => {
    const announced = await world.announce()
    const body = new Blob([new Uint8Array(file)]).stream()
    expect((await world.client(announced).patch(0, body)).status).toBe(204)
    await world.finished(announced.upload.id)
  })

  it('refuses another offset than the committed one', async () => {
    const announced = await world.announce()
    await world.client(announced).patch(0, file.subarray(0, 1000))
    for (const offset of [0, 999, 1001]) {
      const answer = await world.client(announced).patch(offset, file.subarray(offset, offset + 500))
      expect(answer.status).toBe(409)
      expect(await codeOf(answer)).toBe('upload_offset')
      expect(answer.headers.get('tus-resumable')).toBe('1.0.0')
    }
    expect((await world.rowOf(announced.upload.id)).offset_bytes).toBe(1000)
  })

  it('refuses bytes beyond the announced size', async () => {
    const announced = await world.announce()
    const answer = await world.client(announced).patch(0, Buffer.concat([file, Buffer.from('more')]))
    expect(answer.status).toBe(413)
    expect((await world.rowOf(announced.upload.id)).offset_bytes).toBe(0)
    const endless = new Blob([new Uint8Array(file), 'more']).stream()
    expect((await world.client(announced).patch(0, endless)).status).toBe(413)
    expect((await world.rowOf(announced.upload.id)).state).not.toBe('finished')
  })

  it('lets one of several at the same offset win and loses nothing', async () => {
    const announced = await world.announce()
    const answers = await Promise.all([1, 2, 3, 4].map(() => world.client(announced).patch(0, file)))
    const statuses = answers.map((answer) => answer.status).sort()
    expect(statuses[0]).toBe(204)
    expect(statuses.slice(1).every((status) => [409, 423].includes(status))).toBe(true)
    await world.finished(announced.upload.id)
    expect((await world.rowOf(announced.upload.id)).source_sha256).toBe(sha256(file))
    expect(await world.deps.db.selectFrom('version').select('id').execute()).toHaveLength(1)
  })

  it('takes over from a connection that hangs', async () => {
    const announced = await world.announce()
    let started = () => undefined as unknown
    const sent = new Promise((resolve) => {
      started = () => resolve(undefined)
    })
    const hanging = new ReadableStream({
      start: (controller) => controller.enqueue(new Uint8Array(file.subarray(0, 50_000))),
      pull: () => {
        started()
        return new Promise(() => undefined)
      },
    })
    const first = world.client(announced).patch(0, hanging)
    await sent
    const offset = Number((await world.client(announced).head()).headers.get('upload-offset'))
    expect(offset).toBe(50_000)
    expect((await world.client(announced).patch(offset, file.subarray(offset))).status).toBe(204)
    await first
    await world.finished(announced.upload.id)
    expect((await world.rowOf(announced.upload.id)).source_sha256).toBe(sha256(file))
  })

  it('is not disturbed by another unit that wants to give it up', async () => {
    const announced = await world.announce()
    let going: ReadableStreamDefaultController | undefined
    let started = () => undefined as unknown
    const sent = new Promise((resolve) => {
      started = () => resolve(undefined)
    })
    const body = new ReadableStream({
      start: (controller) => {
        going = controller
        controller.enqueue(new Uint8Array(file.subarray(0, 50_000)))
      },
      pull: () => void started(),
    })
    const sending = world.client(announced).patch(0, body)
    await sent
    world.actors.producer = { ...world.actors.producer, unitId: 'unit-centre' }
    const refusal = await world.as('producer').delete(`/api/uploads/${announced.upload.id}`)
    expect(await codeOf(refusal)).toBe('forbidden')
    going?.enqueue(new Uint8Array(file.subarray(50_000)))
    going?.close()
    expect((await sending).headers.get('upload-offset')).toBe(String(file.length))
    await world.finished(announced.upload.id)
  })

  it('checks a piece by its checksum and keeps nothing of an altered one', async () => {
    const announced = await world.announce()
    const { patch } = world.client(announced)
    const checksum = (algorithm: string, bytes: Uint8Array) => ({
      'upload-checksum': `${algorithm} ${createHash(algorithm).update(bytes).digest('base64')}`,
    })
    const piece = file.subarray(0, 100_000)
    const altered = await patch(0, piece, checksum('sha1', file.subarray(0, 99_999)))
    expect(altered.status).toBe(460)
    expect(await codeOf(altered)).toBe('wrong_checksum')
    expect((await world.rowOf(announced.upload.id)).offset_bytes).toBe(0)
    expect((await patch(0, piece, checksum('sha1', piece))).status).toBe(204)
    const unknown = await patch(100_000, file.subarray(100_000), { 'upload-checksum': 'crc32 AAAA' })
    expect(unknown.status).toBe(400)
    const rest = file.subarray(100_000)
    expect((await patch(100_000, rest, checksum('sha256', rest))).status).toBe(204)
    await world.finished(announced.upload.id)
    expect((await world.rowOf(announced.upload.id)).source_sha256).toBe(sha256(file))
  })

  it('refuses a file whose announced hash is another, and keeps none of it', async () => {
    const announced = await world.announce(file, { sha256: sha256(Buffer.from('something else')) })
    await world.client(announced).patch(0, file)
    await vi.waitFor(async () =>
      expect(await world.rowOf(announced.upload.id)).toMatchObject({
        state: 'failed',
        failure: 'wrong_hash',
      }),
    )
    expect(await world.deps.blobs.has(sha256(file))).toBe(false)
    expect(await world.deps.db.selectFrom('source').select('sha256').execute()).toEqual([])
    expect((await world.client(announced).head()).status).toBe(410)
  })

  it('keeps one file and loses neither of two equal ones that finish at the same moment', async () => {
    const first = await world.announce(file, { title: 'Đoàn gửi' })
    world.actors.producer = { ...world.actors.producer, unitId: 'unit-centre' }
    const second = await world.announce(file, { title: 'Trung tâm gửi' })
    expect(second.upload.id).not.toBe(first.upload.id)
    await Promise.all([first, second].map((one) => world.client(one).patch(0, file)))
    await Promise.all([first, second].map((one) => world.finished(one.upload.id)))
    expect(await world.deps.db.selectFrom('source').select('sha256').execute()).toEqual([
      { sha256: sha256(file) },
    ])
    const works = await world.deps.db.selectFrom('work').select(['title', 'unit_id']).execute()
    expect(works).toHaveLength(2)
    expect(new Set(works.map((work) => work.unit_id))).toEqual(new Set(['unit-troupe', 'unit-centre']))
    expect((await readFile(await world.deps.blobs.localPath(sha256(file)))).equals(file)).toBe(true)
    expect(await readdir(join(world.deps.config.dataDir, 'uploads'))).toEqual([])
  })

  it('never gives bytes away for a hash: the second of two equal files travels whole and is linked', async () => {
    const first = await world.announce(file, { title: 'Lần một' })
    await world.client(first).patch(0, file)
    await world.finished(first.upload.id)
    const second = await world.announce(file, { title: 'Lần hai', sha256: sha256(file) })
    expect(second.upload).toMatchObject({ offsetBytes: 0, state: 'waiting' })
    expect(second.upload.findings.map((finding) => finding.code)).toContain('already_here')
    await world.client(second).patch(0, file)
    await world.finished(second.upload.id)
    expect(await world.deps.db.selectFrom('source').select('sha256').execute()).toHaveLength(1)
    expect(await world.deps.db.selectFrom('version').select('id').execute()).toHaveLength(2)
  })

  it('keeps the recording as a work of its own when its work was withdrawn meanwhile', async () => {
    const work = await aWork(world.deps)
    const announced = await world.announce(file, { workId: work.id })
    await world.deps.db
      .updateTable('work')
      .set({ withdrawn_at: '2021-09-27' })
      .where('id', '=', work.id)
      .execute()
    await world.client(announced).patch(0, file)
    await world.finished(announced.upload.id)
    expect((await world.rowOf(announced.upload.id)).work_id).not.toBe(work.id)
  })
})
