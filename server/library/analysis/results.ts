import type { MediaFacts } from '../../../media/facts.ts'
import type { Finding } from '../../../media/finding.ts'
import type { Loudness } from '../../../media/loudness.ts'
import { MediaError } from '../../../media/media-error.ts'
import type { SourceRow } from '../sources.queries.ts'

/** What the first look left in `source.first_look`. */
interface FirstLookResult {
  findings: Finding[]
}

/** What the full look left in `source.analysis`; its files are renditions. */
export interface AnalysisResult {
  recipe: { name: string; version: number }
  loudness: Loudness | null
  findings: Finding[]
}

const parsed = <T>(json: string | null): T | null => (json === null ? null : (JSON.parse(json) as T))

/** What is known of a source so far. */
export function knownOf(source: SourceRow) {
  return {
    facts: parsed<MediaFacts>(source.facts),
    firstLook: parsed<FirstLookResult>(source.first_look),
    analysis: parsed<AnalysisResult>(source.analysis),
  }
}

/** What a file is, not what befell us: these are final, and everything else is tried again. */
const refusals = [
  'empty_file',
  'not_media',
  'playlist_not_allowed',
  'still_picture',
  'archive',
  'refers_elsewhere',
  'encrypted',
  'codec_not_allowed',
  'too_many_pixels',
  'too_many_tracks',
  'too_long',
  'no_streams',
  'truncated',
  'index_missing',
  'unreadable',
] as const
export type Refusal = (typeof refusals)[number] | 'footer_missing'

export function refusalOf(error: unknown): Refusal | undefined {
  return error instanceof MediaError ? refusals.find((code) => code === error.code) : undefined
}

const cutCodes: readonly (readonly [Finding['code'], Refusal])[] = [
  ['index_missing', 'index_missing'],
  ['footer_missing', 'footer_missing'],
  ['cut_file', 'truncated'],
  ['truncated', 'truncated'],
]

/** A recording that lacks its end is not the recording: it must be copied again. */
export function cutShort(findings: readonly Finding[]): Refusal | undefined {
  const has = (wanted: Finding['code']) =>
    findings.some(({ code, severity }) => severity === 'error' && code === wanted)
  return cutCodes.find(([code]) => has(code))?.[1]
}

/** Nothing came out of the start, nor of the end. */
export function unreadable(findings: readonly Finding[]): Refusal | undefined {
  const codes = findings.map(({ code }) => code)
  return codes.includes('unreadable_start') && codes.includes('unreadable_end') ? 'unreadable' : undefined
}
