import { open, stat } from 'node:fs/promises'
import { maxPixels } from './allowed.ts'
import { type EndsReport, endBytes, inspectEnds } from './ends.ts'
import type { MediaFacts, PictureFacts } from './facts.ts'
import type { FindingCode } from './finding.ts'
import { MediaError } from './media-error.ts'
import { type RawProbe, readFacts } from './probe-facts.ts'
import { runFfprobe } from './run-ffprobe.ts'

/**
 * Reads a file's declarations. Nothing is decoded beyond what ffprobe needs to name the streams.
 * @throws MediaError empty_file, not_media, playlist_not_allowed, too_many_pixels, no_streams, unreadable, aborted
 */
export async function probe(path: string, { signal }: { signal?: AbortSignal } = {}): Promise<MediaFacts> {
  const sizeBytes = (await stat(path)).size
  const ends = inspectEnds({ ...(await readEnds(path, sizeBytes)), sizeBytes })
  refuseByEnds(ends)
  const printed = (await runFfprobe(path, ['-show_format', '-show_streams'], signal)) as RawProbe
  // A recognised container that ffprobe cannot open is broken, not foreign: an MP4 without its index, say.
  const refusal = ends.format === 'unknown' ? 'not_media' : 'unreadable'
  if (printed.error) throw new MediaError(refusal, 'probe', printed.error.string ?? '')
  const facts = readFacts(printed, sizeBytes)
  if (!facts.picture && facts.sound.length === 0) throw new MediaError('no_streams', 'probe')
  if (facts.picture) await refuseBySize(path, facts.picture, signal)
  return facts
}

/**
 * A decoder that refuses a picture also wipes its size: then ask again for what the container alone declares, which
 * decodes nothing.
 */
async function refuseBySize(
  path: string,
  picture: PictureFacts,
  signal: AbortSignal | undefined,
): Promise<void> {
  const seen = picture.width * picture.height
  const declared = ['-nofind_stream_info', '-max_pixels', '2147483647', '-show_streams']
  const printed = seen > 0 ? undefined : await runFfprobe(path, declared, signal)
  const { width, height } = printed ? (readFacts(printed, 0).picture ?? picture) : picture
  if (width * height > maxPixels) throw new MediaError('too_many_pixels', 'probe', `${width}x${height}`)
  if (seen === 0) throw new MediaError('unreadable', 'probe', 'the picture has no size')
}

/** The first and last 4 MiB of a file, as a browser would send them. */
export async function readEnds(
  path: string,
  sizeBytes: number,
): Promise<{ head: Uint8Array; tail: Uint8Array }> {
  const file = await open(path)
  try {
    const length = Math.min(endBytes, sizeBytes)
    const head = new Uint8Array(length)
    const tail = new Uint8Array(length)
    await file.read(head, 0, length, 0)
    await file.read(tail, 0, length, sizeBytes - length)
    return { head, tail }
  } finally {
    await file.close()
  }
}

function refuseByEnds({ findings }: EndsReport): void {
  const has = (code: FindingCode) =>
    findings.some((found) => found.code === code && found.severity === 'error')
  if (has('empty_file')) throw new MediaError('empty_file', 'probe')
  if (has('playlist')) throw new MediaError('playlist_not_allowed', 'probe')
  if (has('too_many_pixels')) throw new MediaError('too_many_pixels', 'probe')
  if (has('not_media') || has('still_picture')) throw new MediaError('not_media', 'probe')
}
