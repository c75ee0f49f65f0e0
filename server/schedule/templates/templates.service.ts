import { mondayOf, weekdayOf } from '../../calendar/days.rules.ts'
import { type AuditEntry, change } from '../../db/audit.ts'
import { newId } from '../../db/ids.ts'
import type { Trx } from '../../db/open.ts'
import type { Deps } from '../../deps.ts'
import { DomainError, found } from '../../errors.ts'
import type { Actor } from '../../http/permissions.rules.ts'
import { channelById } from '../channels.queries.ts'
import { secondsOfDay, weekFrom } from '../schedule.rules.ts'
import { type Slot, slotsOn } from '../slots.queries.ts'
import { columnsOf, type TemplateRow, templateRowById, templateRowsOf } from './templates.queries.ts'
import type { NewTemplateRow, TemplateRowEdit } from './templates.schema.ts'

const entry = (action: string, id: string, detail: Record<string, unknown> = {}): AuditEntry => ({
  action: `template.${action}`,
  subjectKind: 'template',
  subjectId: id,
  detail,
})

type Exceptions = NewTemplateRow['exceptions']
const exceptionsOf = (given: Exceptions): TemplateRow['exceptions'] =>
  given.map((one) =>
    one.kind === 'skip'
      ? one
      : { day: one.day, kind: one.kind, secondsOfDay: one.start, durationMs: one.durationMs },
  )

async function knownWork(trx: Trx, workId: string | null): Promise<void> {
  if (workId === null) return
  const work = found(
    await trx.selectFrom('work').select('withdrawn_at').where('id', '=', workId).executeTakeFirst(),
  )
  if (work.withdrawn_at !== null) throw new DomainError('withdrawn')
}

/** Adds a row to a channel's weekly grid, or puts one back under the id it had. Nothing planned changes by it. */
export async function addTemplateRow(
  deps: Deps,
  actor: Actor,
  channelId: string,
  { id: given, start, exceptions, title, ...input }: NewTemplateRow,
): Promise<TemplateRow> {
  return change(deps, actor, async (trx, record) => {
    found(await channelById(trx, channelId))
    const id = given ?? newId()
    if (given && (await templateRowById(trx, given))) throw new DomainError('conflict')
    await knownWork(trx, input.workId)
    const row = { ...input, ownTitle: title, secondsOfDay: start, exceptions: exceptionsOf(exceptions) }
    await trx
      .insertInto('template_row')
      .values({
        id,
        channel_id: channelId,
        ...columnsOf(row),
        edited_by: actor.id,
        edited_at: deps.clock.now(),
      })
      .execute()
    await record(entry('add', id, { channelId }))
    return found(await templateRowById(trx, id))
  })
}

/** Changes a row as somebody saw it. What was laid from it stays as it stands. */
export async function editTemplateRow(
  deps: Deps,
  actor: Actor,
  id: string,
  { revision, start, exceptions, title, ...yours }: TemplateRowEdit,
): Promise<TemplateRow> {
  return change(deps, actor, async (trx, record) => {
    const before = found(await templateRowById(trx, id))
    if (before.revision !== revision) throw new DomainError('stale', { theirs: before })
    const named = Object.fromEntries(Object.entries(yours).filter(([, value]) => value !== undefined))
    const row: TemplateRow = {
      ...before,
      ...named,
      ownTitle: title ?? before.ownTitle,
      secondsOfDay: start ?? before.secondsOfDay,
      exceptions: exceptions ? exceptionsOf(exceptions) : before.exceptions,
    }
    const nameless = row.kind === 'work' ? row.workId === null : row.ownTitle === ''
    const never = row.validTo !== null && row.validTo <= row.validFrom
    if (nameless || never)
      throw new DomainError('invalid', { problems: [{ path: nameless ? 'title' : 'validTo' }] })
    await knownWork(trx, row.workId)
    await trx
      .updateTable('template_row')
      .set({ ...columnsOf(row), revision: revision + 1, edited_by: actor.id, edited_at: deps.clock.now() })
      .where('id', '=', id)
      .execute()
    await record(entry('edit', id))
    return found(await templateRowById(trx, id))
  })
}

/** Takes a row out of the grid as somebody saw it and answers what it was. What was laid from it stays. */
export async function removeTemplateRow(
  deps: Deps,
  actor: Actor,
  id: string,
  revision: number,
): Promise<TemplateRow> {
  return change(deps, actor, async (trx, record) => {
    const row = found(await templateRowById(trx, id))
    if (row.revision !== revision) throw new DomainError('stale', { theirs: row })
    await trx.deleteFrom('template_row').where('id', '=', id).execute()
    await record(entry('remove', id, { title: row.title }))
    return row
  })
}

const alike = (
  slot: Pick<Slot, 'kind' | 'workId' | 'ownTitle' | 'language' | 'run' | 'durationMs'>,
  seconds: number,
) =>
  JSON.stringify([slot.kind, slot.workId, slot.ownTitle, slot.language, slot.run, slot.durationMs, seconds])

/**
 * The weekly grid read off a week as it stands: what is at the same hour on several days becomes one row of those
 * weekdays. Rows that the grid already has are not written twice. Works become rows too, unless they are first runs:
 * those come once.
 */
export async function saveWeekAsTemplate(
  deps: Deps,
  actor: Actor,
  input: { channelId: string; from: string; validFrom: string; validTo: string | null },
): Promise<TemplateRow[]> {
  const { channelId, validFrom, validTo } = input
  if (validTo !== null && validTo <= validFrom)
    throw new DomainError('invalid', { problems: [{ path: 'validTo' }] })
  return change(deps, actor, async (trx, record) => {
    found(await channelById(trx, channelId))
    const slots = (await slotsOn(trx, channelId, weekFrom(mondayOf(input.from)))).filter(
      (slot) => slot.kind !== 'work' || slot.run === 'repeat',
    )
    if (slots.length === 0) throw new DomainError('not_found')
    const groups = Map.groupBy(slots, (slot) => alike(slot, secondsOfDay(slot.startsAt)))
    const standing = await templateRowsOf(trx, channelId, validFrom)
    const known = new Map(standing.map((row) => [alike(row, row.secondsOfDay), row]))
    const ids: string[] = []
    for (const [key, group] of groups) {
      const [slot] = group
      const covered = known.get(key)?.weekdays ?? []
      const weekdays = [...new Set(group.map(({ day }) => weekdayOf(day)))]
        .filter((weekday) => !covered.includes(weekday))
        .sort()
      if (!slot || weekdays.length === 0) continue
      const id = newId()
      await trx
        .insertInto('template_row')
        .values({
          id,
          channel_id: channelId,
          ...columnsOf({
            ...slot,
            weekdays,
            everyWeeks: 1,
            secondsOfDay: secondsOfDay(slot.startsAt),
            validFrom,
            validTo,
            priority: 0,
            exceptions: [],
          }),
          edited_by: actor.id,
          edited_at: deps.clock.now(),
        })
        .execute()
      ids.push(id)
    }
    await record(entry('save_week', channelId, { from: input.from, ids }))
    const all = await templateRowsOf(trx, channelId)
    return all.filter((row) => ids.includes(row.id))
  })
}
