import type { DbOrTrx } from '../../db/open.ts'
import { allInForce, type Publication } from '../../publications/publications.service.ts'
import { type DayBody, dayBody } from '../schedule.schema.ts'

/** What a day's publications are kept under. */
export const daySubject = (channelId: string, day: string) => `${channelId}/${day}`

export type PublishedDay = Omit<Publication, 'body'> & { body: DayBody }

export const asDay = (publication: Publication): PublishedDay => ({
  ...publication,
  body: dayBody.parse(publication.body),
})

/** The publication in force of each day that has one. */
export async function daysInForce(
  db: DbOrTrx,
  channelId: string,
  days: readonly string[],
): Promise<Map<string, PublishedDay>> {
  const subjects = days.map((day) => daySubject(channelId, day))
  const found = await allInForce(db, 'day', subjects)
  return new Map([...found.values()].map(asDay).map((published) => [published.body.day, published]))
}

/** The publication in force of each day from one on. */
export async function publishedDaysFrom(
  db: DbOrTrx,
  channelId: string,
  from: string,
): Promise<Map<string, PublishedDay>> {
  const rows = await db
    .selectFrom('publication')
    .select('subject_id')
    .distinct()
    .where('kind', '=', 'day')
    .where('subject_id', '>=', daySubject(channelId, from))
    .where('subject_id', '<', daySubject(channelId, '~'))
    .execute()
  const days = rows.map((row) => row.subject_id.slice(daySubject(channelId, '').length))
  return daysInForce(db, channelId, days)
}
