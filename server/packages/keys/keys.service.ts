import { existsSync } from 'node:fs'
import type { Logger } from 'pino'
import { change } from '../../db/audit.ts'
import { newId } from '../../db/ids.ts'
import type { DbOrTrx } from '../../db/open.ts'
import type { Deps } from '../../deps.ts'
import { DomainError, found } from '../../errors.ts'
import { sha256Of } from '../../storage/canonical.ts'
import { parsePublicKey, publicKeyText, signedBy } from '../signature.rules.ts'
import type { Certificate, Revocations, Signed } from '../verify.rules.ts'
import { certify, revoke } from './certifying.ts'
import { verifyEd25519 } from './ed25519.ts'
import {
  certificatesOf,
  insertCertificate,
  insertRevocations,
  insertRootKey,
  revocationsOf,
  rootKeyOf,
} from './keys.queries.ts'
import {
  keepPackagingKey,
  newSecretKey,
  packagingKeys,
  readSecretKey,
  rootFile,
  type SecretKey,
  writeSecretKey,
} from './secret-keys.ts'

/** How long a packaging key may sign; what it signed in that time stays good afterwards. */
export const CERTIFIED_DAYS = 730

export interface PublicKeys {
  /** The base64 line of the root key. */
  root: string
  /** What a device's QR carries of it: the first 16 hex digits of the sha256 of its 32 bytes. */
  fingerprint: string
  certificates: Signed[]
  revocations: Signed | null
}

/** Everything that whoever checks a package must know of keys. */
export async function publicKeys({ reads }: Pick<Deps, 'reads'>): Promise<PublicKeys> {
  const root = found(await rootKeyOf(reads))
  const certificates = await certificatesOf(reads)
  const revocations = await revocationsOf(reads)
  return {
    root,
    fingerprint: fingerprintOf(root),
    certificates: certificates.map(({ text, signature }) => ({ text, signature })),
    revocations: revocations && { text: revocations.text, signature: revocations.signature },
  }
}

export function fingerprintOf(root: string): string {
  const key = parsePublicKey(root)?.key
  if (!key) throw new Error('The root key in the database is damaged; restore it from a backup')
  return sha256Of(key).slice(0, 16)
}

/** At every start: makes a root key and a packaging key where there are none, so that nobody has to set anything up. */
export async function seedKeys(deps: Deps, log: Pick<Logger, 'warn'>): Promise<void> {
  const path = rootFile(deps.config.dataDir)
  if ((await rootKeyOf(deps.db)) === undefined) {
    packagingKeys(deps.config.dataDir)
    // The file may be there from a start that was killed before it could say so.
    if (!existsSync(path)) writeSecretKey(path, newSecretKey())
    const root = readSecretKey(path)
    await change(deps, null, async (trx, record) => {
      await insertRootKey(trx, publicKeyText(root))
      await record({ action: 'keys.root', subjectKind: 'packaging_key', subjectId: root.keyId })
    })
    log.warn(
      { root: root.keyId, file: path },
      'made the root key that certifies packaging keys: take it to a safe place with ./scripts/keys root --move FILE',
    )
  }
  const now = deps.clock.now()
  if (await usableKey(deps, now)) return
  if (existsSync(path)) {
    const { keyId } = await renewKey(deps, readRoot(await rootOf(deps), path), now)
    log.warn({ key: keyId, days: CERTIFIED_DAYS }, 'made and certified a key that signs packages')
  } else
    log.warn('no packaging key is certified for today, so no package can be built: run ./scripts/keys rotate')
}

const rootOf = async ({ db }: Pick<Deps, 'db'>) => found(await rootKeyOf(db))

/** The secret root key, which may lie anywhere; throws where it is another root than the one that devices pin. */
export function readRoot(pinned: string, path: string): SecretKey {
  const root = readSecretKey(path)
  if (publicKeyText(root) !== pinned) throw new Error(`Another root key than the one in use: ${path}`)
  return root
}

const idsIn = (revocations: Signed | null) =>
  new Set(
    revocations === null ? [] : (JSON.parse(revocations.text) as Revocations).keys.map(({ keyId }) => keyId),
  )

/** The ids of the keys that nobody may trust any more. */
export const revokedIds = async (db: DbOrTrx) => idsIn(await revocationsOf(db))

/** The latest certified key whose secret is here and whose time covers an instant. */
async function usableKey(deps: Pick<Deps, 'db' | 'config'>, at: string) {
  const secrets = new Map(packagingKeys(deps.config.dataDir).map((key) => [key.keyId, key]))
  const revoked = await revokedIds(deps.db)
  for (const certified of await certificatesOf(deps.db)) {
    const { validFrom, validTo } = JSON.parse(certified.text) as Certificate
    const secret = secrets.get(certified.keyId)
    if (secret && !revoked.has(certified.keyId) && validFrom <= at && at < validTo)
      return { secret, certificate: { text: certified.text, signature: certified.signature } }
  }
  return undefined
}

/** What signs a package that is issued at an instant. Throws `no_packaging_key`, where the root is not here to certify one. */
export async function signingKey(
  deps: Deps,
  at: string,
): Promise<{ secret: SecretKey; certificate: Signed }> {
  const usable = await usableKey(deps, at)
  if (usable) return usable
  const path = rootFile(deps.config.dataDir)
  if (!existsSync(path)) throw new DomainError('no_packaging_key')
  await renewKey(deps, readRoot(await rootOf(deps), path), at)
  return found(await usableKey(deps, at))
}

/** Makes a packaging key, certifies it, and from then on signs with it. */
export async function renewKey(deps: Deps, root: SecretKey, from: string, days = CERTIFIED_DAYS) {
  const key = newSecretKey()
  keepPackagingKey(deps.config.dataDir, key)
  return addCertificate(deps, certify(root, key, { from, days }))
}

/** Takes a certificate, which may have been made elsewhere. Throws where it is none of this root's. */
export async function addCertificate(deps: Deps, { text, signature }: Signed): Promise<{ keyId: string }> {
  const root = parsePublicKey(await rootOf(deps))
  const ours = root && (await signedBy(root, new TextEncoder().encode(text), signature, verifyEd25519))
  if (!ours) throw new Error('The root key that is in use did not sign this certificate')
  const { keyId, validTo } = JSON.parse(text) as Certificate
  return change(deps, null, async (trx, record) => {
    await insertCertificate(trx, { id: newId(), keyId, text, signature, at: deps.clock.now() })
    await record({
      action: 'keys.certify',
      subjectKind: 'packaging_key',
      subjectId: keyId,
      detail: { validTo },
    })
    return { keyId }
  })
}

/** From now on nothing that this key signed may be played. Once more changes nothing. */
export async function revokeKey(
  deps: Deps,
  root: SecretKey,
  { keyId, reason }: { keyId: string; reason: string },
): Promise<void> {
  await change(deps, null, async (trx, record) => {
    const known = await certificatesOf(trx)
    if (!known.some((one) => one.keyId === keyId)) throw new DomainError('not_found')
    const before = await revocationsOf(trx)
    if (idsIn(before).has(keyId)) throw new DomainError('conflict')
    const at = deps.clock.now()
    await insertRevocations(trx, { ...revoke(root, before, { keyId, at, reason }), at })
    await record({
      action: 'keys.revoke',
      subjectKind: 'packaging_key',
      subjectId: keyId,
      detail: { reason },
    })
  })
}
