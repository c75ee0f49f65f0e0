import { createHash } from 'node:crypto'
import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createApp } from '../../server/app.ts'
import type { Role } from '../../server/http/permissions.rules.ts'
import { resumeUploads } from '../../server/library/uploads/finish.service.ts'
import { expireIdle } from '../../server/library/uploads/queue.service.ts'
import { anApp } from '../support/app.ts'
import { aWork } from '../support/library.ts'
import { type Announced, announcement, aWav, sha256, tus } from '../support/uploads.ts'

const file = aWav(300_000)
let world: Awaited<ReturnType<typeof anApp>>
beforeEach(async () => {
  world = await anApp()
})
afterEach(() => world.close())

const post = async (form: FormData, role: Role = 'producer', app = world.app) =>
  app.request('/api/uploads', { method: 'POST', headers: { cookie: await world.cookieOf(role) }, body: form })
async function announce(bytes: Uint8Array = file, about = {}): Promise<Announced> {
  const answer = await post(announcement(bytes, about))
  expect(answer.ok, await answer.clone().text()).toBe(true)
  return (await answer.json()) as Announced
}
const client = (announced: Announced) => tus((path, init) => world.app.request(path, init), announced)
const rowOf = (id: string) =>
  world.deps.db.selectFrom('upload').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const codeOf = async (answer: Response) =>
  ((await answer.json()) as { error: { code: string; message: string } }).error.code
const finished = (id: string) =>
  vi.waitFor(async () => expect((await rowOf(id)).state).toBe('finished'), { timeout: 8000, interval: 30 })
const countUploads = async () => (await world.deps.db.selectFrom('upload').select('id').execute()).length

