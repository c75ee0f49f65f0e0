import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { tables } from '../../server/db/tables.ts'
import type { Deps } from '../../server/deps.ts'
import type { Role } from '../../server/http/permissions.rules.ts'
import { anApp } from '../support/app.ts'
import { aVersion, aWork } from '../support/library.ts'
import { aReadyPackage } from '../support/packages.ts'
import { aDistrict, aPlaylist } from '../support/playlists.ts'
import { anAppWithChannel, CHANNEL, SUNDAY } from '../support/schedule.ts'
import { type Announced, announcement, aWav, sha256, tus } from '../support/uploads.ts'

let app: Awaited<ReturnType<typeof anAppWithChannel>>
let full: Awaited<ReturnType<typeof anApp>>
let versionId = ''
let packageId = ''
beforeAll(async () => {
  app = await anAppWithChannel()
  full = await anApp({ VANG_DISK_RESERVE_BYTES: String(2 ** 52) })
  const work = await aWork(app.deps)
  versionId = (await aVersion(app.deps, { work })).id
  const target = await aDistrict(app.deps)
  packageId = (await aReadyPackage(app.deps, { playlistId: (await aPlaylist(app, {})).id, target })).id
  // One Sunday with a slot over another, one day with a place for what nobody has approved.
  await app.aSlot()
  await app.aSlot({ start: '20:10' })
  await app.aSlot({ day: '2021-10-10', workId: work.id, versionId })
  for (const role of ['producer', 'scheduler', 'film_team', 'approver'] as const) await app.cookieOf(role)
  await full.cookieOf('producer')
})
afterAll(async () => {
  await app.close()
  await full.close()
})

/** Every row and every file there is, as one hash; sessions live on beside the things they are used for. */
async function stateOf(deps: Deps): Promise<string> {
  const hash = createHash('sha256')
  for (const table of Object.keys(tables) as (keyof typeof tables)[]) {
    if (table === 'auth_session') continue
    hash.update(`${table}\n${JSON.stringify(await deps.db.selectFrom(table).selectAll().execute())}\n`)
  }
  const entries = await readdir(deps.config.dataDir, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile() && !entry.name.startsWith('vang.db'))
  return hash.update(files.map((file) => `${file.parentPath}/${file.name}`).join('\n')).digest('hex')
}

type Asking = (language: string) => Promise<Response>
const asking =
  (role: Role, method: string, path: string, body?: unknown, raw?: string): Asking =>
  async (language) => {
    const json = raw ?? (body === undefined ? undefined : JSON.stringify(body))
    return await app.app.request(path, {
      method,
      headers: {
        cookie: await app.cookieOf(role),
        'accept-language': language,
        ...(json === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(json === undefined ? {} : { body: json }),
    })
  }
const announcing =
  (bytes: Uint8Array, about = {}, world: () => Awaited<ReturnType<typeof anApp>> = () => app): Asking =>
  async (language) =>
    await world().app.request('/api/uploads', {
      method: 'POST',
      headers: { cookie: await world().cookieOf('producer'), 'accept-language': language },
      body: announcement(bytes, { fileName: 'ban-ghi.mp4', ...about }),
    })
const attaching =
  (name: string): Asking =>
  async (language) =>
    await app.app.request(
      `/api/documents?${new URLSearchParams({ subjectKind: 'version', subjectId: versionId, name })}`,
      {
        method: 'POST',
        headers: { cookie: await app.cookieOf('approver'), 'accept-language': language },
        body: new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 0, 0, 0, 0]),
      },
    )

function box(name: string, content: Uint8Array, claimedBytes = content.length + 8): Buffer {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(claimedBytes)
  head.write(name, 4, 'latin1')
  return Buffer.concat([head, content])
}
/** The first half of a film: its index stood at the end. */
const halfAFilm = Buffer.concat([
  box('ftyp', Buffer.from('isom\0\0\0\0isomavc1')),
  box('mdat', Buffer.alloc(50_000, 7), 100_000),
])
/** A picture of 16,000 by 16,000, as far as a header says. */
function hugePicture(): Buffer {
  const png = Buffer.alloc(1000)
  png.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52])
  png.writeUInt32BE(16_000, 16)
  png.writeUInt32BE(16_000, 20)
  return png
}

