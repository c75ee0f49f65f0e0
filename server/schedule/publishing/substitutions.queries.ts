import type { DbOrTrx } from '../../db/open.ts'
import type { NewRow } from '../../db/tables.ts'
import type { PlannedSlot } from '../schedule.schema.ts'
import type { SubstitutionRule } from './publishing.schema.ts'
import type { PublishedNumber } from './publishing.service.ts'

/** A row that went, with all it takes to lay it again, and the slots that came in its place. */
export interface SubstitutedRow {
  day: string
  out: PlannedSlot
  /** The row of the draft as it stood; null where the draft no longer held it. */
  draft: NewRow<'slot'> | null
  repeatIds: string[]
  in: string[]
}

export interface Substitution {
  id: string
  channelId: string
  name: string
  rule: SubstitutionRule
  days: PublishedNumber[]
  rows: SubstitutedRow[]
  madeByName: string
  madeAt: string
  returnedByName: string | null
  returnedAt: string | null
}

const joined = (db: DbOrTrx) =>
  db
    .selectFrom('substitution')
    .innerJoin('person as maker', 'maker.id', 'substitution.made_by')
    .leftJoin('person as returner', 'returner.id', 'substitution.returned_by')
    .selectAll('substitution')
    .select(['maker.name as maker_name', 'returner.name as returner_name'])

type SubstitutionRow = Awaited<ReturnType<ReturnType<typeof joined>['executeTakeFirstOrThrow']>>

const toSubstitution = (row: SubstitutionRow): Substitution => ({
  id: row.id,
  channelId: row.channel_id,
  name: row.name,
  rule: JSON.parse(row.rule) as SubstitutionRule,
  days: JSON.parse(row.days) as PublishedNumber[],
  rows: JSON.parse(row.rows) as SubstitutedRow[],
  madeByName: row.maker_name,
  madeAt: row.made_at,
  returnedByName: row.returner_name,
  returnedAt: row.returned_at,
})

export async function substitutionById(db: DbOrTrx, id: string): Promise<Substitution | undefined> {
  const row = await joined(db).where('substitution.id', '=', id).executeTakeFirst()
  return row && toSubstitution(row)
}

/** Those of a channel, the latest first. */
export async function substitutionsOf(db: DbOrTrx, channelId: string): Promise<Substitution[]> {
  const rows = await joined(db)
    .where('substitution.channel_id', '=', channelId)
    .orderBy('made_at', 'desc')
    .orderBy('substitution.id', 'desc')
    .execute()
  return rows.map(toSubstitution)
}
