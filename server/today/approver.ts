import { instantAt } from '../calendar/days.rules.ts'
import { type Submission, waitingSubmissions } from '../schedule/publishing/submissions.service.ts'
import { type Context, counted, type Found, item, sayToday } from './context.ts'
import { callsToMake } from './planning.ts'
import { type InReview, unfinishedVersions } from './reviewing.queries.ts'
import type { Item } from './today.schema.ts'

/** What to decide upon, oldest first; what another approver must, and what the units were asked to change. */
export async function forApprover(context: Context): Promise<Found> {
  const versions = await unfinishedVersions(context.db, { now: context.now })
  const submitted = versions.filter((version) => version.state === 'submitted')
  const own = (version: InReview) => version.makers.includes(context.actor.id)
  const plans = await waitingSubmissions(context.db)
  const ownPlan = (plan: Submission) => plan.editors.includes(context.actor.id)
  return {
    items: [
      ...(await callsToMake(context)),
      ...plans.filter((plan) => !ownPlan(plan)).map((plan) => planToDecide(context, plan)),
      ...submitted.filter((version) => !own(version)).map((version) => toDecide(context, version)),
    ],
    holding: [
      ...plans.filter(ownPlan).map((plan) => ({
        ...planToDecide(context, plan),
        holder: sayToday(context, 'holder_otherApprover'),
      })),
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

/** A channel's days that wait to be published, or left at once and are looked at afterwards; due when the first begins. */
function planToDecide(context: Context, plan: Submission): Item {
  const days = plan.days.map(({ body }) => body.day)
  const saying = {
    channel: plan.channelName,
    fromDay: days[0] ?? '',
    toDay: days.at(-1) ?? '',
    by: plan.submittedByName,
    submittedAt: plan.submittedAt,
  }
  return item(context, {
    key: `plan ${plan.id}`,
    kind: 'plan',
    title: sayToday(context, plan.leftAt ? 'planLeft' : 'plan', saying),
    detail: [sayToday(context, plan.leftAt ? 'planLeft_detail' : 'plan_detail', saying), plan.note]
      .filter(Boolean)
      .join(' '),
    since: plan.submittedAt,
    dueAt: days[0] ? instantAt(days[0], '00:00') : null,
    link: `/lich/duyet/${plan.id}`,
    zaloText: sayToday(context, plan.leftAt ? 'planLeft_zalo' : 'plan_zalo', saying),
  })
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
