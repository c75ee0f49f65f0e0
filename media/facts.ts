export type Fraction = { num: number; den: number }

export type PictureFacts = {
  index: number
  codec: string
  profile: string | null
  /** As stored, before rotation. */
  width: number
  height: number
  sampleAspect: Fraction
  fps: Fraction
  fieldOrder: 'progressive' | 'top' | 'bottom' | 'unknown'
  pixelFormat: string | null
  /** Degrees clockwise a player turns it: 0, 90, 180 or 270. */
  rotation: number
  durationMs: number | null
  bitRate: number | null
  /** As ffprobe names it; null where nothing is declared. Absent in facts that were read before it was asked for. */
  colour?: {
    primaries: string | null
    transfer: string | null
    matrix: string | null
    /** `tv` is limited, `pc` full. */
    range: string | null
    bits: number
  }
}

export type SoundFacts = {
  index: number
  codec: string
  channels: number
  layout: string | null
  sampleRateHz: number
  language: string | null
  durationMs: number | null
}

/** What the container and its streams declare: plain JSON, fit for a database. */
export type MediaFacts = {
  container: string
  durationMs: number
  startMs: number
  sizeBytes: number
  bitRate: number | null
  /** The camera's own clock when it began, as written; absent where it wrote none. */
  recordedAt?: string
  picture?: PictureFacts
  sound: SoundFacts[]
}
