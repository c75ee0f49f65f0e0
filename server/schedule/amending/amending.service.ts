import { change, type Recorder } from '../../db/audit.ts'
import { newId } from '../../db/ids.ts'
import type { Trx } from '../../db/open.ts'
import type { NewRow } from '../../db/tables.ts'
import type { Deps } from '../../deps.ts'
import { DomainError, found } from '../../errors.ts'
import type { Actor } from '../../http/permissions.rules.ts'
import { type Channel, channelById } from '../channels.queries.ts'
import { conflictsOf } from '../conflicts/conflicts.service.ts'
import { slotValues } from '../slot-values.ts'
import {
  deleteSlots,
  insertSlots,
  linkRepeats,
  repeatsOf,
  type Slot,
  slotsById,
  updateSlot,
} from '../slots.queries.ts'
import { changed, putBack } from '../slots.service.ts'
import { moveRepeats } from '../templates/repeats.ts'
import type { Amendment, SlotChange } from './amending.schema.ts'
import { type Edited, follow } from './follow.ts'

type Placing = Extract<SlotChange, { do: 'place' }>

/** One side of a disagreement: what was asked of a slot, and the slot as somebody else left it, or null. */
interface Sides {
  id: string
  yours: Omit<Extract<SlotChange, { do: 'edit' | 'remove' }>, 'revision'>
  theirs: Slot | null
}

/**
 * Changes a channel's draft in one step: all of it, or nothing and both sides of every disagreement. Answers what takes
 * it back, in the same words, and the revisions that were there before.
 */
export const amend = (deps: Deps, actor: Actor, input: Amendment) =>
  change(deps, actor, (trx, record) => amendIn(trx, record, { by: actor.id, at: deps.clock.now() }, input))

/** The same within a transaction that is already going on; answers also what now stands against the slots changed. */
export async function amendIn(trx: Trx, record: Recorder, by: Edited, input: Amendment) {
  const channel = found(await channelById(trx, input.channelId))
  const before = await seenAsTheyAre(trx, channel, input.changes)
  const removed = input.changes.flatMap((wanted) => (wanted.do === 'remove' ? wanted.id : []))
  const ties = await repeatsOf(trx, removed)
  await deleteSlots(trx, removed)
  for (const wanted of input.changes)
    if (wanted.do === 'edit') await edit(trx, channel, found(before.get(wanted.id)), wanted, by)
  await moveAlong(trx, channel, input.changes, { before, by })
  const laid = await place(trx, channel, input.changes.filter(isPlacing), by)
  const touched = [...before.keys(), ...laid]
  if (input.follow) await follow(trx, channel, { before, touched, laid, by })
  const after = await slotsById(
    trx,
    [...new Set([...before.keys(), ...laid])].filter((id) => !removed.includes(id)),
  )
  const back = [
    ...after.map((slot) => backTo(slot, before.get(slot.id))),
    ...removed.map((id) => {
      const slot = found(before.get(id))
      const repeatIds = ties.filter((repeat) => repeat.firstSlotId === id).map((repeat) => repeat.id)
      return { do: 'place' as const, ...putBack(slot, repeatIds), revision: slot.revision }
    }),
  ]
  await record({
    action: 'slot.amend',
    subjectKind: 'slot',
    subjectId: touched[0] ?? channel.id,
    detail: { channelId: channel.id, laid, edited: after.length - laid.length, removed },
  })
  const was = Object.fromEntries([...before.values()].map((slot) => [slot.id, slot.revision]))
  const conflicts = await conflictsAround(trx, channel.id, after, by.at)
  return { slots: after, back, was, conflicts }
}

/** What stands against some slots as they now are. */
async function conflictsAround(trx: Trx, channelId: string, slots: readonly Slot[], now: string) {
  const days = slots.map((slot) => slot.day).sort()
  const [from, to] = [days[0], days.at(-1)]
  if (from === undefined || to === undefined) return []
  const ids = new Set(slots.map((slot) => slot.id))
  const found = await conflictsOf(trx, [channelId], from, to, { now })
  return found.filter(({ slotId, otherSlotId }) => ids.has(slotId ?? '') || ids.has(otherSlotId ?? ''))
}

const isPlacing = (wanted: SlotChange): wanted is Placing => wanted.do === 'place'

/** The slots that are named, provided that each is still as it was seen. */
async function seenAsTheyAre(trx: Trx, channel: Channel, changes: readonly SlotChange[]) {
  const named = changes.flatMap((wanted) => (wanted.do === 'place' ? [] : [wanted]))
  const known = new Map(
    (
      await slotsById(
        trx,
        named.map(({ id }) => id),
      )
    ).map((slot) => [slot.id, slot]),
  )
  const sides = named.flatMap(({ revision, ...yours }): Sides[] => {
    const theirs = known.get(yours.id)
    if (theirs && theirs.channelId !== channel.id) throw new DomainError('not_found')
    return theirs?.revision === revision ? [] : [{ id: yours.id, yours, theirs: theirs ?? null }]
  })
  if (sides.length > 0) throw new DomainError('stale', { sides })
  return known
}

async function edit(
  trx: Trx,
  channel: Channel,
  slot: Slot,
  { do: _, id, revision, ...yours }: Extract<SlotChange, { do: 'edit' }>,
  by: Edited,
) {
  const values = await slotValues(trx, channel, changed(slot, yours), by)
  await updateSlot(trx, id, revision, values)
}

/** Repeats of what moved go with it where that was asked for; they too are known before, for the way back. */
async function moveAlong(
  trx: Trx,
  channel: Channel,
  changes: readonly SlotChange[],
  { before, by }: { before: Map<string, Slot>; by: Edited },
) {
  const asked = changes.flatMap((wanted) => (wanted.do === 'edit' && wanted.moveRepeats ? wanted.id : []))
  const apart = new Set(before.keys())
  for (const { id, startsAt } of await slotsById(trx, asked)) {
    const first = found(before.get(id))
    for (const slot of await moveRepeats(trx, channel, { first, startsAt, apart, edited: by }))
      before.set(slot.id, slot)
  }
}

/** First runs before the repeats that are tied to them. */
async function place(trx: Trx, channel: Channel, wanted: readonly Placing[], by: Edited): Promise<string[]> {
  const firsts = wanted.filter((slot) => slot.firstSlotId === null)
  const repeats = wanted.filter((slot) => slot.firstSlotId !== null)
  const ids: string[] = []
  for (const group of [firsts, repeats]) {
    const rows: NewRow<'slot'>[] = []
    for (const { do: _, repeatIds: __, revision = 0, ...input } of group) {
      const id = input.id ?? newId()
      rows.push({
        id,
        revision: revision + 1,
        ...(await slotValues(trx, channel, { ...input, channelId: channel.id }, by)),
      })
    }
    const taken = await slotsById(
      trx,
      rows.map((row) => row.id),
    )
    if (taken.length > 0) throw new DomainError('conflict')
    await insertSlots(trx, rows)
    ids.push(...rows.map((row) => row.id))
  }
  for (const { id, repeatIds } of wanted) if (id !== undefined) await linkRepeats(trx, id, repeatIds)
  return ids
}

/** What makes of a slot what it was, or nothing where it was not there. */
function backTo(slot: Slot, before: Slot | undefined) {
  const { id, revision } = slot
  if (!before) return { do: 'remove' as const, id, revision }
  const { repeatIds: _, channelId: __, ...fields } = putBack(before, [])
  return { do: 'edit' as const, ...fields, id, revision }
}
