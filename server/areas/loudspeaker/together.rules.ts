import {
  allowanceOn,
  daysOf,
  type LimitBreak,
  minutesText,
  type RuledPlace,
  type Use,
} from './limits.rules.ts'
import { type DaySpan, daySpans } from './limits.schema.ts'

/** Another list that is heard at a place. */
export interface Beside {
  readonly playlistId: string
  readonly title: string
  readonly use: Use
}

/** A limit that no list passes over by itself, with those that pass over it together and their lengths in ms. */
export interface TogetherBreak extends LimitBreak {
  together: { of: DaySpan; lists: { playlistId: string; title: string; ms: number }[] }
}

const NOON = '12:00'

/** How many sessions a use has in each part of a day; without times it is for the evening, when teams come. */
function sessionsIn({ starts }: Use): Record<DaySpan, number> {
  const morning = starts.filter((start) => start < NOON).length
  const day = Math.max(1, starts.length)
  return { morning, evening: day - morning, day }
}

const playsOn = ({ validFrom, validTo, weekdays }: Use, day: string, weekday: number) =>
  validFrom <= day && day < validTo && weekdays.includes(weekday)

interface Heard extends Beside {
  sessions: Record<DaySpan, number>
}

/**
 * Where a use and others are longer together than a place's rule allows. What begins before noon is one session of
 * all lists, and so is what begins later, unless one of them comes more often; a day has as many as the rule gives it.
 * A class of bulletin that the rule lets pass over minutes neither asks nor counts.
 */
export function togetherBreaks(
  places: readonly { place: RuledPlace; beside: readonly Beside[] }[],
  use: Use,
): TogetherBreak[] {
  const breaks = new Map<string, { found: TogetherBreak; at: RuledPlace }>()
  for (const { place, beside } of places) {
    if (beside.length === 0) continue
    const lists = beside.map((one): Heard => ({ ...one, sessions: sessionsIn(one.use) }))
    for (const { day, weekday } of daysOf(use)) {
      const there = lists.filter((one) => playsOn(one.use, day, weekday))
      const allowance = there.length > 0 ? allowanceOn(place, day, use.bulletinClass) : undefined
      if (!allowance || allowance.minutesPerSession === null) continue
      const limited = there.filter(
        (one) =>
          one.use.bulletinClass === use.bulletinClass ||
          allowanceOn(place, day, one.use.bulletinClass)?.minutesPerSession !== null,
      )
      const found = over(use, limited, { ...allowance, minutesPerSession: allowance.minutesPerSession })
      if (!found) continue
      const { id: ruleId, document } = allowance.rule
      const key = [ruleId, found.together.of, ...found.together.lists.map((one) => one.playlistId)].join(' ')
      const known = breaks.get(key)
      const first = { ...found, place: place.name, ruleId, document, firstDay: day, days: 1 }
      if (!known) breaks.set(key, { found: first, at: place })
      // The same lists under the same rule are told once for all the places within a target.
      else if (known.at === place) known.found.days += 1
    }
  }
  return [...breaks.values()].map(({ found }) => found)
}

/** The first part of a day in which a use and others are longer than allowed. */
function over(
  use: Use,
  beside: readonly Heard[],
  { minutesPerSession, sessionsPerDay }: { minutesPerSession: number; sessionsPerDay: number | null },
): Pick<TogetherBreak, 'limit' | 'allowed' | 'planned' | 'together'> | null {
  const own = sessionsIn(use)
  for (const of of daySpans) {
    if (own[of] === 0 || (of === 'day' && sessionsPerDay === null)) continue
    let ms = use.sessionMs * own[of]
    let most = own[of]
    let others = 0
    for (const { use: their, sessions } of beside) {
      ms += their.sessionMs * sessions[of]
      most = Math.max(most, sessions[of])
      others += sessions[of]
    }
    const sessions = of === 'day' ? (sessionsPerDay ?? most) : Math.min(most, sessionsPerDay ?? most)
    const allowed = minutesPerSession * sessions
    if (others === 0 || ms <= allowed * 60_000) continue
    const lists = beside
      .filter((one) => one.sessions[of] > 0)
      .map((one) => ({
        playlistId: one.playlistId,
        title: one.title,
        ms: one.use.sessionMs * one.sessions[of],
      }))
    return { limit: 'minutes', allowed: String(allowed), planned: minutesText(ms), together: { of, lists } }
  }
  return null
}
