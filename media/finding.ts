export type Severity = 'info' | 'warning' | 'error'

/** How grave each thing is by itself, unless a station decides otherwise. What ends a look at once is an error. */
export const usualSeverity = {
  // from the ends of the file, before or without decoding
  empty_file: 'error',
  not_media: 'error',
  playlist: 'error',
  still_picture: 'error',
  archive: 'error',
  too_many_pixels: 'error',
  no_streams: 'error',
  too_many_tracks: 'error',
  too_long: 'error',
  refers_elsewhere: 'error',
  encrypted: 'error',
  cut_file: 'error',
  index_missing: 'error',
  footer_missing: 'error',
  // from the tracks and what they declare
  no_picture: 'info',
  no_sound: 'error',
  several_tracks: 'info',
  rotated: 'info',
  frame_rate: 'info',
  variable_rate: 'warning',
  sparse_keyframes: 'info',
  sample_rate: 'warning',
  colour_unknown: 'info',
  colour_odd: 'warning',
  colour_wide: 'warning',
  colour_full: 'info',
  // from the decoded picture and sound
  unreadable_start: 'error',
  unreadable_end: 'error',
  truncated: 'error',
  duration_differs: 'warning',
  black: 'warning',
  freeze: 'warning',
  /** Fields that the container owns up to are how stations work; */
  interlaced: 'info',
  /** those it hides make combs on air. */
  fields_undeclared: 'warning',
  silence: 'warning',
  silent: 'error',
  clipping: 'warning',
  too_quiet: 'warning',
  phase: 'warning',
  one_channel: 'warning',
} as const satisfies Record<string, Severity>

/** What a look at a file found. The caller makes words of it. */
export type FindingCode = keyof typeof usualSeverity

export type Finding = {
  code: FindingCode
  severity: Severity
  /** Half-open, from the start of the recording. Absent when the whole file is meant. */
  startMs?: number
  endMs?: number
  /**
   * Bytes missing for cut_file, ms missing for truncated, ms between the ends of picture and sound for
   * duration_differs, LUFS for too_quiet, share of frames for interlaced and fields_undeclared, windows of the recipe
   * for clipping, seconds between keyframes for sparse_keyframes, frames a second for frame_rate, Hz for sample_rate,
   * degrees clockwise for rotated, tracks for several_tracks, 1 for left and 2 for right where one_channel is dead.
   */
  value?: number
}

/** A finding as grave as it usually is. */
export function finding(code: FindingCode, about: Omit<Finding, 'code' | 'severity'> = {}): Finding {
  return { code, severity: usualSeverity[code], ...about }
}
