import type { PlannedSlot } from '../schedule.schema.ts'

export type Change =
  | { kind: 'added'; day: string; after: PlannedSlot }
  | { kind: 'moved'; day: string; fromDay: string; before: PlannedSlot; after: PlannedSlot }
  | { kind: 'changed'; day: string; before: PlannedSlot; after: PlannedSlot; fields: ChangedField[] }
  | { kind: 'removed'; day: string; before: PlannedSlot }

const compared = [
  'billedAt',
  'title',
  'durationMs',
  'kind',
  'workId',
  'language',
  'run',
  'note',
  'version',
] as const
type ChangedField = (typeof compared)[number]

export interface PlanOfDay {
  readonly day: string
  readonly slots: readonly PlannedSlot[]
}

interface Placed {
  day: string
  slot: PlannedSlot
}

const placed = (days: readonly PlanOfDay[]): Placed[] =>
  days.flatMap(({ day, slots }) => slots.map((slot) => ({ day, slot })))

/** Same hour, same words: a row that was taken out and laid again is no news. */
const alike = ({ slot }: Placed) => `${slot.startsAt} ${slot.title}`

/**
 * What differs between two states of the same days, in the order of time. A slot is followed by its id, also from one
 * day to another; one that moved and changed besides is told as moved.
 */
export function changesBetween(before: readonly PlanOfDay[], after: readonly PlanOfDay[]): Change[] {
  const old = new Map(placed(before).map((item) => [item.slot.slotId, item]))
  const fresh: Placed[] = []
  const changes: Change[] = []
  const compare = (was: Placed, is: Placed) => {
    const change = changeOf(was, is)
    if (change) changes.push(change)
  }
  for (const item of placed(after)) {
    const was = old.get(item.slot.slotId)
    if (was) {
      old.delete(item.slot.slotId)
      compare(was, item)
    } else fresh.push(item)
  }
  const gone = new Map([...old.values()].map((item) => [alike(item), item]))
  for (const item of fresh) {
    const was = gone.get(alike(item))
    if (was) {
      gone.delete(alike(item))
      old.delete(was.slot.slotId)
      compare(was, item)
    } else changes.push({ kind: 'added', day: item.day, after: item.slot })
  }
  for (const { day, slot } of old.values()) changes.push({ kind: 'removed', day, before: slot })
  return changes.sort((a, b) => (startOf(a) < startOf(b) ? -1 : 1))
}

const startOf = (change: Change) => ('after' in change ? change.after : change.before).startsAt

function changeOf(was: Placed, is: Placed): Change | undefined {
  if (was.slot.startsAt !== is.slot.startsAt || was.day !== is.day)
    return { kind: 'moved', day: is.day, fromDay: was.day, before: was.slot, after: is.slot }
  const fields = compared.filter((field) => !equal(was.slot[field], is.slot[field]))
  if (fields.length === 0) return undefined
  return { kind: 'changed', day: is.day, before: was.slot, after: is.slot, fields }
}

// Both sides were made by the same schema, so their keys stand in the same order.
const equal = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)
