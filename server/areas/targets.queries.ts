import type { DbOrTrx } from '../db/open.ts'
import { areaInForce } from './areas.rules.ts'
import type { Target, TargetRef } from './areas.schema.ts'

const languagesOf = (text: string) => JSON.parse(text) as string[]

/** A place or a cluster by its id, whether in force or closed. */
export async function targetOf(db: DbOrTrx, { kind, id }: TargetRef): Promise<Target | undefined> {
  return kind === 'area' ? (await areaTargets(db, [id]))[0] : (await clusterTargets(db, [id]))[0]
}

/** Places and clusters by their ids, in dictionary order within each kind; unknown ones are left out. */
export async function targetsOf(db: DbOrTrx, refs: readonly TargetRef[]): Promise<Target[]> {
  const ids = (kind: TargetRef['kind']) => refs.filter((ref) => ref.kind === kind).map(({ id }) => id)
  return [...(await areaTargets(db, ids('area'))), ...(await clusterTargets(db, ids('cluster')))]
}

/** What a place can be reached through: itself, what it lies in from the nearest on, then clusters with any of those. */
export async function coveringTargets(db: DbOrTrx, ref: TargetRef): Promise<TargetRef[]> {
  if (ref.kind === 'cluster') return [ref]
  const upwards = await withAncestors(db, ref.id)
  const clusters = await db
    .selectFrom('cluster_area')
    .select('cluster_id')
    .distinct()
    .where('area_id', 'in', upwards)
    .orderBy('cluster_id')
    .execute()
  return [
    ...upwards.map((id) => ({ kind: 'area' as const, id })),
    ...clusters.map(({ cluster_id: id }) => ({ kind: 'cluster' as const, id })),
  ]
}

/** The places within a target that are in force on a day, the target's own places included. */
export async function placesWithin(db: DbOrTrx, target: TargetRef, day: string): Promise<Target[]> {
  const members =
    target.kind === 'area'
      ? [target.id]
      : (
          await db.selectFrom('cluster_area').select('area_id').where('cluster_id', '=', target.id).execute()
        ).map((row) => row.area_id)
  const places = await areaTargets(db, await withDescendants(db, members))
  return places.filter((place) => areaInForce(place, day))
}

async function areaTargets(db: DbOrTrx, ids: readonly string[]): Promise<Target[]> {
  const rows = await db
    .selectFrom('area')
    .select(['id', 'name', 'languages', 'valid_from', 'valid_to'])
    .where('id', 'in', ids)
    .orderBy('sort_key')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    kind: 'area',
    id: row.id,
    name: row.name,
    languages: languagesOf(row.languages),
    validFrom: row.valid_from,
    validTo: row.valid_to,
  }))
}

/** A cluster holds as long as one of its places does, unless it was closed before. */
async function clusterTargets(db: DbOrTrx, ids: readonly string[]): Promise<Target[]> {
  const rows = await db
    .selectFrom('cluster')
    .innerJoin('cluster_area', 'cluster_area.cluster_id', 'cluster.id')
    .innerJoin('area', 'area.id', 'cluster_area.area_id')
    .select(['cluster.id', 'cluster.name', 'cluster.languages', 'cluster.valid_to as closed_on'])
    .select(['area.valid_from', 'area.valid_to'])
    .where('cluster.id', 'in', ids)
    .orderBy('cluster.sort_key')
    .orderBy('cluster.id')
    .execute()
  const targets = new Map<string, Target>()
  for (const row of rows) {
    const known = targets.get(row.id)
    const validTo = known
      ? known.validTo === null || row.valid_to === null
        ? null
        : later(known.validTo, row.valid_to)
      : row.valid_to
    targets.set(row.id, {
      kind: 'cluster',
      id: row.id,
      name: row.name,
      languages: languagesOf(row.languages),
      validFrom: known && known.validFrom < row.valid_from ? known.validFrom : row.valid_from,
      validTo,
    })
  }
  const closedOn = new Map(rows.map((row) => [row.id, row.closed_on]))
  return [...targets.values()].map((target) => {
    const closed = closedOn.get(target.id) ?? null
    return closed !== null && (target.validTo === null || closed < target.validTo)
      ? { ...target, validTo: closed }
      : target
  })
}

const later = (a: string, b: string) => (a > b ? a : b)

/** Who takes packages to a target on a day: teams that serve it, or a place that it lies in. */
export async function teamsServing(db: DbOrTrx, target: TargetRef, day: string): Promise<string[]> {
  const ids = target.kind === 'area' ? await withAncestors(db, target.id) : [target.id]
  const rows = await servingOn(db, day)
    .select('team_id')
    .distinct()
    .where('target_kind', '=', target.kind)
    .where('target_id', 'in', ids)
    .orderBy('team_id')
    .execute()
  return rows.map((row) => row.team_id)
}

/** Every place and cluster that one of the teams serves on a day, the places within a served one included. */
export async function targetsServedBy(
  db: DbOrTrx,
  teamIds: readonly string[],
  day: string,
): Promise<Target[]> {
  if (teamIds.length === 0) return []
  const rows = await servingOn(db, day)
    .select(['target_kind', 'target_id'])
    .where('team_id', 'in', teamIds)
    .execute()
  const served = (kind: string) => rows.filter((row) => row.target_kind === kind).map((row) => row.target_id)
  const areas = await areaTargets(db, await withDescendants(db, served('area')))
  return [...areas, ...(await clusterTargets(db, served('cluster')))]
}

function servingOn(db: DbOrTrx, day: string) {
  return db
    .selectFrom('team_serves')
    .where('valid_from', '<=', day)
    .where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>', day)]))
}

async function withAncestors(db: DbOrTrx, id: string): Promise<string[]> {
  const rows = await db
    .withRecursive('above', (cte) =>
      cte
        .selectFrom('area')
        .select(['id', 'parent_id'])
        .where('id', '=', id)
        .unionAll(
          cte
            .selectFrom('area')
            .innerJoin('above', 'above.parent_id', 'area.id')
            .select(['area.id', 'area.parent_id']),
        ),
    )
    .selectFrom('above')
    .select('id')
    .execute()
  return rows.map((row) => row.id)
}

async function withDescendants(db: DbOrTrx, ids: readonly string[]): Promise<string[]> {
  const rows = await db
    .withRecursive('below', (cte) =>
      cte
        .selectFrom('area')
        .select('id')
        .where('id', 'in', ids)
        .union(cte.selectFrom('area').innerJoin('below', 'below.id', 'area.parent_id').select('area.id')),
    )
    .selectFrom('below')
    .select('id')
    .execute()
  return rows.map((row) => row.id)
}
