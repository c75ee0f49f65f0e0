import { afterAll, beforeAll, expect, it } from 'vitest'
import { newId } from '../../server/db/ids.ts'
import { anApp } from '../support/app.ts'

let app: Awaited<ReturnType<typeof anApp>>
beforeAll(async () => {
  app = await anApp()
})
afterAll(() => app.close())

it('proposes a whole evening of 120 files as one recording, from its first file on, and takes them as one', async () => {
  const at = app.deps.clock.now()
  const names = Array.from({ length: 120 }, (_, n) => `C${String(n + 1).padStart(4, '0')}.MP4`)
  const rows = names.map((file_name) => ({
    ...({ id: newId(), state: 'finished', origin: 'browser', unit_id: 'unit-troupe' } as const),
    ...{ person_id: 'person-producer', token_hash: newId(), file_name, size_bytes: 4e9, offset_bytes: 4e9 },
    ...{ ends: '{"format":"mp4","findings":[]}', created_at: at, last_activity_at: at },
  }))
  await app.deps.db.insertInto('upload').values(rows).execute()
  const { proposals } = (await (await app.as('producer').get('/api/parts')).json()) as {
    proposals: { parts: { id: string; fileName: string }[]; missing: string[] }[]
  }
  expect(proposals.map(({ parts }) => parts.map(({ fileName }) => fileName))).toEqual([names])
  expect(proposals[0]?.missing).toEqual([])
  const uploads = proposals[0]?.parts.map(({ id }) => id)
  expect((await app.as('producer').post('/api/parts', { uploads })).status).toBe(201)
})
