// What planning costs as a plan grows, and how right it is: conflicts, templates and filling, the station's log, dragging.
import { type BenchOptions, runParts } from './rows.ts'
import { conflictRows } from './schedule-conflicts.ts'
import { dragRows } from './schedule-drag.ts'
import { reconcileRows } from './schedule-log.ts'
import { planRows } from './schedule-plans.ts'

export const run = (options: BenchOptions) =>
  runParts({ conflicts: conflictRows, plans: planRows, log: reconcileRows, drag: dragRows }, options)
