import { change } from '../../db/audit.ts'
import { inTransaction } from '../../db/open.ts'
import type { Deps } from '../../deps.ts'
import { found } from '../../errors.ts'
import type { LinkKey } from '../../http/link-token.ts'
import { newLink, openedLink } from '../../http/links.ts'
import type { Actor } from '../../http/permissions.rules.ts'
import { channelById } from '../channels.queries.ts'
import type { NewScheduleLink } from './answers.schema.ts'
import { proposeWorks } from './answers.service.ts'
import { noteLink, type ScheduleLink, scheduleLinkBy } from './links.queries.ts'

/**
 * Makes a link by which the station answers on some days of a channel; the works on them count as proposed from then on.
 * The token is told here and never again.
 */
export async function createScheduleLink(
  deps: Deps,
  actor: Actor,
  { channelId, days, recipient, forDays, key }: NewScheduleLink & { channelId: string; key: LinkKey },
): Promise<{ id: string; token: string; expiresAt: string }> {
  return await change(deps, actor, async (trx, record) => {
    const channel = found(await channelById(trx, channelId))
    const { row, told } = newLink(deps.clock, { key, recipient, days: forDays, createdBy: actor.id })
    await trx
      .insertInto('schedule_link')
      .values({ ...row, channel_id: channel.id, days: JSON.stringify(days) })
      .execute()
    await proposeWorks(deps, trx, record, { person: actor, channelId: channel.id, days })
    const detail = { linkId: told.id, recipient, expiresAt: told.expiresAt, days }
    await record({ action: 'schedule.link', subjectKind: 'channel', subjectId: channel.id, detail })
    return told
  })
}

/** Takes a link back, at once and for good; once more changes nothing. */
export async function revokeScheduleLink(deps: Deps, actor: Actor, id: string): Promise<void> {
  await change(deps, actor, async (trx, record) => {
    const link = found(await scheduleLinkBy(trx, 'id', id))
    if (!link.revokedAt) await noteLink(trx, id, { revoked_at: deps.clock.now() })
    await record({
      action: 'schedule.link_revoke',
      subjectKind: 'channel',
      subjectId: link.channelId,
      detail: { linkId: id, recipient: link.recipient },
    })
  })
}

/** What a token opens at this very moment. Throws as `openedLink`. */
export async function openedSchedule(
  deps: Pick<Deps, 'reads' | 'clock'>,
  key: LinkKey,
  token: string,
): Promise<ScheduleLink> {
  const byHash = (hash: string) => scheduleLinkBy(deps.reads, 'token_hash', hash)
  return await openedLink(deps.clock, { key, token, byHash })
}

/** When a link was last used to answer. */
export async function noteAnswered(deps: Deps, link: ScheduleLink): Promise<void> {
  const at = deps.clock.now()
  await inTransaction(deps.db, (trx) => noteLink(trx, link.id, { last_used_at: at }))
}
