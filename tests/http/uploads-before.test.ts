import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { expireIdle } from '../../server/library/uploads/queue.service.ts'
import { codeOf } from '../support/answers.ts'
import { aWork } from '../support/library.ts'
import { anAppForUploads, announcement, aWav, sha256 } from '../support/uploads.ts'

const file = aWav(300_000)
let world: Awaited<ReturnType<typeof anAppForUploads>>
beforeEach(async () => {
  world = await anAppForUploads()
})
afterEach(() => world.close())

describe('the token of an upload', () => {
  it('is asked for by every request of the protocol, and tells nothing about other uploads', async () => {
    const announced = await world.announce()
    const other = await world.announce(aWav(5000, 2))
    for (const token of ['', 'x'.repeat(43), other.token]) {
      const stranger = world.client({ ...announced, token })
      expect((await stranger.head()).status).toBe(403)
      expect((await stranger.drop()).status).toBe(403)
      expect(await codeOf(await stranger.patch(0, file))).toBe('upload_token')
    }
    const nowhere = world.client({ ...announced, url: '/api/tus/01920000-0000-7000-8000-000000000000' })
    expect((await nowhere.head()).status).toBe(403)
    expect(await world.rowOf(announced.upload.id)).toMatchObject({ offset_bytes: 0, state: 'waiting' })
  })

  it('is kept as a hash alone and outlives the session', async () => {
    const announced = await world.announce()
    expect(JSON.stringify(await world.rowOf(announced.upload.id))).not.toContain(announced.token)
    await world.deps.db.deleteFrom('auth_session').execute()
    expect((await world.client(announced).patch(0, file)).status).toBe(204)
  })

  it.each(['..%2f..%2fvang.db', '%2e%2e%2fvang.db', 'a%5cb', '..', 'vang.db', '%00'])(
    'answers an id of %s as not found',
    async (id) => {
      const answer = await world.client({ ...(await world.announce()), url: `/api/tus/${id}` }).patch(0, file)
      expect([403, 404]).toContain(answer.status)
      expect(answer.status).toBe(404)
    },
  )
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
    expect(await world.countUploads()).toBe(0)
  })

  it('takes a cut file when a person insists, since it may be the only copy', async () => {
    const cut = aWav(100_000).subarray(0, 50_000)
    const announced = await world.announce(cut, { evenIfCut: true })
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
      expect(await codeOf(await world.post(form))).toBe(code)
    expect(await world.countUploads()).toBe(0)
  })

  it('refuses more than the two samples', async () => {
    const form = announcement(file)
    form.set('more', new File([new Uint8Array(9 * 1024 ** 2)], 'part'))
    const answer = await world.post(form)
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
      expect(await codeOf(await world.post(announcement(file, { workId })))).toBe(code)
    expect(await world.countUploads()).toBe(0)
  })

  it.each([
    ['../../etc/passwd.mp4', 'passwd.mp4'],
    ['..\\..\\windows\\a.mov', 'a.mov'],
    ['Tiếng hát 🎤 vùng cao.mp4', 'Tiếng hát 🎤 vùng cao.mp4'],
    [`${'dài '.repeat(75)}.mxf`, /^dài dài.*….mxf$/],
    ['a\u202egpm.exe\u0000.mp4', 'agpm.exe.mp4'],
    ['..', '?'],
  ])('shows the name %s without ever using it as a path', async (given, shown) => {
    const announced = await world.announce(file, { fileName: given })
    if (typeof shown === 'string') expect(announced.upload.fileName).toBe(shown)
    else expect(announced.upload.fileName).toMatch(shown)
    expect([...announced.upload.fileName].length).toBeLessThanOrEqual(200)
    await world.client(announced).patch(0, file)
    await world.finished(announced.upload.id)
    expect((await stat(await world.deps.blobs.localPath(sha256(file)))).size).toBe(file.length)
  })
})

describe('the queue', () => {
  it('puts "Gấp" first, then follows the order by hand', async () => {
    const ids: string[] = []
    for (const seed of [1, 2, 3, 4]) ids.push((await world.announce(aWav(4000, seed))).upload.id)
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
    expect((await world.rowOf(ids[2] ?? '')).deadline_at).toBe('2021-09-28T08:00:00.000Z')
  })

  it('cancels: the bytes go, the row stays as history, and the file can be sent anew', async () => {
    const announced = await world.announce()
    await world.client(announced).patch(0, file.subarray(0, 1000))
    expect((await world.as('producer').delete(`/api/uploads/${announced.upload.id}`)).status).toBe(200)
    expect(await readdir(join(world.deps.config.dataDir, 'uploads'))).toEqual([])
    expect((await world.client(announced).head()).status).toBe(410)
    expect(await codeOf(await world.client(announced).patch(1000, file.subarray(1000)))).toBe('upload_gone')
    expect(await codeOf(await world.as('producer').delete(`/api/uploads/${announced.upload.id}`))).toBe(
      'upload_gone',
    )
    expect((await world.announce()).upload.id).not.toBe(announced.upload.id)
  })

  it('ends by the protocol’s own DELETE too', async () => {
    const announced = await world.announce()
    await world.client(announced).patch(0, file.subarray(0, 1000))
    expect((await world.client(announced).drop()).status).toBe(204)
    expect((await world.rowOf(announced.upload.id)).state).toBe('cancelled')
  })

  it('lets an idle upload go after so many hours up, never a finished one or one that moves', async () => {
    const done = await world.announce(aWav(5000, 5))
    await world.client(done).patch(0, aWav(5000, 5))
    await world.finished(done.upload.id)
    const idle = await world.announce(aWav(5000, 6))
    const moving = await world.announce()
    for (let hour = 1; hour < 7 * 24; hour++) expect(await expireIdle(world.deps)).toEqual([])
    await world.client(moving).patch(0, file.subarray(0, 1000))
    expect(await expireIdle(world.deps)).toEqual([idle.upload.id])
    expect((await world.client(idle).head()).status).toBe(410)
    expect((await world.rowOf(done.upload.id)).state).toBe('finished')
    expect(await world.deps.blobs.has(sha256(aWav(5000, 5)))).toBe(true)
    expect((await world.client(moving).patch(1000, file.subarray(1000))).status).toBe(204)
  })

  it('never throws bytes away that arrive at the moment their upload would be let go', async () => {
    for (let round = 0; round < 8; round++) {
      const bytes = aWav(3000, 50 + round)
      const late = await world.announce(bytes)
      await world.deps.db
        .updateTable('upload')
        .set({ idle_hours: 7 * 24 - 1 })
        .execute()
      const [answer] = await Promise.all([world.client(late).patch(0, bytes), expireIdle(world.deps)])
      if (answer.status === 204) {
        await world.finished(late.upload.id)
        expect(await world.deps.blobs.has(sha256(bytes))).toBe(true)
      } else expect([answer.status, (await world.rowOf(late.upload.id)).state]).toEqual([410, 'failed'])
    }
  })

  it('says what of tus it speaks', async () => {
    const answer = await world.app.request('/api/tus', { method: 'OPTIONS' })
    expect(answer.headers.get('tus-extension')).toBe('checksum,expiration,termination')
    expect(answer.headers.get('tus-checksum-algorithm')).toBe('sha1,sha256')
  })
})
