import { daysBetween } from '../ui/days.ts'
import { dayOf } from '../ui/format.ts'
import type { IconName } from '../ui/icons.tsx'
import type { Tone } from '../ui/StatusChip.tsx'
import type { Device, DeviceLog } from './devices.api.ts'

/** A trip lasts some days without any signal: only after a week is silence worth a call. */
const SILENT_AFTER_DAYS = 7

export interface Standing {
  tone: Tone
  icon: IconName
  word: 'revoked' | 'neverSeen' | 'silent' | 'waiting' | 'gap' | 'inOrder'
  days: number
}

/** What most needs to be known of a device on a day. */
export function standingOf(device: Device, log: DeviceLog | undefined, today: string): Standing {
  const heard = device.lastSeenAt ?? device.enrolledAt
  const days = Math.max(0, daysBetween(dayOf(heard), today))
  if (device.revoked) return { tone: 'stop', icon: 'stop', word: 'revoked', days }
  if (!device.lastSeenAt) return { tone: 'neutral', icon: 'clock', word: 'neverSeen', days }
  if (days >= SILENT_AFTER_DAYS) return { tone: 'warn', icon: 'nowifi', word: 'silent', days }
  if (log && log.highest > log.acknowledged) return { tone: 'warn', icon: 'warn', word: 'gap', days }
  if (device.told?.waitingSince) return { tone: 'busy', icon: 'clock', word: 'waiting', days }
  return { tone: 'ok', icon: 'check', word: 'inOrder', days }
}
