import type { Manifest } from './manifest.schema.ts'
import { type PublicKey, parsePublicKey, parseSignature, signedBy, type Verify } from './signature.rules.ts'

/** The very text of what was signed, with its signature as minisign writes it. */
export interface Signed {
  readonly text: string
  readonly signature: string
}

/** `khoa.json`: the certificate that goes along with a package. */
export const certificateFile = ({ text, signature }: Signed) => JSON.stringify({ text, signature })

/** Undefined unless it is as it was written, to the byte. */
export function readCertificateFile(file: string): Signed | undefined {
  try {
    const { text, signature } = JSON.parse(file) as Signed
    return typeof text === 'string' &&
      typeof signature === 'string' &&
      certificateFile({ text, signature }) === file
      ? { text, signature }
      : undefined
  } catch {
    return undefined
  }
}

/** A packaging key with the days it may sign in; the root key's signature makes it one. */
export interface Certificate {
  readonly schema: 'vang.key/1'
  readonly keyId: string
  /** The base64 line that `minisign -P` takes. */
  readonly publicKey: string
  /** ISO instants, half-open. */
  readonly validFrom: string
  readonly validTo: string
}

/** Keys that nobody may trust any more, whatever they signed and whenever; the highest sequence is the one to use. */
export interface Revocations {
  readonly schema: 'vang.revocations/1'
  readonly sequence: number
  readonly issuedAt: string
  readonly keys: readonly { readonly keyId: string; readonly at: string; readonly reason: string }[]
}

/** Why a manifest is refused. */
export type Refusal =
  | 'unsigned'
  | 'other_root'
  | 'bad_certificate'
  | 'bad_revocations'
  | 'key_revoked'
  | 'bad_signature'
  | 'not_in_key_time'
  | 'bad_manifest'

interface ToVerify {
  manifestBytes: Uint8Array
  /** Text of `manifest.json.minisig`; undefined where there is none. */
  signature: string | undefined
  /** Of `khoa.json`, or as the server named it. */
  certificate: Signed | undefined
  /** The pinned root key. */
  root: string
  /** Null where none was ever issued. */
  revocations: Signed | null
  verify: Verify
}

export type Verified = { ok: true; manifest: Manifest; keyId: string } | { ok: false; why: Refusal }

/**
 * Whether a manifest is one of ours, word for word: root key, certified packaging key that is not revoked, its signature
 * over these very bytes, issued in the time of the key. The builder, the page and the player ask here and nowhere else.
 */
export async function verifyManifest(of: ToVerify): Promise<Verified> {
  const refused = (why: Refusal): Verified => ({ ok: false, why })
  const root = parsePublicKey(of.root)
  if (!root) return refused('other_root')
  if (of.signature === undefined || !of.certificate) return refused('unsigned')
  const certified = await certifiedKey(of.certificate, root, of.verify)
  if ('why' in certified) return refused(certified.why)
  const revoked = await revokedKeys(of.revocations, root, of.verify)
  if (!revoked) return refused('bad_revocations')
  if (revoked.has(certified.key.keyId)) return refused('key_revoked')
  if (!(await signedBy(certified.key, of.manifestBytes, of.signature, of.verify)))
    return refused('bad_signature')
  const manifest = readManifest(new TextDecoder('utf-8', { ignoreBOM: true }).decode(of.manifestBytes))
  if (!manifest) return refused('bad_manifest')
  const { validFrom, validTo } = certified.certificate
  const issuedAt = Date.parse(manifest.issuedAt)
  if (!(issuedAt >= Date.parse(validFrom) && issuedAt < Date.parse(validTo)))
    return refused('not_in_key_time')
  return { ok: true, manifest, keyId: certified.key.keyId }
}

async function certifiedKey(
  { text, signature }: Signed,
  root: PublicKey,
  verify: Verify,
): Promise<{ certificate: Certificate; key: PublicKey } | { why: Refusal }> {
  const by = parseSignature(signature)
  if (by && by.keyId !== root.keyId) return { why: 'other_root' }
  if (!(await signedBy(root, new TextEncoder().encode(text), signature, verify)))
    return { why: 'bad_certificate' }
  const certificate = objectIn<Certificate>(text, 'vang.key/1')
  const key = certificate && parsePublicKey(certificate.publicKey)
  return key && key.keyId === certificate.keyId ? { certificate, key } : { why: 'bad_certificate' }
}

/** The ids of revoked keys; undefined where the list is not the root's. */
export async function revokedKeys(
  revocations: Signed | null,
  root: PublicKey,
  verify: Verify,
): Promise<Set<string> | undefined> {
  if (!revocations) return new Set()
  const { text, signature } = revocations
  const mine = await signedBy(root, new TextEncoder().encode(text), signature, verify)
  const list = mine ? objectIn<Revocations>(text, 'vang.revocations/1') : undefined
  return list && new Set(list.keys.map(({ keyId }) => keyId))
}

function objectIn<T>(text: string, schema: string): T | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && Reflect.get(value, 'schema') === schema
      ? (value as T)
      : undefined
  } catch {
    return undefined
  }
}

/** A manifest out of its text, as far as what follows depends on; undefined where it is none. */
export function readManifest(text: string): Manifest | undefined {
  const manifest = objectIn<Manifest>(text, 'vang.package/2')
  const whole =
    manifest &&
    typeof manifest.packageId === 'string' &&
    typeof manifest.issuedAt === 'string' &&
    Number.isSafeInteger(manifest.sequence) &&
    Array.isArray(manifest.files) &&
    manifest.files.every(
      (file) =>
        typeof file.path === 'string' &&
        Number.isSafeInteger(file.sizeBytes) &&
        /^[0-9a-f]{64}$/.test(file.sha256),
    )
  return whole ? manifest : undefined
}

/** Why a player does not play a package that is whole and ours; null: it plays. `ask` is no refusal, but wants a reason. */
export type Acceptance =
  | { play: true }
  | { ask: 'expired' }
  | { refuse: 'other_place' | 'older' | 'withdrawn' }

/**
 * `seenSequence` is the highest this player has had of the same playlist and place; `today` is its day by the later of
 * its clock and the last time it was sure of.
 */
export function acceptance(
  manifest: Pick<Manifest, 'packageId' | 'target' | 'sequence' | 'validTo'>,
  about: {
    targets: readonly { kind: string; id: string }[]
    seenSequence: number
    withdrawn: ReadonlySet<string>
    today: string
  },
): Acceptance {
  const { kind, id } = manifest.target
  if (about.withdrawn.has(manifest.packageId)) return { refuse: 'withdrawn' }
  if (!about.targets.some((target) => target.kind === kind && target.id === id))
    return { refuse: 'other_place' }
  if (manifest.sequence < about.seenSequence) return { refuse: 'older' }
  return about.today < manifest.validTo ? { play: true } : { ask: 'expired' }
}
