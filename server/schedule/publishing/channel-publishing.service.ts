import type { z } from 'zod'
import { change } from '../../db/audit.ts'
import type { DbOrTrx, Trx } from '../../db/open.ts'
import type { Deps } from '../../deps.ts'
import { DomainError, found } from '../../errors.ts'
import type { Actor } from '../../http/permissions.rules.ts'
import type { Contact } from '../../people/calls.service.ts'
import { assertAsSeen } from '../as-seen.ts'
import { needsApproval } from './approval.rules.ts'
import { daysInForce } from './published-days.ts'
import type { publishingEdit } from './publishing.schema.ts'
import type { DayToPublish } from './publishing.service.ts'

/** How a channel's plan is published: whether a second person looks first, and who is called when it changes. */
export async function publishingOf(db: DbOrTrx, channelId: string) {
  const row = found(
    await db
      .selectFrom('channel')
      .select(['plan_approval', 'call_list'])
      .where('id', '=', channelId)
      .executeTakeFirst(),
  )
  return { planApproval: row.plan_approval, callList: JSON.parse(row.call_list) as Contact[] }
}

export async function editPublishing(
  deps: Deps,
  actor: Actor,
  channelId: string,
  { seen, ...edit }: z.output<typeof publishingEdit>,
) {
  return change(deps, actor, async (trx, record) => {
    assertAsSeen(await publishingOf(trx, channelId), seen)
    await trx
      .updateTable('channel')
      .set({
        ...(edit.planApproval === undefined ? {} : { plan_approval: edit.planApproval }),
        ...(edit.callList === undefined ? {} : { call_list: JSON.stringify(edit.callList) }),
      })
      .where('id', '=', channelId)
      .execute()
    await record({ action: 'channel.publishing', subjectKind: 'channel', subjectId: channelId, detail: edit })
    return publishingOf(trx, channelId)
  })
}

/** Refused where the channel wants a second person to look at these days first. */
export async function assertNeedsNobody(
  trx: Trx,
  channelId: string,
  ready: readonly DayToPublish[],
): Promise<void> {
  const { planApproval } = await publishingOf(trx, channelId)
  const after = ready.map(({ body }) => body)
  const days = after.map(({ day }) => day)
  const inForce = await daysInForce(trx, channelId, days)
  const before = days.map((day) => ({ day, slots: inForce.get(day)?.body.slots ?? [] }))
  if (needsApproval(planApproval, before, after)) throw new DomainError('plan_needs_approval', { days })
}
