import { billedAlong, billedApart, printedAt } from '../billed.rules.ts'
import { overlaps } from '../plan.rules.ts'
import { besidePlanned, endOf, instantOf } from '../schedule.rules.ts'
import type { PlannedSlot } from '../schedule.schema.ts'

export const byStart = (a: PlannedSlot, b: PlannedSlot) => (a.startsAt < b.startsAt ? -1 : 1)

const at = (slot: PlannedSlot, startsAt: string): PlannedSlot => ({
  ...slot,
  startsAt,
  ...(slot.billedAt !== undefined && { billedAt: billedAlong(slot.billedAt, slot.startsAt, startsAt) }),
  endsAt: endOf(startsAt, slot.durationMs),
})

/**
 * A published day with some rows at other hours (ISO instants by slot id). With `push`, what a moved row now meets
 * gives way: it starts when the one before it ends, and so on down the day, only as far as needed.
 */
export function afterMoves(
  slots: readonly PlannedSlot[],
  moves: ReadonlyMap<string, string>,
  push: boolean,
): PlannedSlot[] {
  const moved = slots
    .map((slot) => {
      const startsAt = moves.get(slot.slotId)
      return startsAt === undefined ? slot : at(slot, startsAt)
    })
    .sort(byStart)
  return push ? pushed(moved, moves) : moved
}

/** Moved rows stay where the person put them; the others step back behind whatever they meet. */
function pushed(slots: readonly PlannedSlot[], moves: ReadonlyMap<string, string>): PlannedSlot[] {
  const laid = slots.filter((slot) => moves.has(slot.slotId))
  for (const slot of slots.filter(({ slotId }) => !moves.has(slotId))) {
    let place = slot
    for (let met = meets(laid, place); met; met = meets(laid, place)) place = at(place, met.endsAt)
    laid.push(place)
  }
  return laid.sort(byStart)
}

const meets = (laid: readonly PlannedSlot[], slot: PlannedSlot) =>
  laid.filter((other) => overlaps(other, slot)).sort((a, b) => (a.endsAt < b.endsAt ? 1 : -1))[0]

/**
 * The instants (ISO, by slot id) of rows of a published day that are told new hours (seconds since midnight): each the
 * nearest to where the row stood, so that 00:15 of what was to begin at 23:30 is the same night.
 */
export function movesTo(
  slots: readonly PlannedSlot[],
  told: readonly { slotId: string; start: number }[],
  { day, dayStartsMin }: { day: string; dayStartsMin: number },
): Map<string, string> {
  const planned = new Map(slots.map(({ slotId, startsAt }) => [slotId, startsAt]))
  return new Map(
    told.map(({ slotId, start }) => {
      const at = instantOf(day, start, dayStartsMin)
      return [slotId, besidePlanned(at, planned.get(slotId) ?? at)]
    }),
  )
}

/**
 * The hours of two rows that change places: the later one starts when the earlier one did, and the earlier one ends
 * when the later one did, so that neighbours stay without a hole; with others between them each takes the other's hour.
 */
export function swapMoves(
  slots: readonly PlannedSlot[],
  ids: readonly [string, string],
): Map<string, string> {
  const [first, second] = slots.filter((slot) => ids.includes(slot.slotId)).sort(byStart)
  if (!first || !second) return new Map()
  const between = slots.some((slot) => slot.startsAt > first.startsAt && slot.startsAt < second.startsAt)
  const later = between ? second.startsAt : endOf(second.endsAt, -first.durationMs)
  return new Map([
    [second.slotId, first.startsAt],
    [first.slotId, later],
  ])
}

/** One sentence of a correction: what went, came, or stands at another hour than was published. */
export type CorrectionLine = (
  | { kind: 'moved'; title: string; from: string; to: string }
  | { kind: 'replaced'; title: string; from: string; by: string }
  | { kind: 'added'; title: string; from: string }
  | { kind: 'removed'; title: string; from: string }
) & {
  /** The hours that were announced, where one of them is not the exact one. */
  printed?: Hours
}

interface Hours {
  from: string
  to: string
}

const printed = (slot: PlannedSlot, now = slot): { printed?: Hours } =>
  billedApart(slot) || billedApart(now) ? { printed: { from: printedAt(slot), to: printedAt(now) } } : {}

/** The hours that a line tells: those that were announced, or the exact ones where only these became different. */
export function toldHours(line: CorrectionLine): Hours {
  const exact = { from: line.from, to: placeOf(line) }
  return line.printed && (line.kind !== 'moved' || line.printed.from !== line.printed.to)
    ? line.printed
    : exact
}

/** What must be told of a day that changed after it was published, in the order of the hours people know. */
export function correctionOf(
  before: readonly PlannedSlot[],
  after: readonly PlannedSlot[],
): CorrectionLine[] {
  const now = new Map(after.map((slot) => [slot.slotId, slot]))
  const old = new Set(before.map((slot) => slot.slotId))
  const came = after.filter((slot) => !old.has(slot.slotId))
  const told = new Set<string>()
  const lines: CorrectionLine[] = []
  for (const slot of before) {
    const same = now.get(slot.slotId)
    const { title, startsAt: from } = slot
    if (same) {
      if (same.startsAt !== from || printedAt(same) !== printedAt(slot))
        lines.push({ kind: 'moved', title, from, to: same.startsAt, ...printed(slot, same) })
      if (same.title !== title)
        lines.push({ kind: 'replaced', title, from: same.startsAt, by: same.title, ...printed(same) })
      continue
    }
    const instead = came.find((other) => other.startsAt === from)
    if (instead) told.add(instead.slotId)
    lines.push(
      instead
        ? { kind: 'replaced', title, from, by: instead.title, ...printed(slot) }
        : { kind: 'removed', title, from, ...printed(slot) },
    )
  }
  for (const slot of came)
    if (!told.has(slot.slotId))
      lines.push({ kind: 'added', title: slot.title, from: slot.startsAt, ...printed(slot) })
  return lines.sort((a, b) => (a.from < b.from ? -1 : 1))
}

/**
 * The rows of a day's last ordinary publication, which a corrected day is told against. `history` begins with the one in
 * force; what changed neither titles nor hours counts as no publication of its own.
 */
export function sinceOrdinary(
  history: readonly { id: string; slots: readonly PlannedSlot[] }[],
  corrections: ReadonlySet<string>,
): readonly PlannedSlot[] {
  for (const [i, one] of history.entries()) {
    const before = history[i + 1]
    if (!before) return one.slots
    if (!corrections.has(one.id) && correctionOf(before.slots, one.slots).length > 0) return one.slots
  }
  return []
}

/** Where a line of a correction leads: the instant the row stands at now (ISO), or stood at when it was taken out. */
export const placeOf = (line: CorrectionLine) => (line.kind === 'moved' ? line.to : line.from)
