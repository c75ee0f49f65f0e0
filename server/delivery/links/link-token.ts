import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'
import { sha256Of } from '../../storage/canonical.ts'

// 32 random bytes, 6 bytes of the second it expires in, 16 bytes of HMAC-SHA-256 over both.
const randomLength = 32
const timeLength = 6
const signedLength = randomLength + timeLength
const signatureLength = 16

/** The key of links alone, so that nothing else made with the server's secret can pass for one. */
export function linkKey(secret: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', secret, '', 'vang delivery link', 32))
}

const signatureOf = (key: Uint8Array, signed: Uint8Array) =>
  createHmac('sha256', key).update(signed).digest().subarray(0, signatureLength)

/**
 * Whoever has the token may fetch; nobody can guess 256 random bits. The signature lets a made-up or changed one be refused without
 * asking the database, and binds the expiry; the database keeps the hash alone, so that whoever reads it has no link.
 */
export function newToken(key: Uint8Array, expiresAt: string): { token: string; hash: string } {
  const signed = Buffer.alloc(signedLength)
  randomBytes(randomLength).copy(signed)
  signed.writeUIntBE(Math.floor(Date.parse(expiresAt) / 1000), randomLength, timeLength)
  const token = Buffer.concat([signed, signatureOf(key, signed)]).toString('base64url')
  return { token, hash: hashOf(token) }
}

/** The instant a token of ours expires at, in ms; undefined where it is none of ours. Takes as long for one as for the other. */
export function expiryOf(key: Uint8Array, token: string): number | undefined {
  const bytes = Buffer.from(token, 'base64url')
  // One spelling for one token: what decodes alike but is written otherwise is another hash.
  if (bytes.length !== signedLength + signatureLength || bytes.toString('base64url') !== token)
    return undefined
  const signed = bytes.subarray(0, signedLength)
  if (!timingSafeEqual(signatureOf(key, signed), bytes.subarray(signedLength))) return undefined
  return signed.readUIntBE(randomLength, timeLength) * 1000
}

/** What the database looks a token up by: an index over hashes tells nothing by how long it takes. */
export const hashOf = (token: string) => sha256Of(`delivery link\n${token}`)
