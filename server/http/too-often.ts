import { DomainError } from '../errors.ts'

interface Pace {
  /** How many within the time are let through. */
  most: number
  withinMs: number
}

/** Counts what somebody does within a sliding time, in this process's memory: enough against trying out and flooding. */
export function paceKeeper({ most, withinMs }: Pace, now: () => number = () => performance.now()) {
  const seen = new Map<string, number[]>()
  const recent = (key: string) => (seen.get(key) ?? []).filter((at) => now() - at < withinMs)
  return {
    /** Throws `too_often` with the minutes to wait where the count is full. */
    check(key: string): void {
      const times = recent(key)
      const [first] = times
      if (times.length >= most && first !== undefined)
        throw new DomainError('too_often', { minutes: Math.ceil((first + withinMs - now()) / 60_000) })
    },
    note(key: string): void {
      // Addresses that came once are let go of before the map could grow without end.
      if (seen.size > 10_000) for (const one of seen.keys()) if (recent(one).length === 0) seen.delete(one)
      seen.set(key, [...recent(key), now()])
    },
  }
}
