/** A cue sheet with every word chosen: what is left is to set it on paper. */
export interface CueSheet {
  heading: string
  /** Everywhere that hears this. */
  places: string
  title: string
  issue: string
  length: string
  /** Across the top of a package that must not be used. */
  warning: string | null
  check: { label: string; code: string; hint: string }
  qr: { text: string; hint: string }
  readAloud: string
  parts: CuePart[]
  /** With `{page}` and `{pages}`. */
  footer: string
  /** The publication's instant: a fixed one, so that the same package prints the same bytes. */
  issuedAt: string
}

export interface CuePart {
  name: string
  /** Said instead of items. */
  pause: string | null
  items: CueItem[]
}

export interface CueItem {
  number: string
  title: string
  missing: string | null
  versions: { heading: string; file: string; duration: string; text: string; translation: string | null }[]
}
