import { addDays } from '../../calendar/days.rules.ts'
import { change, type Recorder } from '../../db/audit.ts'
import { newId } from '../../db/ids.ts'
import type { Trx } from '../../db/open.ts'
import type { Row } from '../../db/tables.ts'
import type { Deps } from '../../deps.ts'
import { DomainError, found } from '../../errors.ts'
import { type Actor, may } from '../../http/permissions.rules.ts'
import { hamletOn, hamletRow } from '../hamlets/hamlets.queries.ts'
import { insertHamlet } from '../hamlets/hamlets.service.ts'
import { quotasNow } from '../quotas/quotas.service.ts'
import { figuresOf, tripsOf } from './figures.rules.ts'
import { counted, showingRow, showingsBetween, teamsNamed } from './showings.queries.ts'
import type { Month, NewShowing, Outcome, Showing, ShowingChange } from './showings.schema.ts'
import { LONGEST_TRIP_DAYS } from './trips.ts'

type Writes = Pick<Deps, 'db' | 'live' | 'clock'>

/** One month of showings with what they come to; a film team sees its own. */
export async function monthOf(deps: Pick<Deps, 'reads'>, actor: Actor, month: string): Promise<Month> {
  const from = `${month}-01`
  const to = addDays(`${addDays(from, 31).slice(0, 7)}-01`, -1)
  const teamIds = actor.role === 'film_team' ? actor.teamIds : undefined
  const around = await showingsBetween(deps.reads, {
    from: addDays(from, -LONGEST_TRIP_DAYS),
    to: addDays(to, LONGEST_TRIP_DAYS),
    placesOn: from,
    teamIds,
  })
  const showings = around.filter(({ day }) => from <= day && day <= to)
  const all = showings.map(counted)
  const quotaIn = await quotasNow(deps.reads)
  return {
    month,
    showings,
    figures: figuresOf(all),
    teams: (await teamsNamed(deps.reads, teamIds)).map(({ id, name }) => ({
      id,
      name,
      ...figuresOf(all, id),
      quota: quotaIn(id, month),
    })),
    trips: tripsOf(around.map(counted)).filter((trip) => trip.from <= to && from <= trip.to),
  }
}

/** A team's showings of some days, both included, for the sheet it takes along. */
export async function sheetOf(
  deps: Pick<Deps, 'reads'>,
  actor: Actor,
  { teamId, from, to }: { teamId: string; from: string; to: string },
): Promise<Showing[]> {
  if (!may(actor, 'trips.read', { servedByTeamIds: [teamId] })) throw new DomainError('other_team')
  return await showingsBetween(deps.reads, { from, to, teamIds: [teamId] })
}

/** Rows as they were typed, pasted or copied: all of them, or none. */
export function addShowings(
  deps: Writes,
  actor: Actor,
  rows: readonly NewShowing[],
): Promise<{ ids: string[] }> {
  return change(deps, actor, async (trx, record) => {
    const ids: string[] = []
    // A hamlet that is named by two rows is written down once.
    const made = new Map<string, string>()
    for (const { hamlet, ...row } of rows) {
      let hamletId: string
      if ('id' in hamlet) hamletId = hamlet.id
      else {
        const key = `${hamlet.areaId} ${hamlet.name}`
        const input = { ...hamlet, from: '2020-01-01' }
        hamletId = made.get(key) ?? (await insertHamlet(deps, trx, record, { actor, input })).id
        made.set(key, hamletId)
      }
      ids.push((await insertShowing(deps, trx, record, { ...row, hamletId, actorId: actor.id })).id)
    }
    return { ids }
  })
}

interface PlannedRow {
  teamId: string
  hamletId: string
  day: string
  time: string
  note: string
  actorId: string | null
  /** When it was planned, where that is the moment of something else. */
  at?: string
}

export async function insertShowing(
  deps: Pick<Deps, 'clock'>,
  trx: Trx,
  record: Recorder,
  { teamId, hamletId, day, time, note, actorId, at = deps.clock.now() }: PlannedRow,
): Promise<{ id: string }> {
  found(await trx.selectFrom('team').select('id').where('id', '=', teamId).executeTakeFirst())
  const there = await standingOn(trx, hamletId, day)
  const id = newId()
  await trx
    .insertInto('showing')
    .values({
      id,
      team_id: teamId,
      hamlet_id: there,
      day,
      starts_at: time,
      state: 'planned',
      note: note.normalize('NFC'),
      created_by: actorId,
      created_at: at,
      updated_at: at,
    })
    .execute()
  const detail = { teamId, hamletId: there, day, time }
  await record({ action: 'showings.plan', subjectKind: 'showing', subjectId: id, detail })
  return { id }
}

/** A hamlet by the name it has on a day. Throws `hamlet_closed` where it has none. */
async function standingOn(trx: Trx, hamletId: string, day: string): Promise<string> {
  const { origin_id, name } = found(await hamletRow(trx, hamletId))
  const there = await trx
    .selectFrom('hamlet')
    .select('id')
    .where('origin_id', '=', origin_id)
    .where('valid_from', '<=', day)
    .where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>', day)]))
    .executeTakeFirst()
  if (!there) throw new DomainError('hamlet_closed', { name })
  return there.id
}

