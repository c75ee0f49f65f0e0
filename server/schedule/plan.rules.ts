/** A stretch of a channel's time, half-open: `endsAt` belongs to what follows. ISO instants in UTC compare as text. */
export interface Stretch {
  readonly startsAt: string
  readonly endsAt: string
}

/** Whether two stretches share any time; those that only touch do not. */
export const overlaps = (a: Stretch, b: Stretch): boolean => a.startsAt < b.endsAt && b.startsAt < a.endsAt

const byStart = (a: Stretch, b: Stretch): number =>
  a.startsAt < b.startsAt ? -1 : a.startsAt > b.startsAt ? 1 : a.endsAt < b.endsAt ? -1 : 1

export interface Overlap<T> {
  first: T
  second: T
  startsAt: string
  endsAt: string
  durationMs: number
}

const lengthMs = (startsAt: string, endsAt: string) => Date.parse(endsAt) - Date.parse(startsAt)

/** Every pair that shares time, in the order of the later one's start. Takes n log n plus the overlaps found. */
export function overlapsOf<T extends Stretch>(slots: readonly T[]): Overlap<T>[] {
  const found: Overlap<T>[] = []
  let open: T[] = []
  for (const second of [...slots].sort(byStart)) {
    open = open.filter((first) => first.endsAt > second.startsAt)
    for (const first of open) {
      const endsAt = first.endsAt < second.endsAt ? first.endsAt : second.endsAt
      found.push({
        first,
        second,
        startsAt: second.startsAt,
        endsAt,
        durationMs: lengthMs(second.startsAt, endsAt),
      })
    }
    open.push(second)
  }
  return found
}

export interface Gap {
  startsAt: string
  endsAt: string
  durationMs: number
}

/** Longer than this the channel is off the air, which is no hole in its plan (ms). */
export const OFF_AIR_MS = 2 * 3600_000

/** Time between slots that nothing fills, shorter than a break in broadcasting. */
export function gapsOf(slots: readonly Stretch[]): Gap[] {
  const gaps: Gap[] = []
  let filledTo: string | undefined
  for (const { startsAt, endsAt } of [...slots].sort(byStart)) {
    if (filledTo !== undefined && startsAt > filledTo) {
      const durationMs = lengthMs(filledTo, startsAt)
      if (durationMs <= OFF_AIR_MS) gaps.push({ startsAt: filledTo, endsAt: startsAt, durationMs })
    }
    if (filledTo === undefined || endsAt > filledTo) filledTo = endsAt
  }
  return gaps
}

/** What the choice of a version reads. */
export interface Candidate {
  readonly id: string
  readonly number: number
  readonly language: string | null
}

/**
 * The version that airs in a slot, among those approved for television: the pinned one; else in the slot's language
 * where it names one; else Vietnamese, then without words, then any; the newest of those. Undefined: the slot only
 * keeps the place.
 */
export function versionToAir<T extends Candidate>(
  approved: readonly T[],
  wanted: { versionId: string | null; language: string | null },
): T | undefined {
  if (wanted.versionId !== null) return approved.find((version) => version.id === wanted.versionId)
  let best: T | undefined
  for (const version of approved) {
    if (wanted.language !== null && version.language !== wanted.language) continue
    if (!best || before(version, best)) best = version
  }
  return best
}

const before = (a: Candidate, b: Candidate) =>
  rankOf(a.language) === rankOf(b.language) ? a.number > b.number : rankOf(a.language) < rankOf(b.language)

const rankOf = (language: string | null) => (language === 'vi' ? 0 : language === null ? 1 : 2)
