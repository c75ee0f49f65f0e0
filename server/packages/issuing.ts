import { DomainError } from '../errors.ts'
import { planZip } from '../http/zip.rules.ts'
import { zipTag } from '../http/zip-bytes.ts'
import { sha256Of } from '../storage/canonical.ts'
import { entriesOf } from './entries.ts'
import { verifyEd25519 } from './keys/ed25519.ts'
import type { PublicKeys } from './keys/keys.service.ts'
import { type SecretKey, signedText } from './keys/secret-keys.ts'
import { MANIFEST_PATH, type Manifest } from './manifest.schema.ts'
import { manifestText, type Own, type Shared } from './manifest.ts'
import { type Signed, verifyManifest } from './verify.rules.ts'

/** A package of one place, ready to be named. */
export interface Issued {
  own: Own
  keyId: string
  signature: string
  manifestSha256: string
  zipSizeBytes: number
  zipSha256: string
  lightBytes: number
}

/** Signs what one place gets, and asks the player's own verifier before anybody can fetch it. */
export async function signedPackage({
  shared,
  own,
  key,
  keys,
}: {
  shared: Shared
  own: Own
  key: { secret: SecretKey; certificate: Signed }
  keys: Pick<PublicKeys, 'root' | 'revocations'>
}): Promise<Issued> {
  const text = manifestText(shared, own)
  const manifestBytes = new TextEncoder().encode(text)
  const signature = signedText(key.secret, manifestBytes, { file: MANIFEST_PATH, issuedAt: shared.issuedAt })
  const { root, revocations } = keys
  const of = { manifestBytes, signature, certificate: key.certificate, root, revocations }
  const verified = await verifyManifest({ ...of, verify: verifyEd25519 })
  if (!verified.ok) throw new DomainError('package_refused', { why: verified.why })
  const entries = entriesOf(verified.manifest, { text, signature, certificate: key.certificate })
  return {
    own,
    keyId: key.secret.keyId,
    signature,
    manifestSha256: sha256Of(text),
    zipSizeBytes: planZip(entries).sizeBytes,
    zipSha256: zipTag(entries),
    lightBytes: lightBytesOf(verified.manifest),
  }
}

/** What a phone fetches of the sound, each clip once. */
function lightBytesOf(manifest: Manifest): number {
  const sizes = new Map<string, number>()
  for (const file of manifest.files)
    if (file.kind === 'sound') sizes.set(file.light.sha256, file.light.sizeBytes)
  return [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0)
}
