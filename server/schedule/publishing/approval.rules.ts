import type { PlannedSlot } from '../schedule.schema.ts'
import { changesBetween, type PlanOfDay } from './changes.rules.ts'

/** When a channel's plan is looked at by a second person before it is published. */
export const planApprovals = ['always', 'new_content', 'never'] as const
export type PlanApproval = (typeof planApprovals)[number]

/** What a viewer gets in a slot: the recording, else the work whose place is kept, else the printed words. */
const contentOf = ({ version, workId, title }: PlannedSlot) => version?.contentId ?? workId ?? title

/** Whether some days hold anything that what is in force does not: another hour or a row taken out is nothing new. */
export function bringsNewContent(before: readonly PlanOfDay[], after: readonly PlanOfDay[]): boolean {
  const known = new Set(before.flatMap(({ slots }) => slots.map(contentOf)))
  return after.some(({ slots }) => slots.some((slot) => !known.has(contentOf(slot))))
}

/** Whether publishing these days needs a second person, by the channel's setting. */
export function needsApproval(
  setting: PlanApproval,
  before: readonly PlanOfDay[],
  after: readonly PlanOfDay[],
): boolean {
  if (setting === 'never' || changesBetween(before, after).length === 0) return false
  return setting === 'always' || bringsNewContent(before, after)
}
