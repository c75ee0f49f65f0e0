import type { Trx } from '../../db/open.ts'
import type { NewRow } from '../../db/tables.ts'
import type { Deps } from '../../deps.ts'
import { emit } from '../../jobs/events.ts'

type Arrived = NewRow<'play_event'>

/**
 * Tells earlier features what was heard for which place, in the transaction that keeps the events. Forks and what a
 * revoked device sends prove nothing; a clock that runs ahead must not make a work heard in the future.
 */
export async function tellHeard(
  deps: Pick<Deps, 'jobs' | 'clock'>,
  trx: Trx,
  rows: readonly Arrived[],
): Promise<void> {
  const plays = rows.filter(
    ({ kind, fork, quarantined }) =>
      (kind === 'play' || kind === 'declared') && fork === 0 && quarantined === 0,
  )
  const packageIds = [...new Set(plays.flatMap((row) => row.package_id ?? []))]
  const versionIds = [...new Set(plays.flatMap((row) => row.version_id ?? []))]
  if (packageIds.length === 0 || versionIds.length === 0) return
  const packages = await trx
    .selectFrom('package')
    .select(['id', 'target_kind', 'target_id'])
    .where('id', 'in', packageIds)
    .execute()
  const works = new Map(
    (await trx.selectFrom('version').select(['id', 'work_id']).where('id', 'in', versionIds).execute()).map(
      (version) => [version.id, version.work_id],
    ),
  )
  const now = deps.clock.now()
  for (const { id, target_kind, target_id } of packages) {
    const heard = plays.flatMap((row) => {
      const workId = row.package_id === id ? works.get(row.version_id ?? '') : undefined
      return workId ? [{ workId, at: row.at < now ? row.at : now }] : []
    })
    if (heard.length === 0) continue
    const target = { kind: target_kind as 'area' | 'cluster', id: target_id }
    await emit(deps, trx, 'plays.logged', id, { target, plays: heard })
  }
}
