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
  /** When it began to sound (ISO, UTC). */
  readonly at: string
  /** Where in the sound it began, ms. */
  readonly fromMs: number
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

/** A call, a flat battery or a generator that failed; what is taken up again later than this is of another evening. ms */
const LONGEST_CUT_MS = 2 * 3_600_000

/**
 * Plays out of logged stretches. Stretches of one version on one evening are one play after another: their lengths are
 * added, and each time nine tenths of the version have sounded, it was heard once. What people declare is taken as said.
 * A play that was cut and went on after midnight counts on the evening on which it began.
 */
export function playsOf(stretches: readonly Stretch[]): Heard[] {
  const together = Map.groupBy(
    onTheirEvenings(stretches),
    (one) => `${soundAndPlace(one)} ${one.evening} ${one.day}`,
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

const soundAndPlace = (one: Stretch) =>
  `${one.deviceId} ${one.packageId} ${one.versionId} ${one.areaId} ${one.measured} ${one.uncertain}`

/** Each on the evening on which its play began: a stretch that sets in mid-sound goes on with the one before it. */
function onTheirEvenings(stretches: readonly Stretch[]): Stretch[] {
  const before = new Map<string, Stretch>()
  const startMs = (one: Stretch) => Date.parse(one.at)
  return stretches
    .toSorted((a, b) => startMs(a) - startMs(b))
    .map((one) => {
      // A showing is an evening already, and never goes on at another one.
      const key = `${soundAndPlace(one)} ${one.evening === one.day ? '' : one.evening}`
      const last = before.get(key)
      const goesOn = last && one.fromMs > 0 && startMs(one) - startMs(last) - last.playedMs <= LONGEST_CUT_MS
      const placed = goesOn ? { ...one, evening: last.evening, day: last.day } : one
      before.set(key, placed)
      return placed
    })
}