describe('sending a file', () => {
  it('keeps the very bytes that were sent and makes a work of them', async () => {
    const announced = await announce(file, {
      title: 'Thông điệp 71 năm',
      kind: 'announcement',
      language: 'hmn',
    })
    expect(announced.upload.findings.map((finding) => finding.code)).toContain('no_picture')
    const answer = await client(announced).patch(0, file)
    expect(answer.status).toBe(204)
    expect(answer.headers.get('upload-offset')).toBe(String(file.length))
    expect(answer.headers.get('access-control-allow-origin')).toBeNull()
    await finished(announced.upload.id)

    const row = await rowOf(announced.upload.id)
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

  it('goes on from the offset in pieces and says it in between', async () => {
    const announced = await announce()
    const { head, patch } = client(announced)
    expect((await head()).headers.get('upload-offset')).toBe('0')
    for (const [from, to] of [
      [0, 100_000],
      [100_000, 100_001],
      [100_001, 300_000],
    ] as const) {
      expect((await patch(from, file.subarray(from, to))).headers.get('upload-offset')).toBe(String(to))
      expect((await head()).headers.get('upload-offset')).toBe(String(to))
    }
    await finished(announced.upload.id)
    expect((await rowOf(announced.upload.id)).source_sha256).toBe(sha256(file))
  })

  it('takes a body of unknown length', async () => {
    const announced = await announce()
    const body = new Blob([new Uint8Array(file)]).stream()
    expect((await client(announced).patch(0, body)).status).toBe(204)
    await finished(announced.upload.id)
  })

  it('refuses another offset than the committed one', async () => {
    const announced = await announce()
    await client(announced).patch(0, file.subarray(0, 1000))
    for (const offset of [0, 999, 1001]) {
      const answer = await client(announced).patch(offset, file.subarray(offset, offset + 500))
      expect(answer.status).toBe(409)
      expect(await codeOf(answer)).toBe('upload_offset')
      expect(answer.headers.get('tus-resumable')).toBe('1.0.0')
    }
    expect((await rowOf(announced.upload.id)).offset_bytes).toBe(1000)
  })

  it('refuses bytes beyond the announced size', async () => {
    const announced = await announce()
    const answer = await client(announced).patch(0, Buffer.concat([file, Buffer.from('more')]))
    expect(answer.status).toBe(413)
    expect((await rowOf(announced.upload.id)).offset_bytes).toBe(0)
    const endless = new Blob([new Uint8Array(file), 'more']).stream()
    expect((await client(announced).patch(0, endless)).status).toBe(413)
    expect((await rowOf(announced.upload.id)).state).not.toBe('finished')
  })

  it('lets one of several at the same offset win and loses nothing', async () => {
    const announced = await announce()
    const answers = await Promise.all([1, 2, 3, 4].map(() => client(announced).patch(0, file)))
    const statuses = answers.map((answer) => answer.status).sort()
    expect(statuses[0]).toBe(204)
    expect(statuses.slice(1).every((status) => [409, 423].includes(status))).toBe(true)
    await finished(announced.upload.id)
    expect((await rowOf(announced.upload.id)).source_sha256).toBe(sha256(file))
    expect(await world.deps.db.selectFrom('version').select('id').execute()).toHaveLength(1)
  })

  it('takes over from a connection that hangs', async () => {
    const announced = await announce()
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
    const first = client(announced).patch(0, hanging)
    await sent
    const offset = Number((await client(announced).head()).headers.get('upload-offset'))
    expect(offset).toBe(50_000)
    expect((await client(announced).patch(offset, file.subarray(offset))).status).toBe(204)
    await first
    await finished(announced.upload.id)
    expect((await rowOf(announced.upload.id)).source_sha256).toBe(sha256(file))
  })

  it('is not disturbed by another unit that wants to give it up', async () => {
    const announced = await announce()
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
    const sending = client(announced).patch(0, body)
    await sent
    world.actors.producer = { ...world.actors.producer, unitId: 'unit-centre' }
    const refusal = await world.as('producer').delete(`/api/uploads/${announced.upload.id}`)
    expect(await codeOf(refusal)).toBe('forbidden')
    going?.enqueue(new Uint8Array(file.subarray(50_000)))
    going?.close()
    expect((await sending).headers.get('upload-offset')).toBe(String(file.length))
    await finished(announced.upload.id)
  })

  it('checks a piece by its checksum and keeps nothing of an altered one', async () => {
    const announced = await announce()
    const { patch } = client(announced)
    const checksum = (algorithm: string, bytes: Uint8Array) => ({
      'upload-checksum': `${algorithm} ${createHash(algorithm).update(bytes).digest('base64')}`,
    })
    const piece = file.subarray(0, 100_000)
    const altered = await patch(0, piece, checksum('sha1', file.subarray(0, 99_999)))
    expect(altered.status).toBe(460)
    expect(await codeOf(altered)).toBe('wrong_checksum')
    expect((await rowOf(announced.upload.id)).offset_bytes).toBe(0)
    expect((await patch(0, piece, checksum('sha1', piece))).status).toBe(204)
    const unknown = await patch(100_000, file.subarray(100_000), { 'upload-checksum': 'crc32 AAAA' })
    expect(unknown.status).toBe(400)
    const rest = file.subarray(100_000)
    expect((await patch(100_000, rest, checksum('sha256', rest))).status).toBe(204)
    await finished(announced.upload.id)
    expect((await rowOf(announced.upload.id)).source_sha256).toBe(sha256(file))
  })

  it('refuses a file whose announced hash is another, and keeps none of it', async () => {
    const announced = await announce(file, { sha256: sha256(Buffer.from('something else')) })
    await client(announced).patch(0, file)
    await vi.waitFor(async () =>
      expect(await rowOf(announced.upload.id)).toMatchObject({ state: 'failed', failure: 'wrong_hash' }),
    )
    expect(await world.deps.blobs.has(sha256(file))).toBe(false)
    expect(await world.deps.db.selectFrom('source').select('sha256').execute()).toEqual([])
    expect((await client(announced).head()).status).toBe(410)
  })

  it('never gives bytes away for a hash: the second of two equal files travels whole and is linked', async () => {
    const first = await announce(file, { title: 'Lần một' })
    await client(first).patch(0, file)
    await finished(first.upload.id)
    const second = await announce(file, { title: 'Lần hai', sha256: sha256(file) })
    expect(second.upload).toMatchObject({ offsetBytes: 0, state: 'waiting' })
    expect(second.upload.findings.map((finding) => finding.code)).toContain('already_here')
    await client(second).patch(0, file)
    await finished(second.upload.id)
    expect(await world.deps.db.selectFrom('source').select('sha256').execute()).toHaveLength(1)
    expect(await world.deps.db.selectFrom('version').select('id').execute()).toHaveLength(2)
  })

  it('keeps the recording as a work of its own when its work was withdrawn meanwhile', async () => {
    const work = await aWork(world.deps)
    const announced = await announce(file, { workId: work.id })
    await world.deps.db
      .updateTable('work')
      .set({ withdrawn_at: '2021-09-27' })
      .where('id', '=', work.id)
      .execute()
    await client(announced).patch(0, file)
    await finished(announced.upload.id)
    expect((await rowOf(announced.upload.id)).work_id).not.toBe(work.id)
  })
})

describe('the token of an upload', () => {
  it('is asked for by every request of the protocol, and tells nothing about other uploads', async () => {
    const announced = await announce()
    const other = await announce(aWav(5000, 2))
    for (const token of ['', 'x'.repeat(43), other.token]) {
      const stranger = client({ ...announced, token })
      expect((await stranger.head()).status).toBe(403)
      expect((await stranger.drop()).status).toBe(403)
      expect(await codeOf(await stranger.patch(0, file))).toBe('upload_token')
    }
    const nowhere = client({ ...announced, url: '/api/tus/01920000-0000-7000-8000-000000000000' })
    expect((await nowhere.head()).status).toBe(403)
    expect(await rowOf(announced.upload.id)).toMatchObject({ offset_bytes: 0, state: 'waiting' })
  })

  it('is kept as a hash alone and outlives the session', async () => {
    const announced = await announce()
    expect(JSON.stringify(await rowOf(announced.upload.id))).not.toContain(announced.token)
    await world.deps.db.deleteFrom('auth_session').execute()
    expect((await client(announced).patch(0, file)).status).toBe(204)
  })

  it.each(['..%2f..%2fvang.db', '%2e%2e%2fvang.db', 'a%5cb', '..', 'vang.db', '%00'])(
    'answers an id of %s as not found',
    async (id) => {
      const answer = await client({ ...(await announce()), url: `/api/tus/${id}` }).patch(0, file)
      expect([403, 404]).toContain(answer.status)
      expect(answer.status).toBe(404)
    },
  )
})

describe('resuming', () => {
  const ends = (bytes: Uint8Array) => ({
    sizeBytes: bytes.length,
    headSha256: sha256(bytes.subarray(0, Math.min(bytes.length, 4 * 1024 ** 2))),
    tailSha256: sha256(bytes.subarray(Math.max(0, bytes.length - 4 * 1024 ** 2))),
  })

  it('gives another computer of the unit a fresh token for the same file, and ends the old one', async () => {
    const announced = await announce()
    await client(announced).patch(0, file.subarray(0, 200_000))
    const listed = (await (await world.as('producer').get('/api/uploads')).json()) as {
      queue: { id: string; offsetBytes: number }[]
    }
    expect(listed.queue).toMatchObject([{ id: announced.upload.id, offsetBytes: 200_000 }])
    const answer = await world.as('producer').post(`/api/uploads/${announced.upload.id}/resume`, ends(file))
    const resumed = (await answer.json()) as Announced
    expect(resumed.token).not.toBe(announced.token)
    expect((await client(announced).head()).status).toBe(403)
    expect((await client(resumed).patch(200_000, file.subarray(200_000))).status).toBe(204)
    await finished(announced.upload.id)
    expect((await rowOf(announced.upload.id)).source_sha256).toBe(sha256(file))
  })

  it('goes on by itself when the same file is announced again', async () => {
    const announced = await announce()
    await client(announced).patch(0, file.subarray(0, 1000))
    const again = await announce()
    expect(again).toMatchObject({ resumed: true, upload: { id: announced.upload.id, offsetBytes: 1000 } })
    expect(await countUploads()).toBe(1)
  })

  it('refuses another file, another unit and another role', async () => {
    const announced = await announce()
    const path = `/api/uploads/${announced.upload.id}/resume`
    for (const other of [aWav(300_000, 7), aWav(299_996)])
      expect(await codeOf(await world.as('producer').post(path, ends(other)))).toBe('other_file')
    expect(await codeOf(await post(announcement(aWav(300_000, 7), { continues: announced.upload.id })))).toBe(
      'other_file',
    )
    expect(await countUploads()).toBe(1)
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
    const announced = await announce()
    await client(announced).patch(0, file.subarray(0, 100))
    const path = join(world.deps.config.dataDir, 'uploads', `${announced.upload.id}.part`)
    const killedAt = { state: 'hashing', offset_bytes: file.length } as const
    await writeFile(path, file)
    await world.deps.db.updateTable('upload').set(killedAt).execute()
    const stop = await resumeUploads(world.deps, (error) => expect.fail(String(error)))
    await finished(announced.upload.id)
    stop()
    expect(await world.deps.db.selectFrom('version').select('source_sha256').execute()).toEqual([
      { source_sha256: sha256(file) },
    ])
  })

  it('finishes at the next start what was killed after the file moved into the store', async () => {
    const announced = await announce()
    const path = join(world.deps.config.dataDir, 'work', 'whole')
    await writeFile(path, file)
    const stored = await world.deps.blobs.adopt(path)
    await world.deps.db
      .updateTable('upload')
      .set({ state: 'hashing', offset_bytes: file.length, source_sha256: stored.sha256 })
      .execute()
    const stop = await resumeUploads(world.deps, (error) => expect.fail(String(error)))
    await finished(announced.upload.id)
    stop()
  })

  it('cuts off at the next piece what lies in the file beyond the committed offset', async () => {
    const announced = await announce()
    await client(announced).patch(0, file.subarray(0, 1000))
    const path = join(world.deps.config.dataDir, 'uploads', `${announced.upload.id}.part`)
    await writeFile(path, Buffer.concat([file.subarray(0, 1000), Buffer.alloc(400_000, 9)]))
    await client(announced).patch(1000, file.subarray(1000))
    await finished(announced.upload.id)
    expect((await rowOf(announced.upload.id)).source_sha256).toBe(sha256(file))
  })
})

describe('before the first byte', () => {
  it.each([
    ['empty_file', Buffer.alloc(0)],
    ['not_media', Buffer.from('Kính gửi các đồng chí,\n'.repeat(50))],
    ['not_media', Buffer.from('%PDF-1.7\n'.repeat(50))],
    ['playlist_not_allowed', Buffer.from("ffconcat version 1.0\nfile 'a.mp4'\n")],
    ['playlist_not_allowed', Buffer.from('#EXTM3U\n#EXTINF:10,\nhttp://x/a.ts\n')],
    ['truncated', aWav(100_000).subarray(0, 50_000)],
  ])('refuses with %s and keeps nothing', async (code, bytes) => {
    for (const language of ['vi', 'en']) {
      const answer = await world.app.request('/api/uploads', {
        method: 'POST',
        headers: { cookie: await world.cookieOf('producer'), 'accept-language': language },
        body: announcement(bytes, { fileName: 'ban-ghi.mp4' }),
      })
      expect(answer.status).toBe(422)
      const { error } = (await answer.json()) as { error: { code: string; message: string } }
      expect(error.code).toBe(code)
      expect(error.message.length).toBeGreaterThan(10)
    }
    expect(await countUploads()).toBe(0)
  })

  it('takes a cut file when a person insists, since it may be the only copy', async () => {
    const cut = aWav(100_000).subarray(0, 50_000)
    const announced = await announce(cut, { evenIfCut: true })
    expect(announced.upload.findings.map((finding) => finding.code)).toContain('cut_file')
  })

  it('refuses a form without samples, with samples of another length, or with broken words', async () => {
    const short = announcement(file)
    short.set('head', new File([new Uint8Array(10)], 'part'))
    const none = announcement(file)
    none.delete('tail')
    const broken = announcement(file)
    broken.set('about', '{"fileName":')
    const unknownKind = announcement(file, { kind: 'opera' })
    for (const [form, code] of [
      [short, 'invalid'],
      [none, 'invalid'],
      [broken, 'malformed_json'],
      [unknownKind, 'invalid'],
    ] as const)
      expect(await codeOf(await post(form))).toBe(code)
    expect(await countUploads()).toBe(0)
  })

  it('refuses more than the two samples', async () => {
    const form = announcement(file)
    form.set('more', new File([new Uint8Array(9 * 1024 ** 2)], 'part'))
    const answer = await post(form)
    expect(answer.status).toBe(413)
  })

  it('refuses a work of another unit, an unknown and a withdrawn one', async () => {
    const foreign = await aWork(world.deps, { unit_id: 'unit-centre' })
    const withdrawn = await aWork(world.deps, { withdrawn_at: '2021-09-01T00:00:00.000Z' })
    for (const [workId, code] of [
      [foreign.id, 'forbidden'],
      ['nothing', 'not_found'],
      [withdrawn.id, 'withdrawn'],
    ] as const)
      expect(await codeOf(await post(announcement(file, { workId })))).toBe(code)
    expect(await countUploads()).toBe(0)
  })

  it.each([
    ['../../etc/passwd.mp4', 'passwd.mp4'],
    ['..\\..\\windows\\a.mov', 'a.mov'],
    ['Tiếng hát 🎤 vùng cao.mp4', 'Tiếng hát 🎤 vùng cao.mp4'],
    [`${'dài '.repeat(75)}.mxf`, /^dài dài.*….mxf$/],
    ['a\u202egpm.exe\u0000.mp4', 'agpm.exe.mp4'],
    ['..', '?'],
  ])('shows the name %s without ever using it as a path', async (given, shown) => {
    const announced = await announce(file, { fileName: given })
    if (typeof shown === 'string') expect(announced.upload.fileName).toBe(shown)
    else expect(announced.upload.fileName).toMatch(shown)
    expect([...announced.upload.fileName].length).toBeLessThanOrEqual(200)
    await client(announced).patch(0, file)
    await finished(announced.upload.id)
    expect((await stat(await world.deps.blobs.localPath(sha256(file)))).size).toBe(file.length)
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
    const announced = (await (await post(announcement(file), 'producer', app)).json()) as Announced
    const { head, patch } = tus((path, init) => app.request(path, init), announced)
    await patch(0, file.subarray(0, 120_000))
    diskReserveBytes = 1e18
    const refused = await patch(120_000, file.subarray(120_000))
    expect(refused.status).toBe(507)
    expect(await codeOf(refused)).toBe('disk_full')
    expect((await head()).headers.get('upload-offset')).toBe('120000')
    const turnedAway = await post(announcement(aWav(9000, 3)), 'producer', app)
    expect(turnedAway.status).toBe(507)
    expect(await countUploads()).toBe(1)
    diskReserveBytes = 0
    expect((await patch(120_000, file.subarray(120_000))).status).toBe(204)
    await finished(announced.upload.id)
    expect((await rowOf(announced.upload.id)).source_sha256).toBe(sha256(file))
  })
})

describe('the queue', () => {
  it('puts "Gấp" first, then follows the order by hand', async () => {
    const ids: string[] = []
    for (const seed of [1, 2, 3, 4]) ids.push((await announce(aWav(4000, seed))).upload.id)
    const order = async () => {
      const { queue } = (await (await world.as('producer').get('/api/uploads')).json()) as {
        queue: { id: string }[]
      }
      return queue.map(({ id }) => ids.indexOf(id))
    }
    expect(await order()).toEqual([0, 1, 2, 3])
    await world.as('producer').patch(`/api/uploads/${ids[3]}`, { position: 1 })
    expect(await order()).toEqual([0, 3, 1, 2])
    await world
      .as('producer')
      .patch(`/api/uploads/${ids[2]}`, { urgent: true, deadlineAt: '2021-09-28T15:00:00+07:00' })
    expect(await order()).toEqual([2, 0, 3, 1])
    expect((await rowOf(ids[2] ?? '')).deadline_at).toBe('2021-09-28T08:00:00.000Z')
  })

  it('cancels: the bytes go, the row stays as history, and the file can be sent anew', async () => {
    const announced = await announce()
    await client(announced).patch(0, file.subarray(0, 1000))
    expect((await world.as('producer').delete(`/api/uploads/${announced.upload.id}`)).status).toBe(200)
    expect(await readdir(join(world.deps.config.dataDir, 'uploads'))).toEqual([])
    expect((await client(announced).head()).status).toBe(410)
    expect(await codeOf(await client(announced).patch(1000, file.subarray(1000)))).toBe('upload_gone')
    expect(await codeOf(await world.as('producer').delete(`/api/uploads/${announced.upload.id}`))).toBe(
      'upload_gone',
    )
    expect((await announce()).upload.id).not.toBe(announced.upload.id)
  })

  it('ends by the protocol’s own DELETE too', async () => {
    const announced = await announce()
    await client(announced).patch(0, file.subarray(0, 1000))
    expect((await client(announced).drop()).status).toBe(204)
    expect((await rowOf(announced.upload.id)).state).toBe('cancelled')
  })

  it('lets an idle upload go after so many hours up, never a finished one or one that moves', async () => {
    const done = await announce(aWav(5000, 5))
    await client(done).patch(0, aWav(5000, 5))
    await finished(done.upload.id)
    const idle = await announce(aWav(5000, 6))
    const moving = await announce()
    for (let hour = 1; hour < 7 * 24; hour++) expect(await expireIdle(world.deps)).toEqual([])
    await client(moving).patch(0, file.subarray(0, 1000))
    expect(await expireIdle(world.deps)).toEqual([idle.upload.id])
    expect((await client(idle).head()).status).toBe(410)
    expect((await rowOf(done.upload.id)).state).toBe('finished')
    expect(await world.deps.blobs.has(sha256(aWav(5000, 5)))).toBe(true)
    expect((await client(moving).patch(1000, file.subarray(1000))).status).toBe(204)
  })

  it('never throws bytes away that arrive at the moment their upload would be let go', async () => {
    for (let round = 0; round < 8; round++) {
      const bytes = aWav(3000, 50 + round)
      const late = await announce(bytes)
      await world.deps.db
        .updateTable('upload')
        .set({ idle_hours: 7 * 24 - 1 })
        .execute()
      const [answer] = await Promise.all([client(late).patch(0, bytes), expireIdle(world.deps)])
      if (answer.status === 204) {
        await finished(late.upload.id)
        expect(await world.deps.blobs.has(sha256(bytes))).toBe(true)
      } else expect([answer.status, (await rowOf(late.upload.id)).state]).toEqual([410, 'failed'])
    }
  })

  it('says what of tus it speaks', async () => {
    const answer = await world.app.request('/api/tus', { method: 'OPTIONS' })
    expect(answer.headers.get('tus-extension')).toBe('checksum,expiration,termination')
    expect(answer.headers.get('tus-checksum-algorithm')).toBe('sha1,sha256')
  })
})
