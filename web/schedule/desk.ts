import type { DayView, Moves, Place } from './plan-view.ts'
import type { Slot, Week } from './schedule.api.ts'
import type { Work } from './WeekDrawer.tsx'

/** A slot that the desk wants to see under the cursor; a new object each time it is asked for. */
export interface Wanted {
  id: string
  selected: boolean
}

/** What the desk hands to the view in which the week is worked on, whichever it is. */
export interface DeskProps {
  week: Week
  /** The week with the moves that are still being saved. */
  days: readonly DayView[]
  today: string | undefined
  canEdit: boolean
  moves: Moves
  move: (slot: Slot, startsAt: string, durationMs?: number) => Place | undefined
  /** Whether the repeats of what moves go along; asks the person where there are any. */
  askRepeats: (...slots: Slot[]) => Promise<boolean>
  wanted: Wanted | undefined
  work: Work | null
  onWork: (work: Work | null) => void
  onFailure: (error: unknown) => void
  /** Told to screen readers. */
  onSay: (sentence: string) => void
}
