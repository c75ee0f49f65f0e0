import { analyseRecipe } from './analyse-recipe.ts'
import type { FindingCode } from './finding.ts'

const { black, freeze, silence, clipping, sides } = analyseRecipe

/** Findings that are stretches of time, and from what length on the analysis finds them, in ms. */
export const foundFromMs = {
  black: black.leastMs,
  freeze: freeze.leastMs,
  silence: silence.leastMs,
  clipping: clipping.windowMs,
  phase: sides.leastMs,
  one_channel: sides.leastMs,
} as const satisfies Partial<Record<FindingCode, number>>

/** Whether a stretch lasts `leastMs` (ms) or more; its ends are rounded, so that one ms is forgiven. Pure. */
export const longer = (leastMs: number) => (stretch: { startMs: number; endMs: number }) =>
  stretch.endMs - stretch.startMs >= leastMs - 1