type Case = [what: string, status: number, code: string, asking: Asking, world?: () => { deps: Deps }]
const cases: Case[] = [
  ['a file that is no media', 422, 'not_media', announcing(Buffer.from('Kính gửi\n'.repeat(50)))],
  ['an empty file', 422, 'empty_file', announcing(Buffer.alloc(0))],
  ['a film cut in half', 422, 'truncated', announcing(halfAFilm)],
  ['a playlist called .mp4', 422, 'playlist_not_allowed', announcing(Buffer.from('#EXTM3U\na.ts\n'))],
  [
    'an ffconcat called .mp4',
    422,
    'playlist_not_allowed',
    announcing(Buffer.from("ffconcat version 1.0\nfile 'x'\n")),
  ],
  ['a picture of 16,000 pixels', 422, 'too_many_pixels', announcing(hugePicture())],
  ['a negative size', 400, 'invalid', announcing(aWav(5000), { sizeBytes: -1 })],
  ['a size beyond any recording', 400, 'invalid', announcing(aWav(5000), { sizeBytes: 1e15 })],
  ['a full disk', 507, 'disk_full', announcing(aWav(5000), {}, () => full), () => full],
  ['a document name with ../', 422, 'bad_file_name', attaching('../../phieu.jpg')],
  ['a document name of 300 characters', 422, 'bad_file_name', attaching('x'.repeat(300))],
  [
    'a slot over another',
    409,
    'overlap',
    asking('scheduler', 'POST', `/api/channels/${CHANNEL}/publish`, { days: [SUNDAY] }),
  ],
  [
    'an unapproved version in a publication',
    409,
    'not_approved',
    asking('scheduler', 'POST', `/api/channels/${CHANNEL}/publish`, { days: ['2021-10-10'] }),
  ],
  ['malformed JSON', 400, 'malformed_json', asking('scheduler', 'POST', '/api/slots', undefined, '{"day":')],
  ['JSON of the wrong shape', 400, 'invalid', asking('scheduler', 'POST', '/api/slots', { day: 'mai' })],
  ['an unknown id', 404, 'not_found', asking('producer', 'GET', '/api/works/khong-co')],
  ['an unknown address', 404, 'not_found', asking('producer', 'GET', '/api/khong-co')],
  [
    'another team’s package',
    403,
    'other_team',
    (language) => asking('film_team', 'GET', `/api/packages/${packageId}/zip`)(language),
  ],
]

describe('bad input', () => {
  it.each(cases)(
    'answers %s with a code, a sentence in both languages, and no change of state',
    async (_, status, code, ask, world = () => app) => {
      const { deps } = world()
      const before = await stateOf(deps)
      const sentences: string[] = []
      for (const language of ['vi', 'en']) {
        const answer = await ask(language)
        const { error } = (await answer.json()) as { error: { code: string; message: string } }
        expect([answer.status, error.code]).toEqual([status, code])
        expect(error.message).toMatch(/^[“\p{Lu}].{8,}[.]$/su)
        expect(error.message).not.toMatch(/\{\w+\}|undefined|null/)
        sentences.push(error.message)
      }
      expect(sentences[0]).not.toBe(sentences[1])
      expect(await stateOf(deps)).toBe(before)
    },
  )

  it('keeps nothing of a file whose bytes are not those that were announced, and says so in both languages', async () => {
    const wav = aWav(20_000, 9)
    const answer = await announcing(wav, { fileName: 'a.wav', sha256: sha256(aWav(20_000, 10)) })('vi')
    const announced = (await answer.json()) as Announced
    const library = async () =>
      Promise.all(
        (['source', 'work', 'version', 'job'] as const).map((table) =>
          app.deps.db.selectFrom(table).selectAll().execute(),
        ),
      )
    const before = await library()
    await tus((path, init) => app.app.request(path, init), announced).patch(0, wav)
    const problemIn = async (language: string) => {
      const list = await asking('producer', 'GET', '/api/uploads')(language)
      const { ended } = (await list.json()) as { ended: { id: string; problem: string | null }[] }
      return ended.find(({ id }) => id === announced.upload.id)?.problem
    }
    await vi.waitFor(async () => expect(await problemIn('vi')).toMatch(/mã kiểm tra/))
    expect(await problemIn('en')).toMatch(/check/)
    expect(await library()).toEqual(before)
    expect(await app.deps.blobs.has(sha256(wav))).toBe(false)
    expect(await readdir(`${app.deps.config.dataDir}/uploads`)).toEqual([])
  })
})
