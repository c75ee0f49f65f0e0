import { change } from '../../db/audit.ts'
import type { Trx } from '../../db/open.ts'
import type { Deps } from '../../deps.ts'
import { DomainError, found } from '../../errors.ts'
import type { Actor } from '../../http/permissions.rules.ts'
import { worksInUse } from '../playlists.queries.ts'
import { insertTemplate, markTemplate, replaceTemplate, templateById } from './templates.queries.ts'
import type { EveningTemplate, NewTemplate, TemplateEdit } from './templates.schema.ts'

export function saveTemplate(deps: Deps, actor: Actor, input: NewTemplate): Promise<EveningTemplate> {
  return change(deps, actor, async (trx, record) => {
    await assertWorks(trx, input)
    const id = await insertTemplate(trx, { personId: actor.id, at: deps.clock.now() }, input)
    const detail = { name: input.name }
    await record({
      action: 'playlist.save_template',
      subjectKind: 'evening_template',
      subjectId: id,
      detail,
    })
    return found(await templateById(trx, id))
  })
}

/** Replaces a template; an edit of an older revision is refused with the present one beside it. */
export function editTemplate(
  deps: Deps,
  actor: Actor,
  edit: TemplateEdit & { id: string },
): Promise<EveningTemplate> {
  return change(deps, actor, async (trx, record) => {
    const before = found(await templateById(trx, edit.id))
    if (before.revision !== edit.revision) throw new DomainError('stale', { current: before })
    await assertWorks(trx, edit)
    await replaceTemplate(trx, { personId: actor.id, at: deps.clock.now() }, edit)
    await record({
      action: 'playlist.edit_template',
      subjectKind: 'evening_template',
      subjectId: edit.id,
      detail: { before },
    })
    return found(await templateById(trx, edit.id))
  })
}

/** Lists that began from it keep what they took. */
export function withdrawTemplate(deps: Deps, actor: Actor, id: string): Promise<void> {
  return change(deps, actor, async (trx, record) => {
    found(await templateById(trx, id))
    await markTemplate(trx, id, deps.clock.now())
    await record({
      action: 'playlist.withdraw_template',
      subjectKind: 'evening_template',
      subjectId: id,
    })
  })
}

/** Takes the withdrawal back. */
export function restoreTemplate(deps: Deps, actor: Actor, id: string): Promise<EveningTemplate> {
  return change(deps, actor, async (trx, record) => {
    await markTemplate(trx, id, null)
    await record({ action: 'playlist.restore_template', subjectKind: 'evening_template', subjectId: id })
    return found(await templateById(trx, id))
  })
}

async function assertWorks(trx: Trx, { content }: NewTemplate): Promise<void> {
  const ids = new Set(content.items.flatMap((item) => ('workId' in item ? item.workId : [])))
  if (ids.size > 0 && (await worksInUse(trx, [...ids])).length < ids.size) throw new DomainError('not_found')
}
