/** A closing as it is filled in; kept on the phone, since a camera that opens may end the page behind it. */
export interface Draft {
  key: string
  held: boolean
  count: number | null
  exact: boolean
  by: string
  reason: string
  movedTo: string
  day: string
  hamlet: { id: string; name: string; place: string } | null
  /** Without its bytes where they were written down before. */
  photo: { sha256: string; jpeg: Blob | null } | null
}

const LEAST_REASON = 2

/** What is still to be said before it can be closed. */
export const lacks = ({ held, count, reason, hamlet }: Draft): 'hamlet' | 'people' | 'why' | null => {
  if (!hamlet) return 'hamlet'
  if (held) return count === null ? 'people' : null
  return reason.trim().length < LEAST_REASON ? 'why' : null
}
