/** What can go wrong with a file or a tool; stable, so that callers can choose their own words. */
export type MediaErrorCode =
  | 'empty_file'
  | 'not_media'
  | 'playlist_not_allowed'
  | 'still_picture'
  | 'archive'
  | 'refers_elsewhere'
  | 'encrypted'
  | 'codec_not_allowed'
  | 'too_many_pixels'
  | 'too_many_tracks'
  | 'too_long'
  | 'truncated'
  | 'index_missing'
  | 'no_streams'
  | 'no_picture'
  | 'no_sound'
  | 'unreadable'
  | 'too_slow'
  | 'disk_full'
  | 'loudness_not_reached'
  | 'not_proven'
  | 'parts_differ'
  | 'tool_missing'
  | 'tool_failed'
  | 'aborted'

/** Of those, what lies in the recording itself; everything else may have befallen the machine. */
const lasting: ReadonlySet<MediaErrorCode> = new Set([
  'empty_file',
  'not_media',
  'no_streams',
  'no_picture',
  'no_sound',
  'unreadable',
  'loudness_not_reached',
  'not_proven',
])

export class MediaError extends Error {
  readonly code: MediaErrorCode
  /** Another try would end the same. */
  readonly final: boolean
  /** The step that failed, for the log: "probe", "analyse", "encode sound". */
  readonly step: string
  /** The last lines the tool wrote; for the log, never for a person. */
  readonly stderrTail: string

  constructor(code: MediaErrorCode, step: string, stderrTail = '') {
    super(`${step}: ${code}${stderrTail ? `\n${stderrTail}` : ''}`)
    this.name = 'MediaError'
    this.code = code
    this.final = lasting.has(code)
    this.step = step
    this.stderrTail = stderrTail
  }
}
