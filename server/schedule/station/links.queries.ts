import type { DbOrTrx, Trx } from '../../db/open.ts'
import { type GivenLink, givenLink } from '../../http/links.ts'

/** By which somebody at the station answers on some days of a channel, without an account. */
export interface ScheduleLink extends GivenLink {
  channelId: string
  days: string[]
}

const joined = (db: DbOrTrx) =>
  db
    .selectFrom('schedule_link')
    .innerJoin('person', 'person.id', 'schedule_link.created_by')
    .selectAll('schedule_link')
    .select('person.name as person_name')

type LinkRow = Awaited<ReturnType<ReturnType<typeof joined>['executeTakeFirstOrThrow']>>

const toLink = (row: LinkRow): ScheduleLink => ({
  ...givenLink(row),
  channelId: row.channel_id,
  days: JSON.parse(row.days) as string[],
})

export async function scheduleLinksOf(db: DbOrTrx, channelId: string): Promise<ScheduleLink[]> {
  const rows = await joined(db)
    .where('channel_id', '=', channelId)
    .orderBy('schedule_link.id', 'desc')
    .limit(50)
    .execute()
  return rows.map(toLink)
}

export async function scheduleLinkBy(
  db: DbOrTrx,
  column: 'id' | 'token_hash',
  value: string,
): Promise<ScheduleLink | undefined> {
  const row = await joined(db).where(`schedule_link.${column}`, '=', value).executeTakeFirst()
  return row && toLink(row)
}

export async function noteLink(
  trx: Trx,
  id: string,
  values: { revoked_at: string } | { last_used_at: string },
): Promise<void> {
  await trx.updateTable('schedule_link').set(values).where('id', '=', id).execute()
}
