/** One stretch that is sounding: what of it is not in the log yet. */
export interface Stretch {
  versionId: string
  contentId: string
  part: string
  position: number
  /** Where in the sound it began, ms. */
  fromMs: number
  /** When it began, by the phone's clock. */
  at: string
}

/** Where the evening stands. It is written every second, so that a phone that died goes on at that second. */
export interface EveningRow {
  packageId: string
  /** Index of the item in the evening. */
  item: number
  /** Which sound of it: 1 for the Vietnamese that follows in a bilingual item. */
  sound: number
  /** Null for the order of the list. */
  language: string | null
  /** The showing it belongs to, where it is the only one of the day. */
  showing: { showingId: string; hamletId: string } | null
  atMs: number
  phase: 'playing' | 'paused' | 'speech' | 'ended'
  stretch: Stretch | null
  /** Stretches that were heard and logged this evening. */
  plays: number
}
