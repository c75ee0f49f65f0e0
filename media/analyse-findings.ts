import { type AnalyseRecipe, analyseRecipe } from './analyse-recipe.ts'
import { declaredFindings, trackFindings } from './declared-findings.ts'
import type { MediaFacts } from './facts.ts'
import { type Finding, finding } from './finding.ts'
import { findings, type Interval, intervals, joinStretches } from './intervals.ts'
import type { Loudness } from './loudness.ts'
import type { PrintedFrame } from './metadata-print.ts'
import { judgeSides, type SidesWindow } from './sound-sides.ts'
import { longer } from './stretch-lengths.rules.ts'

/** Running totals of idet. */
export type Fields = { top: number; bottom: number; progressive: number }

/** What the run of a stretch measured of the picture. */
export type SeenStretch = {
  startMs: number
  durationMs: number
  events: readonly PrintedFrame[]
  fields: Fields
}

export type Heard = {
  events: readonly PrintedFrame[]
  clippedWindows: readonly PrintedFrame[]
  sides: readonly SidesWindow[]
  loudness: Loudness
}

/** What was measured, before anybody judges it. */
export type Measured = {
  facts: MediaFacts
  /** Longest duration any part of the container claims. */
  declaredMs: number
  decoded: { pictureMs?: number; soundMs?: number }
  seen: readonly SeenStretch[]
  heard?: Heard | undefined
}

/** Judges the measurements by the recipe; pure. */
export function judge(measured: Measured, recipe = analyseRecipe): Finding[] {
  const { facts, decoded, heard } = measured
  const cut = truncation(measured, recipe)
  return [
    ...trackFindings(facts),
    ...declaredFindings(facts),
    ...cut,
    ...(cut.length === 0 ? lengths(measured, recipe) : []),
    ...(decoded.pictureMs ? pictureFindings(measured, recipe) : []),
    ...(decoded.soundMs && heard ? soundFindings(heard, decoded.soundMs, recipe) : []),
  ]
}

// Containers that write down how long they are; for the others ffprobe only estimates.
const declaring = /mov|matroska|avi|mxf|wav|w64|flac|aiff|caf|asf|flv/

const toleranceFor = (ms: number, { truncation }: AnalyseRecipe) =>
  Math.max(truncation.toleranceMs, ms * truncation.toleranceShare)

function truncation({ facts, declaredMs, decoded }: Measured, recipe: AnalyseRecipe): Finding[] {
  if (!declaring.test(facts.container)) return []
  const reached = Math.max(decoded.pictureMs ?? 0, decoded.soundMs ?? 0)
  const pairs = [
    [declaredMs, reached],
    [facts.picture?.durationMs ?? 0, decoded.pictureMs ?? 0],
    [facts.sound[0]?.durationMs ?? 0, decoded.soundMs ?? 0],
  ] as const
  const cut = pairs.filter(([declared, got]) => declared - got > toleranceFor(declared, recipe))
  if (cut.length === 0) return []
  const startMs = Math.min(...cut.map(([, got]) => got))
  const missing = Math.max(...cut.map(([declared, got]) => declared - got))
  return [finding('truncated', { startMs: Math.round(startMs), value: Math.round(missing) })]
}

/** Picture and sound that do not end together, or more of them than the container says. */
function lengths({ facts, declaredMs, decoded }: Measured, recipe: AnalyseRecipe): Finding[] {
  const { pictureMs, soundMs } = decoded
  const reached = Math.max(pictureMs ?? 0, soundMs ?? 0)
  const ends = [
    ...(pictureMs === undefined || soundMs === undefined ? [] : [Math.min(pictureMs, soundMs)]),
    ...(declaring.test(facts.container) && declaredMs > 0 ? [declaredMs] : []),
  ]
  const first = Math.min(...ends)
  if (ends.length === 0 || reached - first <= toleranceFor(reached, recipe)) return []
  const startMs = Math.round(first)
  const endMs = Math.round(reached)
  return [finding('duration_differs', { startMs, endMs, value: endMs - startMs })]
}

const blackMarks = ['black_start', 'black_end'] as const
const freezeMarks = ['freezedetect.freeze_start', 'freezedetect.freeze_end'] as const

function pictureFindings({ seen, facts }: Measured, recipe: AnalyseRecipe): Finding[] {
  const joined = (marks: readonly [string, string]) =>
    joinStretches(
      seen.map(({ startMs, durationMs, events }) => ({
        startMs,
        found: intervals(events, marks, durationMs),
      })),
    )
  const black = joined(blackMarks).filter(longer(recipe.black.leastMs))
  const freeze = joined(freezeMarks)
    .filter(longer(recipe.freeze.leastMs))
    // Black stands still too; once is enough.
    .filter(
      (still) =>
        !black.some((dark) => dark.startMs - 200 <= still.startMs && still.endMs <= dark.endMs + 200),
    )
  return [
    ...findings('black', black),
    ...findings('freeze', freeze),
    ...interlace(
      seen.map(({ fields }) => fields),
      facts.picture?.fieldOrder,
      recipe,
    ),
  ]
}

function interlace(
  counted: readonly Fields[],
  declared: string | undefined,
  { interlace }: AnalyseRecipe,
): Finding[] {
  const sum = (key: keyof Fields) => counted.reduce((total, fields) => total + fields[key], 0)
  const [top, bottom] = [sum('top'), sum('bottom')]
  // Real fields always come in one order; a fine moving pattern is taken for either by turns.
  const combed = Math.abs(top - bottom)
  const share = combed / Math.max(1, top + bottom + sum('progressive'))
  if (combed < interlace.leastFrames || share < interlace.leastShare) return []
  const code = declared === 'top' || declared === 'bottom' ? 'interlaced' : 'fields_undeclared'
  return [finding(code, { value: Math.round(share * 100) / 100 })]
}

const silenceMarks = ['silence_start', 'silence_end'] as const

function soundFindings(heard: Heard, endMs: number, recipe: AnalyseRecipe): Finding[] {
  const silent = intervals(heard.events, silenceMarks, endMs).filter(longer(recipe.silence.leastMs))
  const wholly = silent.some(({ startMs, endMs: end }) => startMs < 500 && end > endMs - 500)
  const integrated = heard.loudness.integratedLufs
  const quiet = integrated !== null && integrated < recipe.tooQuietLufs
  return [
    ...findings(wholly ? 'silent' : 'silence', silent),
    ...findings('clipping', clipped(heard.clippedWindows, recipe)),
    ...(quiet ? [finding('too_quiet', { value: integrated })] : []),
    ...(wholly ? [] : judgeSides(heard.sides, recipe.sides)),
  ]
}

function clipped(
  windows: readonly PrintedFrame[],
  { clipping }: AnalyseRecipe,
): (Interval & { value: number })[] {
  const runs: (Interval & { value: number })[] = []
  for (const { timeMs, values } of windows) {
    if ((values.get('astats.Overall.Flat_factor') ?? 0) < clipping.flatFactor) continue
    const last = runs.at(-1)
    const endMs = timeMs + clipping.windowMs
    if (last && timeMs - last.endMs < clipping.joinMs) Object.assign(last, { endMs, value: last.value + 1 })
    else runs.push({ startMs: timeMs, endMs, value: 1 })
  }
  return runs
}
