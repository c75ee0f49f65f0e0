import { addDays } from '../../calendar/days.rules.ts'
import { dayAt } from '../../clock.ts'
import { recorderIn } from '../../db/audit.ts'
import type { Trx } from '../../db/open.ts'
import type { Row } from '../../db/tables.ts'
import type { Deps } from '../../deps.ts'
import { hamletOn, hamletRow } from '../hamlets/hamlets.queries.ts'
import { showingRow } from './showings.queries.ts'
import { insertShowing, settle } from './showings.service.ts'
import { type Arrived, tellingsOf } from './telling.ts'

/**
 * What a device says of showings, in the transaction that keeps its events: one showing for each that it tells of, with its last word,
 * in whatever order its events come. What a person wrote at the office stands: the events are kept beside it. A showing of another team,
 * or none at all, becomes one of the device's own team at that hamlet. An event that says no outcome stays an event.
 */
export async function closeByEvents(
  deps: Pick<Deps, 'clock'>,
  trx: Trx,
  events: readonly Arrived[],
): Promise<void> {
  const record = recorderIn(deps, trx, null)
  for (const { eventIds, first, last, said, ...telling } of await tellingsOf(trx, events)) {
    const by = { eventId: last.id, packageId: last.package_id }
    const named = await toldOf(trx, { showingId: last.showing_id, eventIds, teamId: last.team_id })
    if (named?.team_id === last.team_id) {
      const isCalledOff = named.state === 'cancelled' && said.outcome === 'postponed'
      if (named.closed_by || isCalledOff || named.closed_event === last.id) continue
      await settle(deps, trx, record, { id: named.id, said, by })
      continue
    }
    const known = await hamletRow(trx, first.hamlet_id ?? named?.hamlet_id ?? '')
    if (!known) continue
    const day = telling.day ?? dayAt(first.at)
    // A phone that was away names what is called otherwise by now.
    const hamlet = (await hamletOn(trx, day))(known.id)
    const hamletId = hamlet?.id ?? known.id
    const within = hamlet ? day : nearest(day, known)
    const same = await sameEvening(trx, {
      deviceId: last.device_id,
      teamId: last.team_id,
      hamletId,
      day: within,
    })
    if (same && same.state !== 'planned') continue
    const { id } =
      same ??
      (await insertShowing(deps, trx, record, {
        teamId: last.team_id,
        hamletId,
        day: within,
        time: '19:30',
        note: '',
        actorId: null,
      }))
    await settle(deps, trx, record, { id, said, by })
  }
}

/** The team's showing that one of these events closed before, or else the one they name, whose it may be. */
async function toldOf(
  trx: Trx,
  { showingId, eventIds, teamId }: { showingId: string | null; eventIds: readonly string[]; teamId: string },
) {
  const closed = await trx
    .selectFrom('showing')
    .selectAll()
    .where('closed_event', 'in', eventIds)
    .where('team_id', '=', teamId)
    .executeTakeFirst()
  return closed ?? (showingId === null ? undefined : await showingRow(trx, showingId))
}

/** A clock that jumped before the hamlet was there, or after, still met somebody: on the day that is nearest. */
const nearest = (day: string, { valid_from, valid_to }: Pick<Row<'hamlet'>, 'valid_from' | 'valid_to'>) =>
  day < valid_from || valid_to === null ? valid_from : addDays(valid_to, -1)

/** The team's showing there on that day which still waits, or which the office or another of its phones has told of already. */
async function sameEvening(
  trx: Trx,
  { deviceId, teamId, hamletId, day }: { deviceId: string; teamId: string; hamletId: string; day: string },
): Promise<{ id: string; state: string } | undefined> {
  const rows = await trx
    .selectFrom('showing')
    .leftJoin('play_event', 'play_event.id', 'showing.closed_event')
    .select(['showing.id', 'showing.state', 'play_event.device_id'])
    .where('showing.team_id', '=', teamId)
    .where('showing.hamlet_id', '=', hamletId)
    .where('showing.day', '=', day)
    .where('showing.state', '!=', 'cancelled')
    .orderBy('showing.id')
    .execute()
  const waiting = rows.find(({ state }) => state === 'planned')
  if (waiting) return waiting
  // Whoever has told of a showing by its number means another one by an evening that nobody planned.
  const named = await trx
    .selectFrom('play_event')
    .select('showing_id')
    .where('device_id', '=', deviceId)
    .where('kind', '=', 'showing')
    .where('showing_id', 'in', rows.length > 0 ? rows.map(({ id }) => id) : [''])
    .execute()
  return rows.find(({ id, state, device_id }) =>
    device_id === null
      ? state === 'held' && !named.some(({ showing_id }) => showing_id === id)
      : device_id !== deviceId,
  )
}
