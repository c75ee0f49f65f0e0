import { type DeadlineRule, readDeadlineRule } from '../calendar/calendar.rules.ts'
import type { DbOrTrx } from '../db/open.ts'
import type { Row } from '../db/tables.ts'
import type { Signature } from './schedule.schema.ts'

export interface Channel {
  id: string
  name: string
  /** Minutes after midnight at which its broadcast day begins. */
  dayStartsMin: number
  deadline: DeadlineRule
  signature: Signature
}

const toChannel = (row: Row<'channel'>): Channel => ({
  id: row.id,
  name: row.name,
  dayStartsMin: row.day_starts_min,
  deadline: readDeadlineRule(row.deadline),
  signature: JSON.parse(row.signature) as Signature,
})

export async function channels(db: DbOrTrx): Promise<Channel[]> {
  const rows = await db.selectFrom('channel').selectAll().orderBy('created_at').orderBy('id').execute()
  return rows.map(toChannel)
}

export async function channelById(db: DbOrTrx, id: string): Promise<Channel | undefined> {
  const row = await db.selectFrom('channel').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toChannel(row)
}
