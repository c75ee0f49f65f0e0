import { loudspeakerRecipe, makeLoudspeaker } from '../../media/loudspeaker.ts'
import { MediaError, type MediaErrorCode } from '../../media/media-error.ts'
import type { Deps } from '../deps.ts'
import { loudspeakerKindOf } from '../library/fixes/loudspeaker-kind.rules.ts'
import type { WorkKind } from '../library/library.schema.ts'
import { ensureRendition, sourcePath } from '../library/renditions/renditions.service.ts'
import type { PinnedVersion } from '../playlists/playlist-body.schema.ts'

/** A version as loudspeakers play it. */
export interface Sound {
  sha256: string
  sizeBytes: number
  durationMs: number
}

/** Troubles of the recording itself: another try would end the same. */
const lasting: ReadonlySet<MediaErrorCode> = new Set([
  'empty_file',
  'not_media',
  'no_streams',
  'no_sound',
  'unreadable',
  'loudness_not_reached',
])

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
    this.final = lasting.has(cause.code)
  }
}

interface Making {
  version: PinnedVersion
  work: { kind: WorkKind; title: string }
  signal: AbortSignal
  /** From 0 to 1. */
  onProgress(fraction: number): void
}

/** Made once for its source, cut and recipe: a later package with the same version takes the same file. */
export async function soundOf(deps: Deps, { version, work, signal, onProgress }: Making): Promise<Sound> {
  const { sourceSha256, inMs, outMs } = version
  const kind = loudspeakerKindOf[work.kind]
  const of = {
    sourceSha256,
    inMs,
    outMs,
    recipe: loudspeakerRecipe.name,
    recipeVersion: loudspeakerRecipe.version,
    parameters: { kind, rendition: 'usb' },
    mediaType: 'audio/mpeg',
  }
  try {
    const { rendition } = await ensureRendition(deps, of, async (outPath) => {
      const record = await makeLoudspeaker({
        input: await sourcePath(deps, sourceSha256),
        kind,
        rendition: 'usb',
        outPath,
        signal,
        onProgress: ({ doneMs, totalMs }) => onProgress(totalMs > 0 ? doneMs / totalMs : 0),
        ...(inMs === null ? {} : { inMs }),
        ...(outMs === null ? {} : { outMs }),
      })
      return { durationMs: record.durationMs, record }
    })
    const { sha256, sizeBytes, durationMs } = rendition
    return { sha256, sizeBytes, durationMs: durationMs ?? version.durationMs }
  } catch (error) {
    throw error instanceof MediaError ? new SoundFailure(work.title, error) : error
  }
}
