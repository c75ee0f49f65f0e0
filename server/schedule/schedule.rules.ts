import { Temporal } from 'temporal-polyfill'
import { addDays, daysFrom, STATION_ZONE } from '../calendar/days.rules.ts'

export const DAY_MS = 86_400_000
const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

const clock = (hour: number, minute: number, second: number): number | undefined =>
  hour < 24 && minute < 60 && second < 60 ? hour * 3600 + minute * 60 + second : undefined

/**
 * Seconds since midnight of a time as people type it: 2010, 20h10, 20:10, 20.10, 20:10:30, 8h, 805; or to the
 * millisecond, 20:10:30.480. Undefined when it is no time of day.
 */
export function parseTimeOfDay(text: string): number | undefined {
  const typed = text.trim().toLowerCase()
  const exact = typed.match(/^(\d{2}:\d{2}:\d{2})(\.\d{3})$/)
  if (exact) {
    const whole = parseTimeOfDay(exact[1] ?? '')
    return whole === undefined ? undefined : whole + Number(exact[2])
  }
  const apart = typed.match(/^(\d{1,2})\s*[h:.g]\s*(\d{1,2})?(?:\s*[:.'’]\s*(\d{1,2}))?$/)
  if (apart) return clock(Number(apart[1]), Number(apart[2] ?? 0), Number(apart[3] ?? 0))
  const together = typed.match(/^(\d{1,2})(\d{2})(\d{2})?$/)
  if (together && typed.length !== 5)
    return clock(Number(together[1]), Number(together[2]), Number(together[3] ?? 0))
  return undefined
}

/**
 * Milliseconds of a length as people type it: 92'15", 92', 45 (minutes), 45p, 45 phút, 1h30, 92:15 (minutes and
 * seconds), 1:32:15. Undefined when it is none, or nothing, or more than a day.
 */
export function parseLength(text: string): number | undefined {
  const typed = text
    .trim()
    .toLowerCase()
    .replace(/[’′]/g, "'")
    .replace(/[”″]|''/g, '"')
  const ms = lengthOf(typed)
  return ms !== undefined && ms > 0 && ms <= DAY_MS ? ms : undefined
}

function lengthOf(typed: string): number | undefined {
  const bare = typed.match(/^\d{1,4}$/)
  if (bare) return Number(typed) * MINUTE
  const minutes = typed.match(/^(\d{1,4})\s*(?:'|p|ph|phút|min)\s*(?:(\d{1,2})\s*(?:"|s|giây)?)?$/)
  if (minutes) return Number(minutes[1]) * MINUTE + Number(minutes[2] ?? 0) * SECOND
  const seconds = typed.match(/^(\d{1,5})\s*(?:"|s|giây)$/)
  if (seconds) return Number(seconds[1]) * SECOND
  const hours = typed.match(/^(\d{1,2})\s*(?:h|giờ)\s*(?:(\d{1,2})\s*(?:'|p|phút)?)?$/)
  if (hours) return Number(hours[1]) * HOUR + Number(hours[2] ?? 0) * MINUTE
  const clocked = typed.match(/^(?:(\d{1,2}):)?(\d{1,3}):(\d{2})$/)
  if (clocked)
    return Number(clocked[1] ?? 0) * HOUR + Number(clocked[2]) * MINUTE + Number(clocked[3]) * SECOND
  return undefined
}

/**
 * The instant (ISO, UTC) of a time of day on a broadcast day. A broadcast day that begins after midnight, say at
 * 05:00, runs on into the early hours of the next calendar day.
 */
export function instantOf(day: string, secondsOfDay: number, dayStartsMin = 0): string {
  const date = Temporal.PlainDate.from(addDays(day, secondsOfDay < dayStartsMin * 60 ? 1 : 0))
  const time = Temporal.PlainTime.from('00:00').add({ milliseconds: Math.round(secondsOfDay * SECOND) })
  const zoned = date.toZonedDateTime({ timeZone: STATION_ZONE, plainTime: time })
  return new Date(zoned.epochMilliseconds).toISOString()
}

/** Further apart than this, two hours of one broadcast day were told over midnight (ms). */
const OVER_MIDNIGHT_MS = 18 * HOUR

/**
 * The instant (ISO, UTC) that somebody means by an hour, told of what was planned at another: 00:05 of what was to begin
 * at 23:50 is a quarter of an hour later, not the other end of its day.
 */
export function besidePlanned(told: string, planned: string): string {
  const awayMs = Date.parse(told) - Date.parse(planned)
  return endOf(told, awayMs < -OVER_MIDNIGHT_MS ? DAY_MS : awayMs > OVER_MIDNIGHT_MS ? -DAY_MS : 0)
}

const local = (instant: string, earlierMs = 0) =>
  Temporal.Instant.fromEpochMilliseconds(Date.parse(instant) - earlierMs).toZonedDateTimeISO(STATION_ZONE)

/** The broadcast day (YYYY-MM-DD) an instant belongs to. */
export function broadcastDayOf(instant: string, dayStartsMin = 0): string {
  return local(instant, dayStartsMin * MINUTE)
    .toPlainDate()
    .toString()
}

/** Seconds since the station's midnight. */
export function secondsOfDay(instant: string): number {
  const { hour, minute, second } = local(instant)
  return hour * 3600 + minute * 60 + second
}

/** Seconds since the station's midnight, to the millisecond: what was laid behind a recording starts on a frame. */
export function exactSecondsOfDay(instant: string): number {
  return secondsOfDay(instant) + (Date.parse(instant) % SECOND) / SECOND
}

/** 20:10:05.480, as `parseTimeOfDay` reads it back to the millisecond. */
export function exactTimeOfDay(instant: string): string {
  const ms = Date.parse(instant) % SECOND
  return ms === 0
    ? timeOfDay(instant)
    : `${timeOfDay(instant).padEnd(8, ':00')}.${String(ms).padStart(3, '0')}`
}

/** 20:10, or 20:10:05 where the seconds are not round. */
export function timeOfDay(instant: string): string {
  const { hour, minute, second } = local(instant)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${two(hour)}:${two(minute)}${second ? `:${two(second)}` : ''}`
}

/** The end (ISO, UTC; exclusive) of what starts then and lasts so many milliseconds. */
export function endOf(startsAt: string, durationMs: number): string {
  return new Date(Date.parse(startsAt) + durationMs).toISOString()
}

/** The end (ISO, UTC; exclusive) of a broadcast day, which is the start of the next one. */
export function endOfDay(day: string, dayStartsMin = 0): string {
  return instantOf(addDays(day, 1), dayStartsMin * 60, dayStartsMin)
}

/** The seven days from a day on. */
export function weekFrom(day: string): string[] {
  return daysFrom(day, addDays(day, 6))
}

/** 58'24", as a station counts: whole hours stay minutes, milliseconds are rounded. */
export function lengthText(ms: number): string {
  const seconds = Math.round(ms / SECOND)
  return `${Math.floor(seconds / 60)}'${String(seconds % 60).padStart(2, '0')}"`
}
