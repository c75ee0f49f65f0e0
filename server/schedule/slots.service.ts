import { type AuditEntry, change } from '../db/audit.ts'
import { newId } from '../db/ids.ts'
import type { Trx } from '../db/open.ts'
import type { NewRow } from '../db/tables.ts'
import type { Deps } from '../deps.ts'
import { DomainError, found } from '../errors.ts'
import type { Actor } from '../http/permissions.rules.ts'
import { follow } from './amending/follow.ts'
import { billedSecondsAlong } from './billed.rules.ts'
import { channelById } from './channels.queries.ts'
import { exactSecondsOfDay, exactTimeOfDay } from './schedule.rules.ts'
import type { NewSlot, SlotEdit } from './schedule.schema.ts'
import { slotValues } from './slot-values.ts'
import { insertSlots, linkRepeats, type Slot, slotById, slotsById, updateSlot } from './slots.queries.ts'
import { moveRepeats } from './templates/repeats.ts'

const entry = (action: string, slotId: string, detail: Record<string, unknown> = {}): AuditEntry => ({
  action,
  subjectKind: 'slot',
  subjectId: slotId,
  detail,
})

/** Lays a slot, or puts one back under the id it had. Overlaps are shown in the draft and refused at publishing. */
export async function placeSlot(deps: Deps, actor: Actor, input: NewSlot): Promise<Slot> {
  return change(deps, actor, async (trx, record) => {
    const channel = found(await channelById(trx, input.channelId))
    const id = input.id ?? newId()
    if (input.id !== undefined && (await slotById(trx, id))) throw new DomainError('conflict')
    const by = { by: actor.id, at: deps.clock.now() }
    const values = await slotValues(trx, channel, input, by)
    await insertSlots(trx, [{ id, ...values }])
    await linkRepeats(trx, id, input.repeatIds)
    await follow(trx, channel, { before: new Map(), touched: [id], laid: [id], by })
    await record(entry('slot.place', id, { day: input.day, startsAt: values.starts_at }))
    return found(await slotById(trx, id))
  })
}

const asInput = (slot: Slot): Omit<NewSlot, 'repeatIds'> => ({
  id: slot.id,
  channelId: slot.channelId,
  day: slot.day,
  start: exactSecondsOfDay(slot.startsAt),
  durationMs: slot.durationMs,
  kind: slot.kind,
  workId: slot.workId,
  versionId: slot.versionId,
  title: slot.ownTitle,
  language: slot.language,
  run: slot.run,
  firstSlotId: slot.firstSlotId,
  note: slot.note,
  startMode: slot.startMode,
  billed: slot.billedAt === null ? null : exactSecondsOfDay(slot.billedAt),
  gapPolicy: slot.gapPolicy,
  stationAnswer: slot.stationAnswer,
  stationNote: slot.stationNote,
  templateRowId: slot.templateRowId,
})

/**
 * A slot with what somebody wants different. One that followed and is given an hour of its own stands at that hour; what
 * is announced of it moves along.
 */
export function changed(slot: Slot, yours: Omit<SlotEdit, 'revision'>): Omit<NewSlot, 'repeatIds'> {
  const named = Object.fromEntries(Object.entries(yours).filter(([, value]) => value !== undefined))
  const before = asInput(slot)
  const wanted = { ...before, ...named }
  const input =
    yours.billed === undefined
      ? { ...wanted, billed: billedSecondsAlong(wanted.billed, before.start, wanted.start) }
      : wanted
  const moved = input.day !== before.day || input.start !== before.start
  return moved && yours.startMode === undefined ? { ...input, startMode: 'fixed' } : input
}

/** Moves or changes a slot as somebody saw it; when it has changed since, both sides are told and nothing is kept. */
export async function editSlot(deps: Deps, actor: Actor, id: string, edit: SlotEdit): Promise<Slot> {
  const { revision, ...yours } = edit
  return change(deps, actor, async (trx, record) => {
    const before = found(await slotById(trx, id))
    if (before.revision !== revision) throw new DomainError('stale', { yours, theirs: before })
    const channel = found(await channelById(trx, before.channelId))
    const by = { by: actor.id, at: deps.clock.now() }
    const values = await slotValues(trx, channel, changed(before, yours), by)
    if (!(await updateSlot(trx, id, revision, values)))
      throw new DomainError('stale', { yours, theirs: before })
    if (edit.moveRepeats)
      await moveRepeats(trx, channel, {
        first: before,
        startsAt: values.starts_at,
        edited: by,
      })
    await follow(trx, channel, { before: new Map([[id, before]]), touched: [id], laid: [], by })
    await record(entry('slot.edit', id, { from: before.startsAt, to: values.starts_at }))
    return found(await slotById(trx, id))
  })
}

/** A slot taken out, in the words that put it back. */
export const putBack = (slot: Slot, repeatIds: string[]) => ({
  ...asInput(slot),
  id: slot.id,
  start: exactTimeOfDay(slot.startsAt),
  billed: slot.billedAt === null ? null : exactTimeOfDay(slot.billedAt),
  repeatIds,
})

/** Lays the same programme again at another hour, tied to its first run. */
export async function repeatSlot(
  deps: Deps,
  actor: Actor,
  id: string,
  at: { day: string; start: number },
): Promise<Slot> {
  return change(deps, actor, async (trx, record) => {
    const slot = found(await slotById(trx, id))
    const channel = found(await channelById(trx, slot.channelId))
    const by = { by: actor.id, at: deps.clock.now() }
    // It stands at the hour that was named, whatever its first run follows.
    const { id: _, ...input } = changed(slot, { ...at, startMode: 'fixed', firstSlotId: slot.id })
    const values = await slotValues(trx, channel, input, by)
    const repeatId = newId()
    await insertSlots(trx, [{ id: repeatId, ...values }])
    await follow(trx, channel, { before: new Map(), touched: [repeatId], laid: [repeatId], by })
    await record(entry('slot.repeat', repeatId, { firstSlotId: values.first_slot_id }))
    return found(await slotById(trx, repeatId))
  })
}

/** Lays many rows at once, with one audit row that names them all. */
export async function layRows(
  trx: Trx,
  record: (entry: AuditEntry) => Promise<void>,
  rows: readonly Omit<NewRow<'slot'>, 'id'>[],
  about: { action: string; subjectId: string },
): Promise<Slot[]> {
  const laid = rows.map((row) => ({ ...row, id: newId() }))
  await insertSlots(trx, laid)
  const ids = laid.map((row) => row.id)
  await record(entry(about.action, about.subjectId, { ids }))
  return slotsById(trx, ids)
}
