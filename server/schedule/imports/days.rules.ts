import { addDays, daysBetween, realDay, weekdayOf } from '../../calendar/days.rules.ts'

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

const two = (part: string) => part.padStart(2, '0')

/** A text in plain words and without the weekdays in it: the 2 of "Thứ 2 - 27/9" is no day of a month. */
const withoutWeekdays = (text: string) =>
  WEEKDAYS.reduce((words, [name]) => words.replace(name, ' '), plainWords(text))

/**
 * The date of a text: 27/9, 27/09/2021, 27-9-21, 2021-09-27, "Thứ Hai, ngày 27/9", "27 tháng 9 năm 2021", a spreadsheet's
 * serial number, or a weekday alone. Without a year, the nearest to `near` (YYYY-MM-DD, a Monday); a weekday alone is of that week.
 * `misnamed` where the weekday that stands beside it is another one's.
 */
export function readDay(text: string, near: string): { day: string; misnamed: boolean } | undefined {
  const day = dateIn(withoutWeekdays(text), near)
  const weekday = weekdayIn(text.replace(/\d{4}-\d{2}-\d{2}.*/, ''))
  if (day !== undefined) return { day, misnamed: weekday !== undefined && weekday !== weekdayOf(day) }
  return weekday !== undefined && !/\d{2}/.test(text)
    ? { day: addDays(near, weekday - 1), misnamed: false }
    : undefined
}

/** The same, where a text says a day and nothing else, as the head of a day does. */
export const readDayAlone = (text: string, near: string) =>
  withoutWeekdays(text).replace(/\b(ngay|thang|nam)\b|[\d\s,.:()/-]/g, '') === ''
    ? readDay(text, near)
    : undefined

function dateIn(words: string, near: string): string | undefined {
  const text = words.replace(/(\d{1,2}) thang (\d{1,2})(?: nam (\d{4}))?/, (_, date, month, year) =>
    [date, month, ...(year ? [year] : [])].join('/'),
  )
  const serial = /^\d{5}(?:\.\d+)?$/.test(text.trim()) ? Math.floor(Number(text)) : undefined
  if (serial !== undefined)
    return serial >= SERIAL.least && serial <= SERIAL.most ? addDays(SERIAL.zero, serial) : undefined
  const iso = text.match(/\b(\d{4})-(\d{2})-(\d{2})\b/)?.[0]
  if (iso !== undefined) return realDay(iso)
  // A year stands behind the same mark as the month: in 01/10-03/10 the 03 is another day.
  const [, date, , month, year] =
    text.match(/(?<!\d)(\d{1,2})([/.-])(\d{1,2})(?:\2(\d{4}|\d{2}))?(?!\d)/) ?? []
  if (date === undefined || month === undefined) return undefined
  const of = (wanted: string) => `${wanted}-${two(month)}-${two(date)}`
  if (year !== undefined) {
    return realDay(of(year.length === 2 ? `20${year}` : year))
  }
  const thisYear = Number(near.slice(0, 4))
  return [thisYear, thisYear + 1, thisYear - 1]
    .flatMap((candidate) => realDay(of(String(candidate))) ?? [])
    .sort((a, b) => Math.abs(daysBetween(near, a)) - Math.abs(daysBetween(near, b)))[0]
}
