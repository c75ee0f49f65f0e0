import type { Finding } from '../../../media/finding.ts'
import { longer } from '../../../media/stretch-lengths.rules.ts'
import type { JudgedCode, StationRules } from './qc-rules.schema.ts'

/**
 * Findings as the station sees them: what it turned off is not among them, nor are stretches shorter than it wants to be
 * told of. The analysis itself stays as it was.
 */
export function judged(findings: readonly Finding[], rules: StationRules): Finding[] {
  return findings.flatMap((finding) => {
    const { graveness = finding.severity, leastMs = 0 } = rules[finding.code as JudgedCode] ?? {}
    const { startMs, endMs } = finding
    const tooShort = startMs !== undefined && endMs !== undefined && !longer(leastMs)({ startMs, endMs })
    return graveness === 'off' || tooShort ? [] : [{ ...finding, severity: graveness }]
  })
}
