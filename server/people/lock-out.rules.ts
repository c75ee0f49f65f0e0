/** Failures of one account or one address. Times in milliseconds of real time. */
export interface Failures {
  readonly count: number
  readonly lastAtMs: number
  readonly lockedUntilMs: number | null
}

const LOCK_MS = 15 * 60_000
/** How many wrong tries lock an account, and an address from which many people may come. */
export const LIMITS = { account: 5, address: 30 } as const

/** Milliseconds for which nobody is let in; 0 when free. */
export function lockedForMs(failures: Failures | undefined, nowMs: number): number {
  return Math.max(0, (failures?.lockedUntilMs ?? 0) - nowMs)
}

/** One more try, counted before its outcome is known, so that many at once cannot slip past. Old failures are forgotten. */
export function countTry(before: Failures | undefined, nowMs: number, limit: number): Failures {
  const fresh = before !== undefined && nowMs - before.lastAtMs < LOCK_MS
  const count = (fresh ? before.count : 0) + 1
  return { count, lastAtMs: nowMs, lockedUntilMs: count >= limit ? nowMs + LOCK_MS : null }
}
