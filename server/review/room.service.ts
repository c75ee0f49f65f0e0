import type { DbOrTrx } from '../db/open.ts'
import { DomainError, found } from '../errors.ts'
import { type Actor, may } from '../http/permissions.rules.ts'
import { type Version, versionById } from '../library/versions.service.ts'
import { documentsOn } from './documents.queries.ts'
import { remarksFor, unresolvedOn } from './remarks.queries.ts'
import { chaptersOf, decisionsOn, lastDecidedAt, peopleNamed, versionsInReview } from './review.queries.ts'
import { hindranceOf, makersOf, needsListener } from './review.rules.ts'
import { reviewed } from './review.service.ts'

/** Who has a version in hand, and since when: the approvers, or its unit which was asked for changes. */
export interface QueueItem {
  versionId: string
  workId: string
  workTitle: string
  number: number
  language: string | null
  durationMs: number
  soundOnly: boolean
  state: Version['state']
  uses: Version['submittedUses']
  submittedBy: { name: string; unit: string } | null
  submittedAt: string | null
  heldBy: 'approvers' | 'makers'
  since: string
  unresolved: number
  /** Why the one who asks may not decide; null where they may. */
  hindrance: ReturnType<typeof hindranceOf>
}

/** What is in review: oldest submission first, then what waits for its maker. Producers see their own unit's. */
export async function reviewQueue(db: DbOrTrx, actor: Actor): Promise<QueueItem[]> {
  const ids = await versionsInReview(db, actor.role === 'producer' ? actor.unitId : undefined)
  const decidedAt = await lastDecidedAt(db, ids)
  const unresolved = await unresolvedOn(db, ids)
  const items: QueueItem[] = []
  for (const id of ids) {
    const version = await reviewed(db, found(await versionById(db, id)))
    const people = await peopleNamed(db, [version.submittedBy])
    const waiting = version.state === 'submitted'
    const since = waiting ? version.submittedAt : decidedAt.get(id)
    items.push({
      versionId: id,
      workId: version.workId,
      workTitle: version.workTitle,
      number: version.number,
      language: version.language,
      durationMs: version.durationMs,
      soundOnly: version.soundOnly,
      state: version.state,
      uses: version.submittedUses,
      submittedBy: people.get(version.submittedBy ?? '') ?? null,
      submittedAt: version.submittedAt,
      heldBy: waiting ? 'approvers' : 'makers',
      since: since ?? version.createdAt,
      unresolved: unresolved.get(id) ?? 0,
      hindrance: hindranceOf(actor, version),
    })
  }
  return [
    ...items.filter((item) => item.heldBy === 'approvers'),
    ...items.filter((item) => item.heldBy === 'makers'),
  ]
}

/** Everything one needs to decide on a version in one sitting, and whether one may. */
export async function reviewRoom(db: DbOrTrx, actor: Actor, versionId: string) {
  const { script, ...version } = await reviewed(db, found(await versionById(db, versionId)))
  if (!may(actor, 'review.remark', { unitId: version.unitId })) throw new DomainError('forbidden')
  const decisions = await decisionsOn(db, version.id)
  const makers = makersOf({ ...version, script })
  const people = await peopleNamed(db, [version.submittedBy, ...makers])
  return {
    version,
    submittedBy: people.get(version.submittedBy ?? '') ?? null,
    makers: makers.map((id) => people.get(id)?.name ?? id),
    script: script && {
      text: script.text,
      translationVi: script.translationVi,
      revision: script.revision,
    },
    chapters: await chaptersOf(db, version),
    ...(await remarksFor(db, version)),
    // An answer to content that has changed since binds nobody any more, and says so.
    decisions: decisions.map((decision) => ({
      ...decision,
      stale: decision.contentId !== version.contentId,
    })),
    documents: await documentsOn(db, [
      { kind: 'version', id: version.id },
      ...decisions.map(({ id }) => ({ kind: 'approval' as const, id })),
    ]),
    hindrance: hindranceOf(actor, { ...version, script }),
    needsListener: needsListener(actor, version.language),
  }
}
