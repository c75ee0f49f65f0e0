import { change, type Recorder } from '../../db/audit.ts'
import { fold, sortKey } from '../../db/folding.ts'
import { newId } from '../../db/ids.ts'
import type { Trx } from '../../db/open.ts'
import type { Deps } from '../../deps.ts'
import { DomainError, found } from '../../errors.ts'
import type { Actor } from '../../http/permissions.rules.ts'
import { normalisePhone } from '../../people/phone.rules.ts'
import { hamletOn, hamletRow } from './hamlets.queries.ts'
import type { HamletChanged, HamletClosed, HamletCorrected, NewHamlet } from './hamlets.schema.ts'

type Writes = Pick<Deps, 'db' | 'live' | 'clock'>

const phoneOf = (typed: string): string => {
  if (typed === '') return ''
  const phone = normalisePhone(typed)
  if (phone === undefined)
    throw new DomainError('invalid', { problems: [{ path: 'headPhone', problem: 'phone' }] })
  return phone
}

const written = (typed: string) => typed.normalize('NFC').replace(/\s+/g, ' ')

export function addHamlet(deps: Writes, actor: Actor, input: NewHamlet): Promise<{ id: string }> {
  return change(deps, actor, (trx, record) => insertHamlet(deps, trx, record, { actor, input }))
}

/** Also for a row of a pasted month that names a hamlet nobody has written down yet. */
export async function insertHamlet(
  deps: Pick<Deps, 'clock'>,
  trx: Trx,
  record: Recorder,
  { actor, input, originId }: { actor: Actor; input: NewHamlet; originId?: string },
): Promise<{ id: string }> {
  found(await trx.selectFrom('area').select('id').where('id', '=', input.areaId).executeTakeFirst())
  const name = written(input.name)
  await assertFree(trx, { areaId: input.areaId, name, from: input.from })
  const id = newId()
  const at = deps.clock.now()
  await trx
    .insertInto('hamlet')
    .values({
      id,
      origin_id: originId ?? id,
      area_id: input.areaId,
      name,
      sort_key: sortKey(name),
      folded: fold(name),
      head_name: input.headName.normalize('NFC'),
      head_phone: phoneOf(input.headPhone),
      valid_from: input.from,
      created_by: actor.id,
      created_at: at,
      updated_at: at,
    })
    .execute()
  await record({ action: 'hamlets.add', subjectKind: 'hamlet', subjectId: id, detail: { ...input, name } })
  return { id }
}

/** No two hamlets of one place go by one name at one time; `but` is the one that is being written, until `to` if it ends. */
async function assertFree(
  trx: Trx,
  {
    areaId,
    name,
    from,
    to = null,
    but = '',
  }: { areaId: string; name: string; from: string; to?: string | null; but?: string },
): Promise<void> {
  const twin = await trx
    .selectFrom('hamlet')
    .select('id')
    .where('area_id', '=', areaId)
    .where('folded', '=', fold(name))
    .where('id', '!=', but)
    .where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>', from)]))
    .$if(to !== null, (query) => query.where('valid_from', '<', to ?? ''))
    .executeTakeFirst()
  if (twin) throw new DomainError('hamlet_taken', { name })
}

/** A name, a head or a number that was written down wrongly. */
export function correctHamlet(
  deps: Writes,
  actor: Actor,
  { id, ...input }: HamletCorrected & { id: string },
): Promise<void> {
  return change(deps, actor, async (trx, record) => {
    const before = found(await hamletRow(trx, id))
    const name = written(input.name)
    const { area_id: areaId, valid_from: from, valid_to: to } = before
    await assertFree(trx, { areaId, name, from, to, but: id })
    const after = {
      name,
      head_name: input.headName.normalize('NFC'),
      head_phone: phoneOf(input.headPhone),
    }
    await trx
      .updateTable('hamlet')
      .set({ ...after, sort_key: sortKey(name), folded: fold(name), updated_at: deps.clock.now() })
      .where('id', '=', id)
      .execute()
    await record({ action: 'hamlets.correct', subjectKind: 'hamlet', subjectId: id, detail: after })
  })
}

