import { readFile } from 'node:fs/promises'

// A reading of MPEG-TS (ISO/IEC 13818-1) by hand: ffprobe shows no clock references.

const packetBytes = 188
const clockHz = 27_000_000

/** Clock references of a stream, and whether any frame arrives after it should have been decoded. */
export async function clockReferences(path: string) {
  const bytes = await readFile(path)
  const references: { at: number; clock: number }[] = []
  const frames: { at: number; clock: number }[] = []
  for (let at = 0; at < bytes.length; at += packetBytes) {
    const packet = bytes.subarray(at, at + packetBytes)
    if (packet[0] !== 0x47) throw new Error(`no packet at ${at}`)
    const control = (packet[3] ?? 0) >> 4
    const adapted = (control & 2) !== 0 ? 1 + (packet[4] ?? 0) : 0
    if (adapted > 1 && ((packet[5] ?? 0) & 0x10) !== 0) references.push({ at, clock: reference(packet) })
    const begins = ((packet[1] ?? 0) & 0x40) !== 0 && (control & 1) !== 0
    const payload = packet.subarray(4 + adapted)
    if (begins && payload.readUIntBE(0, 3) === 1 && (payload[3] ?? 0) >> 4 === 0xe)
      frames.push({ at, clock: decodedAt(payload) })
  }
  const pairs = references.slice(1).map((now, n) => ({ now, before: references[n] ?? now }))
  const first = references[0] ?? { at: 0, clock: 0 }
  const last = references.at(-1) ?? first
  const bytesPerTick = (last.at - first.at) / (last.clock - first.clock)
  // The whole of a frame is there when the next one's first packet is.
  const arrived = frames.slice(1).map(({ at }, n) => ({
    clock: first.clock + (at - first.at) / bytesPerTick,
    due: frames[n]?.clock ?? 0,
  }))
  return {
    gapsMs: pairs.map(({ now, before }) => ((now.clock - before.clock) * 1000) / clockHz),
    ratesBps: pairs.map(
      ({ now, before }) => ((now.at - before.at) * 8 * clockHz) / (now.clock - before.clock),
    ),
    lateFrames: arrived.filter(({ clock, due }) => clock > due).length,
  }
}

/** 33 bits of a 90 kHz clock, six of nothing, nine of 27 MHz. */
function reference(packet: Buffer): number {
  const base = packet.readUInt32BE(6) * 2 + ((packet[10] ?? 0) >> 7)
  return base * 300 + (((packet[10] ?? 0) & 1) << 8) + (packet[11] ?? 0)
}

/** The time stamp of decoding where there is one, else of showing, on the 27 MHz clock. */
function decodedAt(payload: Buffer): number {
  const from = ((payload[7] ?? 0) & 0x40) !== 0 ? 14 : 9
  const high = ((payload[from] ?? 0) >> 1) & 7
  const rest = (payload.readUInt16BE(from + 1) >> 1) * 2 ** 15 + (payload.readUInt16BE(from + 3) >> 1)
  return (high * 2 ** 30 + rest) * 300
}
