import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
} from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { globallySigned, type PublicKey, signatureText } from '../signature.rules.ts'

/** A key that can sign: its file is readable by the server's user alone. */
export interface SecretKey extends PublicKey {
  readonly secret: KeyObject
}

export const keysFolder = (dataDir: string) => join(dataDir, 'keys')
export const rootFile = (dataDir: string) => join(keysFolder(dataDir), 'root.key')

function withPublic(secret: KeyObject): SecretKey {
  const key = createPublicKey(secret).export({ format: 'der', type: 'spki' }).subarray(-32)
  // Its own hash, so that one key has one id wherever it is read.
  const keyId = createHash('sha256').update(key).digest('hex').slice(0, 16).toUpperCase()
  return { secret, key: new Uint8Array(key), keyId }
}

export const newSecretKey = (): SecretKey => withPublic(generateKeyPairSync('ed25519').privateKey)

/** Never writes over another key. */
export function writeSecretKey(path: string, { secret }: SecretKey): void {
  const pem = secret.export({ format: 'pem', type: 'pkcs8' })
  writeFileSync(path, pem, { mode: 0o600, flag: 'wx', flush: true })
}

/** Throws where the file is missing or no Ed25519 key. */
export function readSecretKey(path: string): SecretKey {
  const secret = createPrivateKey(readFileSync(path))
  if (secret.asymmetricKeyType !== 'ed25519') throw new Error(`Not an Ed25519 key: ${path}`)
  return withPublic(secret)
}

/** Every packaging key whose secret is on this machine. */
export function packagingKeys(dataDir: string): SecretKey[] {
  mkdirSync(keysFolder(dataDir), { recursive: true, mode: 0o700 })
  return readdirSync(keysFolder(dataDir))
    .filter((name) => /^goi-[0-9A-F]{16}\.key$/.test(name))
    .map((name) => readSecretKey(join(keysFolder(dataDir), name)))
}

export function keepPackagingKey(dataDir: string, key: SecretKey): void {
  mkdirSync(keysFolder(dataDir), { recursive: true, mode: 0o700 })
  writeSecretKey(join(keysFolder(dataDir), `goi-${key.keyId}.key`), key)
}

/**
 * The `.minisig` text for these bytes. Ed25519 signs without chance, and nothing of the moment is in it: the same bytes, key
 * and instant give the same text.
 */
export function signedText(by: SecretKey, bytes: Uint8Array, of: { file: string; issuedAt: string }): string {
  const signature = new Uint8Array(sign(null, bytes, by.secret))
  const trusted = `timestamp:${Math.floor(Date.parse(of.issuedAt) / 1000)}\tfile:${of.file}`
  const global = new Uint8Array(sign(null, globallySigned(signature, trusted), by.secret))
  return signatureText({ keyId: by.keyId, signature, trusted, global })
}
