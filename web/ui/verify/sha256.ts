// SHA-256 in pieces (FIPS 180-4). The browser's own digest wants a whole file in memory, and is missing on plain http,
// which is where teams without a certificate stand.

const roots = (power: (prime: number) => number, count: number) => {
  const found: number[] = []
  for (let candidate = 2; found.length < count; candidate++) {
    let prime = true
    for (let divisor = 2; divisor * divisor <= candidate; divisor++)
      if (candidate % divisor === 0) prime = false
    if (prime) found.push(candidate)
  }
  return Uint32Array.from(found, (prime) => (power(prime) % 1) * 0x100000000)
}
// First 32 bits of the fractions of the roots of the first primes (sections 4.2.2 and 5.3.3).
const START = roots(Math.sqrt, 8)
const ROUND = roots(Math.cbrt, 64)
const BLOCK = 64

interface Sha256 {
  update(bytes: Uint8Array): void
  /** Lower-case hex; nothing may be added afterwards. */
  digest(): string
}

export function sha256(): Sha256 {
  const state = START.slice()
  const words = new Uint32Array(64)
  const rest = new Uint8Array(BLOCK)
  let restLength = 0
  let totalBytes = 0

  function block(bytes: Uint8Array, at: number) {
    const view = new DataView(bytes.buffer, bytes.byteOffset + at, BLOCK)
    for (let i = 0; i < 16; i++) words[i] = view.getUint32(i * 4)
    compress(state, words)
  }

  function update(bytes: Uint8Array) {
    totalBytes += bytes.length
    let at = 0
    if (restLength > 0) {
      at = Math.min(BLOCK - restLength, bytes.length)
      rest.set(bytes.subarray(0, at), restLength)
      restLength += at
      if (restLength < BLOCK) return
      block(rest, 0)
      restLength = 0
    }
    for (; at + BLOCK <= bytes.length; at += BLOCK) block(bytes, at)
    rest.set(bytes.subarray(at))
    restLength = bytes.length - at
  }

  return {
    update,
    digest() {
      const bits = totalBytes * 8
      const padded = new Uint8Array(restLength < 56 ? BLOCK : 2 * BLOCK)
      padded.set(rest.subarray(0, restLength))
      padded[restLength] = 0x80
      const view = new DataView(padded.buffer)
      view.setUint32(padded.length - 8, Math.floor(bits / 0x100000000))
      view.setUint32(padded.length - 4, bits % 0x100000000)
      for (let at = 0; at < padded.length; at += BLOCK) block(padded, at)
      return Array.from(state, (word) => word.toString(16).padStart(8, '0')).join('')
    },
  }
}

const turn = (word: number, by: number) => (word >>> by) | (word << (32 - by))

/** Section 6.2.2; `w` holds the block's 16 words and room for the rest of the schedule. */
function compress(state: Uint32Array, w: Uint32Array) {
  for (let t = 16; t < 64; t++) {
    const near = w[t - 2] as number
    const far = w[t - 15] as number
    const s1 = turn(near, 17) ^ turn(near, 19) ^ (near >>> 10)
    const s0 = turn(far, 7) ^ turn(far, 18) ^ (far >>> 3)
    w[t] = s1 + (w[t - 7] as number) + s0 + (w[t - 16] as number)
  }
  let [a, b, c, d, e, f, g, h] = state as unknown as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  for (let t = 0; t < 64; t++) {
    const big1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)
    const t1 = (h + big1 + ((e & f) ^ (~e & g)) + (ROUND[t] as number) + (w[t] as number)) | 0
    const big0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)
    const t2 = (big0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + t1) | 0
    d = c
    c = b
    b = a
    a = (t1 + t2) | 0
  }
  const next = [a, b, c, d, e, f, g, h]
  for (let i = 0; i < 8; i++) state[i] = (state[i] as number) + (next[i] as number)
}
