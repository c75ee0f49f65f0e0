/** The last event of a device whose time nobody has reason to doubt. */
export interface ClockSeen {
  readonly at: string
  readonly boot: string
  readonly monotonicMs: number
}

/** Why a time is uncertain: after it was received, before the device was ours, or out of step with the event before. */
export type Doubt = 'future' | 'early' | 'back' | 'leap'

const toleranceMs = 5 * 60_000
// A phone's monotonic clock may stand still while it sleeps: a night and a day are no leap, two days are.
const longestSleepMs = 36 * 3_600_000

/**
 * Whether the time a device wrote on an event can be believed, from the events before it. A clock that went back stays doubted
 * until it goes in step with its monotonic clock again, or until a contact shows that it is right (then `seen` is null).
 */
export function doubtOf(
  event: ClockSeen,
  { seen, enrolledAt, receivedAt }: { seen: ClockSeen | null; enrolledAt: string; receivedAt: string },
): Doubt | null {
  const at = Date.parse(event.at)
  if (at > Date.parse(receivedAt) + toleranceMs) return 'future'
  if (at < Date.parse(enrolledAt) - toleranceMs) return 'early'
  if (seen === null) return null
  const byClock = at - Date.parse(seen.at)
  if (byClock < -toleranceMs) return 'back'
  if (event.boot !== seen.boot) return null
  const ahead = byClock - (event.monotonicMs - seen.monotonicMs)
  if (ahead < -toleranceMs) return 'back'
  return ahead > longestSleepMs ? 'leap' : null
}

/** Whether a device's clock is right at this moment: it tells its time as it sends. */
export const isRight = (deviceNow: string, serverNow: string): boolean =>
  Math.abs(Date.parse(deviceNow) - Date.parse(serverNow)) <= toleranceMs
