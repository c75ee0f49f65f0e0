import { type DeadlineRule, readDeadlineRule } from '../calendar/calendar.rules.ts'
import type { DbOrTrx } from '../db/open.ts'
import type { Row } from '../db/tables.ts'
import type { Separation } from './filling/filling.rules.ts'
import { type FillKind, fillKinds, type GapPolicy, separation } from './filling/filling.schema.ts'
import { type Quotas, quotas, type Signature } from './schedule.schema.ts'

export interface Channel {
  id: string
  name: string
  /** Minutes after midnight at which its broadcast day begins. */
  dayStartsMin: number
  /** Minutes for which it is on the air a day. */
  dayRunsMin: number
  /** What becomes of a gap that says nothing itself. */
  gapPolicy: GapPolicy
  separation: Separation
  /** Kinds of works that may go into a gap. */
  fillKinds: FillKind[]
  quotas: Quotas
  deadline: DeadlineRule
  signature: Signature
}

const toChannel = (row: Row<'channel'>): Channel => ({
  id: row.id,
  name: row.name,
  dayStartsMin: row.day_starts_min,
  dayRunsMin: row.day_runs_min,
  gapPolicy: row.gap_policy === 'fill' ? 'fill' : 'leave',
  separation: separation.parse(JSON.parse(row.separation)),
  fillKinds: fillKinds.parse(JSON.parse(row.fill_kinds)),
  quotas: quotas.parse(JSON.parse(row.quotas)),
  deadline: readDeadlineRule(row.deadline),
  signature: JSON.parse(row.signature) as Signature,
})

export async function channels(db: DbOrTrx): Promise<Channel[]> {
  const rows = await db.selectFrom('channel').selectAll().orderBy('created_at').orderBy('id').execute()
  return rows.map(toChannel)
}

/** Some channels by their ids. */
export async function channelsById(db: DbOrTrx, ids: readonly string[]): Promise<Map<string, Channel>> {
  const rows = await db.selectFrom('channel').selectAll().where('id', 'in', ids).execute()
  return new Map(rows.map((row) => [row.id, toChannel(row)]))
}

export async function channelById(db: DbOrTrx, id: string): Promise<Channel | undefined> {
  const row = await db.selectFrom('channel').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toChannel(row)
}
