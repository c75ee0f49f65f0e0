import type { DbOrTrx, Trx } from '../db/open.ts'
import type { NewRow } from '../db/tables.ts'
import type { Remark } from './review.schema.ts'

const joined = (db: DbOrTrx) =>
  db
    .selectFrom('remark')
    .innerJoin('version', 'version.id', 'remark.version_id')
    .innerJoin('person', 'person.id', 'remark.by_person')
    .leftJoin('person as resolver', 'resolver.id', 'remark.resolved_by')
    .selectAll('remark')
    .select(['version.number', 'person.name as by_name', 'resolver.name as resolver_name'])

type RemarkRow = Awaited<ReturnType<ReturnType<typeof joined>['executeTakeFirstOrThrow']>>

const toRemark = (row: RemarkRow): Remark => ({
  id: row.id,
  versionId: row.version_id,
  versionNumber: row.number,
  approvalId: row.approval_id,
  atMs: row.at_ms,
  toMs: row.to_ms,
  text: row.text,
  by: { id: row.by_person, name: row.by_name },
  at: row.at,
  resolvedAt: row.resolved_at,
  resolvedBy: row.resolver_name,
})

export async function remarkById(db: DbOrTrx, id: string): Promise<Remark | undefined> {
  const row = await joined(db).where('remark.id', '=', id).executeTakeFirst()
  return row && toRemark(row)
}

/**
 * What a reviewer of a version sees: everything said on it, and of its forerunners in the same language
 * only what nobody has resolved yet; with how many of theirs are done.
 */
export async function remarksFor(
  db: DbOrTrx,
  version: { id: string; workId: string; language: string | null; number: number },
): Promise<{ remarks: Remark[]; doneBefore: number }> {
  const rows = await joined(db)
    .where('version.work_id', '=', version.workId)
    .where('version.number', '<=', version.number)
    .where('version.language', version.language === null ? 'is' : '=', version.language)
    .orderBy('remark.at_ms')
    .orderBy('remark.id')
    .execute()
  const all = rows.map(toRemark)
  const before = all.filter((remark) => remark.versionId !== version.id)
  return {
    remarks: all.filter((remark) => remark.versionId === version.id || remark.resolvedAt === null),
    doneBefore: before.filter((remark) => remark.resolvedAt !== null).length,
  }
}

/** How many remarks each version's reviewers still wait for. */
export async function unresolvedOn(db: DbOrTrx, versionIds: readonly string[]): Promise<Map<string, number>> {
  if (versionIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('remark')
    .select(['version_id', (eb) => eb.fn.countAll<number>().as('n')])
    .where('version_id', 'in', versionIds)
    .where('resolved_at', 'is', null)
    .groupBy('version_id')
    .execute()
  return new Map(rows.map((row) => [row.version_id, Number(row.n)]))
}

export async function insertRemarks(trx: Trx, rows: readonly NewRow<'remark'>[]): Promise<void> {
  if (rows.length > 0) await trx.insertInto('remark').values(rows).execute()
}

export async function setResolved(
  trx: Trx,
  id: string,
  resolved: { at: string; by: string } | null,
): Promise<void> {
  await trx
    .updateTable('remark')
    .set({ resolved_at: resolved?.at ?? null, resolved_by: resolved?.by ?? null })
    .where('id', '=', id)
    .execute()
}
