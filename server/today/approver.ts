import { type Context, counted, type Found, item, sayToday } from './context.ts'
import { type InReview, unfinishedVersions } from './reviewing.queries.ts'
import type { Item } from './today.schema.ts'

/** What to decide upon, oldest first; what another approver must, and what the units were asked to change. */
export async function forApprover(context: Context): Promise<Found> {
  const versions = await unfinishedVersions(context.db, { now: context.now })
  const submitted = versions.filter((version) => version.state === 'submitted')
  const own = (version: InReview) => version.makers.includes(context.actor.id)
  return {
    items: submitted.filter((version) => !own(version)).map((version) => toDecide(context, version)),
    holding: [
      ...submitted.filter(own).map((version) => ({
        ...toDecide(context, version),
        detail: sayToday(context, 'ownWork'),
        holder: sayToday(context, 'holder_otherApprover'),
      })),
      ...versions
        .filter((version) => version.state === 'changes')
        .map((version) => beingChanged(context, version)),
    ],
  }
}

function toDecide(context: Context, version: InReview): Item {
  const { title, number, submittedAt, unitName, airsAt } = version
  const saying = { title, number, submittedAt, airsAt: airsAt ?? '', by: version.submittedBy, unit: unitName }
  return item(context, {
    key: `version ${version.versionId}`,
    kind: 'review',
    title: sayToday(context, 'review', saying),
    detail: `${sayToday(context, 'submitted', saying)} ${sayToday(context, airsAt ? 'airs' : 'notScheduled', saying)}`,
    since: submittedAt,
    dueAt: airsAt,
    link: `/duyet/${version.versionId}`,
    zaloText: sayToday(context, 'review_zalo', saying),
  })
}

function beingChanged(context: Context, version: InReview): Item {
  const { title, number, decision, unitName } = version
  const saying = { title, number, by: decision?.by ?? '', reason: decision?.reason ?? '', unit: unitName }
  const remarks = version.unresolved > 0 ? ` ${counted(context, 'unresolved', version.unresolved)}` : ''
  return item(context, {
    key: `version ${version.versionId}`,
    kind: 'changes',
    title: sayToday(context, 'changes', saying),
    detail: `${sayToday(context, 'decision', saying)}${remarks}`,
    since: decision?.at ?? null,
    dueAt: version.airsAt,
    link: `/duyet/${version.versionId}`,
    holder: unitName,
    zaloText: sayToday(context, 'changes_zalo', saying),
  })
}
