import { addDays, weekdayOf } from '../../calendar/days.rules.ts'

export interface Counted {
  readonly day: string
  readonly teamId: string
  /** The same for all names a hamlet has had. */
  readonly hamletId: string
  readonly areaId: string
  readonly state: 'planned' | 'held' | 'postponed' | 'cancelled'
  readonly audience: number | null
}

export interface Figures {
  sessions: number
  audienceVisits: number
  areas: number
  hamlets: number
  postponed: number
}

/**
 * What was done, so that nothing counts twice. Two teams at one hamlet on one day held one showing together: it counts as often as the
 * one of them that showed most, with that team's audience. Two teams at two hamlets of one commune held two showings, and served one
 * commune. A team's own quota (`ofTeam`) counts each evening it was there.
 */
export function figuresOf(showings: readonly Counted[], ofTeam?: string): Figures {
  const mine = ofTeam === undefined ? showings : showings.filter(({ teamId }) => teamId === ofTeam)
  const held = mine.filter(({ state }) => state === 'held')
  const evenings = [...Map.groupBy(held, ({ day, hamletId }) => `${day} ${hamletId}`).values()].map(
    (together) => {
      const teams = [...Map.groupBy(together, ({ teamId }) => teamId).values()]
      const audience = (some: readonly Counted[]) => some.reduce((sum, one) => sum + (one.audience ?? 0), 0)
      return {
        sessions: Math.max(...teams.map((some) => some.length)),
        audience: Math.max(...teams.map(audience)),
      }
    },
  )
  const different = (of: (one: Counted) => string) => new Set(held.map(of)).size
  return {
    sessions: evenings.reduce((sum, one) => sum + one.sessions, 0),
    audienceVisits: evenings.reduce((sum, one) => sum + one.audience, 0),
    areas: different(({ areaId }) => areaId),
    hamlets: different(({ hamletId }) => hamletId),
    postponed: mine.filter(({ state }) => state === 'postponed').length,
  }
}

/**
 * The same weekday of another month: its second Friday for a second Friday. Undefined for a fifth where there is none, so that no two
 * days of one month ever meet on one of the next. `month` as YYYY-MM.
 */
export function sameWeekdayIn(month: string, day: string): string | undefined {
  const nth = Math.floor((Number(day.slice(8)) - 1) / 7)
  const first = `${month}-01`
  const to = addDays(first, ((weekdayOf(day) - weekdayOf(first) + 7) % 7) + nth * 7)
  return to.startsWith(month) ? to : undefined
}

/** The month before, as YYYY-MM. */
export const monthBefore = (month: string) => addDays(`${month}-01`, -1).slice(0, 7)

export interface Trip {
  readonly teamId: string
  readonly from: string
  /** The last day, included. */
  readonly to: string
}

/** A team is on one trip as long as it has a showing every day, or every other day: that far its packages must be valid. */
export function tripsOf(showings: readonly Pick<Counted, 'day' | 'teamId' | 'state'>[]): Trip[] {
  const going = showings.filter(({ state }) => state === 'planned' || state === 'held')
  return [...Map.groupBy(going, ({ teamId }) => teamId)].flatMap(([teamId, some]) => {
    const trips: Trip[] = []
    for (const day of [...new Set(some.map((one) => one.day))].sort()) {
      const last = trips.at(-1)
      if (last && day <= addDays(last.to, 2)) trips[trips.length - 1] = { ...last, to: day }
      else trips.push({ teamId, from: day, to: day })
    }
    return trips
  })
}
