import { addDays } from '../../calendar/days.rules.ts'
import type { AuditEntry } from '../../db/audit.ts'
import type { Trx } from '../../db/open.ts'
import type { NewRow } from '../../db/tables.ts'
import type { Channel } from '../channels.queries.ts'
import { overlaps } from '../plan.rules.ts'
import { type Slot, slotsOn } from '../slots.queries.ts'
import { layRows } from '../slots.service.ts'

export type NewSlotRow = Omit<NewRow<'slot'>, 'id'>

/** What was laid, and how much found its time taken. */
export interface Laid {
  slots: Slot[]
  skipped: number
}

export const stretchOf = (row: { starts_at: string; ends_at: string }) => ({
  startsAt: row.starts_at,
  endsAt: row.ends_at,
})

/** What already stands on those days, or runs into or out of them. */
export async function standingAround(trx: Trx, channelId: string, days: readonly string[]): Promise<Slot[]> {
  const around = new Set(days.flatMap((day) => [addDays(day, -1), day, addDays(day, 1)]))
  return slotsOn(trx, channelId, [...around])
}

/** Lays rows where nothing stands yet: what is there is never moved, covered or taken out. */
export async function layMissing(
  trx: Trx,
  record: (entry: AuditEntry) => Promise<void>,
  channel: Channel,
  { rows, action }: { rows: readonly NewSlotRow[]; action: string },
): Promise<Laid> {
  const standing = await standingAround(trx, channel.id, [...new Set(rows.map((row) => row.day))])
  const free = rows.filter((row) => !standing.some((slot) => overlaps(slot, stretchOf(row))))
  const slots = await layRows(trx, record, free, { action, subjectId: channel.id })
  return { slots, skipped: rows.length - free.length }
}
