import { change } from '../db/audit.ts'
import { fold, sortKey } from '../db/folding.ts'
import type { DbOrTrx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import type { Actor } from '../http/permissions.rules.ts'
import type { WorkTags } from './tags.schema.ts'
import { workToEdit } from './works.service.ts'

const inOrder = (tags: readonly string[]) =>
  tags.toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : sortKey(a) > sortKey(b) ? 1 : 0))

export async function tagsOf(db: DbOrTrx, workId: string): Promise<string[]> {
  const rows = await db.selectFrom('work_tag').select('tag').where('work_id', '=', workId).execute()
  return inOrder(rows.map((row) => row.tag))
}

/** Every tag in use, each once however its tones are written, with how many works bear it. */
export async function allTags(db: DbOrTrx): Promise<{ tag: string; works: number }[]> {
  const rows = await db
    .selectFrom('work_tag')
    .select((eb) => [eb.fn.min('tag').as('tag'), eb.fn.countAll<number>().as('works')])
    .groupBy('folded')
    .execute()
  const works = new Map(rows.map((row) => [row.tag, Number(row.works)]))
  return inOrder([...works.keys()]).map((tag) => ({ tag, works: works.get(tag) ?? 0 }))
}

/** Replaces a work's tags; `stale` where somebody else has just changed them. Two that differ in tones alone are one. */
export function setTags(
  deps: Deps,
  actor: Actor,
  { id, tags, before }: WorkTags & { id: string },
): Promise<string[]> {
  return change(deps, actor, async (trx, record) => {
    await workToEdit(trx, actor, id)
    const current = await tagsOf(trx, id)
    if (current.join('\n') !== inOrder(before).join('\n')) throw new DomainError('stale', { current })
    await trx.deleteFrom('work_tag').where('work_id', '=', id).execute()
    const wanted = new Map(tags.map((tag) => [fold(tag), tag]))
    if (wanted.size > 0)
      await trx
        .insertInto('work_tag')
        .values([...wanted].map(([folded, tag]) => ({ work_id: id, folded, tag })))
        .execute()
    const detail = { before: current, after: [...wanted.values()] }
    await record({ action: 'library.tag', subjectKind: 'work', subjectId: id, detail })
    return await tagsOf(trx, id)
  })
}
