import { getLunarDate, getSolarDate, getYearCanChi } from '@dqcai/vn-lunar'
import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { addDays, instantAt, mondayOf, STATION_ZONE } from './days.rules.ts'

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

/** The instant by which the grid of the week that holds `date` is due at the station: in the week before. */
export function deadlineFor(date: string, rule: DeadlineRule = usualDeadline): string {
  return instantAt(addDays(mondayOf(date), rule.weekday - 8), rule.time)
}

/** The next deadline from an instant on, and the Monday of the week it is about. */
export function nextDeadline(
  now: string,
  rule: DeadlineRule = usualDeadline,
): { at: string; monday: string } {
  const today = Temporal.Instant.from(now).toZonedDateTimeISO(STATION_ZONE).toPlainDate().toString()
  const next = addDays(mondayOf(today), 7)
  const monday = deadlineFor(next, rule) >= now ? next : addDays(next, 7)
  return { at: deadlineFor(monday, rule), monday }
}
