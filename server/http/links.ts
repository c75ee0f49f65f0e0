import type { Clock } from '../clock.ts'
import { newId } from '../db/ids.ts'
import { DomainError, found } from '../errors.ts'
import { expiryOf, hashOf, type LinkKey, newToken } from './link-token.ts'

const dayMs = 86_400_000

/** What every link that was given to somebody without an account has; what it opens, its feature adds. */
export interface GivenLink {
  id: string
  recipient: string
  expiresAt: string
  revokedAt: string | null
  /** The name of who made it. */
  createdBy: string
  createdAt: string
  lastUsedAt: string | null
}

/** The columns of it; each kind of link has a table of its own, since what refers to a link refers to one kind. */
interface LinkRow {
  id: string
  recipient: string
  expires_at: string
  revoked_at: string | null
  person_name: string
  created_at: string
  last_used_at: string | null
}

export const givenLink = (row: LinkRow): GivenLink => ({
  id: row.id,
  recipient: row.recipient,
  expiresAt: row.expires_at,
  revokedAt: row.revoked_at,
  createdBy: row.person_name,
  createdAt: row.created_at,
  lastUsedAt: row.last_used_at,
})

/** A new link: the columns to store, and what is told once and never again. */
export function newLink(
  clock: Clock,
  { key, recipient, days, createdBy }: { key: LinkKey; recipient: string; days: number; createdBy: string },
) {
  const at = clock.now()
  const expiresAt = new Date(Date.parse(at) + days * dayMs).toISOString()
  const { token, hash } = newToken(key, expiresAt)
  const id = newId()
  return {
    row: {
      id,
      token_hash: hash,
      recipient,
      expires_at: expiresAt,
      created_by: createdBy,
      created_at: at,
    },
    told: { id, token, expiresAt },
  }
}

/**
 * The link that a token opens at this very moment: signature, expiry and revocation are all asked anew.
 * Throws `not_found` for what is no token of ours, `link_expired`, `link_revoked`.
 */
export async function openedLink<T extends GivenLink>(
  clock: Clock,
  { key, token, byHash }: { key: LinkKey; token: string; byHash: (hash: string) => Promise<T | undefined> },
): Promise<T> {
  const expiresAt = expiryOf(key, token)
  if (expiresAt === undefined) throw new DomainError('not_found')
  const link = found(await byHash(hashOf(key, token)))
  const now = Date.parse(clock.now())
  if (now >= expiresAt || now >= Date.parse(link.expiresAt)) throw new DomainError('link_expired')
  if (link.revokedAt) throw new DomainError('link_revoked')
  return link
}
