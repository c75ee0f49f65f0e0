import { canonicalJson } from '../storage/canonical.rules.ts'
import { sha256Of } from '../storage/canonical.ts'

export interface Content {
  readonly workId: string
  readonly sourceSha256: string
  readonly language: string | null
  readonly inMs: number | null
  readonly outMs: number | null
}

/** What an approval binds to: work, source, language and cut. A title may be spelled anew without changing it. */
export function contentIdOf(content: Content): string {
  return sha256Of(
    canonicalJson({
      in: content.inMs,
      language: content.language,
      out: content.outMs,
      source: content.sourceSha256,
      work: content.workId,
    }),
  )
}
