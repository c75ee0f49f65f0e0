import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifyEd25519 } from '../../server/packages/keys/ed25519.ts'
import { publicKeys } from '../../server/packages/keys/keys.service.ts'
import type { StickAnswer, StickList } from '../../server/packages/sticks/sticks.schema.ts'
import { verifyManifest } from '../../server/packages/verify.rules.ts'
import { candidatesIn, type Stretch, type Verdict, verdictOf } from '../../web/ui/verify/verify.ts'
import { anApp } from '../support/app.ts'
import { aReadyPackage } from '../support/packages.ts'
import { aDistrict, aPlaylist, aTeam } from '../support/playlists.ts'
import { aLoudspeakerClip } from '../support/sticks.ts'

// A written stick as the office's check and the player's judge it: by the signed manifest, not by the stick's own word.

type Files = Map<string, Buffer>
let app: Awaited<ReturnType<typeof anApp>>
let id = ''
let checkCode = ''
let stick: Files

beforeAll(async () => {
  app = await anApp()
  const target = await aDistrict(app.deps, { name: 'Huyện Bảo Lạc' })
  app.actors.film_team = { ...app.actors.film_team, teamIds: [await aTeam(app.deps, [target])] }
  const playlistId = (await aPlaylist(app, {})).id
  const sounds = [
    await aLoudspeakerClip('speech', { seconds: 2, hz: 440 }),
    await aLoudspeakerClip('speech', { seconds: 1, hz: 660 }),
    await aLoudspeakerClip('song', { seconds: 1, hz: 880 }),
  ]
  const bytes = await aLoudspeakerClip('speech', { seconds: 1, hz: 550 })
  const along = [{ bytes, position: 2, language: 'hmn' }]
  const made = await aReadyPackage(app.deps, { playlistId, target, sounds, along })
  id = made.id
  checkCode = made.manifest.checkCode
  stick = await written()
})
afterAll(async () => {
  await app.close()
})

async function written(query = ''): Promise<Files> {
  const team = app.as('film_team')
  const { files } = (await (await team.get(`/api/packages/${id}/stick${query}`)).json()) as StickAnswer
  const bytesOf = async (path: string) =>
    Buffer.from(await (await team.get(`/api/packages/${id}/stick/files/${path}${query}`)).arrayBuffer())
  return new Map(
    await Promise.all(files.map(async ({ path }) => [path, await bytesOf(path)] as [string, Buffer])),
  )
}

async function check(files: Files, folder = 'USB/'): Promise<Verdict | undefined> {
  const found = [...files].map(([path, bytes]) => {
    return { path: `${folder}${path}`, file: new Blob([new Uint8Array(bytes)]) }
  })
  const [candidate] = await candidatesIn(found)
  if (!candidate) return undefined
  const { root, revocations } = await publicKeys(app.deps)
  const told = { ...candidate.claimed, root, revocations, verify: verifyEd25519 }
  if (!(await verifyManifest(told)).ok) return undefined
  const hashes = new Map<Stretch, string>()
  for (const one of candidate.present) {
    const bytes = new Uint8Array(await one.file.arrayBuffer())
    hashes.set(one, createHash('sha256').update(bytes).digest('hex'))
  }
  return verdictOf(candidate, hashes)
}

const changed = (path: string, bytes: Buffer | undefined) => {
  const files = new Map(stick)
  if (bytes) files.set(path, bytes)
  else files.delete(path)
  return files
}
const listed = (change: (list: StickList) => unknown) => {
  const list = JSON.parse(String(stick.get('VANG.JSN'))) as StickList
  change(list)
  return changed('VANG.JSN', Buffer.from(JSON.stringify(list)))
}
const whole = { missing: [], changed: [], extra: [] }

it.each([
  '',
  '?form=clips',
  '?tags=no-tags',
  '?tags=utf16-v23',
  '?language=hmn',
  '?language=first&form=clips',
])('finds a stick whole as it was written, with the code of the cue sheet: %s', async (query) => {
  const files = await written(query)
  const verdict = await check(files)
  expect(verdict).toMatchObject({ ...whole, checkCode })
  // Every file but the list itself.
  expect(verdict?.whole).toHaveLength(files.size - 1)
})

it('holds one evening where one is asked for, and none that nobody recorded', async () => {
  const sounds = (files: Files) => [...files.keys()].filter((path) => path.includes('/'))
  expect(sounds(stick)).toEqual(['01/01TBAO.MP3', '01/02TBAO.MP3', '02/01TBAO.MP3', '02/02TBAO.MP3'])
  const mong = await written('?language=hmn')
  expect(sounds(mong)).toEqual(['01/01TBAO.MP3', '01/02TBAO.MP3'])
  expect(String(mong.get('DOCTRUOC.TXT'))).toContain('Tiếng Mông')
  expect(String(mong.get('DOCTRUOC.TXT'))).toContain('Kiểm tra gói tải')
  expect(sounds(await written('?language=hmn&form=clips'))).toEqual([
    '01/001TBAO.MP3',
    '01/002TBAO.MP3',
    '01/003TBAO.MP3',
  ])
  const none = await app.as('film_team').get(`/api/packages/${id}/stick?language=tyz`)
  expect(none.status).toBe(404)
})

