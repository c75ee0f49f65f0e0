import { change } from '../../db/audit.ts'
import { newId } from '../../db/ids.ts'
import { inTransaction } from '../../db/open.ts'
import type { Deps } from '../../deps.ts'
import { DomainError, found } from '../../errors.ts'
import { counted, type Sent } from '../../http/counted.ts'
import { expiryOf, hashOf, type LinkKey, newToken } from '../../http/link-token.ts'
import type { Actor } from '../../http/permissions.rules.ts'
import type { Ranged } from '../../http/range.ts'
import type { NewLink } from '../delivery.schema.ts'
import { type Leaving, leaving } from '../folder.service.ts'
import { insertLink, type Link, linkByHash, linkById, noteUse, revokeRow } from './links.queries.ts'

const dayMs = 86_400_000

/** Makes a link by which whoever has it may fetch one folder, until a day. The token is told here and never again. */
export async function createLink(
  deps: Deps,
  actor: Actor,
  { id, recipient, days, key }: NewLink & { id: string; key: LinkKey },
): Promise<{ id: string; token: string; expiresAt: string }> {
  return await change(deps, actor, async (trx, record) => {
    const { delivery } = await leaving(trx, id)
    const at = deps.clock.now()
    const expiresAt = new Date(Date.parse(at) + days * dayMs).toISOString()
    const { token, hash } = newToken(key, expiresAt)
    const linkId = newId()
    await insertLink(trx, {
      id: linkId,
      delivery_id: delivery.id,
      token_hash: hash,
      recipient,
      expires_at: expiresAt,
      created_by: actor.id,
      created_at: at,
    })
    await record({
      action: 'delivery.link',
      subjectKind: 'delivery',
      subjectId: delivery.id,
      detail: { linkId, recipient, expiresAt },
    })
    return { id: linkId, token, expiresAt }
  })
}

/** Takes a link back, at once and for good; once more changes nothing. */
export async function revokeLink(deps: Deps, actor: Actor, id: string): Promise<void> {
  await change(deps, actor, async (trx, record) => {
    const link = found(await linkById(trx, id))
    if (!link.revokedAt) await revokeRow(trx, id, deps.clock.now())
    await record({
      action: 'delivery.link_revoke',
      subjectKind: 'delivery',
      subjectId: link.deliveryId,
      detail: { linkId: id, recipient: link.recipient },
    })
  })
}

/**
 * What a token opens at this very moment: one delivery that may leave. Signature, expiry, revocation and approval are all asked anew.
 * Throws `not_found` for what is no token of ours, `link_expired`, `link_revoked`, and why the delivery may not leave.
 */
export async function opened(
  deps: Pick<Deps, 'reads' | 'clock'>,
  key: LinkKey,
  token: string,
): Promise<{ link: Link; leaving: Leaving }> {
  const expiresAt = expiryOf(key, token)
  if (expiresAt === undefined) throw new DomainError('not_found')
  const link = found(await linkByHash(deps.reads, hashOf(key, token)))
  const now = Date.parse(deps.clock.now())
  if (now >= expiresAt || now >= Date.parse(link.expiresAt)) throw new DomainError('link_expired')
  if (link.revokedAt) throw new DomainError('link_revoked')
  return { link, leaving: await leaving(deps.reads, link.deliveryId) }
}

/** The same bytes, noted on the link once they have gone. */
export function notedOn(deps: Deps, link: Link, ranged: Ranged, onError: (error: unknown) => void): Ranged {
  const note = async ({ bytes, toTheEnd }: Sent) => {
    const at = deps.clock.now()
    await inTransaction(deps.db, (trx) => noteUse(trx, link.id, { bytes, toTheEnd, at }))
    deps.live.send({ type: 'changed', subject: 'delivery', id: link.deliveryId })
  }
  return counted(ranged, (sent) => {
    note(sent).catch(onError)
  })
}