/** Changes the plan, or takes a showing out of it and back in; what was closed is history. */
export function changeShowing(
  deps: Writes,
  actor: Actor,
  { id, revision, ...input }: ShowingChange & { id: string },
): Promise<{ revision: number }> {
  return change(deps, actor, async (trx, record) => {
    const before = found(await showingRow(trx, id))
    if (before.revision !== revision) throw new DomainError('stale')
    if (before.closed_at) throw new DomainError('showing_closed')
    const row = {
      team_id: input.teamId ?? before.team_id,
      hamlet_id: input.hamletId ?? before.hamlet_id,
      day: input.day ?? before.day,
      starts_at: input.time ?? before.starts_at,
      note: input.note?.normalize('NFC') ?? before.note,
      state: input.cancelled === undefined ? before.state : stateOf(input.cancelled),
    }
    row.hamlet_id = await standingOn(trx, row.hamlet_id, row.day)
    await trx
      .updateTable('showing')
      .set({ ...row, revision: revision + 1, updated_at: deps.clock.now() })
      .where('id', '=', id)
      .execute()
    await record({ action: 'showings.change', subjectKind: 'showing', subjectId: id, detail: input })
    return { revision: revision + 1 }
  })
}

/** What happened there, as a person says; said again, it corrects. A showing that was moved is planned anew on its day. */
export function closeShowing(
  deps: Writes,
  actor: Actor,
  { id, said }: { id: string; said: Outcome },
): Promise<void> {
  return change(deps, actor, async (trx, record) => {
    const showing = found(await showingRow(trx, id))
    if (!may(actor, 'trips.close', { servedByTeamIds: [showing.team_id] }))
      throw new DomainError('other_team')
    await settle(deps, trx, record, { id, said, by: { personId: actor.id } })
  })
}

/** Writes an outcome onto a showing, whoever said it. */
export async function settle(
  deps: Pick<Deps, 'clock'>,
  trx: Trx,
  record: Recorder,
  {
    id,
    said,
    by,
  }: { id: string; said: Outcome; by: { personId: string } | { eventId: string; packageId: string | null } },
): Promise<void> {
  const before = found(await showingRow(trx, id))
  const held = said.outcome === 'held' ? said : undefined
  const postponed = said.outcome === 'postponed' ? said : undefined
  const at = deps.clock.now()
  await trx
    .updateTable('showing')
    .set({
      state: said.outcome,
      audience: held?.audience ?? null,
      audience_way: held ? (held.exact ? 'exact' : 'rough') : null,
      confirmed_by: held?.confirmedBy.normalize('NFC') ?? '',
      confirmed_role: held?.confirmedRole.normalize('NFC') ?? '',
      photo: held?.photo ?? null,
      reason: postponed?.reason.normalize('NFC') ?? '',
      moved_to: postponed?.movedTo ?? null,
      closed_at: at,
      closed_by: 'personId' in by ? by.personId : null,
      // Kept where a person says otherwise: a phone that corrects itself later still means this showing.
      closed_event: 'eventId' in by ? by.eventId : before.closed_event,
      package_id: 'eventId' in by ? by.packageId : before.package_id,
      revision: before.revision + 1,
      updated_at: at,
    })
    .where('id', '=', id)
    .execute()
  await record({ action: 'showings.close', subjectKind: 'showing', subjectId: id, detail: { ...said } })
  if ((postponed?.movedTo ?? null) === before.moved_to) return
  await takeBackMove(trx, record, { before, at })
  if (!postponed?.movedTo) return
  const hamlet = (await hamletOn(trx, postponed.movedTo))(before.hamlet_id)
  // What a phone says is kept whatever it says: a hamlet that has closed by then gets no showing.
  if (!hamlet && 'eventId' in by) return
  await insertShowing(deps, trx, record, {
    teamId: before.team_id,
    hamletId: hamlet?.id ?? before.hamlet_id,
    day: postponed.movedTo,
    time: before.starts_at,
    note: before.note,
    actorId: 'personId' in by ? by.personId : null,
    at,
  })
}

/** The day that an earlier word planned goes with that word, unless somebody has touched it since. */
async function takeBackMove(
  trx: Trx,
  record: Recorder,
  { before, at }: { before: Row<'showing'>; at: string },
): Promise<void> {
  const { moved_to, closed_at, team_id, hamlet_id, starts_at } = before
  if (!moved_to || !closed_at) return
  const planned = await trx
    .selectFrom('showing')
    .select('id')
    .where('team_id', '=', team_id)
    .where('hamlet_id', '=', (await hamletOn(trx, moved_to))(hamlet_id)?.id ?? hamlet_id)
    .where('day', '=', moved_to)
    .where('starts_at', '=', starts_at)
    // Planned in the very step that said so.
    .where('created_at', '=', closed_at)
    .where('state', '=', 'planned')
    .where('revision', '=', 1)
    .executeTakeFirst()
  if (!planned) return
  await trx
    .updateTable('showing')
    .set({ state: 'cancelled', revision: 2, updated_at: at })
    .where('id', '=', planned.id)
    .execute()
  const detail = { cancelled: true }
  await record({ action: 'showings.change', subjectKind: 'showing', subjectId: planned.id, detail })
}

const stateOf = (cancelled: boolean) => (cancelled ? 'cancelled' : 'planned')
