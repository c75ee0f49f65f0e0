import { change } from '../../db/audit.ts'
import { sortKey } from '../../db/folding.ts'
import { newId } from '../../db/ids.ts'
import type { Trx } from '../../db/open.ts'
import type { Deps } from '../../deps.ts'
import { DomainError, found } from '../../errors.ts'
import type { Actor } from '../../http/permissions.rules.ts'
import { listClusters } from '../areas.queries.ts'
import { sharedLanguageOrder } from '../areas.rules.ts'
import type { Cluster, ClusterEdit, NewCluster } from '../areas.schema.ts'

/** Closed ones too, which the list of a day leaves out. */
const EVER = '0000-01-01'

async function cluster(trx: Trx, id: string): Promise<Cluster> {
  return found((await listClusters(trx, EVER)).find((one) => one.id === id))
}

/** A grouping of places that a team works by, beside the legal ones. */
export function addCluster(deps: Deps, actor: Actor | null, input: NewCluster): Promise<Cluster> {
  const id = newId()
  return change(deps, actor, async (trx, record) => {
    const { areaIds, orders } = await members(trx, input.areaIds)
    const { name, languages = sharedLanguageOrder(orders) } = input
    await trx
      .insertInto('cluster')
      .values({
        id,
        name,
        sort_key: sortKey(name),
        languages: JSON.stringify(languages),
        created_at: deps.clock.now(),
      })
      .execute()
    await putMembers(trx, id, areaIds)
    const detail = { name, areaIds, languages }
    await record({ action: 'areas.add_cluster', subjectKind: 'cluster', subjectId: id, detail })
    return await cluster(trx, id)
  })
}

/** Replaces name, places and order of languages; an edit of an older revision is refused with the present state. */
export function editCluster(
  deps: Deps,
  actor: Actor,
  { id, revision, name, languages, ...edit }: ClusterEdit & { id: string },
): Promise<Cluster> {
  return change(deps, actor, async (trx, record) => {
    const before = await cluster(trx, id)
    if (before.revision !== revision) throw new DomainError('stale', { current: before })
    const { areaIds } = await members(trx, edit.areaIds)
    await trx
      .updateTable('cluster')
      .set({
        name,
        sort_key: sortKey(name),
        languages: JSON.stringify(languages),
        revision: revision + 1,
      })
      .where('id', '=', id)
      .execute()
    await trx.deleteFrom('cluster_area').where('cluster_id', '=', id).execute()
    await putMembers(trx, id, areaIds)
    await record({
      action: 'areas.edit_cluster',
      subjectKind: 'cluster',
      subjectId: id,
      detail: { before, after: { name, areaIds, languages } },
    })
    return await cluster(trx, id)
  })
}

/** Clusters are closed, never deleted: what was packaged for one stays readable. Null opens it again. */
export function endCluster(
  deps: Deps,
  actor: Actor,
  { id, revision, validTo }: { id: string; revision: number; validTo: string | null },
): Promise<Cluster> {
  return change(deps, actor, async (trx, record) => {
    const before = await cluster(trx, id)
    if (before.revision !== revision) throw new DomainError('stale', { current: before })
    await trx
      .updateTable('cluster')
      .set({ valid_to: validTo, revision: revision + 1 })
      .where('id', '=', id)
      .execute()
    await record({
      action: validTo === null ? 'areas.reopen_cluster' : 'areas.close_cluster',
      subjectKind: 'cluster',
      subjectId: id,
      detail: { before: before.validTo, validTo },
    })
    return await cluster(trx, id)
  })
}

async function members(trx: Trx, asked: readonly string[]) {
  const areaIds = [...new Set(asked)]
  const areas = await trx.selectFrom('area').select('languages').where('id', 'in', areaIds).execute()
  if (areas.length !== areaIds.length) throw new DomainError('not_found')
  return { areaIds, orders: areas.map((area) => JSON.parse(area.languages) as string[]) }
}

async function putMembers(trx: Trx, id: string, areaIds: readonly string[]): Promise<void> {
  await trx
    .insertInto('cluster_area')
    .values(areaIds.map((area_id) => ({ cluster_id: id, area_id })))
    .execute()
}