it('knows the names in small letters, and passes over what systems and people leave there that nobody hears', async () => {
  const files: Files = new Map([...stick].map(([path, bytes]) => [path.toLowerCase(), bytes]))
  files.set('System Volume Information/WPSettings.dat', Buffer.from('x'))
  files.set('thu-moi.docx', Buffer.from('x'))
  expect(await check(files, '')).toMatchObject(whole)
})

it('names what is missing, cut, foreign, or lies among ours', async () => {
  expect(await check(changed('01/02TBAO.MP3', undefined))).toMatchObject({ missing: ['01/02TBAO.MP3'] })
  const cut = stick.get('01/02TBAO.MP3')?.subarray(0, -1)
  expect(await check(changed('01/02TBAO.MP3', cut))).toMatchObject({ changed: ['01/02TBAO.MP3'] })
  for (const path of ['NHAC/Bài hát cũ.mp3', 'NHAC/CU.MP2', '01/LA.DOC', '01/._01TBAO.MP3'])
    expect(await check(changed(path, Buffer.from('x')))).toMatchObject({ extra: [path], checkCode: null })
})

it('refuses one other byte anywhere in a file', async () => {
  let seed = 11
  const below = (most: number) => {
    seed = (seed * 48_271) % 2_147_483_647
    return seed % most
  }
  for (const [path, bytes] of stick) {
    if (path === 'VANG.JSN') continue
    for (let round = 0; round < 12; round++) {
      const at = below(bytes.length)
      const other = Buffer.from(bytes)
      other[at] = (other[at] ?? 0) ^ (1 + below(255))
      const verdict = await check(changed(path, other))
      const passed = verdict && verdict.changed.length + verdict.missing.length === 0
      // The words of a tag are shown by a display and never heard.
      const inTag = path.endsWith('.MP3') && at >= 10 && at < 200
      if (!inTag) expect([path, at, passed ?? false]).toEqual([path, at, false])
    }
  }
})

describe('does not believe a list that says other than the signed manifest', () => {
  const sound = '01/01TBAO.MP3'
  const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
  it.each<[string, (list: StickList) => unknown, string]>([
    ['a clip too few', (list) => list.files[0]?.clips.pop(), sound],
    ['another order', (list) => list.files[0]?.clips.reverse(), sound],
    ['a file less', (list) => list.files.splice(1, 1), 'VANG.JSN'],
    ['another place', (list) => Object.assign(list, { target: 'Huyện Hà Quảng' }), 'VANG.JSN'],
    ['another code', (list) => Object.assign(list, { checkCode: 'AAAA-AAAA-AAAA' }), 'VANG.JSN'],
  ])('%s', async (_, change, path) => {
    expect((await check(listed(change)))?.changed).toContain(path)
  })

  it('a foreign sound under its own hash, as a clip, as a tag, or as a paper', async () => {
    const foreign = await aLoudspeakerClip('speech', { seconds: 1, hz: 300 })
    const named = { path: sound, sizeBytes: foreign.length, sha256: sha256(foreign) }
    for (const as of [
      { ...named, head: 0, clips: [{ sha256: named.sha256, from: 0, to: foreign.length }] },
      { ...named, head: foreign.length, clips: [] },
    ]) {
      const files = listed((list) => list.files.splice(0, 1, as)).set(sound, foreign)
      expect((await check(files))?.changed).toContain(sound)
    }
    const laid = stick.get(sound) ?? Buffer.alloc(0)
    const before = Buffer.concat([foreign.subarray(0, 900), laid])
    const files = listed((list) => {
      const [first] = list.files
      if (!first) return
      first.head += 900
      first.sizeBytes += 900
    }).set(sound, before)
    expect((await check(files))?.changed).toContain(sound)
  })

  it('a paper that neither the package brings along nor the stick needs, whatever it is called', async () => {
    const bytes = Buffer.from('x')
    for (const path of ['01/03TBAO.MP2', 'NHAC.DAT']) {
      const paper = { path, sizeBytes: 1, sha256: sha256(bytes), head: 1, clips: [] }
      const files = listed((list) => list.files.push(paper)).set(path, bytes)
      expect(await check(files)).toMatchObject({ changed: [path], checkCode: null })
    }
  })

  it('one that is none, and one that was left unfinished', async () => {
    expect(await check(changed('VANG.JSN', Buffer.from('{')))).toMatchObject({
      missing: ['VANG.JSN'],
      whole: [],
    })
    const list = stick.get('VANG.JSN')
    const unfinished = changed('VANG.JSN', undefined)
    if (list) unfinished.set('VANG.TMP', list)
    expect(await check(unfinished)).toMatchObject({ ...whole, missing: ['VANG.JSN'], checkCode: null })
  })
})
