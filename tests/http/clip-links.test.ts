import { afterAll, beforeAll, expect, it } from 'vitest'
import type { OpenedClip } from '../../server/packages/clips/clips.schema.ts'
import { anApp } from '../support/app.ts'
import { aSpeech } from '../support/clips.ts'
import { aWork } from '../support/library.ts'
import { aReadyPackage, aSoundingVersion, workOff } from '../support/packages.ts'
import { aDistrict, aPlaylist, aTeam } from '../support/playlists.ts'

let app: Awaited<ReturnType<typeof anApp>>
let versionId = ''

beforeAll(async () => {
  app = await anApp()
  const work = await aWork(app.deps, { kind: 'announcement', title: 'Mời dự lễ tại xã' })
  const path = await aSpeech({
    text: 'Kính mời bà con đến dự lễ tối nay.',
    lang: 'vi',
    seconds: 4,
    gainDb: -12,
  })
  versionId = (await aSoundingVersion(app.deps, { work, language: 'tyz', path, durationMs: 4000 })).id
})
afterAll(() => app.close())

const give = (body: object, role: 'scheduler' | 'film_team' = 'scheduler') =>
  app.as(role).post(`/api/versions/${versionId}/clip-links`, body)
const aLink = async (body: object) => {
  const answer = await give({ recipient: 'Trưởng xóm Cốc Pàng', ...body })
  const { id, url, expiresAt } = (await answer.json()) as { id: string; url: string; expiresAt: string }
  return { id, expiresAt, path: `/api/clips/${url.split('/').at(-1)}` }
}
const open = (path: string) => app.as(null).get(path)
const codeOf = async (answer: Response) =>
  [answer.status, ((await answer.json()) as { error: { code: string } }).error.code] as const

it('gives one approved recording to somebody without an account, light or as MP3, for a week', async () => {
  const light = await aLink({})
  const mp3 = await aLink({ format: 'mp3', days: 2 })
  expect(light.expiresAt.slice(0, 16)).toBe('2021-10-04T01:00')
  expect(await (await open(light.path)).json()).toMatchObject({ title: 'Mời dự lễ tại xã', file: null })
  expect(await codeOf(await open(`${light.path}/sound`))).toEqual([409, 'package_not_ready'])
  await workOff(app.deps)
  for (const [path, type, magic] of [
    [light.path, 'audio/ogg', 'OggS'],
    [mp3.path, 'audio/mpeg', null],
  ] as const) {
    const { file } = (await (await open(path)).json()) as OpenedClip
    const sound = await open(`${path}/sound`)
    const bytes = Buffer.from(await sound.arrayBuffer())
    expect([sound.status, sound.headers.get('content-type'), bytes.length]).toEqual([
      200,
      type,
      file?.sizeBytes,
    ])
    if (magic) expect(bytes.subarray(0, 4).toString()).toBe(magic)
    const part = await app.as(null).get(`${path}/sound`, { range: 'bytes=10-19' })
    expect([part.status, (await part.arrayBuffer()).byteLength]).toEqual([206, 10])
    expect(sound.headers.get('x-robots-tag')).toBe('noindex, nofollow')
  }
})

it('refuses a link of longer than a week, a made-up token, and one that was taken back', async () => {
  expect((await give({ recipient: 'A', days: 8 })).status).toBe(400)
  expect(await codeOf(await open('/api/clips/khong-co'))).toEqual([404, 'not_found'])
  const { id, path } = await aLink({})
  expect((await app.as('scheduler').post(`/api/clip-links/${id}/revoke`)).status).toBe(200)
  expect(await codeOf(await open(path))).toEqual([410, 'link_revoked'])
})

it('stops working as soon as the approval is withdrawn, and nobody can make another', async () => {
  const { path } = await aLink({})
  expect((await open(`${path}/sound`)).status).toBe(200)
  await app
    .as('approver')
    .post(`/api/review/${versionId}/withdrawal`, { uses: ['loudspeaker'], reason: 'Sai tên' })
  expect(await codeOf(await open(path))).toEqual([409, 'not_approved'])
  expect(await codeOf(await open(`${path}/sound`))).toEqual([409, 'not_approved'])
  expect(await codeOf(await give({ recipient: 'B' }))).toEqual([409, 'not_approved'])
})

it('lets a film team give away only what its own packages hold', async () => {
  const mine = await aDistrict(app.deps, { name: 'Huyện Bảo Lạc' })
  app.actors.film_team = { ...app.actors.film_team, teamIds: [await aTeam(app.deps, [mine])] }
  expect(await codeOf(await give({ recipient: 'C' }, 'film_team'))).toEqual([403, 'other_team'])
  const links = `/api/versions/${versionId}/clip-links`
  expect(await codeOf(await app.as('film_team').get(links))).toEqual([403, 'other_team'])
  const { links: given } = (await (await app.as('scheduler').get(links)).json()) as {
    links: { id: string }[]
  }
  const taken = await app.as('film_team').post(`/api/clip-links/${given[0]?.id}/revoke`)
  expect(await codeOf(taken)).toEqual([403, 'other_team'])
  const playlistId = (await aPlaylist(app, {})).id
  const { manifest } = await aReadyPackage(app.deps, { playlistId, target: mine })
  const sound = manifest.files.find((file) => file.kind === 'sound')
  const answer = await app
    .as('film_team')
    .post(`/api/versions/${sound?.versionId}/clip-links`, { recipient: 'C' })
  expect(answer.status).toBe(201)
})
