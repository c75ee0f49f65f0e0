import { sortKey } from '../../db/folding.ts'
import { newId } from '../../db/ids.ts'
import type { DbOrTrx, Trx } from '../../db/open.ts'
import type { Row } from '../../db/tables.ts'
import type { WorkRef } from '../resolution.schema.ts'
import { type EveningTemplate, eveningContent, type NewTemplate } from './templates.schema.ts'

const standing = (db: DbOrTrx) =>
  db.selectFrom('evening_template').selectAll().where('withdrawn_at', 'is', null)

export async function listTemplates(db: DbOrTrx): Promise<EveningTemplate[]> {
  return named(db, await standing(db).orderBy('sort_key').orderBy('id').execute())
}

export async function templateById(db: DbOrTrx, id: string): Promise<EveningTemplate | undefined> {
  return (await named(db, await standing(db).where('id', '=', id).execute()))[0]
}

/** Templates with their works, of which those withdrawn since are left out: a list could not take them. */
async function named(db: DbOrTrx, rows: readonly Row<'evening_template'>[]): Promise<EveningTemplate[]> {
  const read = rows.map((row) => ({ row, content: eveningContent.parse(JSON.parse(row.content)) }))
  const ids = read.flatMap(({ content }) =>
    content.items.flatMap((item) => ('workId' in item ? item.workId : [])),
  )
  const works = await worksNamed(db, ids)
  return read.map(({ row, content }) => {
    const items = content.items.filter((item) => 'rule' in item || works.has(item.workId))
    return {
      id: row.id,
      name: row.name,
      content: { ...content, items },
      works: items.flatMap((item) => ('workId' in item ? (works.get(item.workId) ?? []) : [])),
      revision: row.revision,
      editedAt: row.updated_at,
    }
  })
}

async function worksNamed(db: DbOrTrx, ids: readonly string[]): Promise<Map<string, WorkRef>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('work')
    .select(['id as workId', 'title', 'short_name as shortName', 'kind'])
    .where('id', 'in', [...new Set(ids)])
    .where('withdrawn_at', 'is', null)
    .execute()
  return new Map(rows.map((row) => [row.workId, row]))
}

type By = { personId: string; at: string }

export async function insertTemplate(trx: Trx, by: By, { name, content }: NewTemplate): Promise<string> {
  const id = newId()
  await trx
    .insertInto('evening_template')
    .values({ id, ...written(by, name, content), created_by: by.personId, created_at: by.at })
    .execute()
  return id
}

export async function replaceTemplate(
  trx: Trx,
  by: By,
  { id, name, content, revision }: NewTemplate & { id: string; revision: number },
): Promise<void> {
  await trx
    .updateTable('evening_template')
    .set({ ...written(by, name, content), revision: revision + 1 })
    .where('id', '=', id)
    .execute()
}

/** Withdrawn, or brought back where `at` is null. */
export async function markTemplate(trx: Trx, id: string, at: string | null): Promise<void> {
  await trx.updateTable('evening_template').set({ withdrawn_at: at }).where('id', '=', id).execute()
}

const written = (by: By, name: string, content: NewTemplate['content']) => ({
  name,
  sort_key: sortKey(name),
  content: JSON.stringify(content),
  updated_at: by.at,
  edited_by: by.personId,
})
