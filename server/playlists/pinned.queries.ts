import type { DbOrTrx } from '../db/open.ts'

/** The spoken text of works, in every language they have it in. */
export async function scriptsFor(db: DbOrTrx, workIds: readonly string[]) {
  if (workIds.length === 0) return []
  return await db
    .selectFrom('script')
    .select([
      'work_id as workId',
      'language',
      'text',
      'translation_vi as translationVi',
      'edited_at as editedAt',
    ])
    .where('work_id', 'in', workIds)
    .execute()
}

export interface Words {
  text: string
  translationVi: string | null
}

/** Approvals of versions, the latest first, each with the content it covers and the name of who decided. */
export async function approvalsOf(db: DbOrTrx, versionIds: readonly string[]) {
  if (versionIds.length === 0) return []
  const rows = await db
    .selectFrom('approval')
    .innerJoin('person', 'person.id', 'approval.decided_by')
    .select([
      'approval.id',
      'approval.subject_id as versionId',
      'approval.content_id as contentId',
      'approval.uses',
      'approval.decided_at as at',
      'approval.words',
      'person.name as by',
    ])
    .where('approval.subject_kind', '=', 'version')
    .where('approval.verdict', '=', 'approved')
    .where('approval.subject_id', 'in', versionIds)
    // Ids are in the order of real time, which a clock set by hand is not.
    .orderBy('approval.id', 'desc')
    .execute()
  return rows.map((row) => ({
    ...row,
    uses: JSON.parse(row.uses) as string[],
    /** The spoken words as they were read then; null where there were none, or before they were kept. */
    words: row.words === null ? null : (JSON.parse(row.words) as Words),
  }))
}
