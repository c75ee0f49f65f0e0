import type { TargetRef } from '../../areas/areas.schema.ts'
import type { DbOrTrx } from '../../db/open.ts'
import { allPlaces, areasOfClusters } from '../places/places.queries.ts'
import { type Place, placesOn } from '../places/places.rules.ts'

export type Level = 'district' | 'commune'
export type Ground = Awaited<ReturnType<typeof groundOn>>

/** The places of a day as rows, and which rows stand for an area of any time, a district or a cluster. */
export async function groundOn(db: DbOrTrx, { at, level }: { at: string; level: Level }) {
  const { places, successions, formerDistricts } = await allPlaces(db)
  const clusters = await areasOfClusters(db)
  const rows = rowsOn(at, level, places)
  const ids = new Set(rows.map(({ id }) => id))
  const place = placesOn(at, places, successions)
  const children = Map.groupBy(places, ({ parentId }) => parentId)
  const below = (id: string): string[] =>
    (children.get(id) ?? []).flatMap((child) => [child.id, ...below(child.id)])
  const rowOf = (areaId: string) => place(areaId, ids)
  // A place above the rows stands for all of them: what a district is to hear, each of its communes is to hear.
  const spread = (areaId: string): string[] => {
    const row = rowOf(areaId)
    return row ? [row] : below(areaId).filter((id) => ids.has(id))
  }
  const rowsOfTarget = ({ kind, id }: TargetRef): string[] =>
    kind === 'area' ? spread(id) : (clusters.get(id) ?? []).flatMap(spread)
  const districtOf = (row: Place): string => {
    if (row.level === 'district') return row.name
    if (row.level === 'unit')
      return mostCommon((formerDistricts.get(row.id) ?? []).map((link) => link.former_district))
    return places.find(({ id }) => id === row.parentId)?.name ?? ''
  }
  return { rows, rowOf, rowsOfTarget, districtOf }
}

/** Rows of a level; since districts ended, units are the only level there is. */
function rowsOn(day: string, level: Level, places: readonly Place[]): Place[] {
  const inForce = places.filter(
    (place) => place.validFrom <= day && (place.validTo === null || day < place.validTo),
  )
  const units = inForce.filter((place) => place.level === 'unit')
  return units.length > 0 ? units : inForce.filter((place) => place.level === level)
}

function mostCommon(names: readonly string[]): string {
  const counted = [...Map.groupBy(names, (name) => name)].sort((a, b) => b[1].length - a[1].length)
  return counted[0]?.[0] ?? ''
}
