import type { DbOrTrx } from '../../db/open.ts'
import type { TargetRef } from '../areas.schema.ts'
import type { Ground } from '../ground.queries.ts'
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

/** A place with its rules, itself and what it lies in by their ids. */
export type PlaceHere = RuledPlace & { within: readonly string[] }

/**
 * For targets, the places whose rules they must keep: a target plays in each of its places, so those of a cluster all
 * count, and so do places within that have rules of their own, or are asked about.
 */
export async function ruledPlaces(
  db: DbOrTrx,
  { nameOf, upwards, placesOf }: Ground,
  asked: readonly string[] = [],
): Promise<(target: TargetRef) => PlaceHere[]> {
  const rules = Map.groupBy(await loudspeakerRules(db), (rule) => rule.area.id)
  if (rules.size === 0) return () => []
  const place = (id: string): PlaceHere => {
    const within = upwards(id)
    return {
      name: nameOf(id),
      within,
      rules: within.flatMap((above) => (rules.get(above) ?? []).toReversed()),
    }
  }
  const inside = Map.groupBy(
    [...new Set([...rules.keys(), ...asked])].flatMap((id) => upwards(id).map((above) => ({ id, above }))),
    ({ above }) => above,
  )
  return (target) => {
    const own = placesOf(target)
    const deeper = own.flatMap((id) => (inside.get(id) ?? []).map((one) => one.id))
    return [...new Set([...own, ...deeper])].map(place)
  }
}
