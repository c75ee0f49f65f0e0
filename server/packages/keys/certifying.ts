import { canonicalJson } from '../../storage/canonical.rules.ts'
import { type PublicKey, publicKeyText } from '../signature.rules.ts'
import type { Revocations, Signed } from '../verify.rules.ts'
import { type SecretKey, signedText } from './secret-keys.ts'

const dayMs = 86_400_000

/**
 * What the root key says of a packaging key. It begins a day early: the clock of whoever certifies and that of whoever
 * publishes are two clocks.
 */
export function certify(
  root: SecretKey,
  key: PublicKey,
  { from, days }: { from: string; days: number },
): Signed {
  const validFrom = new Date(Date.parse(from) - dayMs).toISOString()
  const validTo = new Date(Date.parse(from) + days * dayMs).toISOString()
  const { keyId } = key
  const text = canonicalJson({
    schema: 'vang.key/1',
    keyId,
    publicKey: publicKeyText(key),
    validFrom,
    validTo,
  })
  return { text, signature: rootSigned(root, text, 'khoa.json', from) }
}

/** The list with one more key on it. */
export function revoke(
  root: SecretKey,
  before: Signed | null,
  key: { keyId: string; at: string; reason: string },
): Signed & { sequence: number } {
  const known = before === null ? undefined : (JSON.parse(before.text) as Revocations)
  const sequence = (known?.sequence ?? 0) + 1
  const keys = [...(known?.keys ?? []), key].map(({ keyId, at, reason }) => ({ keyId, at, reason }))
  const text = canonicalJson({ schema: 'vang.revocations/1', sequence, issuedAt: key.at, keys })
  return { sequence, text, signature: rootSigned(root, text, 'thu-hoi.json', key.at) }
}

const rootSigned = (root: SecretKey, text: string, file: string, issuedAt: string) =>
  signedText(root, new TextEncoder().encode(text), { file, issuedAt })
