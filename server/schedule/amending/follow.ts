import type { Trx } from '../../db/open.ts'
import { found } from '../../errors.ts'
import { billedAfter } from '../billed.rules.ts'
import type { Channel } from '../channels.queries.ts'
import { type Slot, slotsById, slotsOn, updateSlot } from '../slots.queries.ts'
import { followed } from './following.rules.ts'

/** Who changes something, and when. */
export interface Edited {
  by: string
  at: string
}

/** Moves along what follows the one before, on every day that was touched; what moves is known before, for the way back. */
export async function follow(
  trx: Trx,
  channel: Channel,
  { before, touched, laid, by }: { before: Map<string, Slot>; touched: string[]; laid: string[]; by: Edited },
) {
  const now = await slotsById(trx, touched)
  const days = [...new Set([...before.values(), ...now].map((slot) => slot.day))]
  const all = await slotsOn(trx, channel.id, days)
  for (const day of days) {
    const own = all.filter((slot) => slot.day === day)
    const justLaid = new Set(touched)
    for (const { id, startsAt, endsAt } of followed(own, { dayStartsMin: channel.dayStartsMin, justLaid })) {
      const slot = found(own.find((known) => known.id === id))
      if (!before.has(id) && !laid.includes(id)) before.set(id, slot)
      const values = {
        starts_at: startsAt,
        ends_at: endsAt,
        billed_at: billedAfter(slot, startsAt),
        edited_by: by.by,
        edited_at: by.at,
      }
      await updateSlot(trx, id, slot.revision, values)
    }
  }
}
