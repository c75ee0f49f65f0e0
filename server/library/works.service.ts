import { change } from '../db/audit.ts'
import type { DbOrTrx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { DomainError, found } from '../errors.ts'
import { type Actor, may } from '../http/permissions.rules.ts'
import { nextRevision } from './library.rules.ts'
import { tellStopped } from './stopping.ts'
import { versionsOf } from './versions.queries.ts'
import { insertWork, named, updateWork, type Work, workById } from './works.queries.ts'
import type { NewWorkInput, WorkChange } from './works.schema.ts'

export { type Work, workById } from './works.queries.ts'

export async function createWork(deps: Deps, actor: Actor, input: NewWorkInput): Promise<{ id: string }> {
  return await change(deps, actor, async (trx, record) => {
    const at = deps.clock.now()
    const work = await insertWork(trx, { ...input, unitId: actor.unitId, createdBy: actor.id, at })
    await record({
      action: 'library.create',
      subjectKind: 'work',
      subjectId: work.id,
      detail: { title: work.title },
    })
    return { id: work.id }
  })
}

/** The work as it stands, when this person may change it. Somebody else's change since `revision` refuses this one. */
export async function workToEdit(
  db: DbOrTrx,
  actor: Actor,
  id: string,
  options: { revision?: string; withdrawn?: boolean } = {},
): Promise<Work> {
  const work = found(await workById(db, id))
  if (!may(actor, 'library.edit', { unitId: work.unitId })) throw new DomainError('forbidden')
  if (work.withdrawnAt && !options.withdrawn) throw new DomainError('withdrawn')
  if (options.revision !== undefined && options.revision !== work.revision) throw new DomainError('stale')
  return work
}

/** Spelling a title anew keeps every approval: it is no part of the content. */
export async function editWork(
  deps: Deps,
  actor: Actor,
  { id, ...input }: WorkChange & { id: string },
): Promise<{ revision: string }> {
  return await change(deps, actor, async (trx, record) => {
    const work = await workToEdit(trx, actor, id, { revision: input.revision })
    const title = input.title ?? work.title
    // A short name that only repeated the title goes on doing so.
    const shortName = input.shortName ?? (work.shortName === work.title ? title : work.shortName)
    const revision = nextRevision(work.revision, deps.clock.now())
    await updateWork(trx, id, {
      ...named(title, shortName),
      kind: input.kind ?? work.kind,
      credits: JSON.stringify(input.credits ?? work.credits),
      updated_at: revision,
    })
    await record({
      action: 'library.edit',
      subjectKind: 'work',
      subjectId: id,
      detail: { before: { title: work.title, shortName: work.shortName, kind: work.kind }, title, shortName },
    })
    return { revision }
  })
}

/** Nothing is deleted: a withdrawn work can no longer be used, and history still reads it. */
export async function withdrawWork(
  deps: Deps,
  actor: Actor,
  input: { id: string; revision: string },
): Promise<void> {
  await change(deps, actor, async (trx, record) => {
    const { id, revision } = input
    const work = await workToEdit(trx, actor, id, { revision })
    const at = deps.clock.now()
    await updateWork(trx, id, { withdrawn_at: at, updated_at: nextRevision(work.revision, at) })
    for (const version of await versionsOf(trx, [id])) await tellStopped(deps, trx, version)
    await record({ action: 'library.withdraw', subjectKind: 'work', subjectId: id })
  })
}

/** Takes a withdrawal back, with every approval as it was. */
export async function restoreWork(deps: Deps, actor: Actor, id: string): Promise<void> {
  await change(deps, actor, async (trx, record) => {
    const work = await workToEdit(trx, actor, id, { withdrawn: true })
    if (!work.withdrawnAt) throw new DomainError('conflict')
    await updateWork(trx, id, {
      withdrawn_at: null,
      updated_at: nextRevision(work.revision, deps.clock.now()),
    })
    await record({ action: 'library.restore', subjectKind: 'work', subjectId: id })
  })
}
