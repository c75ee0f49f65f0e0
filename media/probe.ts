import { open, stat } from 'node:fs/promises'
import { maxDurationMs, maxPixels, maxTracks, mayDecode } from './allowed.ts'
import { type EndsReport, endBytes, inspectEnds } from './ends.ts'
import type { MediaFacts, PictureFacts } from './facts.ts'
import type { FindingCode } from './finding.ts'
import { MediaError, type MediaErrorCode } from './media-error.ts'
import { readPacketFacts } from './packets.ts'
import { type RawProbe, type RawStream, readFacts } from './probe-facts.ts'
import { runFfprobe } from './run-ffprobe.ts'

/**
 * Reads a file's declarations. Nothing is decoded beyond what ffprobe needs to name the streams; a file that declares no
 * length is read to its end.
 * @throws MediaError with what the file is instead of a recording, unreadable, too_slow, aborted
 */
export async function probe(path: string, { signal }: { signal?: AbortSignal } = {}): Promise<MediaFacts> {
  const sizeBytes = (await stat(path)).size
  const ends = inspectEnds({ ...(await readEnds(path, sizeBytes)), sizeBytes })
  refuseByEnds(ends)
  const printed = (await runFfprobe(path, ['-show_format', '-show_streams'], signal)) as RawProbe
  // A recognised container that ffprobe cannot open is broken, not foreign; how, its ends may have told.
  if (printed.error) {
    const refusal = ends.format === 'unknown' ? 'not_media' : brokenBy(ends)
    throw new MediaError(refusal, 'probe', printed.error.string ?? '')
  }
  refuseByTracks(printed.streams ?? [])
  const declared = readFacts(printed, sizeBytes)
  if (!declared.picture && declared.sound.length === 0) throw new MediaError('no_streams', 'probe')
  const facts =
    declared.durationMs > 0 ? declared : { ...declared, durationMs: await countedMs(path, declared, signal) }
  if (facts.durationMs > maxDurationMs) throw new MediaError('too_long', 'probe', `${facts.durationMs} ms`)
  if (facts.picture) await refuseBySize(path, facts.picture, signal)
  return facts
}

/**
 * What a browser streams, and what a recorder wrote that lost its power, declares no length: then the packets tell it.
 * 0 where they carry no times either, as in a bare stream.
 */
async function countedMs(
  path: string,
  { picture, sound: [sound], startMs }: MediaFacts,
  signal: AbortSignal | undefined,
): Promise<number> {
  const stream = String((picture ?? sound)?.index)
  try {
    const { firstPtsMs, durationMs } = await readPacketFacts(path, { stream, signal })
    return Math.max(0, Math.round(firstPtsMs - startMs + durationMs))
  } catch (error) {
    if (error instanceof MediaError && error.code === 'unreadable') return 0
    throw error
  }
}

function brokenBy({ findings }: EndsReport): MediaErrorCode {
  const codes = findings.map(({ code }) => code)
  if (codes.includes('index_missing')) return 'index_missing'
  return codes.includes('cut_file') || codes.includes('footer_missing') ? 'truncated' : 'unreadable'
}

function refuseByTracks(streams: readonly RawStream[]): void {
  if (streams.length > maxTracks) throw new MediaError('too_many_tracks', 'probe', `${streams.length}`)
  const picture = streams.find(
    ({ codec_type, disposition }) => codec_type === 'video' && !disposition?.attached_pic,
  )
  const sounds = streams.filter(({ codec_type }) => codec_type === 'audio')
  const foreign = [
    ...(picture && !mayDecode(picture.codec_name) ? [picture] : []),
    ...(sounds.some(({ codec_name }) => mayDecode(codec_name)) ? [] : sounds),
  ]
  const [first] = foreign
  if (first) throw new MediaError('codec_not_allowed', 'probe', first.codec_name ?? 'unknown')
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

/** What a file is by its ends, when that is no recording; cut ones may still be looked at. */
const refusals: Partial<Record<FindingCode, MediaErrorCode>> = {
  empty_file: 'empty_file',
  playlist: 'playlist_not_allowed',
  no_streams: 'no_streams',
  refers_elsewhere: 'refers_elsewhere',
  encrypted: 'encrypted',
  too_many_pixels: 'too_many_pixels',
  too_many_tracks: 'too_many_tracks',
  too_long: 'too_long',
  still_picture: 'still_picture',
  archive: 'archive',
  not_media: 'not_media',
}

function refuseByEnds({ findings }: EndsReport): void {
  for (const { code, severity } of findings) {
    const refusal = severity === 'error' ? refusals[code] : undefined
    if (refusal) throw new MediaError(refusal, 'probe')
  }
}
