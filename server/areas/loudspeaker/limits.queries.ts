import type { DbOrTrx } from '../../db/open.ts'
import type { TargetRef } from '../areas.schema.ts'
import type { RuledPlace } from './limits.rules.ts'
import { type LoudspeakerRule, limitsShape } from './limits.schema.ts'

/** The rules not withdrawn, by place and then by day; of one place or of all. */
export async function loudspeakerRules(db: DbOrTrx, areaId?: string): Promise<LoudspeakerRule[]> {
  const rows = await standing(db)
    .$if(areaId !== undefined, (query) => query.where('area_id', '=', areaId ?? ''))
    .execute()
  return rows.map(toRule)
}

export async function loudspeakerRule(db: DbOrTrx, id: string): Promise<LoudspeakerRule | undefined> {
  const row = await standing(db).where('loudspeaker_rule.id', '=', id).executeTakeFirst()
  return row && toRule(row)
}

const standing = (db: DbOrTrx) =>
  db
    .selectFrom('loudspeaker_rule')
    .innerJoin('area', 'area.id', 'loudspeaker_rule.area_id')
    .selectAll('loudspeaker_rule')
    .select('area.name as area_name')
    .where('withdrawn_at', 'is', null)
    .orderBy('area.sort_key')
    .orderBy('loudspeaker_rule.valid_from')

type RuleRow = Awaited<ReturnType<ReturnType<typeof standing>['executeTakeFirstOrThrow']>>

const toRule = (row: RuleRow): LoudspeakerRule => ({
  id: row.id,
  area: { id: row.area_id, name: row.area_name },
  validFrom: row.valid_from,
  validTo: row.valid_to,
  document: row.document,
  limits: limitsShape.parse(JSON.parse(row.limits)),
  revision: row.revision,
})

/**
 * For targets, the places whose rules they must keep: a target plays in each of its places, so those of a cluster all
 * count, and so do places within that have rules of their own.
 */
export async function ruledPlaces(
  db: DbOrTrx,
  targets: readonly TargetRef[],
): Promise<(target: TargetRef) => RuledPlace[]> {
  const rules = Map.groupBy(await loudspeakerRules(db), (rule) => rule.area.id)
  if (rules.size === 0) return () => []
  const areas = await db.selectFrom('area').select(['id', 'name', 'parent_id']).execute()
  const byId = new Map(areas.map((area) => [area.id, area]))
  const members = Map.groupBy(
    await db
      .selectFrom('cluster_area')
      .selectAll()
      .where('cluster_id', 'in', [
        '',
        ...targets.filter(({ kind }) => kind === 'cluster').map(({ id }) => id),
      ])
      .execute(),
    (row) => row.cluster_id,
  )
  const upwards = (id: string | null): string[] =>
    id ? [id, ...upwards(byId.get(id)?.parent_id ?? null)] : []
  const place = (id: string): RuledPlace => ({
    name: byId.get(id)?.name ?? '',
    rules: upwards(id).flatMap((above) => (rules.get(above) ?? []).toReversed()),
  })
  return ({ kind, id }) => {
    const own = kind === 'area' ? [id] : (members.get(id) ?? []).map((row) => row.area_id)
    const inside = [...rules.keys()].filter(
      (ruled) => !own.includes(ruled) && own.some((one) => upwards(ruled).includes(one)),
    )
    return [...own, ...inside].map(place)
  }
}
