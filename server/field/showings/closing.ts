import { addDays } from '../../calendar/days.rules.ts'
import { dayAt } from '../../clock.ts'
import { recorderIn } from '../../db/audit.ts'
import type { Trx } from '../../db/open.ts'
import type { Row } from '../../db/tables.ts'
import type { Deps } from '../../deps.ts'
import { hamletOn, hamletRow } from '../hamlets/hamlets.queries.ts'
import { showingRow } from './showings.queries.ts'
import { besideOutcome, type Outcome, outcome } from './showings.schema.ts'
import { insertShowing, settle } from './showings.service.ts'

type Said = Pick<
  Row<'play_event'>,
  | 'id'
  | 'kind'
  | 'device_id'
  | 'sequence'
  | 'team_id'
  | 'at'
  | 'showing_id'
  | 'hamlet_id'
  | 'package_id'
  | 'count'
  | 'detail'
  | 'fork'
>

/**
 * What devices say of showings, in the transaction that keeps their events. What a person wrote at the office stands: the event is kept
 * beside it. A showing of another team, or none at all, becomes one of the device's own team at that hamlet. An event that says no
 * outcome stays an event.
 */
export async function closeByEvents(
  deps: Pick<Deps, 'clock'>,
  trx: Trx,
  events: readonly Said[],
): Promise<void> {
  const record = recorderIn(deps, trx, null)
  for (const event of events.toSorted((a, b) => a.sequence - b.sequence)) {
    // A copied device's other branch is kept, and proves nothing.
    if (event.kind !== 'showing' || event.fork === 1) continue
    const said = outcomeOf(event)
    if (!said || (await isOutdated(trx, event))) continue
    const by = { eventId: event.id, packageId: event.package_id }
    const named = event.showing_id
      ? await showingRow(trx, event.showing_id)
      : await corrected(trx, event, said.corrects)
    if (named?.team_id === event.team_id) {
      const isCalledOff = named.state === 'cancelled' && said.outcome.outcome === 'postponed'
      if (!named.closed_by && !isCalledOff)
        await settle(deps, trx, record, { id: named.id, said: said.outcome, by })
      continue
    }
    const known = await hamletRow(trx, event.hamlet_id ?? named?.hamlet_id ?? '')
    if (!known) continue
    const day = said.day ?? dayAt(event.at)
    // A phone that was away names what is called otherwise by now.
    const hamlet = (await hamletOn(trx, day))(known.id)
    const hamletId = hamlet?.id ?? known.id
    const within = hamlet ? day : nearest(day, known)
    const same = await sameEvening(trx, { event, hamletId, day: within })
    if (same && same.state !== 'planned') continue
    const { id } =
      same ??
      (await insertShowing(deps, trx, record, {
        teamId: event.team_id,
        hamletId,
        day: within,
        time: '19:30',
        note: '',
        actorId: null,
      }))
    await settle(deps, trx, record, { id, said: said.outcome, by })
  }
}

/** A clock that jumped before the hamlet was there, or after, still met somebody: on the day that is nearest. */
const nearest = (day: string, { valid_from, valid_to }: Pick<Row<'hamlet'>, 'valid_from' | 'valid_to'>) =>
  day < valid_from || valid_to === null ? valid_from : addDays(valid_to, -1)

/** The team's showing there on that day which still waits, or which the office or another of its phones has told of already. */
async function sameEvening(
  trx: Trx,
  { event, hamletId, day }: { event: Said; hamletId: string; day: string },
): Promise<{ id: string; state: string } | undefined> {
  const rows = await trx
    .selectFrom('showing')
    .leftJoin('play_event', 'play_event.id', 'showing.closed_event')
    .select(['showing.id', 'showing.state', 'play_event.device_id'])
    .where('showing.team_id', '=', event.team_id)
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
    .where('device_id', '=', event.device_id)
    .where('kind', '=', 'showing')
    .where('showing_id', 'in', rows.length > 0 ? rows.map(({ id }) => id) : [''])
    .execute()
  return rows.find(({ id, state, device_id }) =>
    device_id === null
      ? state === 'held' && !named.some(({ showing_id }) => showing_id === id)
      : device_id !== event.device_id,
  )
}

/** Whether the device has told otherwise since: what it wrote first may come last, by a colleague's phone or a file. */
async function isOutdated(trx: Trx, { device_id, sequence, showing_id }: Said): Promise<boolean> {
  const later = await trx
    .selectFrom('play_event')
    .leftJoin('play_release', 'play_release.event_id', 'play_event.id')
    .select(['showing_id', 'count', 'detail'])
    .where('device_id', '=', device_id)
    .where('sequence', '>', sequence)
    .where('kind', '=', 'showing')
    .where('fork', '=', 0)
    .where((eb) => eb.or([eb('quarantined', '=', 0), eb('play_release.event_id', 'is not', null)]))
    .execute()
  return later.some((event) => {
    const said = outcomeOf(event)
    return said && (showing_id === null ? said.corrects === sequence : event.showing_id === showing_id)
  })
}

/** The showing that an earlier event of the same device made, or corrected in its turn: said again, it corrects. */
async function corrected(trx: Trx, { device_id }: Said, sequence: number | undefined) {
  for (let before = sequence; before !== undefined; ) {
    const event = await trx
      .selectFrom('play_event')
      .select(['id', 'count', 'detail'])
      .where('device_id', '=', device_id)
      .where('sequence', '=', before)
      .where('fork', '=', 0)
      .executeTakeFirst()
    const showing =
      event &&
      (await trx.selectFrom('showing').selectAll().where('closed_event', '=', event.id).executeTakeFirst())
    if (showing) return showing
    const earlier: number | undefined = event && outcomeOf(event)?.corrects
    before = earlier !== undefined && earlier < before ? earlier : undefined
  }
  return undefined
}

/** What an event says: the outcome, and of a showing that nobody planned its day, or which earlier event of the device it corrects. */
function outcomeOf({
  count,
  detail,
}: Pick<Said, 'count' | 'detail'>):
  | { outcome: Outcome; day: string | undefined; corrects: number | undefined }
  | undefined {
  const named: unknown = JSON.parse(detail)
  if (named === null || typeof named !== 'object') return undefined
  const plain = Object.fromEntries(
    Object.entries(named).filter(([name, value]) => value !== null || name === 'photo'),
  )
  const { success, data } = outcome.safeParse({ ...plain, audience: count ?? undefined })
  const beside = besideOutcome.safeParse(plain)
  return success ? { outcome: data, day: beside.data?.day, corrects: beside.data?.corrects } : undefined
}
