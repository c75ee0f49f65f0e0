// What packages cost as places grow, what a bad line costs, and what no change of a byte gets past.
import { logRows } from './packages-logs.ts'
import { playerRows } from './packages-player.ts'
import { publishRows } from './packages-publish.ts'
import { servedRows } from './packages-served.ts'
import { type BenchOptions, runParts } from './rows.ts'

export const run = (options: BenchOptions) =>
  runParts({ publish: publishRows, served: servedRows, player: playerRows, logs: logRows }, options)
