import type { DbOrTrx } from '../db/open.ts'
import { artistsOf } from '../library/credits.rules.ts'
import { approvedFor } from '../library/library.rules.ts'
import type { WorkKind } from '../library/library.schema.ts'
import { type Version, versionsOf } from '../library/versions.service.ts'
import type { TargetRef } from './playlists.schema.ts'
import type { WorkRef } from './resolution.schema.ts'

/** Every version of the works that may be heard over loudspeakers today, by work. */
export async function audible(db: DbOrTrx, workIds: readonly string[]): Promise<Map<string, Version[]>> {
  const versions = await versionsOf(db, [...new Set(workIds)])
  return Map.groupBy(
    versions.filter((version) => !version.workWithdrawn && approvedFor(version, 'loudspeaker')),
    (version) => version.workId,
  )
}

/** Who is heard in each of the works. */
export async function artistsIn(db: DbOrTrx, workIds: readonly string[]): Promise<Map<string, string[]>> {
  if (workIds.length === 0) return new Map()
  const rows = await db.selectFrom('work').select(['id', 'credits']).where('id', 'in', workIds).execute()
  return new Map(rows.map((row) => [row.id, artistsOf(row.credits)]))
}

/** Works of some kinds of which something may be heard, in dictionary order, with their folded tags. */
export async function worksOfKinds(
  db: DbOrTrx,
  kinds: readonly WorkKind[],
): Promise<(WorkRef & { tags: string[]; artists: string[] })[]> {
  const rows = await db
    .selectFrom('work')
    .select(['id', 'title', 'short_name', 'kind', 'credits'])
    .where('kind', 'in', kinds)
    .where('withdrawn_at', 'is', null)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('version')
          .select('version.id')
          .whereRef('version.work_id', '=', 'work.id')
          .where('version.state', '=', 'approved'),
      ),
    )
    .orderBy('sort_key')
    .orderBy('id')
    .execute()
  const tags = Map.groupBy(
    await db.selectFrom('work_tag').select(['work_id', 'folded']).execute(),
    (row) => row.work_id,
  )
  return rows.map((row) => ({
    workId: row.id,
    title: row.title,
    shortName: row.short_name,
    kind: row.kind,
    tags: (tags.get(row.id) ?? []).map(({ folded }) => folded),
    artists: artistsOf(row.credits),
  }))
}

/**
 * Of these works, those with licences of which none lets loudspeakers play them on every day of the list.
 */
export async function withoutRight(
  db: DbOrTrx,
  workIds: readonly string[],
  { validFrom, validTo }: { validFrom: string; validTo: string },
): Promise<Set<string>> {
  if (workIds.length === 0) return new Set()
  const rows = await db
    .selectFrom('work_right')
    .select(['work_id', 'uses', 'valid_from', 'valid_to'])
    .where('work_id', 'in', workIds)
    .execute()
  const lacking = new Set<string>()
  for (const [workId, rights] of Map.groupBy(rows, (row) => row.work_id)) {
    const covers = rights.some(
      (right) =>
        (JSON.parse(right.uses) as string[]).includes('loudspeaker') &&
        (right.valid_from === null || right.valid_from <= validFrom) &&
        (right.valid_to === null || validTo <= right.valid_to),
    )
    if (!covers) lacking.add(workId)
  }
  return lacking
}

/**
 * When each place last got or heard each work (ISO). What the same list gave it for the same days does not count:
 * publishing a list again changes nothing by itself.
 */
export async function lastHeard(
  db: DbOrTrx,
  targets: readonly TargetRef[],
  list: { id: string; validFrom: string },
): Promise<(target: TargetRef, workId: string) => string | null> {
  const ids = targets.map(({ id }) => id)
  const rows =
    ids.length === 0
      ? []
      : await db
          .selectFrom('target_work')
          .select((eb) => ['target_kind', 'target_id', 'work_id', eb.fn.max('heard_at').as('at')])
          .where('target_id', 'in', ids)
          .where((eb) => eb.or([eb('playlist_id', '!=', list.id), eb('valid_from', '!=', list.validFrom)]))
          .groupBy(['target_kind', 'target_id', 'work_id'])
          .execute()
  const at = new Map(rows.map((row) => [`${row.target_kind} ${row.target_id} ${row.work_id}`, row.at]))
  return ({ kind, id }, workId) => at.get(`${kind} ${id} ${workId}`) ?? null
}
