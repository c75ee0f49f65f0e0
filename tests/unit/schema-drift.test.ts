import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { tables } from '../../server/db/tables.ts'
import type { Deps } from '../../server/deps.ts'
import { someDeps } from '../support/app.ts'

let deps: Deps & { close(): Promise<void> }
beforeAll(async () => {
  deps = await someDeps()
})
afterAll(() => deps.close())

it('lists exactly the columns of a migrated database', async () => {
  const live = await deps.db.introspection.getTables()
  const found = Object.fromEntries(
    live
      .filter((table) => !table.name.startsWith('kysely_'))
      .map((table) => [table.name, table.columns.map((column) => column.name).sort()]),
  )
  const listed = Object.fromEntries(
    Object.entries(tables).map(([name, columns]) => [name, Object.keys(columns).sort()]),
  )
  expect(found).toEqual(listed)
})

it('refuses to rewrite what is append-only', async () => {
  await deps.db
    .insertInto('audit')
    .values({
      id: '1',
      at: 'now',
      person_id: null,
      action: 'a',
      subject_kind: 's',
      subject_id: '1',
      detail: '{}',
    })
    .execute()
  await expect(sql`update audit set action = 'b'`.execute(deps.db)).rejects.toThrow('append-only')
  await expect(sql`delete from audit`.execute(deps.db)).rejects.toThrow('append-only')
})
