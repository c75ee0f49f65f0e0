import type { DbOrTrx } from '../../db/open.ts'
import { communesOn } from '../hamlets/hamlets.queries.ts'
import type { Acknowledged } from '../logs/events.rules.ts'
import { firstPrevious } from '../logs/events.rules.ts'

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

/** A team's showings from a day on until before another, with the hamlet's head and the end of their trip. */
export async function showingsOf(db: DbOrTrx, teamId: string, { from, to }: { from: string; to: string }) {
  const commune = await communesOn(db, from)
  const rows = await db
    .selectFrom('showing')
    .innerJoin('hamlet', 'hamlet.id', 'showing.hamlet_id')
    .innerJoin('area', 'area.id', 'hamlet.area_id')
    .leftJoin('trip', (join) =>
      join
        .onRef('trip.team_id', '=', 'showing.team_id')
        .onRef('trip.first_day', '<=', 'showing.day')
        .onRef('trip.last_day', '>=', 'showing.day')
        .on('trip.withdrawn_at', 'is', null),
    )
    .select(['showing.id', 'showing.day', 'showing.starts_at', 'showing.state', 'trip.last_day'])
    .select(['hamlet.id as hamlet_id', 'hamlet.name as hamlet', 'hamlet.head_name', 'hamlet.head_phone'])
    .select(['area.id as area_id', 'area.name as area'])
    .where('showing.team_id', '=', teamId)
    .where('day', '>=', from)
    .where('day', '<', to)
    .orderBy('day')
    .orderBy('starts_at')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    day: row.day,
    time: row.starts_at,
    place: commune(row.area_id) ?? { id: row.area_id, name: row.area },
    hamlet: { id: row.hamlet_id, name: row.hamlet },
    hamletHead: row.head_name,
    phone: row.head_phone,
    state: row.state,
    tripEnds: row.last_day,
  }))
}
