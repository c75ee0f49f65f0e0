import { addDays, daysBetween, weekdayOf } from '../../calendar/days.rules.ts'

/** Without tones, marks and case; đ as d. */
export const plainWords = (text: string) =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase().replace(/\s+/g, ' ').trim()

const WEEKDAYS: readonly (readonly [RegExp, number])[] = [
  [/\b(thu hai|thu 2|t2|monday|mon)\b/, 1],
  [/\b(thu ba|thu 3|t3|tuesday|tue)\b/, 2],
  [/\b(thu tu|thu 4|t4|wednesday|wed)\b/, 3],
  [/\b(thu nam|thu 5|t5|thursday)\b/, 4],
  [/\b(thu sau|thu 6|t6|friday|fri)\b/, 5],
  [/\b(thu bay|thu 7|t7|saturday|sat)\b/, 6],
  [/\b(chu nhat|cn|sunday|sun)\b/, 7],
]

/** 1 for Monday to 7 for Sunday where a text names one: "Thứ Hai", "Thứ 2", "T2", "CN". */
export function weekdayIn(text: string): number | undefined {
  const words = plainWords(text)
  return WEEKDAYS.find(([name]) => name.test(words))?.[1]
}

/** Days between 1970 and 2120 as spreadsheets count them, from 30/12/1899. */
const SERIAL = { zero: '1899-12-30', least: 25_569, most: 80_000 }

const isDate = (day: string) =>
  !Number.isNaN(Date.parse(day)) && new Date(day).toISOString().slice(0, 10) === day
const two = (part: string) => part.padStart(2, '0')

/**
 * The date of a text: 27/9, 27/09/2021, 27-9-21, 2021-09-27, "Thứ Hai, ngày 27/9", a spreadsheet's serial number, or a
 * weekday alone. Without a year, the nearest to `near` (YYYY-MM-DD, a Monday); a weekday alone is of that week.
 * `misnamed` where the weekday that stands beside it is another one's.
 */
export function readDay(text: string, near: string): { day: string; misnamed: boolean } | undefined {
  const day = dateIn(text, near)
  const weekday = weekdayIn(text.replace(/\d{4}-\d{2}-\d{2}.*/, ''))
  if (day !== undefined) return { day, misnamed: weekday !== undefined && weekday !== weekdayOf(day) }
  return weekday !== undefined && !/\d{2}/.test(text)
    ? { day: addDays(near, weekday - 1), misnamed: false }
    : undefined
}

function dateIn(text: string, near: string): string | undefined {
  const serial = /^\d{5}(?:\.\d+)?$/.test(text.trim()) ? Math.floor(Number(text)) : undefined
  if (serial !== undefined)
    return serial >= SERIAL.least && serial <= SERIAL.most ? addDays(SERIAL.zero, serial) : undefined
  const iso = text.match(/\b(\d{4})-(\d{2})-(\d{2})\b/)?.[0]
  if (iso !== undefined) return isDate(iso) ? iso : undefined
  // A year stands behind the same mark as the month: in 01/10-03/10 the 03 is another day.
  const [, date, , month, year] =
    text.match(/(?<!\d)(\d{1,2})([/.-])(\d{1,2})(?:\2(\d{4}|\d{2}))?(?!\d)/) ?? []
  if (date === undefined || month === undefined) return undefined
  const of = (wanted: string) => `${wanted}-${two(month)}-${two(date)}`
  if (year !== undefined) {
    const day = of(year.length === 2 ? `20${year}` : year)
    return isDate(day) ? day : undefined
  }
  const thisYear = Number(near.slice(0, 4))
  return [thisYear, thisYear + 1, thisYear - 1]
    .map((candidate) => of(String(candidate)))
    .filter(isDate)
    .sort((a, b) => Math.abs(daysBetween(near, a)) - Math.abs(daysBetween(near, b)))[0]
}
