import { change } from '../db/audit.ts'
import { newId } from '../db/ids.ts'
import type { DbOrTrx, Trx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import type { Actor } from '../http/permissions.rules.ts'

/** Somebody who is called when something they rely on changes. */
export interface Contact {
  name: string
  role: string
  phone: string
}

/** Who was to be told, and by whom and when that was done. */
export interface Call extends Contact {
  id: string
  toldAt: string | null
  toldBy: string | null
}

/** What people are called about. */
interface Subject {
  kind: 'correction' | 'withdrawal'
  id: string
}

/** Writes down whom to call, in this order, as they are reached now. */
export async function addCalls(trx: Trx, about: Subject, contacts: readonly Contact[]): Promise<void> {
  if (contacts.length === 0) return
  const rows = contacts.map(({ name, role, phone }, position) => ({
    id: newId(),
    subject_kind: about.kind,
    subject_id: about.id,
    position,
    name,
    role,
    phone,
  }))
  await trx.insertInto('phone_call').values(rows).execute()
}

export async function callsOf(db: DbOrTrx, about: Subject): Promise<Call[]> {
  const rows = await db
    .selectFrom('phone_call')
    .leftJoin('person', 'person.id', 'phone_call.told_by')
    .selectAll('phone_call')
    .select('person.name as told_by_name')
    .where('subject_kind', '=', about.kind)
    .where('subject_id', '=', about.id)
    .orderBy('position')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    role: row.role,
    phone: row.phone,
    toldAt: row.told_at,
    toldBy: row.told_by_name,
  }))
}

/** Ticks that somebody was told, or takes the tick off again. Who was told already stays as the first one wrote it. */
export async function tickCall(
  deps: Deps,
  actor: Actor,
  { about, callId, told }: { about: Subject; callId: string; told: boolean },
): Promise<Call[]> {
  return change(deps, actor, async (trx, record) => {
    const call = (await callsOf(trx, about)).find(({ id }) => id === callId)
    if (!call) throw new DomainError('not_found')
    if (told && call.toldAt !== null)
      throw new DomainError('already_told', { name: call.name, toldBy: call.toldBy, toldAt: call.toldAt })
    await trx
      .updateTable('phone_call')
      .set(told ? { told_at: deps.clock.now(), told_by: actor.id } : { told_at: null, told_by: null })
      .where('id', '=', callId)
      .execute()
    await record({
      action: told ? `${about.kind}.told` : `${about.kind}.untold`,
      subjectKind: about.kind,
      subjectId: about.id,
      detail: { name: call.name, phone: call.phone },
    })
    return callsOf(trx, about)
  })
}
