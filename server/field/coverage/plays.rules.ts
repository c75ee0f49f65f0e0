/** One stretch of sound as a device logged it; a play that was paused or cut short comes as several. */
export interface Stretch {
  readonly deviceId: string
  readonly packageId: string
  readonly versionId: string
  readonly workId: string
  readonly language: string | null
  /** Counted by the player as it sounded; else said by a person afterwards. */
  readonly measured: boolean
  /** How often, as a person said; of no meaning where it was measured. */
  readonly declaredTimes: number
  readonly playedMs: number
  /** Of the whole version. */
  readonly durationMs: number
  /** The evening it belongs to: a showing, or else the day. */
  readonly evening: string
  /** Where it sounded; null where nobody said. */
  readonly areaId: string | null
  /** Logged by a clock that cannot be believed. */
  readonly uncertain: boolean
  /** Who served: the day is enough for every list here (YYYY-MM-DD, at the station). */
  readonly day: string
}

/** How often one version sounded at one place on one evening. */
export interface Heard
  extends Pick<
    Stretch,
    'deviceId' | 'evening' | 'packageId' | 'workId' | 'language' | 'measured' | 'areaId' | 'day' | 'uncertain'
  > {
  readonly times: number
  /** Sounded, but never to its end. */
  readonly partly: boolean
  readonly playedMs: number
}

/** A play that lost up to a tenth of its length, such as its first word to a late button, was still heard. */
const LOST_SHARE = 10

/**
 * Plays out of logged stretches. Stretches of one version on one evening are one play after another: their lengths are
 * added, and each time nine tenths of the version have sounded, it was heard once. What people declare is taken as said.
 */
export function playsOf(stretches: readonly Stretch[]): Heard[] {
  const together = Map.groupBy(
    stretches,
    (one) =>
      `${one.deviceId} ${one.packageId} ${one.versionId} ${one.evening} ${one.areaId} ${one.day} ${one.measured} ${one.uncertain}`,
  )
  return [...together.values()].flatMap((some) => {
    const [first] = some
    if (!first) return []
    const { packageId, workId, language, measured, areaId, day, durationMs } = first
    const { deviceId, evening, uncertain } = first
    const playedMs = some.reduce((sum, one) => sum + one.playedMs, 0)
    const whole =
      durationMs > 0 ? Math.floor((playedMs * LOST_SHARE + durationMs) / (durationMs * LOST_SHARE)) : 0
    const times = measured ? whole : some.reduce((sum, one) => sum + one.declaredTimes, 0)
    const of = { deviceId, evening, uncertain, packageId, workId, language, measured, areaId, day }
    return [{ ...of, times, partly: times === 0, playedMs }]
  })
}
