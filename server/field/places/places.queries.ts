import type { TargetRef } from '../../areas/areas.schema.ts'
import type { DbOrTrx } from '../../db/open.ts'
import { type Place, placesOn, type Succession } from './places.rules.ts'

/** Every place there ever was, and what became of what: a few hundred rows. */
export async function allPlaces(db: DbOrTrx) {
  const rows = await db
    .selectFrom('area')
    .select(['id', 'name', 'level', 'parent_id', 'valid_from', 'valid_to'])
    .orderBy('sort_key')
    .execute()
  const places = rows.map(
    (row): Place => ({
      id: row.id,
      name: row.name,
      level: row.level,
      parentId: row.parent_id,
      validFrom: row.valid_from,
      validTo: row.valid_to,
    }),
  )
  const links = await db
    .selectFrom('area_succession')
    .select(['from_area_id', 'to_area_id', 'former_district'])
    .execute()
  const successions = links.map((row): Succession => ({ fromId: row.from_area_id, toId: row.to_area_id }))
  const formerDistricts = Map.groupBy(links, (row) => row.to_area_id)
  return { places, successions, formerDistricts }
}

export async function areasOfClusters(db: DbOrTrx): Promise<Map<string, string[]>> {
  const rows = await db.selectFrom('cluster_area').select(['cluster_id', 'area_id']).execute()
  const grouped = Map.groupBy(rows, (row) => row.cluster_id)
  return new Map([...grouped].map(([id, some]) => [id, some.map((row) => row.area_id)]))
}

/** Places of any time as those of one day. */
export async function placesAt(db: DbOrTrx, day: string) {
  const { places, successions } = await allPlaces(db)
  const clusters = await areasOfClusters(db)
  const names = new Map(places.map((place) => [place.id, place.name]))
  const all = new Set(names.keys())
  const placeOn = placesOn(day, places, successions)
  /** What an area has become by the day; before it existed, or where it was divided, it is known by its own name. */
  const named = (areaId: string) => {
    const id = placeOn(areaId, all) ?? areaId
    return { id, name: names.get(id) ?? '' }
  }
  /** Whether an area lies in one of some districts, communes or clusters: of a team, of a playlist. */
  const within = (targets: readonly TargetRef[]) => {
    const members = targets.flatMap(({ kind, id }) => (kind === 'area' ? id : (clusters.get(id) ?? [])))
    const wanted = new Set(members.flatMap((id) => [id, named(id).id]))
    return (areaId: string) => wanted.has(areaId) || placeOn(areaId, wanted) !== null
  }
  return { places, named, within }
}
