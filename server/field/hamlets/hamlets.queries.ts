import type { DbOrTrx } from '../../db/open.ts'
import { found } from '../../errors.ts'
import { placesAt } from '../places/places.queries.ts'
import { standingOn } from './hamlets.rules.ts'
import type { Hamlet, HamletHistory, Hamlets } from './hamlets.schema.ts'

export const hamletRow = (db: DbOrTrx, id: string) =>
  db.selectFrom('hamlet').selectAll().where('id', '=', id).executeTakeFirst()

async function allHamlets(db: DbOrTrx) {
  const rows = await db.selectFrom('hamlet').selectAll().orderBy('sort_key').orderBy('id').execute()
  return rows.map((row) => ({
    id: row.id,
    originId: row.origin_id,
    name: row.name,
    areaId: row.area_id,
    headName: row.head_name,
    headPhone: row.head_phone,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    successorId: row.successor_id,
  }))
}

/** What hamlets of any time are on a day. */
export const hamletOn = async (db: DbOrTrx, day: string) => standingOn(day, await allHamlets(db))

/** Hamlets on a day, those unserved longest first; and those that have ended by then. */
export async function hamletsOn(db: DbOrTrx, day: string): Promise<Hamlets> {
  const { named } = await placesAt(db, day)
  const all = await allHamlets(db)
  const byId = new Map(all.map((one) => [one.id, one]))
  const standing = standingOn(day, all)
  const before = all.filter((one) => one.validFrom <= day)
  const became = Map.groupBy(before, (one) => standing(one.id)?.id)
  const lastServed = await servedLast(db, day)
  const hamlets = before.flatMap((one): Hamlet[] => {
    if (standing(one.id) !== one) return []
    const { areaId, successorId: _, ...hamlet } = one
    const former = (became.get(one.id) ?? []).map(({ name }) => name).filter((name) => name !== one.name)
    return [
      {
        ...hamlet,
        area: named(areaId),
        formerNames: [...new Set(former)],
        lastServed: lastServed.get(one.originId) ?? null,
      },
    ]
  })
  // Of a hamlet of many names, the last one tells whether it ended.
  const last = [...new Map(before.toSorted(byStart).map((one) => [one.originId, one])).values()]
  const ended = last.flatMap(({ id, name, areaId, validTo, successorId }) => {
    if (validTo === null || day < validTo) return []
    const into = successorId ? byId.get(successorId) : undefined
    return [{ id, name, area: named(areaId), validTo, into: into ? { id: into.id, name: into.name } : null }]
  })
  return {
    hamlets: hamlets.sort((a, b) => (a.lastServed ?? '').localeCompare(b.lastServed ?? '')),
    ended: ended.sort((a, b) => b.validTo.localeCompare(a.validTo)),
  }
}

const byStart = (a: { validFrom: string }, b: { validFrom: string }) => a.validFrom.localeCompare(b.validFrom)

async function servedLast(db: DbOrTrx, day: string): Promise<Map<string, string>> {
  const served = await db
    .selectFrom('showing')
    .innerJoin('hamlet', 'hamlet.id', 'showing.hamlet_id')
    .select((eb) => ['hamlet.origin_id', eb.fn.max('showing.day').as('day')])
    .where('showing.state', '=', 'held')
    .where('showing.day', '<=', day)
    .groupBy('hamlet.origin_id')
    .execute()
  return new Map(served.map((row) => [row.origin_id, row.day]))
}

/** Every name a hamlet has had, and the showings under any of them, of all teams or of some. Throws `not_found`. */
export async function historyOf(
  db: DbOrTrx,
  id: string,
  teamIds?: readonly string[],
): Promise<HamletHistory> {
  const { origin_id } = found(await hamletRow(db, id))
  const names = await db
    .selectFrom('hamlet')
    .innerJoin('area', 'area.id', 'hamlet.area_id')
    .leftJoin('hamlet as into', 'into.id', 'hamlet.successor_id')
    .selectAll('hamlet')
    .select(['area.name as area_name', 'into.name as into_name'])
    .where('hamlet.origin_id', '=', origin_id)
    .orderBy('hamlet.valid_from', 'desc')
    .execute()
  const showings = await db
    .selectFrom('showing')
    .innerJoin('hamlet', 'hamlet.id', 'showing.hamlet_id')
    .innerJoin('team', 'team.id', 'showing.team_id')
    .select(['showing.id', 'showing.day', 'showing.state', 'showing.audience', 'team.name as team'])
    .where('hamlet.origin_id', '=', origin_id)
    .where('showing.state', '!=', 'cancelled')
    .$if(teamIds !== undefined, (query) => query.where('showing.team_id', 'in', teamIds ?? []))
    .orderBy('showing.day', 'desc')
    .orderBy('showing.id')
    .limit(20)
    .execute()
  return {
    names: names.map((row) => ({
      id: row.id,
      name: row.name,
      area: { id: row.area_id, name: row.area_name },
      headName: row.head_name,
      headPhone: row.head_phone,
      validFrom: row.valid_from,
      validTo: row.valid_to,
      into: row.successor_id ? { id: row.successor_id, name: row.into_name ?? '' } : null,
    })),
    showings: showings.flatMap(({ state, ...row }) => (state === 'cancelled' ? [] : [{ ...row, state }])),
  }
}
