import type { ContentfulStatusCode } from 'hono/utils/http-status'

/** Every code a person can meet, and the one status it travels with. The sentences are in words/. */
export const statusOf = {
  invalid: 400,
  malformed_json: 400,
  not_signed_in: 401,
  wrong_password: 401,
  code_wrong: 401,
  forbidden: 403,
  foreign_origin: 403,
  not_found: 404,
  conflict: 409,
  stale: 409,
  too_large: 413,
  locked_out: 429,
  internal: 500,
  unavailable: 503,
  disk_full: 507,
  // uploads and files
  empty_file: 422,
  not_media: 422,
  playlist_not_allowed: 422,
  still_picture: 422,
  archive: 422,
  refers_elsewhere: 422,
  encrypted: 422,
  codec_not_allowed: 422,
  too_many_pixels: 422,
  too_many_tracks: 422,
  too_long: 422,
  index_missing: 422,
  footer_missing: 422,
  file_changing: 409,
  no_streams: 422,
  unreadable: 422,
  truncated: 422,
  wrong_hash: 409,
  // The checksum extension of tus 1.0 answers with a status of its own.
  wrong_checksum: 460 as number as ContentfulStatusCode,
  upload_token: 403,
  upload_busy: 423,
  other_file: 409,
  upload_offset: 409,
  upload_gone: 410,
  bad_file_name: 422,
  document_kind: 422,
  outside_inbox: 403,
  // people
  weak_password: 422,
  login_taken: 409,
  phone_taken: 409,
  last_admin: 409,
  nothing_to_add: 422,
  // library and review
  not_ready: 409,
  own_work: 403,
  reason_missing: 422,
  translation_missing: 422,
  listener_missing: 422,
  listener_is_maker: 422,
  not_submitted: 409,
  already_decided: 409,
  bad_range: 422,
  acts_overlap: 422,
  act_exists: 409,
  act_in_use: 409,
  withdrawn: 409,
  // schedule and publications
  overlap: 409,
  billed_too_far: 422,
  overlap_in_force: 409,
  rights: 409,
  gap_taken: 409,
  channel_taken: 409,
  not_approved: 409,
  nothing_to_publish: 409,
  plan_needs_approval: 409,
  plan_settled: 409,
  already_aired: 409,
  already_told: 409,
  returned_already: 409,
  no_picture: 422,
  not_moved: 409,
  // what aired
  not_published: 409,
  not_over: 409,
  day_signed: 409,
  rows_missing: 409,
  doubts_open: 409,
  log_unreadable: 422,
  log_without_plan: 409,
  content_changed: 409,
  // delivery to the station
  delivery_not_ready: 409,
  disk_gone: 409,
  disk_read_only: 409,
  disk_too_small: 409,
  disk_filled: 409,
  disk_misread: 409,
  fat_too_large: 409,
  link_expired: 410,
  link_revoked: 410,
  too_often: 429,
  // devices in the field
  not_enrolled: 401,
  device_revoked: 403,
  // trips and showings
  hamlet_closed: 409,
  hamlet_taken: 409,
  hamlet_planned: 409,
  showing_closed: 409,
  photo_unfit: 422,
  // playlists and packages
  no_target: 422,
  target_not_in_force: 422,
  rule_overlaps: 409,
  quiet_hours: 409,
  package_not_ready: 409,
  stick_folder_taken: 409,
  stick_not_replaced: 409,
  stick_order: 409,
  stick_stopped: 409,
  package_withdrawn: 409,
  package_refused: 409,
  key_revoked: 409,
  no_packaging_key: 409,
  other_team: 403,
} as const satisfies Record<string, ContentfulStatusCode | 429>

export type ErrorCode = keyof typeof statusOf
export type Details = Record<string, unknown>

/** An expected failure: a stable code whose sentence stands in words/, with what the sentence needs. */
export class DomainError extends Error {
  readonly code: ErrorCode
  readonly details: Details
  constructor(code: ErrorCode, details: Details = {}) {
    super(code)
    this.name = 'DomainError'
    this.code = code
    this.details = details
  }
}

export function found<T>(row: T | undefined): T {
  if (row === undefined) throw new DomainError('not_found')
  return row
}
