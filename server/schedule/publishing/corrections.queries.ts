import type { DbOrTrx } from '../../db/open.ts'
import type { Contact } from '../../people/calls.service.ts'
import type { CorrectionLine } from './urgent.rules.ts'

/** What became different of a published day, as it was told. */
export interface Correction {
  id: string
  channelId: string
  channelName: string
  day: string
  publicationId: string
  number: number
  lines: CorrectionLine[]
  reason: string
  madeByName: string
  madeAt: string
}

const joined = (db: DbOrTrx) =>
  db
    .selectFrom('correction')
    .innerJoin('channel', 'channel.id', 'correction.channel_id')
    .innerJoin('publication', 'publication.id', 'correction.publication_id')
    .innerJoin('person', 'person.id', 'correction.made_by')
    .selectAll('correction')
    .select(['channel.name as channel_name', 'publication.number', 'person.name as made_by_name'])

type CorrectionRow = Awaited<ReturnType<ReturnType<typeof joined>['executeTakeFirstOrThrow']>>

const toCorrection = (row: CorrectionRow): Correction => ({
  id: row.id,
  channelId: row.channel_id,
  channelName: row.channel_name,
  day: row.day,
  publicationId: row.publication_id,
  number: row.number,
  lines: JSON.parse(row.lines) as CorrectionLine[],
  reason: row.reason,
  madeByName: row.made_by_name,
  madeAt: row.made_at,
})

export async function correctionById(db: DbOrTrx, id: string): Promise<Correction | undefined> {
  const row = await joined(db).where('correction.id', '=', id).executeTakeFirst()
  return row && toCorrection(row)
}

/** The corrections of some days of a channel, the first first. */
export async function correctionsOf(
  db: DbOrTrx,
  channelId: string,
  days: readonly string[],
): Promise<Correction[]> {
  if (days.length === 0) return []
  const rows = await joined(db)
    .where('correction.channel_id', '=', channelId)
    .where('correction.day', 'in', days)
    .orderBy('correction.made_at')
    .orderBy('correction.id')
    .execute()
  return rows.map(toCorrection)
}

export async function callListOf(db: DbOrTrx, channelId: string): Promise<Contact[]> {
  const row = await db
    .selectFrom('channel')
    .select('call_list')
    .where('id', '=', channelId)
    .executeTakeFirst()
  return row ? (JSON.parse(row.call_list) as Contact[]) : []
}
