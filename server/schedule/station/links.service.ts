import { change } from '../../db/audit.ts'
import { newId } from '../../db/ids.ts'
import { inTransaction } from '../../db/open.ts'
import type { Deps } from '../../deps.ts'
import { DomainError, found } from '../../errors.ts'
import { expiryOf, hashOf, type LinkKey, newToken } from '../../http/link-token.ts'
import type { Actor } from '../../http/permissions.rules.ts'
import { channelById } from '../channels.queries.ts'
import type { NewScheduleLink } from './answers.schema.ts'
import { proposeWorks } from './answers.service.ts'
import { noteLink, type ScheduleLink, scheduleLinkBy } from './links.queries.ts'

const dayMs = 86_400_000

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
    const at = deps.clock.now()
    const expiresAt = new Date(Date.parse(at) + forDays * dayMs).toISOString()
    const { token, hash } = newToken(key, expiresAt)
    const id = newId()
    await trx
      .insertInto('schedule_link')
      .values({
        id,
        channel_id: channel.id,
        days: JSON.stringify(days),
        token_hash: hash,
        recipient,
        expires_at: expiresAt,
        created_by: actor.id,
        created_at: at,
      })
      .execute()
    await proposeWorks(deps, trx, record, { person: actor, channelId: channel.id, days })
    const detail = { linkId: id, recipient, expiresAt, days }
    await record({ action: 'schedule.link', subjectKind: 'channel', subjectId: channel.id, detail })
    return { id, token, expiresAt }
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

/** What a token opens at this very moment. Throws `not_found` for what is no token of ours, `link_expired`, `link_revoked`. */
export async function openedSchedule(
  deps: Pick<Deps, 'reads' | 'clock'>,
  key: LinkKey,
  token: string,
): Promise<ScheduleLink> {
  const expiresAt = expiryOf(key, token)
  if (expiresAt === undefined) throw new DomainError('not_found')
  const link = found(await scheduleLinkBy(deps.reads, 'token_hash', hashOf(key, token)))
  const now = Date.parse(deps.clock.now())
  if (now >= expiresAt || now >= Date.parse(link.expiresAt)) throw new DomainError('link_expired')
  if (link.revokedAt) throw new DomainError('link_revoked')
  return link
}

/** When a link was last used to answer. */
export async function noteAnswered(deps: Deps, link: ScheduleLink): Promise<void> {
  const at = deps.clock.now()
  await inTransaction(deps.db, (trx) => noteLink(trx, link.id, { last_used_at: at }))
}
