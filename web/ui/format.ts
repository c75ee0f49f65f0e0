// Dates, times and quantities as they are written here. Everything is in the station's zone, whatever the
// browser's own, and follows the language of the page.
import i18next from 'i18next'

const zone = 'Asia/Ho_Chi_Minh'
const locale = () => (i18next.language === 'en' ? 'en-GB' : 'vi-VN')

const made = new Map<string, Intl.DateTimeFormat>()
// Building a formatter costs far more than using it, and a week's grid uses hundreds.
function formatter(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale() + JSON.stringify(options)
  const known = made.get(key)
  if (known) return known
  const fresh = new Intl.DateTimeFormat(locale(), { timeZone: zone, hourCycle: 'h23', ...options })
  made.set(key, fresh)
  return fresh
}

/** An instant, or a calendar day `2021-10-03` (read at noon, so that no zone moves it). */
export type When = string | number | Date
function moment(when: When): Date {
  if (when instanceof Date) return when
  return new Date(typeof when === 'string' && when.length === 10 ? `${when}T12:00:00+07:00` : when)
}

function parts(when: When): Record<string, string> {
  const wanted = {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  } as const
  return Object.fromEntries(
    formatter(wanted)
      .formatToParts(moment(when))
      .map(({ type, value }) => [type, value]),
  )
}

/** 20:10 */
export function clockTime(when: When): string {
  const { hour, minute } = parts(when)
  return `${hour}:${minute}`
}
/** 03/10/2021 */
export function date(when: When): string {
  const { day, month, year } = parts(when)
  return `${day}/${month}/${year}`
}
/** 03/10 */
export function shortDate(when: When): string {
  return date(when).slice(0, 5)
}
/** 03/10 20:10 */
export function shortDateTime(when: When): string {
  return `${shortDate(when)} ${clockTime(when)}`
}
/** 20:10 03/10/2021 */
export function dateTime(when: When): string {
  return `${clockTime(when)} ${date(when)}`
}
/** Chủ Nhật becomes Chủ nhật, as the printed week writes it. */
export function weekday(when: When): string {
  return formatter({ weekday: 'long' }).format(moment(when)).replace('Chủ Nhật', 'Chủ nhật')
}
/** The station's calendar day of an instant: 2021-10-03. */
export function dayOf(when: When): string {
  const { day, month, year } = parts(when)
  return `${year}-${month}-${day}`
}

const two = (value: number) => String(value).padStart(2, '0')

/** 58'24", from milliseconds; whole hours stay minutes, as a station counts. */
export function duration(ms: number): string {
  const seconds = Math.round(Math.abs(ms) / 1000)
  return `${ms < 0 ? '-' : ''}${Math.floor(seconds / 60)}'${two(seconds % 60)}"`
}
/** 01:02:03, from milliseconds. */
export function timecode(ms: number): string {
  const seconds = Math.floor(Math.max(0, ms) / 1000)
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
}
/** 2 giờ 43 phút; the two largest units, never more. */
export function span(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000))
  const units = {
    day: Math.floor(seconds / 86400),
    hour: Math.floor(seconds / 3600) % 24,
    minute: Math.floor(seconds / 60) % 60,
  }
  if (seconds < 60) return i18next.t('ui:span.second', { count: seconds })
  const { day, hour, minute } = units
  const first = day ? 'day' : hour ? 'hour' : 'minute'
  const rest = day ? (['hour', hour] as const) : hour ? (['minute', minute] as const) : undefined
  const said = [i18next.t(`ui:span.${first}`, { count: units[first] })]
  if (rest?.[1]) said.push(i18next.t(`ui:span.${rest[0]}`, { count: rest[1] }))
  return said.join(' ')
}
/** "còn 5 giờ 20 phút", or "quá hạn 3 phút" once it has passed. */
export function until(when: When, now: When): string {
  const ms = moment(when).getTime() - moment(now).getTime()
  return i18next.t(ms >= 0 ? 'ui:left' : 'ui:late', { span: span(Math.abs(ms)) })
}
/** "3 giờ trước"; under a minute "vừa xong". */
export function since(when: When, now: When): string {
  const ms = moment(now).getTime() - moment(when).getTime()
  if (ms < 60_000) return i18next.t('ui:justNow')
  const largest = ms >= 86400_000 ? 86400_000 : ms >= 3600_000 ? 3600_000 : 60_000
  return i18next.t('ui:ago', { span: span(Math.floor(ms / largest) * largest) })
}

export function number(value: number, digits = 0): string {
  return new Intl.NumberFormat(locale(), {
    maximumFractionDigits: digits,
    minimumFractionDigits: digits,
    // Never "-0,0".
    signDisplay: 'negative',
  }).format(value)
}
/** 63 %, from a fraction; never 100 before the end. */
export function percent(fraction: number): string {
  const whole = fraction >= 1 ? 100 : Math.min(99, Math.max(0, Math.round(fraction * 100)))
  return `${whole} %`
}
/** 8,24 GB: decimal units, three significant figures, as file managers of phones and cards show. */
export function bytes(size: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  const step = size < 1000 ? 0 : Math.min(4, Math.floor(Math.log10(size) / 3))
  const value = size / 1000 ** step
  const digits = step === 0 || value >= 100 ? 0 : value >= 10 ? 1 : 2
  const said = new Intl.NumberFormat(locale(), {
    maximumFractionDigits: step < 3 ? Math.min(digits, 1) : digits,
  }).format(value)
  return `${said} ${units[step]}`
}
/** 2,5 Mb/s, from bytes a second. */
export function speed(bytesPerSecond: number): string {
  const megabits = (bytesPerSecond * 8) / 1e6
  return `${number(megabits, megabits >= 10 ? 0 : 1)} Mb/s`
}
