import type { DbOrTrx } from '../db/open.ts'

export interface InReview {
  versionId: string
  workId: string
  title: string
  number: number
  unitName: string
  state: 'draft' | 'submitted' | 'changes' | 'rejected'
  sourceState: string
  refusal: string | null
  submittedAt: string | null
  submittedBy: string | null
  createdAt: string
  /** Everyone who may not decide on it. */
  makers: string[]
  /** When it first airs in the draft or as published, from now on. */
  airsAt: string | null
  decision: { by: string; at: string; reason: string } | null
  unresolved: number
}

/**
 * The newest version of each work and language that is neither approved nor withdrawn: whatever waits for somebody.
 * An older one is done with as soon as a newer one is there.
 */
export async function unfinishedVersions(
  db: DbOrTrx,
  { now, unitId }: { now: string; unitId?: string },
): Promise<InReview[]> {
  const rows = await db
    .selectFrom('version')
    .innerJoin('work', 'work.id', 'version.work_id')
    .innerJoin('unit', 'unit.id', 'work.unit_id')
    .innerJoin('source', 'source.sha256', 'version.source_sha256')
    .leftJoin('person', 'person.id', 'version.submitted_by')
    .leftJoin('script', (join) =>
      join.onRef('script.work_id', '=', 'version.work_id').onRef('script.language', '=', 'version.language'),
    )
    .leftJoin('approval', (join) =>
      join.on('approval.id', '=', (eb) =>
        eb
          .selectFrom('approval as latest')
          .select((inner) => inner.fn.max('latest.id').as('id'))
          .where('latest.subject_kind', '=', 'version')
          .whereRef('latest.subject_id', '=', 'version.id'),
      ),
    )
    .leftJoin('person as decider', 'decider.id', 'approval.decided_by')
    .select([
      'version.id',
      'version.work_id',
      'version.number',
      'version.state',
      'version.submitted_at',
      'version.created_at',
      'version.uploaded_by',
      'version.last_edited_by',
      'work.short_name',
      'unit.name as unit_name',
      'source.state as source_state',
      'source.refusal',
      'person.name as submitter',
      'script.edited_by as writer',
      'decider.name as decider_name',
      'approval.decided_at',
      'approval.reason',
    ])
    .select((eb) => [
      eb
        .selectFrom('slot')
        .select((inner) => inner.fn.min('slot.starts_at').as('at'))
        .whereRef('slot.work_id', '=', 'version.work_id')
        .where('slot.starts_at', '>', now)
        .as('airs_at'),
      eb
        .selectFrom('remark')
        .select((inner) => inner.fn.countAll<number>().as('n'))
        .whereRef('remark.version_id', '=', 'version.id')
        .where('remark.resolved_at', 'is', null)
        .as('unresolved'),
    ])
    .where('version.state', 'in', ['draft', 'submitted', 'changes', 'rejected'])
    .where('work.withdrawn_at', 'is', null)
    .$if(unitId !== undefined, (query) => query.where('work.unit_id', '=', unitId ?? ''))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('version as newer')
            .select('newer.id')
            .whereRef('newer.work_id', '=', 'version.work_id')
            .whereRef('newer.number', '>', 'version.number')
            .where('newer.state', '!=', 'withdrawn')
            .where((eb) =>
              eb.or([
                eb('newer.language', '=', eb.ref('version.language')),
                eb.and([eb('newer.language', 'is', null), eb('version.language', 'is', null)]),
              ]),
            ),
        ),
      ),
    )
    .orderBy('version.submitted_at')
    .orderBy('version.id')
    .execute()
  return rows.map((row) => ({
    versionId: row.id,
    workId: row.work_id,
    title: row.short_name,
    number: row.number,
    unitName: row.unit_name,
    // The query asks for these four alone.
    state: row.state as InReview['state'],
    sourceState: row.source_state,
    refusal: row.refusal,
    submittedAt: row.submitted_at,
    submittedBy: row.submitter,
    createdAt: row.created_at,
    makers: [row.uploaded_by, row.last_edited_by, ...(row.writer ? [row.writer] : [])],
    airsAt: row.airs_at,
    decision:
      row.decided_at === null
        ? null
        : { by: row.decider_name ?? '', at: row.decided_at, reason: row.reason ?? '' },
    unresolved: Number(row.unresolved ?? 0),
  }))
}
