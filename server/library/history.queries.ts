import type { DbOrTrx } from '../db/open.ts'

/** One thing that somebody did to a work or a version of it, the latest first. */
interface HistoryEntry {
  at: string
  action: string
  by: string | null
  versionNumber: number | null
}

export async function historyOf(
  db: DbOrTrx,
  workId: string,
  versions: readonly { id: string; number: number }[],
): Promise<HistoryEntry[]> {
  const rows = await db
    .selectFrom('audit')
    .leftJoin('person', 'person.id', 'audit.person_id')
    .select(['audit.at', 'audit.action', 'audit.subject_kind', 'audit.subject_id', 'person.name'])
    .where('subject_kind', 'in', ['work', 'version'])
    .where('subject_id', 'in', [workId, ...versions.map((version) => version.id)])
    .orderBy('audit.id', 'desc')
    .limit(50)
    .execute()
  return rows.map((row) => ({
    at: row.at,
    action: row.action,
    by: row.name,
    versionNumber: versions.find((version) => version.id === row.subject_id)?.number ?? null,
  }))
}
