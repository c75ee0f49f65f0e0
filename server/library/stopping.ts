import type { Trx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { emit } from '../jobs/events.ts'
import type { Version } from './versions.queries.ts'

/** Tells later features that what was approved of a version may not be used any more; nothing where nothing was. */
export async function tellStopped(
  deps: Pick<Deps, 'jobs'>,
  trx: Trx,
  { id: versionId, approvedUses }: Pick<Version, 'id' | 'approvedUses'>,
): Promise<void> {
  if (approvedUses.length > 0) await emit(deps, trx, 'version.stopped', versionId, { versionId, reason: '' })
}
