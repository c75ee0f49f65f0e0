import { getLunarDate, getSolarDate, getYearCanChi } from '@dqcai/vn-lunar'
import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { addDays, instantAt, mondayOf, STATION_ZONE, weekdayOf } from './days.rules.ts'

/** A calendar day as YYYY-MM-DD. */
export const daySchema = z.iso.date({ abort: true })

export const lunarDaySchema = z.object({
  day: z.int(),
  month: z.int(),
  /** The solar year in which the lunar year begins. */
  year: z.int(),
  /** True in a month that repeats the one before it (tháng nhuận). */
  leap: z.boolean(),
  /** Can chi, such as "Tân Sửu". */
  yearName: z.string(),
})
type LunarDay = z.infer<typeof lunarDaySchema>

/**
 * The Vietnamese lunar day of a solar day, reckoned at UTC+7 for 1900 to 2100. The tables are those of
 * vn-lunar; ICU's Chinese calendar reckons at UTC+8 and is a day off in some months, Tết 2027 and 2030 among them.
 * @throws RangeError when the text is not a calendar day.
 */
export function lunarDay(date: string): LunarDay {
  const { day, month, year } = Temporal.PlainDate.from(date)
  const lunar = getLunarDate(day, month, year)
  return {
    day: lunar.day,
    month: lunar.month,
    year: lunar.year,
    leap: lunar.leap,
    yearName: getYearCanChi(lunar.year),
  }
}

/** The solar day of a day in an ordinary (not leap) lunar month. */
export function solarDay(lunar: { day: number; month: number; year: number }): string {
  const { day, month, year } = getSolarDate(lunar.day, lunar.month, lunar.year)
  return Temporal.PlainDate.from({ day, month, year }).toString()
}

/** Solar public holidays as [month, day]: Article 112 of the Labour Code of 2019. */
const solar: readonly (readonly [number, number])[] = [
  [1, 1],
  [4, 30],
  [5, 1],
  [9, 1],
  [9, 2],
]
/** Tết is kept from the last day of the lunar year to the fourth of the new one. */
const TET_LAST_DAY = 4

/** Whether offices are closed on a day for a public holiday: Tết, the Hùng Kings' Day, and the solar ones. */
export function isPublicHoliday(date: string): boolean {
  const [, month = 0, day = 0] = date.split('-').map(Number)
  if (solar.some(([m, d]) => m === month && d === day)) return true
  const lunar = lunarDay(date)
  if (lunar.leap) return false
  if (lunar.month === 3 && lunar.day === 10) return true
  if (lunar.month === 1 && lunar.day <= TET_LAST_DAY) return true
  const tomorrow = lunarDay(addDays(date, 1))
  return tomorrow.month === 1 && tomorrow.day === 1 && !tomorrow.leap
}

/** The day itself, or where it is a public holiday the working day before it: neither holiday nor weekend. */
function workingDayUpTo(date: string): string {
  if (!isPublicHoliday(date)) return date
  let day = addDays(date, -1)
  while (isPublicHoliday(day) || weekdayOf(day) > 5) day = addDays(day, -1)
  return day
}

/** When a channel wants next week's grid: a weekday (1 Monday to 7 Sunday) and a wall time of the week before. */
const deadlineRuleSchema = z.object({
  weekday: z.int().min(1).max(7),
  time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
})
export type DeadlineRule = z.infer<typeof deadlineRuleSchema>

/** What a channel starts with: Friday, before 15:00. */
export const usualDeadline: DeadlineRule = { weekday: 5, time: '15:00' }

/** Reads the rule kept with a channel; an unreadable one counts as the usual one. */
export function readDeadlineRule(text: string): DeadlineRule {
  try {
    return deadlineRuleSchema.parse(JSON.parse(text))
  } catch {
    return usualDeadline
  }
}

/**
 * The instant by which the grid of the week that holds `date` is due at the station: in the week before, and where that
 * day is a public holiday on the working day before it.
 */
export function deadlineFor(date: string, rule: DeadlineRule = usualDeadline): string {
  return instantAt(workingDayUpTo(addDays(mondayOf(date), rule.weekday - 8)), rule.time)
}

/** The next deadline from an instant on, and the Monday of the week it is about. */
export function nextDeadline(
  now: string,
  rule: DeadlineRule = usualDeadline,
): { at: string; monday: string } {
  const today = Temporal.Instant.from(now).toZonedDateTimeISO(STATION_ZONE).toPlainDate().toString()
  let monday = addDays(mondayOf(today), 7)
  // Before Tết more than one deadline may already have passed.
  while (deadlineFor(monday, rule) < now) monday = addDays(monday, 7)
  return { at: deadlineFor(monday, rule), monday }
}
