import { useMemo } from 'react'
import { type DeadlineRule, deadlineFor } from '../../../server/calendar/calendar.rules.ts'
import { addDays, daysBetween } from '../../../server/calendar/days.rules.ts'
import { broadcastDayOf, timeOfDay } from '../../../server/schedule/schedule.rules.ts'
import type { DayView } from '../plan-view.ts'
import { useCalendarDays } from '../schedule.api.ts'

/** What a planner wants to know of a day. */
export interface DayFact {
  lunar: { day: number; month: number; leap: boolean }
  /** What is kept on it. */
  occasion: { name: string; title: string } | undefined
  /** What comes next, and in how many days. */
  next: { name: string; days: number } | undefined
  /** The hour at which the station wants the week after; set on the day it falls on. */
  due: { time: string; moved: boolean } | undefined
}

/** No further ahead does anybody plan a week for an occasion (days). */
const AHEAD_DAYS = 40

export function useDayFacts(days: readonly DayView[], deadline: DeadlineRule): ReadonlyMap<string, DayFact> {
  const first = days[0]?.day
  const last = days.at(-1)?.day
  const calendar = useCalendarDays(first, last && addDays(last, AHEAD_DAYS)).data
  return useMemo(() => {
    const facts = new Map<string, DayFact>()
    if (!calendar || first === undefined) return facts
    const begins = calendar.flatMap(({ occasions }) => occasions)
    const nextWeek = addDays(first, 7)
    const due = deadlineFor(nextWeek, deadline)
    const dueDay = broadcastDayOf(due)
    const moved = dueDay !== addDays(nextWeek, deadline.weekday - 8)
    for (const { day } of days) {
      const known = calendar.find(({ date }) => date === day)
      const next = begins.find(({ date }) => date > day)
      if (!known) continue
      facts.set(day, {
        lunar: known.lunar,
        occasion: known.occasions[0],
        next: next && { name: next.name, days: daysBetween(day, next.date) },
        due: dueDay === day ? { time: timeOfDay(due), moved } : undefined,
      })
    }
    return facts
  }, [calendar, days, deadline, first])
}
