import type { IconName } from './icons.tsx'
import type { TimelineMark } from './TimelineMarks.tsx'

/** What every page is told of a fault in a recording; moments are from the start of its source, ms. */
export interface SaidFinding {
  code: string
  severity: 'info' | 'warning' | 'error'
  startMs: number | null
  endMs: number | null
  title: string
}
interface Cut {
  inMs: number | null
  durationMs: number
}

const icons: Readonly<Record<string, IconName>> = {
  black: 'square',
  freeze: 'snow',
  silence: 'mute',
  no_sound: 'mute',
  too_quiet: 'mute',
  clipping: 'flash',
  interlaced: 'layers',
  no_picture: 'speaker',
  truncated: 'cut',
  cut_file: 'cut',
  footer_missing: 'cut',
}
/** Its form says which fault it is. */
export const findingIcon = (code: string): IconName => icons[code] ?? 'warn'
/** Its colour says how grave. */
export const findingTone = (severity: SaidFinding['severity']) =>
  severity === 'error' ? ('stop' as const) : severity === 'warning' ? ('warn' as const) : ('busy' as const)
export const findingId = (finding: Pick<SaidFinding, 'code' | 'startMs'>) =>
  `${finding.code} ${finding.startMs}`

// What the recording has is counted from its start; the page counts from where the version begins.
/** Where on the page's timeline a fault begins and ends; undefined when the whole recording is meant. */
export function findingPlace({ startMs, endMs }: SaidFinding, { inMs, durationMs }: Cut) {
  if (startMs === null) return undefined
  const from = inMs ?? 0
  const atMs = Math.max(0, startMs - from)
  return { atMs, toMs: endMs === null ? undefined : Math.min(durationMs, endMs - from) }
}

export function findingMarks(findings: readonly SaidFinding[], cut: Cut): TimelineMark[] {
  return findings.flatMap((finding) => {
    const place = findingPlace(finding, cut)
    if (!place) return []
    const { title: label, code, severity } = finding
    return [{ id: findingId(finding), ...place, label, icon: findingIcon(code), tone: findingTone(severity) }]
  })
}
