import { Temporal } from 'temporal-polyfill'

// Apart from the lunar calendar, whose tables a page that only counts days need not fetch.

/** The zone in which the station's days begin and end. */
export const STATION_ZONE = 'Asia/Ho_Chi_Minh'

/** A text where it is a day of the calendar (YYYY-MM-DD): addresses and files hold whatever somebody wrote. */
export function realDay(text: string | undefined): string | undefined {
  if (text === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined
  const at = new Date(`${text}T00:00:00Z`)
  // The 31st of February is read as the 3rd of March.
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text) ? text : undefined
}

/** 1 is Monday, 7 is Sunday (ISO 8601). */
export function weekdayOf(date: string): number {
  return Temporal.PlainDate.from(date).dayOfWeek
}

/** A day some days later, or earlier; days as YYYY-MM-DD. */
export function addDays(date: string, days: number): string {
  return Temporal.PlainDate.from(date).add({ days }).toString()
}

/** Whole days from one day to another; negative when the other lies before. */
export function daysBetween(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'days' }).days
}

const mondays = new Map<string, string>()

/** The Monday of the week a day lies in. Remembered: whole plans ask it of each row, and there are few days. */
export function mondayOf(date: string): string {
  const known = mondays.get(date)
  if (known !== undefined) return known
  const monday = addDays(date, 1 - weekdayOf(date))
  if (mondays.size < 5000) mondays.set(date, monday)
  return monday
}

/** Days from `from` to `to`, both included. */
export function daysFrom(from: string, to: string): string[] {
  return Array.from({ length: Math.max(0, daysBetween(from, to) + 1) }, (_, i) => addDays(from, i))
}

/** The instant (ISO, UTC) of a wall time such as "15:00" on a day at the station. */
export function instantAt(date: string, time: string): string {
  const at = Temporal.PlainDateTime.from(`${date}T${time}`).toZonedDateTime(STATION_ZONE)
  return new Date(at.epochMilliseconds).toISOString()
}

/** The parts of a date as documents write them: days below 10 and the months 1 and 2 take a nought, the others none (Nghị định 30/2020). */
export function paperParts(date: string): { day: string; month: string; year: string } {
  const [year = '', month = '', day = ''] = date.split('-')
  return { day, month: Number(month) <= 2 ? month : String(Number(month)), year }
}

/** 03/10/2021, and 27/9 without its year, as documents write it. */
export function paperDay(date: string, withYear = true): string {
  const { day, month, year } = paperParts(date)
  return withYear ? `${day}/${month}/${year}` : `${day}/${month}`
}

/** "01/10, 03/10/2021", or the one day: the year stands once. */
export const paperDays = (dates: readonly string[]): string =>
  dates.map((date, at) => paperDay(date, at === dates.length - 1)).join(', ')

/** 03/10/2021 */
export const numericDay = (date: string) => date.split('-').reverse().join('/')
