export type Severity = 'info' | 'warning' | 'error'

/** What a look at a file found. The caller makes words of it. */
export type FindingCode =
  // from the ends of the file, before or without decoding
  | 'empty_file'
  | 'not_media'
  | 'playlist'
  | 'still_picture'
  | 'too_many_pixels'
  | 'cut_file'
  | 'index_missing'
  | 'footer_missing'
  // from the tracks
  | 'no_picture'
  | 'no_sound'
  | 'sparse_keyframes'
  // from the decoded picture and sound
  | 'unreadable_start'
  | 'unreadable_end'
  | 'truncated'
  | 'black'
  | 'freeze'
  | 'interlaced'
  | 'silence'
  | 'clipping'
  | 'too_quiet'

export type Finding = {
  code: FindingCode
  severity: Severity
  /** Half-open, from the start of the recording. Absent when the whole file is meant. */
  startMs?: number
  endMs?: number
  /** Bytes missing for cut_file, ms missing for truncated, LUFS for too_quiet, share of frames for interlaced,
   *  windows of 100 ms for clipping, seconds between keyframes for sparse_keyframes. */
  value?: number
}
