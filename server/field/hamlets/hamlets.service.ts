import { change, type Recorder } from '../../db/audit.ts'
import { fold, sortKey } from '../../db/folding.ts'
import { newId } from '../../db/ids.ts'
import type { Trx } from '../../db/open.ts'
import type { Deps } from '../../deps.ts'
import { DomainError, found } from '../../errors.ts'
import type { Actor } from '../../http/permissions.rules.ts'
import { normalisePhone } from '../../people/phone.rules.ts'
import { hamletRow } from './hamlets.queries.ts'
import type { NewHamlet } from './hamlets.schema.ts'

type Writes = Pick<Deps, 'db' | 'live' | 'clock'>

const phoneOf = (typed: string): string => {
  if (typed === '') return ''
  const phone = normalisePhone(typed)
  if (phone === undefined)
    throw new DomainError('invalid', { problems: [{ path: 'headPhone', problem: 'phone' }] })
  return phone
}

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
  const name = input.name.normalize('NFC').replace(/\s+/g, ' ')
  const twin = await trx
    .selectFrom('hamlet')
    .select('id')
    .where('area_id', '=', input.areaId)
    .where('folded', '=', fold(name))
    .where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>', input.from)]))
    .executeTakeFirst()
  if (twin) throw new DomainError('hamlet_taken', { name })
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

/** Who is to be called there, from now on. */
export function changeHead(
  deps: Writes,
  actor: Actor,
  { id, headName, headPhone }: { id: string; headName: string; headPhone: string },
): Promise<void> {
  return change(deps, actor, async (trx, record) => {
    found(await hamletRow(trx, id))
    const head = { head_name: headName.normalize('NFC'), head_phone: phoneOf(headPhone) }
    await trx
      .updateTable('hamlet')
      .set({ ...head, updated_at: deps.clock.now() })
      .where('id', '=', id)
      .execute()
    await record({ action: 'hamlets.head', subjectKind: 'hamlet', subjectId: id, detail: head })
  })
}

/** From a day on it has another name, or lies in another place: what was before keeps the old one. */
export function renameHamlet(
  deps: Writes,
  actor: Actor,
  { id, name, areaId, from }: { id: string; name: string; areaId?: string | undefined; from: string },
): Promise<{ id: string }> {
  return change(deps, actor, async (trx, record) => {
    const before = await close(deps, trx, { id, on: from })
    await record({ action: 'hamlets.close', subjectKind: 'hamlet', subjectId: id, detail: { on: from } })
    const after = await insertHamlet(deps, trx, record, {
      actor,
      originId: before.origin_id,
      input: {
        areaId: areaId ?? before.area_id,
        name,
        headName: before.head_name,
        headPhone: before.head_phone,
        from,
      },
    })
    // What was planned from then on is planned under the new name.
    await trx
      .updateTable('showing')
      .set({ hamlet_id: after.id })
      .where('hamlet_id', '=', id)
      .where('day', '>=', from)
      .execute()
    return after
  })
}

export function closeHamlet(
  deps: Writes,
  actor: Actor,
  { id, on }: { id: string; on: string },
): Promise<void> {
  return change(deps, actor, async (trx, record) => {
    await close(deps, trx, { id, on })
    await record({ action: 'hamlets.close', subjectKind: 'hamlet', subjectId: id, detail: { on } })
  })
}

async function close(deps: Writes, trx: Trx, { id, on }: { id: string; on: string }) {
  const before = found(await hamletRow(trx, id))
  if (on <= before.valid_from || (before.valid_to !== null && before.valid_to <= on))
    throw new DomainError('hamlet_closed', { name: before.name })
  await trx
    .updateTable('hamlet')
    .set({ valid_to: on, updated_at: deps.clock.now() })
    .where('id', '=', id)
    .execute()
  return before
}
