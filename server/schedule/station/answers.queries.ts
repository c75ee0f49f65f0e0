import type { DbOrTrx, Trx } from '../../db/open.ts'
import type { NewRow } from '../../db/tables.ts'
import type { Answer, Way } from './answers.schema.ts'

/** What was said of a slot at one time; an answer is followed by another, never overwritten. */
export interface SaidOfSlot {
  slotId: string
  answer: Answer
  /** The slot's hour when it was said. */
  startsAt: string
  movedTo: string | null
  note: string
  saidBy: string
  way: Way
  at: string
}

/** Everything that was said of some slots, the latest first. */
export async function saidOf(db: DbOrTrx, slotIds: readonly string[]): Promise<Map<string, SaidOfSlot[]>> {
  if (slotIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('slot_answer')
    .selectAll()
    .where('slot_id', 'in', slotIds)
    .orderBy('id', 'desc')
    .execute()
  const said = rows.map(
    (row): SaidOfSlot => ({
      slotId: row.slot_id,
      answer: row.answer,
      startsAt: row.starts_at,
      movedTo: row.moved_to,
      note: row.note,
      saidBy: row.said_by,
      way: row.way,
      at: row.at,
    }),
  )
  return Map.groupBy(said, ({ slotId }) => slotId)
}

/** Keeps one answer, and lets the slot stand as answered. What is planned does not change by it, so its revision stays. */
export async function keepAnswer(trx: Trx, row: NewRow<'slot_answer'>): Promise<void> {
  await trx.insertInto('slot_answer').values(row).execute()
  await trx
    .updateTable('slot')
    .set({ station_answer: row.answer, station_note: row.note ?? '' })
    .where('id', '=', row.slot_id)
    .execute()
}

/** Which of some slots the station was asked about. */
export async function askedAmong(db: DbOrTrx, slotIds: readonly string[]): Promise<Set<string>> {
  if (slotIds.length === 0) return new Set()
  const rows = await db
    .selectFrom('slot')
    .select('id')
    .where('id', 'in', slotIds)
    .where('station_answer', '!=', 'none')
    .execute()
  return new Set(rows.map(({ id }) => id))
}
