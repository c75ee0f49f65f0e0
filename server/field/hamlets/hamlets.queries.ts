import type { DbOrTrx } from '../../db/open.ts'
import { type Place, placesOn } from '../coverage/places.rules.ts'
import type { Hamlet } from './hamlets.schema.ts'

export const hamletRow = (db: DbOrTrx, id: string) =>
  db.selectFrom('hamlet').selectAll().where('id', '=', id).executeTakeFirst()

/** The place that an area has become by a day, with its name: of a closed one, what succeeded it. */
export async function areasOn(
  db: DbOrTrx,
  day: string,
): Promise<(areaId: string) => { id: string; name: string }> {
  const rows = await db
    .selectFrom('area')
    .select(['id', 'name', 'level', 'parent_id', 'valid_from', 'valid_to'])
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
  const links = await db.selectFrom('area_succession').select(['from_area_id', 'to_area_id']).execute()
  const successions = links.map((link) => ({ fromId: link.from_area_id, toId: link.to_area_id }))
  const names = new Map(places.map((place) => [place.id, place.name]))
  const all = new Set(names.keys())
  const placeOn = placesOn(day, places, successions)
  return (areaId) => {
    // Before its place existed, or where it was divided, a hamlet is known by the place it was written under.
    const id = placeOn(areaId, all) ?? areaId
    return { id, name: names.get(id) ?? '' }
  }
}

/** Hamlets on a day, those unserved longest first. */
export async function hamletsOn(db: DbOrTrx, day: string): Promise<Hamlet[]> {
  const areaOn = await areasOn(db, day)
  const served = await db
    .selectFrom('showing')
    .innerJoin('hamlet', 'hamlet.id', 'showing.hamlet_id')
    .select((eb) => ['hamlet.origin_id', eb.fn.max('showing.day').as('day')])
    .where('showing.state', '=', 'held')
    .where('showing.day', '<=', day)
    .groupBy('hamlet.origin_id')
    .execute()
  const lastServed = new Map(served.map((row) => [row.origin_id, row.day]))
  const rows = await db
    .selectFrom('hamlet')
    .selectAll()
    .where('valid_from', '<=', day)
    .where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>', day)]))
    .orderBy('sort_key')
    .orderBy('id')
    .execute()
  const hamlets = rows.map((row) => ({
    id: row.id,
    originId: row.origin_id,
    name: row.name,
    area: areaOn(row.area_id),
    headName: row.head_name,
    headPhone: row.head_phone,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    lastServed: lastServed.get(row.origin_id) ?? null,
  }))
  return hamlets.sort((a, b) => ((a.lastServed ?? '') < (b.lastServed ?? '') ? -1 : 1))
}
