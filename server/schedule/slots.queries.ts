import { chunks } from '../db/chunks.ts'
import type { DbOrTrx, Trx } from '../db/open.ts'
import type { NewRow, Row } from '../db/tables.ts'
import type { LanguageCode } from '../library/library.schema.ts'
import type { GapPolicy } from './filling/filling.schema.ts'
import type { Run, SlotKind, StartMode, StationAnswer } from './schedule.schema.ts'

/** A place in a channel's plan, in draft until its day is published. Instants are UTC, the end exclusive. */
export interface Slot {
  id: string
  channelId: string
  day: string
  startsAt: string
  endsAt: string
  durationMs: number
  kind: SlotKind
  workId: string | null
  /** Pinned by hand; null takes the newest version approved for television. */
  versionId: string | null
  /** What is printed: its own words, else the work's title. */
  title: string
  /** For narrow places: its own words, else the work's agreed short name. */
  shortTitle: string
  /** Its own words alone; empty follows the work. */
  ownTitle: string
  language: LanguageCode | null
  run: Run
  firstSlotId: string | null
  note: string
  /** At its hour, or as soon as the one before it on its day has ended. */
  startMode: StartMode
  /** The hour that is announced, where it is not the exact start. */
  billedAt: string | null
  /** What becomes of the gap after it; null follows the channel. */
  gapPolicy: GapPolicy | null
  stationAnswer: StationAnswer
  stationNote: string
  /** The row of the weekly grid that it was laid from. */
  templateRowId: string | null
  revision: number
  editedBy: string
  editedByName: string
  editedAt: string
}

const joined = (db: DbOrTrx) =>
  db
    .selectFrom('slot')
    .innerJoin('person', 'person.id', 'slot.edited_by')
    .leftJoin('work', 'work.id', 'slot.work_id')
    .selectAll('slot')
    .select([
      'work.title as work_title',
      'work.short_name as work_short_name',
      'person.name as edited_by_name',
    ])

type SlotRow = Row<'slot'> & {
  work_title: string | null
  work_short_name: string | null
  edited_by_name: string
}

const toSlot = (row: SlotRow): Slot => ({
  id: row.id,
  channelId: row.channel_id,
  day: row.day,
  startsAt: row.starts_at,
  endsAt: row.ends_at,
  durationMs: row.duration_ms,
  kind: row.kind,
  workId: row.work_id,
  versionId: row.version_id,
  title: row.title || (row.work_title ?? ''),
  shortTitle: row.title || (row.work_short_name ?? ''),
  ownTitle: row.title,
  // Written only through the schema of a slot.
  language: row.language as LanguageCode | null,
  run: row.run,
  firstSlotId: row.first_slot_id,
  note: row.note,
  startMode: row.start_mode,
  billedAt: row.billed_at,
  // Written only through the schema of a slot.
  gapPolicy: row.gap_policy as GapPolicy | null,
  stationAnswer: row.station_answer,
  stationNote: row.station_note,
  templateRowId: row.template_row_id,
  revision: row.revision,
  editedBy: row.edited_by,
  editedByName: row.edited_by_name,
  editedAt: row.edited_at,
})

export async function slotById(db: DbOrTrx, id: string): Promise<Slot | undefined> {
  const row = await joined(db).where('slot.id', '=', id).executeTakeFirst()
  return row && toSlot(row)
}

/** The draft of some days of a channel, in the order of time. */
export async function slotsOn(db: DbOrTrx, channelId: string, days: readonly string[]): Promise<Slot[]> {
  const rows = await joined(db)
    .where('slot.channel_id', '=', channelId)
    .where('slot.day', 'in', days)
    .orderBy('slot.starts_at')
    .orderBy('slot.id')
    .execute()
  return rows.map(toSlot)
}

export async function slotsById(db: DbOrTrx, ids: readonly string[]): Promise<Slot[]> {
  if (ids.length === 0) return []
  const rows = await joined(db).where('slot.id', 'in', ids).orderBy('slot.starts_at').execute()
  return rows.map(toSlot)
}

export async function repeatsOf(db: DbOrTrx, slotIds: readonly string[]): Promise<Slot[]> {
  if (slotIds.length === 0) return []
  const rows = await joined(db).where('slot.first_slot_id', 'in', slotIds).orderBy('slot.starts_at').execute()
  return rows.map(toSlot)
}

export async function insertSlots(trx: Trx, rows: readonly NewRow<'slot'>[]): Promise<void> {
  for (const some of chunks(rows)) await trx.insertInto('slot').values(some).execute()
}

/** False when somebody else has changed the slot since that revision. */
export async function updateSlot(
  trx: Trx,
  id: string,
  revision: number,
  values: Partial<NewRow<'slot'>>,
): Promise<boolean> {
  const result = await trx
    .updateTable('slot')
    .set({ ...values, revision: revision + 1 })
    .where('id', '=', id)
    .where('revision', '=', revision)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

export async function deleteSlots(trx: Trx, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await trx.deleteFrom('slot').where('id', 'in', ids).execute()
}

/** Ties repeats to their first run again, those that are still there and tied to none. */
export async function linkRepeats(
  trx: Trx,
  firstSlotId: string,
  repeatIds: readonly string[],
): Promise<void> {
  if (repeatIds.length === 0) return
  await trx
    .updateTable('slot')
    .set({ first_slot_id: firstSlotId })
    .where('id', 'in', repeatIds)
    .where('first_slot_id', 'is', null)
    .execute()
}
