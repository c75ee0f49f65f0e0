import type { DbOrTrx } from '../db/open.ts'
import { approvedFor } from '../library/library.rules.ts'
import type { Use } from '../library/library.schema.ts'

/** One sound as it was pinned when it was published. */
interface Pinned {
  readonly versionId: string
  readonly contentId: string
}

/** Why a pinned sound may no longer be heard; null while it may. */
export type Standing = 'withdrawn' | 'content_changed' | 'not_approved' | null

/**
 * Approval is asked anew whenever sound is packaged or handed out: publishing pinned it, and since then it may have
 * been withdrawn, or the version have become another content.
 */
export async function standingOf(
  db: DbOrTrx,
  sounds: readonly Pinned[],
): Promise<(sound: Pinned) => Standing> {
  const ids = [...new Set(sounds.map((sound) => sound.versionId))]
  const rows =
    ids.length === 0
      ? []
      : await db
          .selectFrom('version')
          .innerJoin('work', 'work.id', 'version.work_id')
          .select(['version.id', 'version.content_id', 'version.state', 'version.approved_uses'])
          .select('work.withdrawn_at')
          .where('version.id', 'in', ids)
          .execute()
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ({ versionId, contentId }) => {
    const row = byId.get(versionId)
    if (!row || row.state === 'withdrawn' || row.withdrawn_at !== null) return 'withdrawn'
    if (row.content_id !== contentId) return 'content_changed'
    const approvedUses = JSON.parse(row.approved_uses) as Use[]
    return approvedFor({ state: row.state, approvedUses }, 'loudspeaker') ? null : 'not_approved'
  }
}
