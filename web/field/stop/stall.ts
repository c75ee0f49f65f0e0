/** What was last seen of a sound that should move on; ms. */
export interface StallWatch {
  atMs: number
  /** Since when it stands there. */
  sinceMs: number
  /** Where it stood still and was begun anew; null once it is well past that. */
  stalledAtMs: number | null
}

/** So long a slow phone may take to read on; beyond it people hear a hole. */
const STALL_MS = 5_000
/** Begun anew, it plays up to here again before it is known whether that helped. */
const PAST_MS = 3_000

/** Looks at a sound that is meant to move on: whether it stands still, and then whether to begin it anew or to pass it over. */
export function watched(
  before: StallWatch | undefined,
  { atMs, nowMs }: { atMs: number; nowMs: number },
): StallWatch & { act: 'none' | 'again' | 'skip' } {
  const stalledAtMs = before?.stalledAtMs ?? null
  if (!before || before.atMs !== atMs) {
    const past = stalledAtMs === null || Math.abs(atMs - stalledAtMs) > PAST_MS
    return { atMs, sinceMs: nowMs, stalledAtMs: past ? null : stalledAtMs, act: 'none' }
  }
  if (nowMs - before.sinceMs < STALL_MS) return { ...before, act: 'none' }
  return stalledAtMs === null
    ? { atMs, sinceMs: nowMs, stalledAtMs: atMs, act: 'again' }
    : { atMs, sinceMs: nowMs, stalledAtMs: null, act: 'skip' }
}
