import { areaInForce } from '../areas.rules.ts'
import type { BulletinClass, DayStretch, LimitKind, LoudspeakerRule } from './limits.schema.ts'

const DAY_MIN = 1440

/** Minutes since midnight of a clock time such as `18:30`. */
export function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
}

/** How loudspeakers are to be used at one place. */
export interface Use {
  /** First day, and first day no longer; YYYY-MM-DD. */
  readonly validFrom: string
  readonly validTo: string
  /** Monday is 1. */
  readonly weekdays: readonly number[]
  /** When sessions begin, such as `18:30`. */
  readonly starts: readonly string[]
  /** Length of one session in ms. */
  readonly sessionMs: number
  readonly bulletinClass: BulletinClass
}

/** A place with the rules that reach it: its own first, then those of the places it lies in, the nearest first. */
export interface RuledPlace {
  readonly name: string
  readonly rules: readonly LoudspeakerRule[]
}

/** One limit that is passed over, where, by which rule, and on how many days. */
export interface LimitBreak {
  limit: LimitKind
  place: string
  ruleId: string
  document: string
  /** What the rule allows and what is planned, as a person writes it: `15`, `21:00-05:00`. Minutes for lengths. */
  allowed: string
  planned: string
  firstDay: string
  days: number
}

/** The rule that holds at a place on a day: the nearest place that has one in force. */
export function ruleOn(place: RuledPlace, day: string): LoudspeakerRule | undefined {
  return place.rules.find((rule) => areaInForce(rule, day))
}

/** What holds on one day, after exceptions and what the class of a bulletin passes over by itself. */
function limitsOn(rule: LoudspeakerRule, day: string, bulletinClass: BulletinClass) {
  const { limits } = rule
  const exceptions = limits.exceptions.filter((exception) => areaInForce(exception, day))
  const lifted = new Set<LimitKind>([
    ...(bulletinClass === 'normal' ? [] : limits.classes[bulletinClass]),
    ...exceptions.flatMap((exception) => exception.lifts),
  ])
  const most = (own: number | null, raised: (number | null)[]) =>
    own === null ? null : Math.max(own, ...raised.map((value) => value ?? 0))
  const minutes = exceptions.map(({ minutesPerSession }) => minutesPerSession)
  const sessions = exceptions.map(({ sessionsPerDay }) => sessionsPerDay)
  return {
    lifted,
    minutesPerSession: lifted.has('minutes') ? null : most(limits.minutesPerSession, minutes),
    sessionsPerDay: lifted.has('sessions') ? null : most(limits.sessionsPerDay, sessions),
  }
}

/**
 * The minutes one session may last at a place on a day; null where nothing limits it. Exceptions and the bulletin's
 * class count.
 */
export function minutesAllowed(place: RuledPlace, day: string, bulletinClass: BulletinClass): number | null {
  return allowanceOn(place, day, bulletinClass)?.minutesPerSession ?? null
}

/** The rule of a place on a day with the minutes of a session and the sessions of a day that it allows; null: any. */
export function allowanceOn(place: RuledPlace, day: string, bulletinClass: BulletinClass) {
  const rule = ruleOn(place, day)
  return rule && { rule, ...limitsOn(rule, day, bulletinClass) }
}

/** Minutes as they are written beside a limit: in tenths, never less than they are. */
export const minutesText = (ms: number): string => String(Math.ceil(ms / 6000) / 10)

/** Whether a stretch of minutes of the day, perhaps past midnight, meets another. */
function meets(startMin: number, lengthMin: number, { from, to }: DayStretch): boolean {
  const begin = minuteOf(from)
  const length = (minuteOf(to) - begin + DAY_MIN) % DAY_MIN
  // A session that begins at this very minute sounds even when it is short.
  const own = Math.max(lengthMin, 1 / 60)
  const after = (begin - startMin + DAY_MIN) % DAY_MIN
  return after < own || after + length > DAY_MIN
}

/** Whether all of a session lies within one of the stretches. */
function within(startMin: number, lengthMin: number, hours: readonly DayStretch[]): boolean {
  return hours.some(({ from, to }) => {
    const begin = minuteOf(from)
    const length = (minuteOf(to) - begin + DAY_MIN) % DAY_MIN
    return ((startMin - begin + DAY_MIN) % DAY_MIN) + lengthMin <= length
  })
}

type Found = Pick<LimitBreak, 'limit' | 'allowed' | 'planned'>

const said = (stretches: readonly DayStretch[]) => stretches.map(({ from, to }) => `${from}-${to}`).join(', ')

function brokenOn(rule: LoudspeakerRule, day: string, weekday: number, use: Use): Found[] {
  const { limits } = rule
  const { lifted, minutesPerSession, sessionsPerDay } = limitsOn(rule, day, use.bulletinClass)
  const lengthMin = use.sessionMs / 60_000
  const found: Found[] = []
  if (!lifted.has('weekday') && !limits.weekdays.includes(weekday))
    found.push({ limit: 'weekday', allowed: limits.weekdays.join(', '), planned: String(weekday) })
  if (minutesPerSession !== null && lengthMin > minutesPerSession)
    found.push({
      limit: 'minutes',
      allowed: String(minutesPerSession),
      planned: minutesText(use.sessionMs),
    })
  if (sessionsPerDay !== null && use.starts.length > sessionsPerDay)
    found.push({ limit: 'sessions', allowed: String(sessionsPerDay), planned: String(use.starts.length) })
  for (const start of use.starts) {
    const at = minuteOf(start)
    const quiet = lifted.has('quiet') ? undefined : limits.quiet.find((one) => meets(at, lengthMin, one))
    if (quiet) found.push({ limit: 'quiet', allowed: said([quiet]), planned: start })
    else if (!lifted.has('hours') && limits.hours.length > 0 && !within(at, lengthMin, limits.hours))
      found.push({ limit: 'hours', allowed: said(limits.hours), planned: start })
  }
  return found
}

const DAY_MS = 86_400_000

/** The days a use is played on with their weekdays, by plain arithmetic of UTC days: it is asked for hundreds of places. */
export function daysOf({ validFrom, validTo, weekdays }: Use): { day: string; weekday: number }[] {
  const from = Date.parse(`${validFrom}T00:00:00Z`)
  const count = Math.max(0, (Date.parse(`${validTo}T00:00:00Z`) - from) / DAY_MS)
  return Array.from({ length: count }, (_, index) => {
    const date = new Date(from + index * DAY_MS)
    return { day: date.toISOString().slice(0, 10), weekday: date.getUTCDay() || 7 }
  }).filter(({ weekday }) => weekdays.includes(weekday))
}

/**
 * Every limit that a use of loudspeakers passes over at some places, each rule and limit once, with the first day and
 * the number of days. Days outside the use's own weekdays are not played.
 */
export function limitBreaks(places: readonly RuledPlace[], use: Use): LimitBreak[] {
  const breaks = new Map<string, LimitBreak>()
  for (const { day, weekday } of daysOf(use)) {
    const seen = new Set<string>()
    for (const place of places) {
      const rule = ruleOn(place, day)
      if (!rule) continue
      for (const found of brokenOn(rule, day, weekday, use)) {
        const key = `${rule.id} ${found.limit} ${found.limit === 'weekday' ? '' : found.planned}`
        if (seen.has(key)) continue
        seen.add(key)
        const known = breaks.get(key)
        if (known) known.days += 1
        else
          breaks.set(key, {
            ...found,
            place: place.name,
            ruleId: rule.id,
            document: rule.document,
            firstDay: day,
            days: 1,
          })
      }
    }
  }
  return [...breaks.values()]
}
