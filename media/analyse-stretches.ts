import { type AnalyseRecipe, analyseRecipe } from './analyse-recipe.ts'
import type { MediaFacts } from './facts.ts'

/** A piece of a recording that is looked at in one go. Frames are those of the proxy. */
export type Part = {
  n: number
  startMs: number
  /** Null: up to the end, wherever that is. */
  durationMs: number | null
  frames: number | null
  /** Decoded before the stretch and thrown away, so that its first frame is the one that stood there. */
  leadMs: number
  leadFrames: number
}

export type StretchSettings = { longerThanMs: number; eachMs: number; leadMs: number }

/** The recording in one go. */
export const whole: Part = { n: 0, startMs: 0, durationMs: null, frames: null, leadMs: 0, leadFrames: 0 }

/**
 * One piece, or for a long picture several, the last of which is open; pure. The settings are whole seconds: a shift by
 * whole seconds is exact in every time base, so that each frame falls where it falls in one run.
 */
export function planParts(
  facts: MediaFacts,
  { longerThanMs, eachMs, leadMs }: StretchSettings = analyseRecipe.stretches,
  { fps }: Pick<AnalyseRecipe, 'fps'> = analyseRecipe,
): Part[] {
  if (!facts.picture || facts.durationMs <= longerThanMs) return [whole]
  const framesIn = (ms: number) => Math.round((ms * fps.num) / fps.den / 1000)
  // The last one takes a short remainder along.
  const count = Math.max(1, Math.floor(facts.durationMs / eachMs + 0.5))
  return Array.from({ length: count }, (_, n): Part => {
    const lead = Math.min(leadMs, n * eachMs)
    const open = n === count - 1
    return {
      n,
      startMs: n * eachMs,
      durationMs: open ? null : eachMs,
      frames: open ? null : framesIn(eachMs),
      leadMs: lead,
      leadFrames: framesIn(lead),
    }
  })
}