/** From a day on it has another name, another head, or lies in another place: what was before keeps the old ones. */
export function changeHamlet(
  deps: Writes,
  actor: Actor,
  { id, areaId, ...input }: HamletChanged & { id: string },
): Promise<{ id: string }> {
  return change(deps, actor, async (trx, record) => {
    const before = await close(deps, trx, record, { id, on: input.from, successorId: null })
    const after = await insertHamlet(deps, trx, record, {
      actor,
      originId: before.origin_id,
      input: { ...input, areaId: areaId ?? before.area_id },
    })
    // Where its end, or its next name, is written down already, that holds for the new name.
    await trx
      .updateTable('hamlet')
      .set({ valid_to: before.valid_to, successor_id: before.successor_id })
      .where('id', '=', after.id)
      .execute()
    await takeOver(trx, { id, from: input.from, by: after.id })
    return after
  })
}

/**
 * From a day on it is no longer there, or part of another: then what was planned there from that day on is planned at the other.
 * Throws `hamlet_planned` where showings would be left without a place, `hamlet_taken` where it goes on under a later name.
 */
export function closeHamlet(
  deps: Writes,
  actor: Actor,
  { id, on, intoId }: HamletClosed & { id: string },
): Promise<void> {
  return change(deps, actor, async (trx, record) => {
    const into = intoId === null ? undefined : (await hamletOn(trx, on))(intoId)
    const before = await close(deps, trx, record, { id, on, successorId: into?.id ?? null })
    // One that goes on under another name ends when that does.
    const next = before.valid_to === null ? undefined : await nextName(trx, before, before.valid_to)
    if (next) throw new DomainError('hamlet_taken', { name: next.name })
    if (intoId !== null && (!into || into.originId === before.origin_id))
      throw new DomainError('hamlet_closed', { name: found(await hamletRow(trx, intoId)).name })
    if (into) return takeOver(trx, { id, from: on, by: into.id })
    const planned = await plannedFrom(trx, id, on)
    if (planned > 0) throw new DomainError('hamlet_planned', { name: before.name, count: planned })
  })
}

/** Takes back a closing; what was moved to another hamlet stays there. */
export function reopenHamlet(deps: Writes, actor: Actor, id: string): Promise<void> {
  return change(deps, actor, async (trx, record) => {
    const before = found(await hamletRow(trx, id))
    const from = before.valid_to ?? before.valid_from
    const next = await nextName(trx, before, from)
    if (next) throw new DomainError('hamlet_taken', { name: next.name })
    await assertFree(trx, { areaId: before.area_id, name: before.name, from, but: id })
    await trx
      .updateTable('hamlet')
      .set({ valid_to: null, successor_id: null, updated_at: deps.clock.now() })
      .where('id', '=', id)
      .execute()
    await record({ action: 'hamlets.reopen', subjectKind: 'hamlet', subjectId: id })
  })
}

/** Another name that the same hamlet has from a day on, or later. */
const nextName = (trx: Trx, { id, origin_id }: { id: string; origin_id: string }, from: string) =>
  trx
    .selectFrom('hamlet')
    .select('name')
    .where('origin_id', '=', origin_id)
    .where('valid_from', '>=', from)
    .where('id', '!=', id)
    .executeTakeFirst()

async function close(
  deps: Writes,
  trx: Trx,
  record: Recorder,
  { id, on, successorId }: { id: string; on: string; successorId: string | null },
) {
  const before = found(await hamletRow(trx, id))
  if (on <= before.valid_from || (before.valid_to !== null && before.valid_to <= on))
    throw new DomainError('hamlet_closed', { name: before.name })
  await trx
    .updateTable('hamlet')
    .set({ valid_to: on, successor_id: successorId, updated_at: deps.clock.now() })
    .where('id', '=', id)
    .execute()
  const detail = { on, intoId: successorId }
  await record({ action: 'hamlets.close', subjectKind: 'hamlet', subjectId: id, detail })
  return before
}

/** What was planned, or held, from a day on is so at another. */
async function takeOver(trx: Trx, { id, from, by }: { id: string; from: string; by: string }): Promise<void> {
  await trx
    .updateTable('showing')
    .set({ hamlet_id: by })
    .where('hamlet_id', '=', id)
    .where('day', '>=', from)
    .execute()
}

async function plannedFrom(trx: Trx, id: string, day: string): Promise<number> {
  const rows = await trx
    .selectFrom('showing')
    .select('id')
    .where('hamlet_id', '=', id)
    .where('day', '>=', day)
    .where('state', '!=', 'cancelled')
    .execute()
  return rows.length
}
