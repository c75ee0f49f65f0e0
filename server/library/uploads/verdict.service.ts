import { type EndsReport, inspectEnds } from '../../../media/ends.ts'
import type { Deps } from '../../deps.ts'
import { DomainError, type ErrorCode } from '../../errors.ts'
import { sha256Of } from '../../storage/canonical.ts'
import { hasWords, type Language, say } from '../../words/words.ts'
import { roomLeft } from './disk.ts'
import { arrivedLike, type Ends, promisedBytes, type Upload } from './uploads.queries.ts'
import { chainBytes } from './uploads.rules.ts'
import { type Said, sampleBytes } from './uploads.schema.ts'

export interface Samples {
  sizeBytes: number
  head: Uint8Array
  tail: Uint8Array
}

/** What a file is refused for before it travels. */
const refusals: Record<string, ErrorCode> = {
  empty_file: 'empty_file',
  not_media: 'not_media',
  playlist: 'playlist_not_allowed',
  still_picture: 'still_picture',
  archive: 'archive',
  no_streams: 'no_streams',
  refers_elsewhere: 'refers_elsewhere',
  encrypted: 'encrypted',
  too_many_pixels: 'too_many_pixels',
  too_many_tracks: 'too_many_tracks',
  too_long: 'too_long',
  cut_file: 'truncated',
  index_missing: 'index_missing',
  footer_missing: 'footer_missing',
}

/** A cut recording may be the only copy, so that a person can insist. */
const cut: readonly ErrorCode[] = ['truncated', 'index_missing', 'footer_missing']

export interface Verdict {
  ends: Ends
  headSha256: string
  tailSha256: string
}

/** Looks at both ends of a file and at the room for all that will be made of it; refuses what cannot be taken. */
export async function judge(
  deps: Pick<Deps, 'config' | 'reads'>,
  samples: Samples,
  options: { evenIfCut?: boolean | undefined } = {},
): Promise<Verdict> {
  const { sizeBytes, head, tail } = samples
  const expected = Math.min(sampleBytes, sizeBytes)
  if (head.length !== expected || tail.length !== expected)
    throw new DomainError('invalid', { problems: [{ path: 'head', problem: `${expected} bytes expected` }] })

  const report = inspectEnds(samples)
  const broken = report.findings.find((finding) => finding.severity === 'error')
  const code = broken && (refusals[broken.code] ?? 'unreadable')
  if (code && !(cut.includes(code) && options.evenIfCut))
    throw new DomainError(code, { finding: broken.code, format: report.format })

  const sums = { headSha256: sha256Of(head), tailSha256: sha256Of(tail) }
  const here = await arrivedLike(deps.reads, { sizeBytes, ...sums })
  const findings: Ends['findings'] = report.findings.map(({ code, severity }) => ({ code, severity }))
  if (here) findings.push({ code: 'already_here', severity: 'warning' })
  if (await tight(deps, sizeBytes, report)) findings.push({ code: 'room_tight', severity: 'warning' })
  return { ends: { ...factsOf(report), findings }, ...sums }
}

const factsOf = ({ format, durationMs, hasPicture, hasSound }: EndsReport) => ({
  format,
  ...(durationMs === undefined ? {} : { durationMs }),
  ...(hasPicture === undefined ? {} : { hasPicture }),
  ...(hasSound === undefined ? {} : { hasSound }),
})

/** Refuses when the whole chain does not fit; true when it fits, but not beside what others still have to send. */
async function tight(
  deps: Pick<Deps, 'config' | 'reads'>,
  sizeBytes: number,
  report: EndsReport,
): Promise<boolean> {
  const wantedBytes = chainBytes({ sizeBytes, durationMs: report.durationMs, hasPicture: report.hasPicture })
  const leftBytes = await roomLeft(deps)
  if (leftBytes < wantedBytes)
    throw new DomainError('disk_full', { wantedBytes, leftBytes: Math.max(0, leftBytes) })
  return leftBytes - (await promisedBytes(deps.reads)) < wantedBytes
}

/** An upload as a page shows it: with sentences, without its samples' hashes. */
export function tellUpload(language: Language, upload: Upload) {
  const { ends, headSha256: _, tailSha256: __, expectedSha256: ___, idleHours: ____, ...shown } = upload
  const words = `errors.${upload.failure}`
  return {
    ...shown,
    durationMs: ends.durationMs ?? null,
    findings: sayEnds(language, ends),
    /** Why it failed or stands still. */
    problem: upload.failure && say(language, hasWords(words) ? words : 'errors.internal'),
  }
}

/** The verdict in words: what the file is, then what was found. */
function sayEnds(language: Language, ends: Ends): Said[] {
  const tracks =
    ends.hasPicture === undefined || ends.hasSound === undefined
      ? 'tracks_unknown'
      : ends.hasPicture
        ? ends.hasSound
          ? 'tracks_both'
          : 'tracks_picture'
        : 'tracks_sound'
  const known = ends.format !== 'unknown'
  const format: Said = known
    ? {
        code: 'format',
        severity: 'info',
        sentence: say(language, 'uploads.format', {
          format: ends.format.toUpperCase(),
          tracks: say(language, `uploads.${tracks}`),
        }),
      }
    : { code: 'not_media', severity: 'warning', sentence: say(language, 'uploads.finding_not_media') }
  return [
    format,
    ...ends.findings
      .filter(({ code }) => code !== format.code)
      .map((finding) => ({
        ...finding,
        sentence: say(language, `uploads.finding_${finding.code}`),
      })),
  ]
}
