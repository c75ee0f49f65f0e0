import { verifyAsync } from '@noble/ed25519'
import type { Verify } from '../../server/packages/signature.rules.ts'
import { type Verified, verifyManifest } from '../../server/packages/verify.rules.ts'
import { thisDevice } from './enrol/device.ts'
import type { Claimed } from './packages/kept-package.ts'
import { kept } from './store/kept.ts'

/** RFC 8032 to the letter; the phones' own Ed25519 is younger than many of the phones. A malformed signature is a wrong one. */
export const verify: Verify = (key, message, signature) =>
  verifyAsync(signature, message, key, { zip215: false }).catch(() => false)

/** Whether a manifest goes back to the root key that this phone was given when it was enrolled. */
export async function trusted({ manifestText, signature, certificate }: Claimed): Promise<Verified> {
  const root = (await thisDevice())?.root
  if (!root) return { ok: false, why: 'other_root' }
  return await verifyManifest({
    manifestBytes: new TextEncoder().encode(manifestText),
    signature,
    certificate,
    root,
    revocations: (await kept('state'))?.keys.revocations ?? null,
    verify,
  })
}
