import { change } from '../db/audit.ts'
import type { Deps } from '../deps.ts'
import { DomainError, found } from '../errors.ts'
import type { Actor } from '../http/permissions.rules.ts'
import type { LanguageOrderEdit } from './areas.schema.ts'

/** Gives a place another order of languages; `stale` where somebody else has just given it one. */
export function setAreaLanguages(
  deps: Deps,
  actor: Actor,
  { id, languages, before }: LanguageOrderEdit & { id: string },
): Promise<void> {
  return change(deps, actor, async (trx, record) => {
    const area = found(
      await trx.selectFrom('area').select(['name', 'languages']).where('id', '=', id).executeTakeFirst(),
    )
    const current = JSON.parse(area.languages) as string[]
    if (current.join() !== before.join())
      throw new DomainError('stale', { current: { name: area.name, languages: current } })
    await trx
      .updateTable('area')
      .set({ languages: JSON.stringify(languages) })
      .where('id', '=', id)
      .execute()
    const detail = { before: current, after: languages }
    await record({ action: 'areas.set_languages', subjectKind: 'area', subjectId: id, detail })
  })
}
