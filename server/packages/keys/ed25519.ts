import { createPublicKey, verify } from 'node:crypto'
import type { Verify } from '../signature.rules.ts'

/** SubjectPublicKeyInfo of an Ed25519 key (RFC 8410) up to the 32 bytes of the key itself. */
const SPKI = Buffer.from('302a300506032b6570032100', 'hex')

export const verifyEd25519: Verify = (key, message, signature) => {
  const publicKey = createPublicKey({ key: Buffer.concat([SPKI, key]), format: 'der', type: 'spki' })
  return verify(null, message, publicKey, signature)
}
