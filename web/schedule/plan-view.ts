import { type Gap, gapsOf, type Overlap, overlapsOf } from '../../server/schedule/plan.rules.ts'
import { broadcastDayOf, endOf } from '../../server/schedule/schedule.rules.ts'
import type { Conflict } from './conflicts/remedy.ts'
import type { Slot, Week } from './schedule.api.ts'

/** Where a slot is going, and how long it will be, while that is still being saved. */
export interface Place {
  day: string
  startsAt: string
  durationMs: number
}
export type Moves = ReadonlyMap<string, Place>

export interface DayView {
  day: string
  slots: Slot[]
  /** Time shared by two, as it is drawn: also while one of them is being moved. */
  overlaps: Overlap<Slot>[]
  /** What stands against the day as it is saved; what is on its way is judged when it has arrived. */
  conflicts: Conflict[]
  gaps: Gap[]
  published: Week['days'][number]['published']
  /** What began on the day before and runs on past midnight. */
  tails: Slot[]
}

/** The next whole second of an instant (ISO): hours are typed and shown to the second. */
export const wholeSecond = (instant: string) =>
  new Date(Math.ceil(Date.parse(instant) / 1000) * 1000).toISOString()

export function placeAt(week: Week, startsAt: string): Pick<Place, 'day' | 'startsAt'> {
  return { startsAt, day: broadcastDayOf(startsAt, week.channel.dayStartsMin) }
}

const put = (slot: Slot, place: Place | undefined): Slot =>
  place ? { ...slot, ...place, endsAt: endOf(place.startsAt, place.durationMs) } : slot

/** The week as it will be once the moves under way are saved. */
export function viewOf(week: Week, moves: Moves): DayView[] {
  const all = week.days.flatMap((day) => day.slots).map((slot) => put(slot, moves.get(slot.id)))
  const overlaps = overlapsOf([...all, ...(week.neighbours as Slot[])])
  const moving = (id: string | null) => id !== null && moves.has(id)
  return week.days.map(({ day, published, conflicts }, index) => {
    const own = all.filter((slot) => slot.day === day).sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1))
    const before = index === 0 ? week.neighbours : all.filter((s) => s.day === week.days[index - 1]?.day)
    const dayStart = new Date(`${day}T00:00:00+07:00`).getTime() + week.channel.dayStartsMin * 60_000
    return {
      day,
      slots: own,
      overlaps: overlaps.filter(
        ({ first, second }) => second.day === day || (first.day === day && !inWeek(week, second)),
      ),
      conflicts: conflicts.filter(({ slotId, otherSlotId }) => !moving(slotId) && !moving(otherSlotId)),
      gaps: gapsOf(own),
      published,
      tails: (before as Slot[]).filter((slot) => slot.day < day && Date.parse(slot.endsAt) > dayStart),
    }
  })
}

const inWeek = (week: Week, slot: Slot) => week.days.some((day) => day.day === slot.day)

/** Milliseconds a slot shares with others. */
export function sharedMs(days: readonly DayView[], slotId: string): number {
  return days
    .flatMap((day) => day.overlaps)
    .filter(({ first, second }) => first.id === slotId || second.id === slotId)
    .reduce((sum, overlap) => sum + overlap.durationMs, 0)
}

export const findSlot = (days: readonly DayView[], id: string | undefined) =>
  days.flatMap((day) => day.slots).find((slot) => slot.id === id)

/** The first run and the repeats of what is selected. */
export function linkedTo(days: readonly DayView[], slot: Slot | undefined): ReadonlySet<string> {
  if (!slot) return new Set()
  const root = slot.firstSlotId ?? slot.id
  const all = days.flatMap((day) => day.slots)
  return new Set(
    all.filter((s) => s.id !== slot.id && (s.id === root || s.firstSlotId === root)).map((s) => s.id),
  )
}
