import type { Conflict } from '../conflicts/remedy.ts'
import type { Column } from './columns.ts'

/** What stands against a slot, and the cell that shows it. */
export interface Concern {
  column: Column
  stops: boolean
  sentence: string
}

/** The cell in which each kind of conflict is seen; what is not named here stands in the state alone. */
const shownIn: Partial<Record<Conflict['code'], Column>> = {
  overlap: 'start',
  gap: 'start',
  too_long: 'length',
  too_short: 'length',
  repeat_before_first: 'run',
  not_approved: 'title',
  media_missing: 'title',
  rights_expired: 'title',
  rights_not_yet: 'title',
  rights_used_up: 'title',
  rights_other_use: 'title',
}

/** What stands against a slot, the gravest first. */
export const concernsOf = (conflicts: readonly Conflict[]): Concern[] =>
  conflicts
    .map(({ code, severity, sentence }) => ({
      column: shownIn[code] ?? ('status' as const),
      stops: severity === 'stop',
      sentence,
    }))
    .sort((a, b) => Number(b.stops) - Number(a.stops))
