import type { KeyboardEvent } from 'react'
import { endOf } from '../../../server/schedule/schedule.rules.ts'
import { type DayView, wholeSecond } from '../plan-view.ts'
import type { Slot } from '../schedule.api.ts'

const MINUTE = 60_000
const DAY = 86_400_000

export interface GridActs {
  select: (slot: Slot | undefined) => void
  focus: (slot: Slot | undefined) => void
  open: (slot: Slot) => void
  /** To another hour, to another length, or both. */
  move: (slot: Slot, startsAt: string, durationMs?: number) => void
  remove: (slot: Slot) => void
  repeat: (slot: Slot) => void
  /** Once more: right behind itself, or at an hour. */
  duplicate: (slot: Slot, startsAt?: string) => void
}

/** The slot before or after, over the whole week. */
export function neighbour(days: readonly DayView[], id: string | undefined, step: 1 | -1): Slot | undefined {
  const all = days.flatMap((day) => day.slots)
  const index = all.findIndex((slot) => slot.id === id)
  return index < 0 ? all[0] : all[index + step]
}

/** The slot nearest in time on the day beside. */
function across(days: readonly DayView[], slot: Slot, step: 1 | -1): Slot | undefined {
  const index = days.findIndex((day) => day.day === slot.day)
  const wanted = Date.parse(slot.startsAt) + step * DAY
  const far = (other: Slot) => Math.abs(Date.parse(other.startsAt) - wanted)
  return days[index + step]?.slots.reduce<Slot | undefined>(
    (best, other) => (best && far(best) <= far(other) ? best : other),
    undefined,
  )
}

function stepOf(event: KeyboardEvent): number {
  if (event.ctrlKey || event.metaKey) return event.shiftKey ? 1000 : 0
  return event.shiftKey ? MINUTE : 5 * MINUTE
}

/** Where `[` and `]` take a slot: to the end of the one before, or so that it ends where the next begins. */
function trimmed(days: readonly DayView[], slot: Slot, key: '[' | ']'): string | undefined {
  const own = days.find((day) => day.day === slot.day)?.slots.filter((other) => other.id !== slot.id) ?? []
  if (key === '[') {
    const before = own.filter((other) => other.startsAt < slot.startsAt).map((other) => other.endsAt)
    const end = before.sort().at(-1)
    return end && wholeSecond(end)
  }
  const next = own.find((other) => other.startsAt > slot.startsAt)
  return (
    next && new Date(Math.floor((Date.parse(next.startsAt) - slot.durationMs) / 1000) * 1000).toISOString()
  )
}

/**
 * Keys on a slot. Arrows walk from slot to slot; on a selected one they move it: five minutes, with Shift one, with
 * Ctrl and Shift a second, to the sides a day. Up and down with Ctrl make it shorter and longer.
 */
export function gridKeys(
  days: readonly DayView[],
  selected: string | undefined,
  acts: GridActs,
  canEdit: boolean,
) {
  return (event: KeyboardEvent, slot: Slot) => {
    if (event.altKey) return
    const lifted = canEdit && selected === slot.id
    const act = keyOf(event, slot, lifted)
    if (!act) return
    event.preventDefault()
    event.stopPropagation()
    act()
  }

  function keyOf(event: KeyboardEvent, slot: Slot, lifted: boolean): (() => void) | undefined {
    const { key } = event
    const ctrl = event.ctrlKey || event.metaKey
    if (key.startsWith('Arrow')) return arrow(event, slot, lifted)
    if (ctrl) return undefined
    if (key === 'Enter') return () => acts.open(slot)
    if (key === ' ') return () => acts.select(lifted ? undefined : slot)
    if (key === 'Escape' && selected !== undefined) return () => acts.select(undefined)
    if (key === 'Home' || key === 'End') {
      const own = days.find((day) => day.day === slot.day)?.slots
      return () => acts.focus(own?.at(key === 'Home' ? 0 : -1))
    }
    if (!canEdit) return undefined
    if (key === 'Delete') return () => acts.remove(slot)
    if (key === 'r') return () => acts.repeat(slot)
    if (key === 'd') return () => acts.duplicate(slot)
    if (key === '[' || key === ']') {
      const startsAt = trimmed(days, slot, key)
      return startsAt === undefined ? undefined : () => acts.move(slot, startsAt)
    }
    return undefined
  }

  function arrow(event: KeyboardEvent, slot: Slot, lifted: boolean): (() => void) | undefined {
    const step = event.key === 'ArrowUp' || event.key === 'ArrowLeft' ? -1 : 1
    const sideways = event.key === 'ArrowLeft' || event.key === 'ArrowRight'
    if (lifted) {
      if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !sideways) {
        const durationMs = Math.max(MINUTE, slot.durationMs + step * 5 * MINUTE)
        return () => acts.move(slot, slot.startsAt, Math.min(DAY, durationMs))
      }
      const ms = sideways ? DAY : stepOf(event)
      return ms === 0 ? undefined : () => acts.move(slot, endOf(slot.startsAt, step * ms))
    }
    if (event.ctrlKey || event.metaKey || event.shiftKey) return undefined
    const next = sideways ? across(days, slot, step) : neighbour(days, slot.id, step)
    return next && (() => acts.focus(next))
  }
}
