import type { Finding } from '../finding.ts'

/** What a container says of itself, as far as its ends show it. Absent means not in sight. */
export type Declared = {
  durationMs?: number
  hasPicture?: boolean
  hasSound?: boolean
  findings: Finding[]
}

export function cutFile(missingBytes: number): Finding {
  return Number.isFinite(missingBytes)
    ? { code: 'cut_file', severity: 'error', value: missingBytes }
    : { code: 'cut_file', severity: 'error' }
}
