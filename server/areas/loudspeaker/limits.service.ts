import { change } from '../../db/audit.ts'
import { newId } from '../../db/ids.ts'
import type { Trx } from '../../db/open.ts'
import type { Deps } from '../../deps.ts'
import { DomainError, found } from '../../errors.ts'
import type { Actor } from '../../http/permissions.rules.ts'
import { loudspeakerRule, loudspeakerRules } from './limits.queries.ts'
import type { LoudspeakerRule, LoudspeakerRuleEdit, NewLoudspeakerRule } from './limits.schema.ts'

export { type Ground, groundOf } from '../ground.queries.ts'
export { ruledPlaces } from './limits.queries.ts'

/**
 * A rule for a place from a day on. One that holds there without an end is closed on that day; meeting any other is
 * refused.
 */
export function addLoudspeakerRule(
  deps: Deps,
  actor: Actor | null,
  input: NewLoudspeakerRule,
): Promise<LoudspeakerRule> {
  const id = newId()
  return change(deps, actor, async (trx, record) => {
    found(await trx.selectFrom('area').select('id').where('id', '=', input.areaId).executeTakeFirst())
    const at = deps.clock.now()
    const closed = await closeOpenOne(trx, input, at)
    await assertAlone(trx, input.areaId, input)
    await trx
      .insertInto('loudspeaker_rule')
      .values({
        id,
        area_id: input.areaId,
        valid_from: input.validFrom,
        valid_to: input.validTo,
        limits: JSON.stringify(input.limits),
        document: input.document,
        created_by: actor?.id ?? null,
        created_at: at,
        updated_at: at,
        edited_by: actor?.id ?? null,
      })
      .execute()
    const detail = { areaId: input.areaId, validFrom: input.validFrom, document: input.document, closed }
    await record({
      action: 'areas.add_loudspeaker_rule',
      subjectKind: 'area',
      subjectId: input.areaId,
      detail,
    })
    return found(await loudspeakerRule(trx, id))
  })
}

export function editLoudspeakerRule(
  deps: Deps,
  actor: Actor,
  edit: LoudspeakerRuleEdit & { id: string },
): Promise<LoudspeakerRule> {
  return change(deps, actor, async (trx, record) => {
    const before = found(await loudspeakerRule(trx, edit.id))
    if (before.revision !== edit.revision) throw new DomainError('stale', { current: before })
    await assertAlone(trx, before.area.id, edit, edit.id)
    await trx
      .updateTable('loudspeaker_rule')
      .set({
        valid_from: edit.validFrom,
        valid_to: edit.validTo,
        limits: JSON.stringify(edit.limits),
        document: edit.document,
        revision: edit.revision + 1,
        updated_at: deps.clock.now(),
        edited_by: actor.id,
      })
      .where('id', '=', edit.id)
      .execute()
    await record({
      action: 'areas.edit_loudspeaker_rule',
      subjectKind: 'area',
      subjectId: before.area.id,
      detail: { before },
    })
    return found(await loudspeakerRule(trx, edit.id))
  })
}

/** A rule written by mistake; one that ended is given its last day instead. */
export function withdrawLoudspeakerRule(deps: Deps, actor: Actor, id: string): Promise<void> {
  return change(deps, actor, async (trx, record) => {
    const before = found(await loudspeakerRule(trx, id))
    await trx
      .updateTable('loudspeaker_rule')
      .set({ withdrawn_at: deps.clock.now(), edited_by: actor.id })
      .where('id', '=', id)
      .execute()
    await record({
      action: 'areas.withdraw_loudspeaker_rule',
      subjectKind: 'area',
      subjectId: before.area.id,
      detail: { before },
    })
  })
}

async function closeOpenOne(trx: Trx, input: NewLoudspeakerRule, at: string): Promise<string | null> {
  const open = (await loudspeakerRules(trx, input.areaId)).find(
    (rule) => rule.validTo === null && rule.validFrom < input.validFrom,
  )
  if (!open) return null
  await trx
    .updateTable('loudspeaker_rule')
    .set({ valid_to: input.validFrom, revision: open.revision + 1, updated_at: at })
    .where('id', '=', open.id)
    .execute()
  return open.id
}

type Span = { validFrom: string; validTo: string | null }
const meet = (a: Span, b: Span) =>
  (b.validTo === null || a.validFrom < b.validTo) && (a.validTo === null || b.validFrom < a.validTo)

async function assertAlone(trx: Trx, areaId: string, span: Span, except?: string): Promise<void> {
  const other = (await loudspeakerRules(trx, areaId)).find((rule) => rule.id !== except && meet(rule, span))
  if (other) throw new DomainError('rule_overlaps', { name: other.area.name, document: other.document })
}
