// How many rows of a station's log are matched to the plan by themselves, and how many of those wrongly.
import { reconcile } from '../../server/schedule/as-run/reconcile.rules.ts'
import { aStationLog } from '../../tests/support/station-log.ts'
import { type BenchRow, count, row } from './rows.ts'

const LOGS = 10

/** Ten logs of 2,000 planned rows each: clocks up to 2 min off, 5 % renamed, 2 % missing, 2 % extra. */
export async function reconcileRows(_dir: string, seed: number): Promise<BenchRow[]> {
  const recalls: number[] = []
  let wrong = 0
  for (let i = 0; i < LOGS; i++) {
    const { plan, log, truth } = aStationLog(seed + i)
    const { matched } = reconcile(plan, log)
    const right = matched.filter(({ logId, planId }) => truth.get(logId) === planId).length
    recalls.push(right / truth.size)
    wrong += matched.length - right
  }
  return [row('reconcile_recall', 'ratio', recalls), count('reconcile_false', 'rows', wrong)]
}
