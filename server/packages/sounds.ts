import { type LoudspeakerRendition, loudspeakerRecipe, makeLoudspeaker } from '../../media/loudspeaker.ts'
import { MediaError } from '../../media/media-error.ts'
import type { Deps } from '../deps.ts'
import { loudspeakerKindOf } from '../library/fixes/loudspeaker-kind.rules.ts'
import type { WorkKind } from '../library/library.schema.ts'
import {
  ensureRendition,
  knownRendition,
  type Rendition,
  sourcePath,
} from '../library/renditions/renditions.service.ts'
import { readBack } from '../storage/read-back.ts'

/** A version as loudspeakers play it, and as phones carry it. */
export interface Sound {
  usb: { sha256: string; sizeBytes: number; crc32: number }
  light: { sha256: string; sizeBytes: number; mediaType: string }
  durationMs: number
}

/** What is to be heard of which recording. */
export interface Clip {
  sourceSha256: string
  inMs: number | null
  outMs: number | null
  durationMs: number
}

/** The sound of one version could not be made; the message is the work's title. */
export class SoundFailure extends Error {
  /** Starts each code, so that whoever has only the code knows what the message is. */
  static readonly prefix = 'sound.'
  readonly code: string
  readonly final: boolean
  constructor(title: string, cause: MediaError) {
    super(title, { cause })
    this.name = 'SoundFailure'
    this.code = `${SoundFailure.prefix}${cause.code}`
    this.final = cause.final
  }
}

interface Making {
  clip: Clip
  work: { kind: WorkKind; title: string }
  signal: AbortSignal
  /** From 0 to 1. */
  onProgress(fraction: number): void
}

export const soundTypes: Record<LoudspeakerRendition, string> = { usb: 'audio/mpeg', light: 'audio/ogg' }

/** What makes two loudspeaker sounds one and the same. */
export const loudspeakerOf = (rendition: LoudspeakerRendition, clip: Clip, work: { kind: WorkKind }) => ({
  sourceSha256: clip.sourceSha256,
  inMs: clip.inMs,
  outMs: clip.outMs,
  recipe: loudspeakerRecipe.name,
  recipeVersion: loudspeakerRecipe.version,
  parameters: { kind: loudspeakerKindOf[work.kind], rendition },
  mediaType: soundTypes[rendition],
})

/** The sound of a clip where it was made before. */
export const knownSound = (
  deps: Deps,
  rendition: LoudspeakerRendition,
  { clip, work }: Pick<Making, 'clip' | 'work'>,
) => knownRendition(deps, loudspeakerOf(rendition, clip, work))

/** Made once for its source, cut and recipe: a later package with the same version takes the same file. */
export async function renditionFor(
  deps: Deps,
  rendition: LoudspeakerRendition,
  { clip, work, signal, onProgress }: Making,
): Promise<Rendition> {
  const { sourceSha256, inMs, outMs } = clip
  const kind = loudspeakerKindOf[work.kind]
  const of = loudspeakerOf(rendition, clip, work)
  try {
    const made = await ensureRendition(deps, of, async (outPath) => {
      const record = await makeLoudspeaker({
        input: await sourcePath(deps, sourceSha256),
        kind,
        rendition,
        outPath,
        signal,
        onProgress: ({ doneMs, totalMs }) => onProgress(totalMs > 0 ? doneMs / totalMs : 0),
        ...(inMs === null ? {} : { inMs }),
        ...(outMs === null ? {} : { outMs }),
      })
      return { durationMs: record.durationMs, record }
    })
    return made.rendition
  } catch (error) {
    throw error instanceof MediaError ? new SoundFailure(work.title, error) : error
  }
}

/** Both forms of a version's sound, each read back to the last byte from where it will be served. */
export async function soundOf(deps: Deps, making: Making): Promise<Sound> {
  const half = (from: number) => ({
    ...making,
    onProgress: (fraction: number) => making.onProgress(from + fraction / 2),
  })
  const usb = await renditionFor(deps, 'usb', half(0))
  const light = await renditionFor(deps, 'light', half(0.5))
  const kept = ({ sha256, sizeBytes }: Rendition) => ({ path: sha256, sha256, sizeBytes })
  const crc32 = await readBack(deps.blobs, kept(usb), making.signal)
  await readBack(deps.blobs, kept(light), making.signal)
  return {
    usb: { sha256: usb.sha256, sizeBytes: usb.sizeBytes, crc32 },
    light: { sha256: light.sha256, sizeBytes: light.sizeBytes, mediaType: soundTypes.light },
    durationMs: usb.durationMs ?? making.clip.durationMs,
  }
}
