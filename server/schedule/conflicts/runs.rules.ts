import type { Checked, Conflict, Right } from './conflicts.rules.ts'

/** A run of a work that counts against its licences: it aired, stands in a published day, or is drafted ahead. */
export interface Run {
  /** Null for what aired beside any plan. */
  readonly slotId: string | null
  readonly channelId: string
  /** The broadcast day, by which licences hold or not. */
  readonly day: string
  /** ISO instant in UTC. */
  readonly startsAt: string
  /** Aired or published: a draft gives way to it, however late it comes. */
  readonly firm: boolean
}

/** A licence that holds on a broadcast day. */
export const holdsOn = ({ from, to }: Pick<Right, 'from' | 'to'>, day: string): boolean =>
  (from === null || from <= day) && (to === null || day < to)

/** How often a work may air on a day by the licences that hold then; null where one of them does not count runs. */
export function runsAllowed(rights: readonly Right[], day: string): number | null {
  const holds = rights.filter((right) => holdsOn(right, day))
  if (holds.length === 0 || holds.some(({ runs }) => runs === null)) return null
  return holds.reduce((sum, { runs }) => sum + (runs ?? 0), 0)
}

/** The runs that use up the licences holding on a day. */
export const runsUnder = <T extends Pick<Run, 'day'>>(
  rights: readonly Right[],
  day: string,
  runs: readonly T[],
): T[] => {
  const holds = rights.filter((right) => holdsOn(right, day))
  return runs.filter((run) => holds.some((right) => holdsOn(right, run.day)))
}

interface About {
  /** Runs of a work wherever they stand. */
  runs: readonly Run[]
  rights: readonly Right[]
  now: string
  /** Whether the rows that are checked take the place of what is published or drafted there. */
  covers: (run: Run) => boolean
}

/**
 * The rows of one work that come after its runs are used up. Rows that have begun are no plan any more: what became of
 * them is among the runs. Firm runs come first, then drafts; within each, the earlier.
 */
export function usedUp(
  rows: readonly Checked[],
  { runs, rights, now, covers }: About,
): Extract<Conflict, { code: 'rights_used_up' }>[] {
  const published = new Set(runs.flatMap((run) => (run.firm && run.slotId !== null ? run.slotId : [])))
  const ahead = rows
    .filter((row) => row.startsAt > now)
    .map(({ id, channelId, day, startsAt }) => ({
      slotId: id,
      channelId,
      day,
      startsAt,
      firm: published.has(id),
    }))
  const own = new Set(ahead.map(({ slotId }) => slotId))
  const elsewhere = runs.filter(
    (run) => run.startsAt <= now || !(covers(run) || (run.slotId !== null && own.has(run.slotId))),
  )
  const all = [...elsewhere, ...ahead]
  return ahead.flatMap((row) => {
    const allowed = runsAllowed(rights, row.day)
    if (allowed === null) return []
    const before = runsUnder(rights, row.day, all).filter((run) =>
      run.firm === row.firm ? isBefore(run, row) : run.firm,
    )
    return before.length < allowed
      ? []
      : [{ code: 'rights_used_up' as const, slotId: row.slotId, runs: allowed }]
  })
}

const isBefore = (a: Run, b: Run) =>
  a.startsAt === b.startsAt ? (a.slotId ?? '') < (b.slotId ?? '') : a.startsAt < b.startsAt
