import { language } from './words.ts'

// Quantities and times as they are written here, always in the station's zone.

const locale = () => (language.get() === 'en' ? 'en-GB' : 'vi-VN')
const zone = { timeZone: 'Asia/Ho_Chi_Minh', hourCycle: 'h23' } as const

/** 1,2 MB; whole GB have one decimal too. */
export function size(bytes: number): string {
  const [unit, by] =
    bytes >= 1e9 ? (['GB', 1e9] as const) : bytes >= 1e6 ? (['MB', 1e6] as const) : (['KB', 1e3] as const)
  const digits = unit === 'KB' ? 0 : 1
  return `${new Intl.NumberFormat(locale(), { maximumFractionDigits: digits }).format(bytes / by)}\u00a0${unit}`
}

/** 02:14, from milliseconds. */
export function mmss(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  return `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`
}

/** 4'12", from milliseconds. */
export function length(ms: number): string {
  const seconds = Math.round(ms / 1000)
  return `${Math.floor(seconds / 60)}'${String(seconds % 60).padStart(2, '0')}"`
}

export const clock = (at: number): string =>
  new Intl.DateTimeFormat(locale(), { ...zone, hour: '2-digit', minute: '2-digit' }).format(at)

/** 30/09, of a calendar day or an instant. */
export function day(when: string | number): string {
  const at = typeof when === 'string' && when.length === 10 ? `${when}T12:00:00+07:00` : when
  return new Intl.DateTimeFormat('en-GB', { ...zone, day: '2-digit', month: '2-digit' }).format(new Date(at))
}

export const weekday = (at: number): string =>
  new Intl.DateTimeFormat(locale(), { ...zone, weekday: 'long' }).format(at)

/** 30/09/2021, of a calendar day. */
export const fullDay = (when: string): string => when.split('-').toReversed().join('/')
