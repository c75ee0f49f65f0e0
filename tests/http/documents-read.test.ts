import { afterAll, beforeAll, expect, it } from 'vitest'
import { codeOf } from '../support/answers.ts'
import { anApp } from '../support/app.ts'
import { aVersion, aWork } from '../support/library.ts'
import { aPlaylist } from '../support/playlists.ts'

let app: Awaited<ReturnType<typeof anApp>>
let foreignVersion: string
beforeAll(async () => {
  app = await anApp()
  foreignVersion = (await aVersion(app.deps, { work: await aWork(app.deps, { unit_id: 'unit-centre' }) })).id
})
afterAll(() => app.close())

const jpeg = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(500, 7)])
const attach = (role: 'approver' | 'producer' | 'scheduler', subjectKind: string, subjectId: string) =>
  app
    .as(role)
    .request('POST', `/api/documents?${new URLSearchParams({ subjectKind, subjectId, name: 'a.jpg' })}`, jpeg)

it('keeps the signed slips of one unit from another unit’s producers', async () => {
  const attached = await attach('approver', 'version', foreignVersion)
  const { id } = (await attached.json()) as { id: string }
  const ways = [`/api/documents/${id}`, `/api/documents?subjectKind=version&subjectId=${foreignVersion}`]
  for (const way of ways) {
    expect(await codeOf(await app.as('producer').get(way))).toBe('forbidden')
    for (const role of ['approver', 'scheduler', 'official', 'admin'] as const)
      expect((await app.as(role).get(way)).status).toBe(200)
    expect((await app.as('film_team').get(way)).status).toBe(403)
  }
  const own = (await aVersion(app.deps)).id
  await attach('approver', 'version', own)
  const list = await app.as('producer').get(`/api/documents?subjectKind=version&subjectId=${own}`)
  expect((await list.json()).documents).toHaveLength(1)
})

it('answers not_found for the documents of what is not there', async () => {
  const answer = await app.as('official').get('/api/documents?subjectKind=work&subjectId=khong-co')
  expect(await codeOf(answer)).toBe('not_found')
})

it('takes from a producer no document for what belongs to no unit of theirs', async () => {
  const { id } = await aPlaylist(app, {})
  expect(await codeOf(await attach('producer', 'playlist', id))).toBe('forbidden')
  expect((await attach('scheduler', 'playlist', id)).status).toBe(201)
  expect((await app.as('producer').get(`/api/documents?subjectKind=playlist&subjectId=${id}`)).status).toBe(
    200,
  )
})
