import type { DbOrTrx, Trx } from '../db/open.ts'
import type { NewRow } from '../db/tables.ts'
import type { Use } from '../library/library.schema.ts'
import type { Decision } from './review.schema.ts'

/** Every decision on a version, the latest first; also those on content it no longer has. */
export async function decisionsOn(db: DbOrTrx, versionId: string): Promise<Decision[]> {
  const rows = await db
    .selectFrom('approval')
    .innerJoin('person', 'person.id', 'approval.decided_by')
    .innerJoin('unit', 'unit.id', 'person.unit_id')
    .selectAll('approval')
    .select(['person.name as person_name', 'unit.name as unit_name'])
    .where('approval.subject_kind', '=', 'version')
    .where('approval.subject_id', '=', versionId)
    // Ids are in the order of real time, which a clock set by hand is not.
    .orderBy('approval.id', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    contentId: row.content_id,
    verdict: row.verdict,
    uses: JSON.parse(row.uses) as Use[],
    reason: row.reason,
    listener: row.listener,
    decidedBy: { id: row.decided_by, name: row.person_name, unit: row.unit_name },
    decidedAt: row.decided_at,
  }))
}

export async function insertDecision(trx: Trx, row: NewRow<'approval'>): Promise<void> {
  await trx.insertInto('approval').values(row).execute()
}

/** Versions that wait for a decision or for their maker, of one unit where asked for; who has waited longest first. */
export async function versionsInReview(db: DbOrTrx, unitId?: string): Promise<string[]> {
  const rows = await db
    .selectFrom('version')
    .innerJoin('work', 'work.id', 'version.work_id')
    .select('version.id')
    .where('version.state', 'in', ['submitted', 'changes'])
    .where('work.withdrawn_at', 'is', null)
    .$if(unitId !== undefined, (query) => query.where('work.unit_id', '=', unitId ?? ''))
    .orderBy('version.submitted_at')
    .orderBy('version.id')
    .execute()
  return rows.map((row) => row.id)
}

/** When each version last got a decision. */
export async function lastDecidedAt(
  db: DbOrTrx,
  versionIds: readonly string[],
): Promise<Map<string, string>> {
  if (versionIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('approval')
    .select(['subject_id', 'decided_at'])
    .where('subject_kind', '=', 'version')
    .where('subject_id', 'in', versionIds)
    .orderBy('id')
    .execute()
  return new Map(rows.map((row) => [row.subject_id, row.decided_at]))
}

interface Chapter {
  workId: string
  versionId: string
  title: string
  atMs: number
  toMs: number
}

/** The acts cut from the same source, as chapters in ms from the start of the version. */
export async function chaptersOf(
  db: DbOrTrx,
  version: { workId: string; sourceSha256: string; inMs: number | null; durationMs: number },
): Promise<Chapter[]> {
  const rows = await db
    .selectFrom('version')
    .innerJoin('work', 'work.id', 'version.work_id')
    .select(['work.id as work_id', 'version.id', 'work.short_name', 'version.in_ms', 'version.out_ms'])
    .where('work.parent_work_id', '=', version.workId)
    .where('version.source_sha256', '=', version.sourceSha256)
    .where('version.state', '!=', 'withdrawn')
    .where('version.in_ms', 'is not', null)
    .orderBy('version.in_ms')
    .orderBy('version.number')
    .execute()
  const start = version.inMs ?? 0
  const chapters = rows.map((row) => ({
    workId: row.work_id,
    versionId: row.id,
    title: row.short_name,
    atMs: (row.in_ms ?? 0) - start,
    toMs: (row.out_ms ?? 0) - start,
  }))
  const seen = new Set<string>()
  return chapters.filter((chapter) => {
    const fresh = !seen.has(chapter.workId) && chapter.atMs >= 0 && chapter.atMs < version.durationMs
    seen.add(chapter.workId)
    return fresh
  })
}

export async function peopleNamed(
  db: DbOrTrx,
  ids: readonly (string | null)[],
): Promise<Map<string, { name: string; unit: string }>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))]
  if (wanted.length === 0) return new Map()
  const rows = await db
    .selectFrom('person')
    .innerJoin('unit', 'unit.id', 'person.unit_id')
    .select(['person.id', 'person.name', 'unit.name as unit'])
    .where('person.id', 'in', wanted)
    .execute()
  return new Map(rows.map((row) => [row.id, { name: row.name, unit: row.unit }]))
}
