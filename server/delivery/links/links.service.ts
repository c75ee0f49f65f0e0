import { change } from '../../db/audit.ts'
import { inTransaction } from '../../db/open.ts'
import type { Deps } from '../../deps.ts'
import { found } from '../../errors.ts'
import { counted, type Sent } from '../../http/counted.ts'
import type { LinkKey } from '../../http/link-token.ts'
import { newLink, openedLink } from '../../http/links.ts'
import type { Actor } from '../../http/permissions.rules.ts'
import type { Ranged } from '../../http/range.ts'
import type { NewLink } from '../delivery.schema.ts'
import { type Leaving, leaving } from '../folder.service.ts'
import { insertLink, type Link, linkBy, noteUse, revokeRow } from './links.queries.ts'

/** Makes a link by which whoever has it may fetch one folder, until a day. The token is told here and never again. */
export async function createLink(
  deps: Deps,
  actor: Actor,
  { id, recipient, days, key }: NewLink & { id: string; key: LinkKey },
): Promise<{ id: string; token: string; expiresAt: string }> {
  return await change(deps, actor, async (trx, record) => {
    const { delivery } = await leaving(trx, id)
    const { row, told } = newLink(deps.clock, { key, recipient, days, createdBy: actor.id })
    await insertLink(trx, { ...row, delivery_id: delivery.id })
    await record({
      action: 'delivery.link',
      subjectKind: 'delivery',
      subjectId: delivery.id,
      detail: { linkId: told.id, recipient, expiresAt: told.expiresAt },
    })
    return told
  })
}

/** Takes a link back, at once and for good; once more changes nothing. */
export async function revokeLink(deps: Deps, actor: Actor, id: string): Promise<void> {
  await change(deps, actor, async (trx, record) => {
    const link = found(await linkBy(trx, 'id', id))
    if (!link.revokedAt) await revokeRow(trx, id, deps.clock.now())
    await record({
      action: 'delivery.link_revoke',
      subjectKind: 'delivery',
      subjectId: link.deliveryId,
      detail: { linkId: id, recipient: link.recipient },
    })
  })
}

/** What a token opens at this very moment: one delivery that may leave. Throws as `openedLink`, and why the delivery may not leave. */
export async function opened(
  deps: Pick<Deps, 'reads' | 'clock'>,
  key: LinkKey,
  token: string,
): Promise<{ link: Link; leaving: Leaving }> {
  const byHash = (hash: string) => linkBy(deps.reads, 'token_hash', hash)
  const link = await openedLink(deps.clock, { key, token, byHash })
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
