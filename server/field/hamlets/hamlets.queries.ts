import type { DbOrTrx } from '../../db/open.ts'
import { allPlaces } from '../coverage/coverage.queries.ts'
import { placesOn } from '../coverage/places.rules.ts'
import type { Hamlet } from './hamlets.schema.ts'

export interface PlaceName {
  id: string
  name: string
}

/** What a commune of any time is called on a day: itself, or what it became in a reform. */
export async function communesOn(db: DbOrTrx, day: string): Promise<(areaId: string) => PlaceName | null> {
  const { places, successions } = await allPlaces(db)
  const resolve = placesOn(day, places, successions)
  const smallest = new Map(
    places.filter(({ level }) => level === 'commune' || level === 'unit').map(({ id, name }) => [id, name]),
  )
  const rows = new Set(smallest.keys())
  return (areaId) => {
    const id = resolve(areaId, rows)
    return id === null ? null : { id, name: smallest.get(id) ?? '' }
  }
}

/** Hamlets in force on a day in dictionary order, each in the commune of that day; every one there ever was without a day. */
export async function hamletsOn(db: DbOrTrx, day: string, { ended = false } = {}): Promise<Hamlet[]> {
  const commune = await communesOn(db, day)
  const rows = await hamletRows(db)
    .$if(!ended, (query) =>
      query
        .where('hamlet.valid_from', '<=', day)
        .where((eb) => eb.or([eb('hamlet.valid_to', 'is', null), eb('hamlet.valid_to', '>', day)])),
    )
    .orderBy('area.sort_key')
    .orderBy('hamlet.sort_key')
    .orderBy('hamlet.id')
    .execute()
  return rows.map((row) => toHamlet(row, commune))
}

export async function hamletOn(db: DbOrTrx, id: string, day: string): Promise<Hamlet | undefined> {
  const row = await hamletRows(db).where('hamlet.id', '=', id).executeTakeFirst()
  return row && toHamlet(row, await communesOn(db, day))
}

const hamletRows = (db: DbOrTrx) =>
  db
    .selectFrom('hamlet')
    .innerJoin('area', 'area.id', 'hamlet.area_id')
    .selectAll('hamlet')
    .select('area.name as area_name')

type HamletRow = Awaited<ReturnType<ReturnType<typeof hamletRows>['executeTakeFirstOrThrow']>>

const toHamlet = (row: HamletRow, commune: (areaId: string) => PlaceName | null): Hamlet => ({
  id: row.id,
  originId: row.origin_id,
  name: row.name,
  folded: row.folded,
  // Where a reform left no single answer, the commune it was written down with.
  area: commune(row.area_id) ?? { id: row.area_id, name: row.area_name },
  headName: row.head_name,
  headPhone: row.head_phone,
  validFrom: row.valid_from,
  validTo: row.valid_to,
  revision: row.revision,
})
