import { daysBetween } from '../ui/days.ts'
import { dayOf } from '../ui/format.ts'
import type { IconName } from '../ui/icons.tsx'
import type { Tone } from '../ui/StatusChip.tsx'
import type { Device, DeviceLog } from './devices.api.ts'

export interface Standing {
  tone: Tone
  icon: IconName
  word: 'revoked' | 'neverSeen' | 'silent' | 'waiting' | 'gap' | 'inOrder'
  days: number
}

/** The day it is asked on, and after how many days silence is worth a call. */
export interface Now {
  today: string
  silentDays: number
}

/** What most needs to be known of a device on a day. */
export function standingOf(device: Device, log: DeviceLog | undefined, { today, silentDays }: Now): Standing {
  const heard = device.lastSeenAt ?? device.enrolledAt
  const days = Math.max(0, daysBetween(dayOf(heard), today))
  if (device.revoked) return { tone: 'stop', icon: 'stop', word: 'revoked', days }
  if (!device.lastSeenAt) return { tone: 'neutral', icon: 'clock', word: 'neverSeen', days }
  if (days >= silentDays) return { tone: 'warn', icon: 'nowifi', word: 'silent', days }
  if (log && log.highest > log.acknowledged) return { tone: 'warn', icon: 'warn', word: 'gap', days }
  if (device.told?.waitingSince) return { tone: 'busy', icon: 'clock', word: 'waiting', days }
  return { tone: 'ok', icon: 'check', word: 'inOrder', days }
}
