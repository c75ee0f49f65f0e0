import type { Finding } from '../../../media/finding.ts'
import type { JudgedCode, Severities } from './severities.schema.ts'

/** Findings as the station sees them: what it turned off is not among them. The analysis itself stays as it was. */
export function judged(findings: readonly Finding[], severities: Severities): Finding[] {
  return findings.flatMap((finding) => {
    const severity = severities[finding.code as JudgedCode] ?? finding.severity
    return severity === 'off' ? [] : [{ ...finding, severity }]
  })
}
