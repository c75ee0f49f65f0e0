import type { Trx } from '../db/open.ts'
import type { NewRow } from '../db/tables.ts'
import { found } from '../errors.ts'
import { nextRevision } from './library.rules.ts'
import type { Use, VersionState } from './library.schema.ts'
import { updateVersion, versionById } from './versions.queries.ts'

export { type Version, versionById, versionsOf } from './versions.queries.ts'

export interface NewVersionState {
  state: VersionState
  approvedUses?: readonly Use[]
  submittedUses?: readonly Use[]
  submittedBy?: string | null
  submittedAt?: string | null
  listener?: string | null
  listenedAt?: string | null
}

/** Where review puts a version; what is not named stays. Its content, and so its contentId, is never touched here. */
export async function setVersionState(trx: Trx, versionId: string, next: NewVersionState): Promise<void> {
  const before = found(await versionById(trx, versionId))
  const values: Partial<NewRow<'version'>> = {
    state: next.state,
    updated_at: nextRevision(before.revision, new Date().toISOString()),
  }
  if (next.approvedUses) values.approved_uses = JSON.stringify(next.approvedUses)
  if (next.submittedUses) values.submitted_uses = JSON.stringify(next.submittedUses)
  if (next.submittedBy !== undefined) values.submitted_by = next.submittedBy
  if (next.submittedAt !== undefined) values.submitted_at = next.submittedAt
  if (next.listener !== undefined) values.listener = next.listener
  if (next.listenedAt !== undefined) values.listened_at = next.listenedAt
  await updateVersion(trx, versionId, values)
}
