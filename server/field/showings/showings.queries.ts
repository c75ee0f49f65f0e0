import type { DbOrTrx } from '../../db/open.ts'
import { placesAt } from '../places/places.queries.ts'
import type { Counted } from './figures.rules.ts'
import type { Showing } from './showings.schema.ts'

export const showingRow = (db: DbOrTrx, id: string) =>
  db.selectFrom('showing').selectAll().where('id', '=', id).executeTakeFirst()

const shown = (db: DbOrTrx) =>
  db
    .selectFrom('showing')
    .innerJoin('team', 'team.id', 'showing.team_id')
    .innerJoin('hamlet', 'hamlet.id', 'showing.hamlet_id')
    .leftJoin('person', 'person.id', 'showing.closed_by')
    .leftJoin('play_event', 'play_event.id', 'showing.closed_event')
    .leftJoin('device', 'device.id', 'play_event.device_id')
    .leftJoin('field_photo', 'field_photo.sha256', 'showing.photo')
    .leftJoin('package', 'package.id', 'showing.package_id')
    .leftJoin('playlist', 'playlist.id', 'package.playlist_id')
    .selectAll('showing')
    .select(['team.name as team_name', 'hamlet.name as hamlet_name', 'hamlet.area_id', 'hamlet.origin_id'])
    .select(['hamlet.head_name', 'hamlet.head_phone', 'person.name as closer', 'device.name as device_name'])
    .select('playlist.title as playlist')
    .select('field_photo.sha256 as arrived')

interface Wanted {
  from: string
  to: string
  /** The day whose communes are named; the first unless said. */
  placesOn?: string
  teamIds?: readonly string[] | undefined
}

/** Every team, or some of them. */
export const teamsNamed = (db: DbOrTrx, ids: readonly string[] | undefined) =>
  db
    .selectFrom('team')
    .select(['id', 'name'])
    .$if(ids !== undefined, (query) => query.where('id', 'in', ids ?? []))
    .orderBy('sort_key')
    .orderBy('id')
    .execute()

/** Showings of days `from` to `to`, both included; of all teams or of some. What was cancelled stays out. */
export async function showingsBetween(
  db: DbOrTrx,
  { from, to, placesOn = from, teamIds }: Wanted,
): Promise<(Showing & { originId: string })[]> {
  // One day stands for the month: the reform took effect on the first of one.
  const { named } = await placesAt(db, placesOn)
  const rows = await shown(db)
    .where('showing.day', '>=', from)
    .where('showing.day', '<=', to)
    .where('showing.state', '!=', 'cancelled')
    .$if(teamIds !== undefined, (query) => query.where('showing.team_id', 'in', teamIds ?? []))
    .orderBy('showing.day')
    .orderBy('showing.starts_at')
    .orderBy('team.sort_key')
    .orderBy('showing.id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    team: { id: row.team_id, name: row.team_name },
    hamlet: { id: row.hamlet_id, name: row.hamlet_name },
    originId: row.origin_id,
    place: named(row.area_id),
    headName: row.head_name,
    headPhone: row.head_phone,
    day: row.day,
    time: row.starts_at,
    state: row.state,
    audience: row.audience,
    exact: row.audience_way === 'exact',
    confirmedBy: row.confirmed_by,
    confirmedRole: row.confirmed_role,
    photo: row.photo ? { sha256: row.photo, arrived: row.arrived !== null } : null,
    playlist: row.playlist,
    reason: row.reason,
    movedTo: row.moved_to,
    note: row.note,
    closed: row.closed_at
      ? { at: row.closed_at, by: row.closer ?? row.device_name ?? '', byDevice: row.closed_by === null }
      : null,
    revision: row.revision,
  }))
}

export const counted = (showing: Showing & { originId: string }): Counted => ({
  day: showing.day,
  teamId: showing.team.id,
  hamletId: showing.originId,
  areaId: showing.place.id,
  state: showing.state,
  audience: showing.audience,
})
