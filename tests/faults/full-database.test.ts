import { CompiledQuery } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { codeOf } from '../support/answers.ts'
import { anApp } from '../support/app.ts'
import { aWork } from '../support/library.ts'

let app: Awaited<ReturnType<typeof anApp>>
beforeAll(async () => {
  app = await anApp()
})
afterAll(() => app.close())

const pragma = async (text: string) =>
  (await app.deps.db.executeQuery<Record<string, number>>(CompiledQuery.raw(`pragma ${text}`))).rows[0]

it('answers 507 when SQLite itself runs out of pages, keeps what stood, reads on, and recovers by itself', async () => {
  const work = await aWork(app.deps)
  const producer = app.as('producer')
  const script = (text: string, revision: string | null = null) =>
    producer.put(`/api/works/${work.id}/scripts/vi`, { text, revision })
  const before = await script('Bà con thân mến.')
  const { revision } = (await before.json()) as { revision: string }
  const pages = Object.values((await pragma('page_count')) ?? {})[0]
  // The real limit of the real engine: the file may not grow by a page, as on a disk without room for one.
  await pragma(`max_page_count = ${pages}`)

  const refused = await script('x'.repeat(200_000), revision)
  expect([refused.status, await codeOf(refused)]).toEqual([507, 'disk_full'])
  const english = await app.app.request(`/api/works/${work.id}/scripts/vi`, {
    method: 'PUT',
    headers: {
      'content-type': 'application/json',
      cookie: await app.cookieOf('producer'),
      'x-vang-lang': 'en',
    },
    body: JSON.stringify({ text: 'x'.repeat(200_000), revision }),
  })
  expect(((await english.json()) as { error: { message: string } }).error.message).toMatch(/disk/i)
  const read = await app.as('official').get(`/api/works/${work.id}`)
  expect((await read.json()).scripts).toMatchObject([{ text: 'Bà con thân mến.', revision }])
  const audit = await app.deps.db.selectFrom('audit').select('id').where('subject_id', '=', work.id).execute()
  expect(audit).toHaveLength(1)

  await pragma('max_page_count = 1073741823')
  expect((await script('x'.repeat(200_000), revision)).status).toBe(200)
  expect(Object.values((await pragma('quick_check')) ?? {})[0]).toBe('ok')
})
