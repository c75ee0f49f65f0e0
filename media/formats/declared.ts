import type { Finding } from '../finding.ts'

/** What a container says of itself, as far as its ends show it. Absent means not in sight. */
export type Declared = {
  durationMs?: number
  hasPicture?: boolean
  hasSound?: boolean
  findings: Finding[]
}

/** A file that ends before what it declares; the bytes that lack, where they can be counted. */
export function cutFile(missingBytes: number): Finding {
  return Number.isFinite(missingBytes)
    ? { code: 'cut_file', severity: 'error', value: missingBytes }
    : { code: 'cut_file', severity: 'error' }
}
