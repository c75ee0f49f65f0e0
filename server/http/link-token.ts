import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'
import { sha256Of } from '../storage/canonical.ts'

// 32 random bytes, 6 bytes of the second it expires in, 16 bytes of HMAC-SHA-256 over both.
const randomLength = 32
const timeLength = 6
const signedLength = randomLength + timeLength
const signatureLength = 16

/** What a link opens; a token of one kind is none of the other. */
export interface LinkKey {
  readonly kind: 'delivery' | 'schedule' | 'feed' | 'clip'
  readonly bytes: Uint8Array
}

/** The key of one kind of link alone, so that nothing else made with the server's secret can pass for one. */
export function linkKey(secret: string, kind: LinkKey['kind']): LinkKey {
  return { kind, bytes: new Uint8Array(hkdfSync('sha256', secret, '', `vang ${kind} link`, 32)) }
}

const signatureOf = (key: LinkKey, signed: Uint8Array) =>
  createHmac('sha256', key.bytes).update(signed).digest().subarray(0, signatureLength)

/**
 * Whoever has the token may fetch; nobody can guess 256 random bits. The signature lets a made-up or changed one be refused without
 * asking the database, and binds the expiry; the database keeps the hash alone, so that whoever reads it has no link.
 */
export function newToken(key: LinkKey, expiresAt: string): { token: string; hash: string } {
  const signed = Buffer.alloc(signedLength)
  randomBytes(randomLength).copy(signed)
  signed.writeUIntBE(Math.floor(Date.parse(expiresAt) / 1000), randomLength, timeLength)
  const token = Buffer.concat([signed, signatureOf(key, signed)]).toString('base64url')
  return { token, hash: hashOf(key, token) }
}

/** The instant a token of ours expires at, in ms; undefined where it is none of ours. Takes as long for one as for the other. */
export function expiryOf(key: LinkKey, token: string): number | undefined {
  const bytes = Buffer.from(token, 'base64url')
  // One spelling for one token: what decodes alike but is written otherwise is another hash.
  if (bytes.length !== signedLength + signatureLength || bytes.toString('base64url') !== token)
    return undefined
  const signed = bytes.subarray(0, signedLength)
  if (!timingSafeEqual(signatureOf(key, signed), bytes.subarray(signedLength))) return undefined
  return signed.readUIntBE(randomLength, timeLength) * 1000
}

/** What the database looks a token up by: an index over hashes tells nothing by how long it takes. */
export const hashOf = ({ kind }: LinkKey, token: string) => sha256Of(`${kind} link\n${token}`)
