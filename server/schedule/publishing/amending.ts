import type { Recorder } from '../../db/audit.ts'
import type { Trx } from '../../db/open.ts'
import type { Deps } from '../../deps.ts'
import { found } from '../../errors.ts'
import type { PlannedSlot } from '../schedule.schema.ts'
import { recordCorrection } from './corrections.service.ts'
import { daysInForce } from './published-days.ts'
import { type PublishedNumber, publishBodies, takeBackWaiting } from './publishing.service.ts'
import { assertNotOvertaken, assertStillGood } from './still-good.ts'
import { submitAfterwards } from './submitting-afterwards.ts'
import { correctionOf } from './urgent.rules.ts'

interface Amendment {
  channelId: string
  by: string
  /** The publications that were looked at. */
  seen: readonly { day: string; number: number }[]
  /** What becomes of the rows of each published day. */
  days: ReadonlyMap<string, (slots: readonly PlannedSlot[]) => PlannedSlot[]>
  /** Why, for those who must be told; without it nobody is. */
  tell?: string
}

/**
 * Publishes days anew from what is in force, whatever their drafts hold meanwhile; tells what became different, and has
 * it looked at afterwards where the channel wants that.
 */
export async function amendDays(
  deps: Pick<Deps, 'jobs' | 'clock'>,
  trx: Trx,
  record: Recorder,
  { channelId, by, seen, days, tell }: Amendment,
): Promise<PublishedNumber[]> {
  const names = [...days.keys()].sort()
  const inForce = await daysInForce(trx, channelId, names)
  for (const one of seen) if (days.has(one.day)) assertNotOvertaken(inForce.get(one.day), one)
  const ready = names.map((day) => {
    const before = found(inForce.get(day))
    const slots = (days.get(day)?.(before.body.slots) ?? []).sort((a, b) =>
      a.startsAt < b.startsAt ? -1 : 1,
    )
    return { body: { ...before.body, slots }, baseNumber: before.number }
  })
  await assertStillGood(trx, channelId, ready, deps.clock.now())
  await takeBackWaiting(deps, trx, channelId, names)
  const published = await publishBodies(deps, trx, record, ready, by)
  if (tell !== undefined)
    for (const [i, one] of published.entries()) {
      const lines = correctionOf(inForce.get(one.day)?.body.slots ?? [], ready[i]?.body.slots ?? [])
      if (lines.length > 0)
        await recordCorrection(deps, trx, record, { channelId, published: one, lines, reason: tell, by })
    }
  await submitAfterwards(deps, trx, record, { channelId, ready, by, note: tell ?? '' })
  return published
}
