import { buffer } from 'node:stream/consumers'
import { id3v2Bytes, isMp3Info, mp3FrameAt, mp3TailTagBytes } from '../../../media/formats/mp3.ts'
import type { BlobStore } from '../../storage/blobs.ts'

/** Where the sound frames of a stored MP3 lie, without tags and without the frame that only tells its length. */
export interface ClipSpan {
  readonly from: number
  /** Exclusive. */
  readonly to: number
  readonly kbps: number
  readonly sampleRateHz: number
  readonly channels: 1 | 2
}

const headBytes = 4096
const tailBytes = 160
/** By hash: what is stored under it never changes, and a stick that is written asks for every clip at every file. */
const known = new Map<string, ClipSpan>()
const mostKnown = 10_000

/** @throws RangeError where what is stored does not begin with a frame of MPEG Layer III */
export async function clipSpan(
  blobs: Pick<BlobStore, 'read'>,
  clip: { sha256: string; sizeBytes: number },
): Promise<ClipSpan> {
  const before = known.get(clip.sha256)
  if (before) return before
  const span = await measured(blobs, clip)
  if (known.size >= mostKnown) known.clear()
  known.set(clip.sha256, span)
  return span
}

async function measured(
  blobs: Pick<BlobStore, 'read'>,
  { sha256, sizeBytes }: { sha256: string; sizeBytes: number },
): Promise<ClipSpan> {
  const read = async (start: number, length: number) =>
    await buffer(blobs.read(sha256, start, Math.min(sizeBytes, start + length)))
  let from = 0
  let head = await read(0, headBytes)
  for (let tag = id3v2Bytes(head, 0); tag > 0 && from + tag < sizeBytes; tag = id3v2Bytes(head, 0)) {
    from += tag
    head = await read(from, headBytes)
  }
  const first = mp3FrameAt(head, 0)
  if (!first) throw new RangeError(`No sound frame at byte ${from} of ${sha256}`)
  if (isMp3Info(head, 0)) from += first.sizeBytes
  const to = sizeBytes - mp3TailTagBytes(await read(Math.max(0, sizeBytes - tailBytes), tailBytes))
  const { kbps, sampleRateHz, channels } = first
  return { from, to, kbps, sampleRateHz, channels }
}
