import { createHmac, timingSafeEqual } from 'node:crypto'
import { addDays, daysFrom } from '../../calendar/days.rules.ts'
import { change } from '../../db/audit.ts'
import type { DbOrTrx } from '../../db/open.ts'
import type { Deps } from '../../deps.ts'
import { DomainError, found } from '../../errors.ts'
import type { LinkKey } from '../../http/link-token.ts'
import type { Actor } from '../../http/permissions.rules.ts'
import { channelById } from '../channels.queries.ts'
import { correctedDays } from '../publishing/corrected.ts'
import { daysInForce } from '../publishing/published-days.ts'
import { broadcastDayOf } from '../schedule.rules.ts'
import type { CalendarOf } from './week-ics.ts'

/** How far a subscribed calendar looks back and ahead (days). */
const BACK = 35
const AHEAD = 120

const numberOf = async (db: DbOrTrx, channelId: string) =>
  found(await db.selectFrom('channel').select('feed_number').where('id', '=', channelId).executeTakeFirst())
    .feed_number

// Nobody can guess it without the server's secret, and nothing has to be kept: the number alone tells the
// address in use from those before it.
const tokenOf = (key: LinkKey, channelId: string, number: number) =>
  createHmac('sha256', key.bytes).update(`${channelId}\n${number}`).digest('base64url')

const pathOf = (key: LinkKey, channelId: string, number: number) =>
  `/api/feeds/${tokenOf(key, channelId, number)}/${channelId}.ics`

/** The address a calendar subscribes to. */
export async function feedPath(db: DbOrTrx, key: LinkKey, channelId: string): Promise<string> {
  return pathOf(key, channelId, await numberOf(db, channelId))
}

/** Gives the feed another address; the one before opens nothing from now on. */
export async function renewFeed(
  deps: Deps,
  actor: Actor,
  { key, channelId }: { key: LinkKey; channelId: string },
): Promise<string> {
  return change(deps, actor, async (trx, record) => {
    const number = (await numberOf(trx, channelId)) + 1
    await trx.updateTable('channel').set({ feed_number: number }).where('id', '=', channelId).execute()
    await record({
      action: 'channel.renew_feed',
      subjectKind: 'channel',
      subjectId: channelId,
      detail: { number },
    })
    return pathOf(key, channelId, number)
  })
}

/** What was published of a channel around today. Throws `not_found` where the token is not the one in use. */
export async function openFeed(
  deps: Pick<Deps, 'reads' | 'clock'>,
  { key, channelId, token }: { key: LinkKey; channelId: string; token: string },
): Promise<CalendarOf> {
  const channel = found(await channelById(deps.reads, channelId))
  const wanted = Buffer.from(tokenOf(key, channelId, await numberOf(deps.reads, channelId)))
  const given = Buffer.from(token)
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) throw new DomainError('not_found')
  const today = broadcastDayOf(deps.clock.now(), channel.dayStartsMin)
  const inForce = await daysInForce(
    deps.reads,
    channelId,
    daysFrom(addDays(today, -BACK), addDays(today, AHEAD)),
  )
  const corrected = await correctedDays(deps.reads, channelId, inForce)
  const days = [...inForce].map(([day, { publishedAt, body }]) => ({
    at: publishedAt,
    slots: body.slots,
    corrected: corrected.get(day),
  }))
  return { channel, draft: '', days }
}
