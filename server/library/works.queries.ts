import { fold, sortKey } from '../db/folding.ts'
import { newId } from '../db/ids.ts'
import type { DbOrTrx, Trx } from '../db/open.ts'
import type { NewRow } from '../db/tables.ts'
import type { WorkKind } from './library.schema.ts'

/** One thing people can name. */
export interface Work {
  id: string
  kind: WorkKind
  title: string
  shortName: string
  credits: Credit[]
  unitId: string
  unitName: string
  parentWorkId: string | null
  parentTitle: string | null
  createdBy: string
  createdByName: string
  createdAt: string
  withdrawnAt: string | null
  revision: string
}

export interface Credit {
  role: string
  name: string
}

export const workRows = (db: DbOrTrx) =>
  db
    .selectFrom('work')
    .innerJoin('unit', 'unit.id', 'work.unit_id')
    .innerJoin('person', 'person.id', 'work.created_by')
    .leftJoin('work as parent', 'parent.id', 'work.parent_work_id')
    .selectAll('work')
    .select(['unit.name as unit_name', 'person.name as created_by_name', 'parent.title as parent_title'])

type WorkRow = Awaited<ReturnType<ReturnType<typeof workRows>['executeTakeFirstOrThrow']>>

export function toWork(row: WorkRow): Work {
  return {
    id: row.id,
    kind: row.kind,
    title: row.title,
    shortName: row.short_name,
    credits: JSON.parse(row.credits) as Credit[],
    unitId: row.unit_id,
    unitName: row.unit_name,
    parentWorkId: row.parent_work_id,
    parentTitle: row.parent_title,
    createdBy: row.created_by,
    createdByName: row.created_by_name,
    createdAt: row.created_at,
    withdrawnAt: row.withdrawn_at,
    revision: row.updated_at,
  }
}

export async function workById(db: DbOrTrx, id: string): Promise<Work | undefined> {
  const row = await workRows(db).where('work.id', '=', id).executeTakeFirst()
  return row && toWork(row)
}

/** Works cut out of this one, in the order they were made. */
export async function worksCutFrom(db: DbOrTrx, workId: string): Promise<Work[]> {
  const rows = await workRows(db)
    .where('work.parent_work_id', '=', workId)
    .where('work.withdrawn_at', 'is', null)
    .orderBy('work.id')
    .execute()
  return rows.map(toWork)
}

interface NewWork {
  kind: WorkKind
  title: string
  shortName?: string | undefined
  credits?: readonly Credit[] | undefined
  unitId: string
  parentWorkId?: string | undefined
  createdBy: string
  at: string
}

/** What a work's names are found and sorted by. */
export function named(title: string, shortName: string) {
  return { title, short_name: shortName, sort_key: sortKey(title), folded: fold(`${title} ${shortName}`) }
}

export async function insertWork(trx: Trx, work: NewWork): Promise<{ id: string; title: string }> {
  const id = newId()
  const title = work.title.normalize('NFC')
  await trx
    .insertInto('work')
    .values({
      id,
      kind: work.kind,
      ...named(title, work.shortName?.normalize('NFC') ?? title),
      credits: JSON.stringify(work.credits ?? []),
      unit_id: work.unitId,
      parent_work_id: work.parentWorkId ?? null,
      created_by: work.createdBy,
      created_at: work.at,
      updated_at: work.at,
    })
    .execute()
  return { id, title }
}

export async function updateWork(trx: Trx, id: string, values: Partial<NewRow<'work'>>): Promise<void> {
  await trx.updateTable('work').set(values).where('id', '=', id).execute()
}
