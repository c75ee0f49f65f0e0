import { afterAll, beforeAll, expect, it } from 'vitest'
import { inTransaction } from '../../server/db/open.ts'
import {
  allInForce,
  inForce,
  publicationById,
  publicationsOf,
  publish,
} from '../../server/publications/publications.service.ts'
import { canonicalJson, type Json } from '../../server/storage/canonical.rules.ts'
import { sha256Of } from '../../server/storage/canonical.ts'
import { anApp } from '../support/app.ts'

let app: Awaited<ReturnType<typeof anApp>>
beforeAll(async () => {
  app = await anApp()
})
afterAll(() => app.close())

const say = (subjectId: string, body: Json) =>
  inTransaction(app.deps.db, (trx) =>
    publish(trx, { kind: 'playlist', subjectId, body, by: 'person-scheduler', at: app.deps.clock.now() }),
  )

it('numbers publications of a subject one after the other and says what each supersedes', async () => {
  const first = await say('a', { works: ['x'] })
  const second = await say('a', { works: ['x', 'y'] })
  const other = await say('b', { works: [] })
  expect([first.number, second.number, other.number]).toEqual([1, 2, 1])
  expect([first.supersedesId, second.supersedesId, other.supersedesId]).toEqual([null, first.id, null])
})

it('holds in force the highest number, whatever came before', async () => {
  await say('c', { v: 1 })
  const second = await say('c', { v: 2 })
  expect(await inForce(app.deps.reads, 'playlist', 'c')).toMatchObject({
    id: second.id,
    number: 2,
    body: { v: 2 },
  })
  expect(await inForce(app.deps.reads, 'day', 'c')).toBeUndefined()
  expect((await publicationsOf(app.deps.reads, 'playlist', 'c')).map((p) => p.number)).toEqual([2, 1])
  const several = await allInForce(app.deps.reads, 'playlist', ['a', 'b', 'c', 'nobody'])
  expect([...several].map(([subject, p]) => [subject, p.number]).sort()).toEqual([
    ['a', 2],
    ['b', 1],
    ['c', 2],
  ])
})

it('hashes the canonical body, so equal content has an equal hash whatever the order of its keys', async () => {
  const one = await say('d', { b: 1, a: [{ z: 'ẫ', y: null }] })
  const two = await say('d', { a: [{ y: null, z: 'ẫ' }], b: 1 })
  expect(two.sha256).toBe(one.sha256)
  const kept = await publicationById(app.deps.reads, one.id)
  expect(sha256Of(canonicalJson(kept?.body ?? null))).toBe(one.sha256)
  expect(kept).toMatchObject({ publishedBy: 'person-scheduler', publishedByName: 'scheduler' })
})

it('gives two people who publish at once two numbers', async () => {
  const both = await Promise.all([say('e', { v: 'one' }), say('e', { v: 'two' })])
  expect(both.map((p) => p.number).sort()).toEqual([1, 2])
})

it('never lets a publication be changed or removed', async () => {
  const { id } = await say('f', { v: 1 })
  await expect(
    app.deps.db.updateTable('publication').set({ body: '{}' }).where('id', '=', id).execute(),
  ).rejects.toThrow('append-only')
  await expect(app.deps.db.deleteFrom('publication').where('id', '=', id).execute()).rejects.toThrow(
    'append-only',
  )
})
