import { randomBytes } from 'node:crypto'

let last = { ms: 0, count: 0 }

/** The next moment, and which of its ids this is: never before the one handed out last, also when a clock is set back. */
function tick() {
  const now = Date.now()
  if (now > last.ms) last = { ms: now, count: 0 }
  else if (last.count < 0xfff) last = { ms: last.ms, count: last.count + 1 }
  else last = { ms: last.ms + 1, count: 0 }
  return last
}

/** A time-ordered id (UUID version 7 with a counter, RFC 9562): rows sort in the order in which this process made them. */
export function newId(): string {
  const { ms, count } = tick()
  const bytes = randomBytes(16)
  bytes.writeUIntBE(ms, 0, 6)
  bytes.writeUInt16BE(0x7000 | count, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
