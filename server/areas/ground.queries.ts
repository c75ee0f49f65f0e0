import type { DbOrTrx } from '../db/open.ts'
import type { TargetRef } from './areas.schema.ts'

/** Which places lie in which, and which clusters hold them: a few hundred rows, read once for all questions. */
export async function groundOf(db: DbOrTrx) {
  const areas = await db.selectFrom('area').select(['id', 'name', 'parent_id']).execute()
  const byId = new Map(areas.map((area) => [area.id, area]))
  const members = Map.groupBy(
    await db.selectFrom('cluster_area').select(['cluster_id', 'area_id']).execute(),
    (row) => row.cluster_id,
  )
  /** A place and what it lies in, the nearest first. */
  const upwards = (id: string): string[] => {
    const path: string[] = []
    for (let at: string | null = id; at !== null; at = byId.get(at)?.parent_id ?? null) path.push(at)
    return path
  }
  const placesOf = ({ kind, id }: TargetRef): string[] =>
    kind === 'area' ? [id] : (members.get(id) ?? []).map((row) => row.area_id)
  /** Ids of every place and cluster that sounds somewhere in these targets, or around one of them. */
  const meeting = (targets: readonly TargetRef[]): string[] => {
    const own = new Set(targets.flatMap(placesOf))
    const around = new Set([...own].flatMap(upwards))
    const near = new Set(
      areas.flatMap(({ id }) => (around.has(id) || upwards(id).some((above) => own.has(above)) ? id : [])),
    )
    const clusters = [...members].flatMap(([id, rows]) =>
      rows.some((row) => near.has(row.area_id)) ? id : [],
    )
    return [...near, ...clusters]
  }
  return { nameOf: (id: string) => byId.get(id)?.name ?? '', upwards, placesOf, meeting }
}
export type Ground = Awaited<ReturnType<typeof groundOf>>
