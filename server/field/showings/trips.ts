import type { TargetRef } from '../../areas/areas.schema.ts'
import { addDays } from '../../calendar/days.rules.ts'
import type { DbOrTrx } from '../../db/open.ts'
import { placesAt } from '../places/places.queries.ts'
import { tripsOf } from './figures.rules.ts'
import { counted, showingsBetween } from './showings.queries.ts'

/** No trip is longer: so far beyond some days their trips are looked for. */
export const LONGEST_TRIP_DAYS = 31

/** Trips that come to some places on days `from` until before `to`, whole, with whose they are. */
export async function tripsTo(
  db: DbOrTrx,
  targets: readonly TargetRef[],
  { from, to }: { from: string; to: string },
): Promise<{ team: string; from: string; to: string }[]> {
  const lies = (await placesAt(db, from)).within(targets)
  const showings = await showingsBetween(db, {
    from: addDays(from, -LONGEST_TRIP_DAYS),
    to: addDays(to, LONGEST_TRIP_DAYS),
    placesOn: from,
  })
  const there = showings.filter(({ day, place }) => from <= day && day < to && lies(place.id))
  return tripsOf(showings.map(counted)).flatMap((trip) => {
    const mine = there.find(({ team, day }) => team.id === trip.teamId && trip.from <= day && day <= trip.to)
    return mine ? [{ team: mine.team.name, from: trip.from, to: trip.to }] : []
  })
}
