/** A stretch of a channel's time, half-open: `endsAt` belongs to what follows. ISO instants in UTC compare as text. */
export interface Stretch {
  readonly startsAt: string
  readonly endsAt: string
}

/** Whether two stretches share any time; those that only touch do not. */
export const overlaps = (a: Stretch, b: Stretch): boolean => a.startsAt < b.endsAt && b.startsAt < a.endsAt

const byStart = (a: Stretch, b: Stretch): number =>
  a.startsAt < b.startsAt ? -1 : a.startsAt > b.startsAt ? 1 : a.endsAt < b.endsAt ? -1 : 1

/** A part of a channel's time, with its length. */
interface Part extends Stretch {
  durationMs: number
}

export interface Overlap<T> extends Part {
  first: T
  second: T
}

const lengthMs = (startsAt: string, endsAt: string) => Date.parse(endsAt) - Date.parse(startsAt)

/** The time that two stretches have in common; none where they only touch. */
export function sharedTime(a: Stretch, b: Stretch): Part | undefined {
  const startsAt = a.startsAt > b.startsAt ? a.startsAt : b.startsAt
  const endsAt = a.endsAt < b.endsAt ? a.endsAt : b.endsAt
  return startsAt < endsAt ? { startsAt, endsAt, durationMs: lengthMs(startsAt, endsAt) } : undefined
}

/**
 * The time that a stretch shares with those that began before it. `open` are those that had not ended so far; they are
 * answered without those that end before `second` begins.
 */
export function shareWith<T extends Stretch>(
  open: readonly T[],
  second: T,
  onShared: (overlap: Overlap<T>) => void,
): T[] {
  const running: T[] = []
  for (const first of open) {
    if (first.endsAt <= second.startsAt) continue
    running.push(first)
    const time = sharedTime(first, second)
    if (time) onShared({ first, second, ...time })
  }
  return running
}

/** Every pair that shares time, in the order of the later one's start. Takes n log n plus the overlaps found. */
export function overlapsOf<T extends Stretch>(slots: readonly T[]): Overlap<T>[] {
  const found: Overlap<T>[] = []
  let open: T[] = []
  for (const slot of [...slots].sort(byStart)) {
    open = shareWith(open, slot, (overlap) => found.push(overlap))
    open.push(slot)
  }
  return found
}

/** Time that nothing fills. */
export interface Gap extends Part {}

/** Longer than this the channel is off the air, which is no hole in its plan (ms). */
export const OFF_AIR_MS = 2 * 3600_000

/** What ends last so far may say that the time after it is meant to stay empty. */
interface Followed extends Stretch {
  readonly gapPolicy?: string | null
}

/** The hole between what ended last and what begins next; none where it is meant, or longer than a break in broadcasting. */
export function gapBetween(last: Followed | undefined, next: Stretch): Gap | undefined {
  if (!last || last.endsAt >= next.startsAt || last.gapPolicy === 'leave') return undefined
  const durationMs = lengthMs(last.endsAt, next.startsAt)
  return durationMs > OFF_AIR_MS ? undefined : { startsAt: last.endsAt, endsAt: next.startsAt, durationMs }
}

/** Time between slots that nothing fills. */
export function gapsOf(slots: readonly Followed[]): Gap[] {
  const gaps: Gap[] = []
  let last: Followed | undefined
  for (const slot of [...slots].sort(byStart)) {
    const gap = gapBetween(last, slot)
    if (gap) gaps.push(gap)
    if (!last || slot.endsAt > last.endsAt) last = slot
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
