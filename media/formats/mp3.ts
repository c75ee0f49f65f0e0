/** What the header of a sound frame says (ISO/IEC 11172-3 2.4.1.3; 13818-3 for the lower rates). */
export interface Mp3Frame {
  readonly sampleRateHz: number
  readonly kbps: number
  readonly channels: 1 | 2
  readonly sizeBytes: number
}

/** Layer III bit rates in kb/s, by index; 0 is "free", which we never make, and 15 is forbidden. */
const rates1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320]
const rates2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160]
const hz1 = [44_100, 48_000, 32_000]

/** The Layer III frame that begins at a byte; undefined where none does. */
export function mp3FrameAt(bytes: Uint8Array, at: number): Mp3Frame | undefined {
  const [sync = 0, kind = 0, coding = 0, mode = 0] = bytes.subarray(at, at + 4)
  if (sync !== 0xff || (kind & 0xe6) !== 0xe2) return undefined
  const version = (kind >> 3) & 3
  if (version === 1) return undefined
  const kbps = (version === 3 ? rates1 : rates2)[coding >> 4]
  const base = hz1[(coding >> 2) & 3]
  if (!kbps || !base) return undefined
  const sampleRateHz = version === 3 ? base : version === 2 ? base / 2 : base / 4
  const padding = (coding >> 1) & 1
  const sizeBytes = Math.floor(((version === 3 ? 144_000 : 72_000) * kbps) / sampleRateHz) + padding
  return { sampleRateHz, kbps, channels: mode >> 6 === 3 ? 1 : 2, sizeBytes }
}

const says = (bytes: Uint8Array, at: number, name: string) =>
  [...name].every((letter, index) => bytes[at + index] === letter.charCodeAt(0))

/** A frame without sound that tells length and quality: Xing or Info after the side information, VBRI at byte 36. */
export function isMp3Info(bytes: Uint8Array, at: number): boolean {
  const mpeg1 = ((bytes[at + 1] ?? 0) >> 3) & 1
  const mono = (bytes[at + 3] ?? 0) >> 6 === 3
  const protectedBy = (bytes[at + 1] ?? 0) & 1 ? 0 : 2
  const side = 4 + protectedBy + (mpeg1 ? (mono ? 17 : 32) : mono ? 9 : 17)
  return says(bytes, at + side, 'Xing') || says(bytes, at + side, 'Info') || says(bytes, at + 36, 'VBRI')
}

/** Bytes of an ID3v2 tag that begins at a byte, with its footer; 0 where none does. */
export function id3v2Bytes(bytes: Uint8Array, at: number): number {
  if (!says(bytes, at, 'ID3')) return 0
  const [a = 0, b = 0, c = 0, d = 0] = bytes.subarray(at + 6, at + 10)
  const footer = (bytes[at + 5] ?? 0) & 0x10 ? 10 : 0
  return 10 + a * 2 ** 21 + b * 2 ** 14 + c * 2 ** 7 + d + footer
}

/** Bytes of the ID3v1 and APEv2 tags at the very end of a file, whose last bytes are given. */
export function mp3TailTagBytes(tail: Uint8Array): number {
  const id3v1 = says(tail, tail.length - 128, 'TAG') ? 128 : 0
  const foot = tail.length - id3v1 - 32
  if (foot < 0 || !says(tail, foot, 'APETAGEX')) return id3v1
  const view = new DataView(tail.buffer, tail.byteOffset + foot, 32)
  // The size counts the items and this footer; bit 31 of the flags adds a header.
  return id3v1 + view.getUint32(12, true) + (view.getUint32(20, true) & 0x80000000 ? 32 : 0)
}
