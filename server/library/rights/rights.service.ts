import { addDays } from '../../calendar/days.rules.ts'
import { change } from '../../db/audit.ts'
import { newId } from '../../db/ids.ts'
import type { DbOrTrx, Trx } from '../../db/open.ts'
import type { Deps } from '../../deps.ts'
import { DomainError, found } from '../../errors.ts'
import { type Actor, may } from '../../http/permissions.rules.ts'
import type { RightInput } from './rights.schema.ts'

/** What a work may be used for, as it was written down. */
export interface WorkRight extends RightInput {
  id: string
  workId: string
  documentName: string | null
  recordedByName: string
  recordedAt: string
}

/** The licences of some works, the oldest first. */
export async function rightsOf(db: DbOrTrx, workIds: readonly string[]): Promise<WorkRight[]> {
  if (workIds.length === 0) return []
  const rows = await db
    .selectFrom('work_right')
    .innerJoin('person', 'person.id', 'work_right.recorded_by')
    .leftJoin('document', 'document.id', 'work_right.document_id')
    .selectAll('work_right')
    .select(['person.name as person_name', 'document.name as document_name'])
    .where('work_right.work_id', 'in', workIds)
    .orderBy('work_right.recorded_at')
    .orderBy('work_right.id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    workId: row.work_id,
    // Written only by `writeRight`, from the schema's list.
    uses: JSON.parse(row.uses) as RightInput['uses'],
    from: row.valid_from,
    // Kept half-open, spoken of by its last day.
    lastDay: row.valid_to && addDays(row.valid_to, -1),
    runs: row.runs,
    note: row.note,
    documentId: row.document_id,
    documentName: row.document_name,
    recordedByName: row.person_name,
    recordedAt: row.recorded_at,
  }))
}

/** Writes a licence down, or anew under the id it had. */
export async function writeRight(
  deps: Deps,
  actor: Actor,
  input: RightInput & { workId: string; id?: string },
): Promise<WorkRight> {
  return change(deps, actor, async (trx, record) => {
    await assertMayWrite(trx, actor, input.workId)
    await assertOwnDocument(trx, input)
    const values = {
      uses: JSON.stringify(input.uses),
      valid_from: input.from,
      valid_to: input.lastDay && addDays(input.lastDay, 1),
      runs: input.runs,
      note: input.note,
      document_id: input.documentId,
      recorded_by: actor.id,
      recorded_at: deps.clock.now(),
    }
    const id = input.id ?? newId()
    if (input.id === undefined) {
      await trx
        .insertInto('work_right')
        .values({ id, work_id: input.workId, ...values })
        .execute()
    } else {
      const written = await trx
        .updateTable('work_right')
        .set(values)
        .where('id', '=', id)
        .where('work_id', '=', input.workId)
        .executeTakeFirst()
      if (written.numUpdatedRows === 0n) throw new DomainError('not_found')
    }
    await record({
      action: 'library.right',
      subjectKind: 'work',
      subjectId: input.workId,
      detail: { id, ...values },
    })
    return found((await rightsOf(trx, [input.workId])).find((right) => right.id === id))
  })
}

/** Takes a licence out; the audit keeps what it said. */
export async function removeRight(
  deps: Deps,
  actor: Actor,
  { workId, id }: { workId: string; id: string },
): Promise<{ removed: WorkRight }> {
  return change(deps, actor, async (trx, record) => {
    await assertMayWrite(trx, actor, workId)
    const removed = found((await rightsOf(trx, [workId])).find((right) => right.id === id))
    await trx.deleteFrom('work_right').where('id', '=', id).execute()
    await record({
      action: 'library.right_removed',
      subjectKind: 'work',
      subjectId: workId,
      detail: { ...removed },
    })
    return { removed }
  })
}

async function assertMayWrite(trx: Trx, actor: Actor, workId: string) {
  const work = found(
    await trx.selectFrom('work').select('unit_id').where('id', '=', workId).executeTakeFirst(),
  )
  if (!may(actor, 'library.rights', { unitId: work.unit_id })) throw new DomainError('forbidden')
}

async function assertOwnDocument(
  trx: Trx,
  { documentId, workId }: { documentId: string | null; workId: string },
) {
  if (documentId === null) return
  const document = await trx
    .selectFrom('document')
    .select('id')
    .where('id', '=', documentId)
    .where('subject_kind', '=', 'work')
    .where('subject_id', '=', workId)
    .executeTakeFirst()
  if (!document) throw new DomainError('invalid', { problems: [{ path: 'documentId' }] })
}
