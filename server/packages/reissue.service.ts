import { change } from '../db/audit.ts'
import type { Deps } from '../deps.ts'
import { DomainError, found } from '../errors.ts'
import type { Actor } from '../http/permissions.rules.ts'
import { playlistBody } from '../playlists/playlist-body.schema.ts'
import { publishBody } from '../playlists/publishing.service.ts'
import { inForce } from '../publications/publications.service.ts'
import { revokedIds } from './keys/keys.service.ts'
import { listPackages } from './packages.queries.ts'

/**
 * Publishes a playlist as it is in force once more, word for word, so that its packages are signed by a key that holds. Throws
 * `nothing_to_publish` where the key of none of them was revoked.
 */
export async function reissue(
  deps: Deps,
  actor: Actor,
  playlistId: string,
): Promise<{ number: number; publicationId: string }> {
  return change(deps, actor, async (trx, record) => {
    const before = found(await inForce(trx, 'playlist', playlistId))
    const revoked = await revokedIds(trx)
    const current = (await listPackages(trx, playlistId)).filter((one) => one.publicationId === before.id)
    if (!current.some(({ keyId }) => keyId !== null && revoked.has(keyId)))
      throw new DomainError('nothing_to_publish')
    return publishBody(deps, trx, { body: playlistBody.parse(before.body), by: actor.id, record })
  })
}
