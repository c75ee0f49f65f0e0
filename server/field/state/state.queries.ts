import type { TargetRef } from '../../areas/areas.schema.ts'
import type { DbOrTrx } from '../../db/open.ts'
import type { Acknowledged } from '../logs/events.rules.ts'
import { firstPrevious } from '../logs/events.rules.ts'
import { placesAt } from '../places/places.queries.ts'
import { tripsOf } from '../showings/figures.rules.ts'

export const teamNamed = (db: DbOrTrx, id: string) =>
  db.selectFrom('team').select(['id', 'name', 'phone']).where('id', '=', id).executeTakeFirst()

/** Whom a team calls: its own people first, then those who plan, each with a number. */
export async function contactsOf(db: DbOrTrx, teamId: string) {
  const rows = await db
    .selectFrom('person')
    .leftJoin('team_member', (join) =>
      join.onRef('team_member.person_id', '=', 'person.id').on('team_member.team_id', '=', teamId),
    )
    .select(['person.name', 'person.role', 'person.phone', 'team_member.team_id as member'])
    .where('person.active', '=', 1)
    .where((eb) => eb.or([eb('person.role', '=', 'scheduler'), eb('team_member.team_id', 'is not', null)]))
    .orderBy('person.sort_key')
    .execute()
  const called = rows.flatMap(({ phone, ...row }) => (phone ? [{ ...row, phone }] : []))
  const mine = (row: { member: string | null }) => (row.member === null ? 1 : 0)
  return called.toSorted((a, b) => mine(a) - mine(b)).map(({ name, role, phone }) => ({ name, role, phone }))
}

/** How far a device's log is held without a gap. */
export async function heldOf(db: DbOrTrx, deviceId: string): Promise<Acknowledged> {
  const row = await db
    .selectFrom('device_log')
    .select(['acknowledged', 'hash'])
    .where('device_id', '=', deviceId)
    .executeTakeFirst()
  return row ?? { acknowledged: 0, hash: firstPrevious }
}

/** A team's showings from a day on until before another, with the hamlet's head and the last day of their trip. */
export async function showingsOf(db: DbOrTrx, teamId: string, { from, to }: { from: string; to: string }) {
  const { named } = await placesAt(db, from)
  const rows = await db
    .selectFrom('showing')
    .innerJoin('hamlet', 'hamlet.id', 'showing.hamlet_id')
    .select(['showing.id', 'day', 'starts_at', 'state', 'audience', 'hamlet_id'])
    .select(['hamlet.name', 'hamlet.area_id'])
    .select(['head_name', 'head_phone'])
    .where('team_id', '=', teamId)
    .where('day', '>=', from)
    .where('day', '<', to)
    .orderBy('day')
    .orderBy('starts_at')
    .execute()
  const trips = tripsOf(rows.map(({ day, state }) => ({ day, state, teamId })))
  return rows.map((row) => ({
    id: row.id,
    day: row.day,
    time: row.starts_at,
    place: named(row.area_id),
    hamlet: { id: row.hamlet_id, name: row.name },
    hamletHead: row.head_name,
    phone: row.head_phone,
    state: row.state,
    audience: row.audience,
    tripEnds: trips.find((trip) => trip.from <= row.day && row.day <= trip.to)?.to ?? null,
  }))
}

/** Hamlets that lie today in one of these places, by name. */
export async function hamletsIn(db: DbOrTrx, targets: readonly TargetRef[], day: string) {
  const { named, within } = await placesAt(db, day)
  const lies = within(targets)
  const rows = await db
    .selectFrom('hamlet')
    .select(['id', 'name', 'area_id'])
    .where('valid_from', '<=', day)
    .where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>', day)]))
    .orderBy('sort_key')
    .orderBy('id')
    .execute()
  return rows.flatMap(({ id, name, area_id }) =>
    lies(area_id) ? [{ id, name, place: named(area_id).name }] : [],
  )
}
