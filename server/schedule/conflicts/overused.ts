import type { DbOrTrx } from '../../db/open.ts'
import type { Checked, WorkFacts } from './conflicts.rules.ts'
import { runsOf } from './runs.queries.ts'
import { type Run, usedUp } from './runs.rules.ts'

interface About {
  now: string
  /** Whether the rows take the place of what is published or drafted there. */
  covers: (run: Run) => boolean
  /** Whether drafts elsewhere come first where they are earlier; a publication takes no heed of them. */
  drafts?: boolean
}

/** The rows that air a work more often than its licences allow, counted over all channels. */
export async function overused(
  db: DbOrTrx,
  rows: readonly Checked[],
  works: ReadonlyMap<string, WorkFacts>,
  { now, covers, drafts = true }: About,
) {
  const limited = [...works].filter(
    ([, { rights, otherUsesOnly }]) => !otherUsesOnly && rights.some(({ runs }) => runs !== null),
  )
  if (limited.length === 0) return []
  const ids = new Set(limited.map(([id]) => id))
  const runs = await runsOf(db, [...ids], now)
  const own = Map.groupBy(
    rows.filter(({ kind, workId }) => kind === 'work' && workId !== null && ids.has(workId)),
    ({ workId }) => workId,
  )
  return limited.flatMap(([id, { rights }]) => {
    const counted = (runs.get(id) ?? []).filter(({ firm }) => firm || drafts)
    return usedUp(own.get(id) ?? [], { runs: counted, rights, now, covers })
  })
}
