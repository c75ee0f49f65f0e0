import type { GapPolicy } from '../filling/filling.schema.ts'
import { OFF_AIR_MS } from '../plan.rules.ts'
import { broadcastDayOf, endOf, instantOf, timeOfDay } from '../schedule.rules.ts'

/** What the order of a day reads of a slot. Instants are ISO in UTC, the end exclusive. */
export interface Running {
  readonly id: string
  readonly startsAt: string
  readonly endsAt: string
  readonly durationMs: number
  readonly startMode: 'fixed' | 'following'
  /** What becomes of the gap after it; null follows the channel. */
  readonly gapPolicy: GapPolicy | null
}

/** How the channel's broadcast day lies: minutes after midnight at which it begins, and for how many it runs. */
export interface BroadcastDay {
  readonly day: string
  readonly dayStartsMin: number
  readonly dayRunsMin: number
  readonly gapPolicy: GapPolicy
}

/** A fixed start and what follows it, against the time until the next fixed start. */
export interface Budget {
  roomMs: number
  plannedMs: number
  /** By how much what is planned runs over; 0 where it fits. */
  overMs: number
}

export type RundownRow<T extends Running> =
  | { kind: 'slot'; slot: T; overMs: number; budget: Budget | null }
  | {
      kind: 'gap'
      startsAt: string
      endsAt: string
      durationMs: number
      afterId: string
      /** Set at this gap; null follows the channel. */
      own: GapPolicy | null
      policy: GapPolicy
      /** So long that the channel is off the air. */
      offAir: boolean
    }
  /** Midnight: what stands below airs on the next calendar day, before dawn (rạng sáng). */
  | { kind: 'dawn'; day: string }

export interface Rundown<T extends Running> {
  rows: RundownRow<T>[]
  /** Of the whole day; over where one of its blocks is, or where it runs past the end of the broadcast day. */
  budget: Budget
}

const MINUTE_MS = 60_000
const FRAME_MS = 40

const lengthMs = (startsAt: string, endsAt: string) => Date.parse(endsAt) - Date.parse(startsAt)
const byStart = (a: Running, b: Running) => (a.startsAt < b.startsAt ? -1 : a.startsAt > b.startsAt ? 1 : 0)

/** The end (ISO, UTC; exclusive) of a broadcast day: 29:00 of one that begins at five and runs all round the clock. */
export function endOfDay({ day, dayStartsMin, dayRunsMin }: BroadcastDay): string {
  return endOf(instantOf(day, dayStartsMin * 60, dayStartsMin), dayRunsMin * MINUTE_MS)
}

/** The order of a day: its slots, the gaps between them as rows of their own, midnight, and how much time there is. */
export function rundownOf<T extends Running>(slots: readonly T[], day: BroadcastDay): Rundown<T> {
  const inOrder = [...slots].sort(byStart)
  const budgets = budgetsOf(inOrder, day)
  const rows: RundownRow<T>[] = []
  let freeAt: T | undefined
  let calendarDay = day.day
  for (const [index, slot] of inOrder.entries()) {
    if (freeAt && freeAt.endsAt < slot.startsAt) rows.push(gapAfter(freeAt, slot.startsAt, day.gapPolicy))
    const own = broadcastDayOf(slot.startsAt)
    if (own > calendarDay) {
      rows.push({ kind: 'dawn', day: own })
      calendarDay = own
    }
    const next = inOrder[index + 1]
    const overMs = next && next.startsAt < slot.endsAt ? lengthMs(next.startsAt, slot.endsAt) : 0
    rows.push({ kind: 'slot', slot, overMs, budget: budgets.get(slot.id) ?? null })
    if (!freeAt || slot.endsAt > freeAt.endsAt) freeAt = slot
  }
  const plannedMs = inOrder.reduce((sum, slot) => sum + slot.durationMs, 0)
  const roomMs = day.dayRunsMin * MINUTE_MS
  const blocksOver = [...budgets.values()].reduce((sum, { overMs }) => sum + overMs, 0)
  return { rows, budget: { roomMs, plannedMs, overMs: Math.max(blocksOver, plannedMs - roomMs, 0) } }
}

function gapAfter<T extends Running>(slot: T, endsAt: string, channels: GapPolicy): RundownRow<T> {
  const durationMs = lengthMs(slot.endsAt, endsAt)
  return {
    kind: 'gap',
    startsAt: slot.endsAt,
    endsAt,
    durationMs,
    afterId: slot.id,
    own: slot.gapPolicy,
    policy: slot.gapPolicy ?? channels,
    offAir: durationMs > OFF_AIR_MS,
  }
}

/** By the slot each block begins with: a fixed start, or the first of the day. */
function budgetsOf(inOrder: readonly Running[], day: BroadcastDay): Map<string, Budget> {
  const heads = inOrder.flatMap(({ startMode }, i) => (i === 0 || startMode === 'fixed' ? i : []))
  const budgets = new Map<string, Budget>()
  for (const [n, from] of heads.entries()) {
    const head = inOrder[from]
    if (!head) continue
    const to = heads[n + 1] ?? inOrder.length
    const plannedMs = inOrder.slice(from, to).reduce((sum, slot) => sum + slot.durationMs, 0)
    const roomMs = lengthMs(head.startsAt, inOrder[to]?.startsAt ?? endOfDay(day))
    budgets.set(head.id, { roomMs, plannedMs, overMs: Math.max(0, plannedMs - roomMs) })
  }
  return budgets
}

/**
 * Where slots start once one of them stands at another place in the order: only those between its old place and its new
 * one move. Gaps stay where they were in the order; what follows the one before begins when that ends. Half-open.
 */
export function reordered(
  slots: readonly Running[],
  id: string,
  to: number,
): { id: string; startsAt: string }[] {
  const inOrder = [...slots].sort(byStart)
  const from = inOrder.findIndex((slot) => slot.id === id)
  const place = Math.max(0, Math.min(inOrder.length - 1, to))
  const moving = inOrder[from]
  if (!moving || place === from) return []
  const first = Math.min(from, place)
  const last = Math.max(from, place)
  const order = inOrder.toSpliced(from, 1).toSpliced(place, 0, moving)
  const before = inOrder[first - 1]
  let at = (order[first]?.startMode === 'following' && before?.endsAt) || (inOrder[first] ?? moving).startsAt
  const moved: { id: string; startsAt: string }[] = []
  for (let i = first; i <= last; i++) {
    const slot = order[i]
    const was = inOrder[i]
    const following = inOrder[i + 1]
    if (!slot || !was) continue
    if (slot.startsAt !== at) moved.push({ id: slot.id, startsAt: at })
    const gapMs = following ? lengthMs(was.endsAt, following.startsAt) : 0
    at = endOf(at, slot.durationMs + (order[i + 1]?.startMode === 'following' ? Math.min(0, gapMs) : gapMs))
  }
  return moved
}

/** 20:10:05 and the frame within that second, at the station's 25 pictures a second. */
export function clockAndFrame(instant: string): { clock: string; frame: number } {
  const whole = new Date(Math.floor(Date.parse(instant) / 1000) * 1000).toISOString()
  return {
    clock: timeOfDay(whole).padEnd(8, ':00'),
    frame: Math.floor((((Date.parse(instant) % 1000) + 1000) % 1000) / FRAME_MS),
  }
}
