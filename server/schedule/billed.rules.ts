import { broadcastDayOf, endOf } from './schedule.rules.ts'

const MINUTE_MS = 60_000

/** Further from the minute in which its slot starts, an hour to print belongs to another programme (ms). */
export const BILLED_WITHIN_MS = 30 * MINUTE_MS

/** A slot's exact start, and the hour that is announced where it is another one (ISO, UTC). */
export interface Billed {
  readonly startsAt: string
  readonly billedAt?: string | null | undefined
}

/** The instant (ISO, UTC) that papers tell readers of. */
export const printedAt = ({ startsAt, billedAt }: Billed): string => billedAt ?? startsAt

/** Whether readers are told another hour than the exact one. */
export const billedApart = (slot: Billed): boolean => printedAt(slot) !== slot.startsAt

/** Where among the rows of a broadcast day those begin that air on the morning after, as papers tell it; -1 where none do. */
export const dawnOf = ({ day, slots }: { day: string; slots: readonly Billed[] }): number =>
  slots.findIndex((slot) => broadcastDayOf(printedAt(slot)) > day)

const minuteOf = (ms: number) => Math.floor(ms / MINUTE_MS) * MINUTE_MS

/** Whether an hour can be announced of what starts then (both ISO, UTC). */
export const billable = (billedAt: string, startsAt: string): boolean =>
  Math.abs(Date.parse(billedAt) - minuteOf(Date.parse(startsAt))) <= BILLED_WITHIN_MS

/** By how much what is announced moves with a slot (ms in, ms out). */
const alongMs = (from: number, to: number) => minuteOf(to) - minuteOf(from)

/**
 * The announced hour of a slot that moves. It keeps its distance in whole minutes from the minute in which the slot
 * starts: a few seconds change nothing that was printed, an hour moves both, and the way back leads where it began.
 */
export const billedAlong = (billedAt: string, from: string, to: string): string =>
  endOf(billedAt, alongMs(Date.parse(from), Date.parse(to)))

/** The same of a slot that may have none, moved `to` an instant (ISO, UTC). */
export const billedAfter = (slot: Billed, to: string): string | null =>
  slot.billedAt ? billedAlong(slot.billedAt, slot.startsAt, to) : null

/** The announced hour of a slot that moves, in seconds since midnight, as slots are told of by hand. */
export function billedSecondsAlong(billed: number | null, from: number, to: number): number | null {
  return billed === null ? null : (billed + alongMs(from * 1000, to * 1000) / 1000 + 86_400) % 86_400
}
