import { Temporal } from 'temporal-polyfill'

/** A row of the weekly grid (khung chương trình): what stands at the same hour on some days of the week. */
export interface Recurring {
  readonly id: string
  /** 1 is Monday, 7 is Sunday. */
  readonly weekdays: readonly number[]
  /** Every how many weeks, counted from the week of `validFrom`. */
  readonly everyWeeks: number
  readonly secondsOfDay: number
  readonly durationMs: number
  readonly validFrom: string
  /** First day on which it no longer applies; null for no end. */
  readonly validTo: string | null
  /** Where two rows meet, the higher one stands. */
  readonly priority: number
  readonly exceptions: readonly DatedException[]
}

/** One date on which a row does not stand, or stands at another hour or length. */
export type DatedException =
  | { readonly day: string; readonly kind: 'skip' }
  | {
      readonly day: string
      readonly kind: 'change'
      readonly secondsOfDay: number
      readonly durationMs: number
    }

export interface Occurrence {
  readonly ruleId: string
  /** The broadcast day it belongs to. */
  readonly day: string
  readonly startsAt: string
  readonly endsAt: string
  readonly durationMs: number
}

const DAY_MS = 86_400_000

/**
 * Where recurring rows stand from one day to another (half-open), in the order of time. Wall time is kept: across a
 * change of the clocks a row stays at its hour, and one at an hour that is skipped stands at the next (as Temporal's
 * "compatible"). Rows of lower priority give way where they would overlap a higher one; among equals the earlier start stands.
 */
export function expand(
  rules: readonly Recurring[],
  range: { readonly from: string; readonly to: string },
  { zone, dayStartsMin = 0 }: { readonly zone: string; readonly dayStartsMin?: number },
): Occurrence[] {
  const instantOf = wallClock(zone)
  const first = dayNumber(range.from)
  const last = dayNumber(range.to)
  const stands: Standing[] = []
  for (const rule of rules) {
    const exceptions = new Map(rule.exceptions.map((exception) => [exception.day, exception]))
    const from = Math.max(first, dayNumber(rule.validFrom))
    const to = rule.validTo === null ? last : Math.min(last, dayNumber(rule.validTo))
    const firstWeek = weekNumber(dayNumber(rule.validFrom))
    const weekdays = new Set(rule.weekdays)
    for (let number = from; number < to; number++) {
      if (!weekdays.has(weekdayNumber(number))) continue
      if (rule.everyWeeks > 1 && (weekNumber(number) - firstWeek) % rule.everyWeeks !== 0) continue
      const day = dayText(number)
      const exception = exceptions.size > 0 ? exceptions.get(day) : undefined
      if (exception?.kind === 'skip') continue
      const { secondsOfDay, durationMs } = exception ?? rule
      const startMs = instantOf(secondsOfDay < dayStartsMin * 60 ? number + 1 : number, secondsOfDay)
      stands.push({ ruleId: rule.id, day, startMs, endMs: startMs + durationMs, priority: rule.priority })
    }
  }
  return givingWay(stands).map(({ ruleId, day, startMs, endMs }) => ({
    ruleId,
    day,
    startsAt: new Date(startMs).toISOString(),
    endsAt: new Date(endMs).toISOString(),
    durationMs: endMs - startMs,
  }))
}

interface Standing {
  readonly ruleId: string
  readonly day: string
  readonly startMs: number
  readonly endMs: number
  readonly priority: number
}

/** In the order of time, without those that overlap one of higher priority, or an earlier one of the same. */
function givingWay(stands: readonly Standing[]): Standing[] {
  const kept: Standing[] = []
  for (const next of stands.toSorted((a, b) => b.priority - a.priority || a.startMs - b.startMs)) {
    const at = firstEndingAfter(kept, next.startMs)
    const after = kept[at]
    if (after === undefined || after.startMs >= next.endMs) kept.splice(at, 0, next)
  }
  return kept
}

/** Where the first of those that end later stands; nothing kept overlaps, so ends are in order as starts are. */
function firstEndingAfter(kept: readonly Standing[], ms: number): number {
  let low = 0
  let high = kept.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((kept[middle] as Standing).endMs <= ms) low = middle + 1
    else high = middle
  }
  return low
}

const dayNumbers = new Map<string, number>()

function dayNumber(day: string): number {
  const known = dayNumbers.get(day)
  if (known !== undefined) return known
  const number = Date.parse(`${day}T00:00:00Z`) / DAY_MS
  if (dayNumbers.size < 4000) dayNumbers.set(day, number)
  return number
}

// 1970-01-01 was a Thursday.
const weekdayNumber = (number: number) => ((((number + 3) % 7) + 7) % 7) + 1
const weekNumber = (number: number) => Math.floor((number + 3) / 7)
const dayText = (number: number) => new Date(number * DAY_MS).toISOString().slice(0, 10)

/** Milliseconds since 1970 of a wall time in a zone, asking for the zone's rules once a day. */
function wallClock(zone: string): (dayNumber: number, secondsOfDay: number) => number {
  const midnights = new Map<number, number>()
  const at = (number: number, secondsOfDay: number) =>
    Temporal.PlainDate.from(dayText(number)).toZonedDateTime({
      timeZone: zone,
      plainTime: Temporal.PlainTime.from('00:00').add({ seconds: secondsOfDay }),
    }).epochMilliseconds
  const midnight = (number: number) => {
    let ms = midnights.get(number)
    if (ms === undefined) {
      ms = at(number, 0)
      midnights.set(number, ms)
    }
    return ms
  }
  return (number, secondsOfDay) => {
    const start = midnight(number)
    // A day of 24 hours has no change of the clocks in it.
    return midnight(number + 1) - start === DAY_MS ? start + secondsOfDay * 1000 : at(number, secondsOfDay)
  }
}
