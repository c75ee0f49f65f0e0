// Signatures and keys in the words of minisign (https://jedisct1.github.io/minisign/, "Signature format" and "Public key
// format"), in its legacy form `Ed`: Ed25519 over the very bytes, so that a browser's own Ed25519 can check them too.

const ALGORITHM = [0x45, 0x64] // "Ed"
const KEY_ID_BYTES = 8
const KEY_BYTES = 32
const SIGNATURE_BYTES = 64
const UNTRUSTED = 'untrusted comment: '
const TRUSTED = 'trusted comment: '

/** Checks one Ed25519 signature (RFC 8032): key of 32 bytes, signature of 64. */
export type Verify = (
  key: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
) => boolean | Promise<boolean>

export interface PublicKey {
  /** 16 hex digits as minisign shows them. */
  readonly keyId: string
  readonly key: Uint8Array
}

export interface Signature {
  readonly keyId: string
  readonly signature: Uint8Array
  /** What the signer says beside the bytes; covered by `global`. */
  readonly trusted: string
  /** Over the signature's 64 bytes followed by the trusted comment. */
  readonly global: Uint8Array
}

/** The key out of its base64 line, or out of a `.pub` file with its comment above. Undefined: no key of this form. */
export function parsePublicKey(text: string): PublicKey | undefined {
  const line = text
    .split(/\r?\n/)
    .map((one) => one.trim())
    .filter((one) => one !== '' && !one.startsWith(UNTRUSTED))
  const bytes = line.length === 1 ? bytesOf(line[0] ?? '') : undefined
  if (bytes?.length !== 2 + KEY_ID_BYTES + KEY_BYTES || !isLegacy(bytes)) return undefined
  return { keyId: shownId(bytes), key: bytes.subarray(2 + KEY_ID_BYTES) }
}

/** The base64 line that `minisign -P` takes. */
export function publicKeyText({ keyId, key }: PublicKey): string {
  return base64([...ALGORITHM, ...idBytes(keyId), ...key])
}

/** A signature file as minisign writes it. Undefined where a line is missing or malformed. */
export function parseSignature(text: string): Signature | undefined {
  const [comment, body, trusted, global, ...rest] = text.split('\n').map((line) => line.replace(/\r$/, ''))
  if (!comment?.startsWith(UNTRUSTED) || !trusted?.startsWith(TRUSTED) || rest.some((line) => line !== ''))
    return undefined
  const bytes = bytesOf(body ?? '')
  const globalBytes = bytesOf(global ?? '')
  if (bytes?.length !== 2 + KEY_ID_BYTES + SIGNATURE_BYTES || !isLegacy(bytes)) return undefined
  if (globalBytes?.length !== SIGNATURE_BYTES) return undefined
  return {
    keyId: shownId(bytes),
    signature: bytes.subarray(2 + KEY_ID_BYTES),
    trusted: trusted.slice(TRUSTED.length),
    global: globalBytes,
  }
}

/** The four lines of a `.minisig` file, always with one and the same comment above: nothing covers that line. */
export function signatureText(of: Signature): string {
  const body = base64([...ALGORITHM, ...idBytes(of.keyId), ...of.signature])
  return `${UNTRUSTED}vang ${of.keyId}\n${body}\n${TRUSTED}${of.trusted}\n${base64([...of.global])}\n`
}

/** What `global` is made over. */
export function globallySigned(signature: Uint8Array, trusted: string): Uint8Array {
  return joined(signature, new TextEncoder().encode(trusted))
}

/**
 * Whether these bytes were signed by this key, and the signature's own text is as it was written, to the byte. Never throws
 * on what people may have changed.
 */
export async function signedBy(
  { keyId, key }: PublicKey,
  message: Uint8Array,
  text: string,
  verify: Verify,
): Promise<boolean> {
  const of = parseSignature(text)
  if (of?.keyId !== keyId || signatureText(of) !== text) return false
  return (
    (await verify(key, message, of.signature)) &&
    (await verify(key, globallySigned(of.signature, of.trusted), of.global))
  )
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}

const isLegacy = (bytes: Uint8Array) => ALGORITHM.every((byte, at) => bytes[at] === byte)

// minisign prints its key number as one little-endian number.
const shownId = (bytes: Uint8Array) =>
  [...bytes.subarray(2, 2 + KEY_ID_BYTES)]
    .reverse()
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .toUpperCase()

const idBytes = (keyId: string) => (keyId.match(/../g) ?? []).map((hex) => Number.parseInt(hex, 16)).reverse()

const base64 = (bytes: readonly number[]) => btoa(String.fromCharCode(...bytes))

/** Undefined unless the text is the one spelling of its bytes: a second spelling would be a second signature file. */
function bytesOf(text: string): Uint8Array | undefined {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text) || text.length % 4 !== 0) return undefined
  const bytes = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0))
  return base64([...bytes]) === text ? bytes : undefined
}
