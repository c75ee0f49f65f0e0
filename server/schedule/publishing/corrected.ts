import { addDays } from '../../calendar/days.rules.ts'
import type { DbOrTrx } from '../../db/open.ts'
import { publicationsOf } from '../../publications/publications.service.ts'
import type { PlannedSlot } from '../schedule.schema.ts'
import { correctionsOf } from './corrections.queries.ts'
import { asDay, daySubject, daysInForce, type PublishedDay } from './published-days.ts'
import { type CorrectionLine, correctionOf, sinceOrdinary } from './urgent.rules.ts'

/** What an earlier print of a day says otherwise than the day in force. */
export interface Corrected {
  /** Of the publication in force. */
  number: number
  lines: CorrectionLine[]
  /** Rows that people had been told of and that are no longer on air. */
  gone: PlannedSlot[]
}

/**
 * Of each day that was corrected: everything that became different since its last ordinary publication, told once.
 * Two corrections of one row are one change to whoever holds the first print.
 */
export async function correctedDays(
  db: DbOrTrx,
  channelId: string,
  inForce: ReadonlyMap<string, PublishedDay>,
): Promise<Map<string, Corrected>> {
  const told = await correctionsOf(db, channelId, [...inForce.keys()])
  const days = new Map<string, Corrected>()
  for (const day of new Set(told.map((correction) => correction.day))) {
    const now = inForce.get(day)
    if (!now) continue
    const history = (await publicationsOf(db, 'day', daySubject(channelId, day))).map((publication) => ({
      id: publication.id,
      slots: asDay(publication).body.slots,
    }))
    const before = sinceOrdinary(history, new Set(told.map((correction) => correction.publicationId)))
    const slots = [...now.body.slots, ...(await movedAway(db, channelId, day, before))]
    const lines = correctionOf(before, slots)
    if (lines.length === 0) continue
    const still = new Set(slots.map((slot) => slot.slotId))
    days.set(day, { number: now.number, lines, gone: before.filter((slot) => !still.has(slot.slotId)) })
  }
  return days
}

/** Rows of a day that were moved over midnight and are now published with the day beside it. */
async function movedAway(db: DbOrTrx, channelId: string, day: string, slots: readonly PlannedSlot[]) {
  const ids = new Set(slots.map((slot) => slot.slotId))
  const beside = await daysInForce(db, channelId, [addDays(day, -1), addDays(day, 1)])
  return [...beside.values()].flatMap(({ body }) => body.slots.filter(({ slotId }) => ids.has(slotId)))
}
