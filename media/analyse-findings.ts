import { type AnalyseRecipe, analyseRecipe } from './analyse-recipe.ts'
import type { MediaFacts } from './facts.ts'
import type { Finding, FindingCode, Severity } from './finding.ts'
import type { Loudness } from './loudness.ts'
import type { PrintedFrame } from './metadata-print.ts'

/** What the run measured, before anybody judges it. */
export type Measured = {
  facts: MediaFacts
  /** Longest duration any part of the container claims. */
  declaredMs: number
  decoded: { pictureMs?: number; soundMs?: number }
  pictureEvents: readonly PrintedFrame[]
  soundEvents: readonly PrintedFrame[]
  /** Last running totals of idet. */
  fields?: { top: number; bottom: number; progressive: number } | undefined
  clippedWindows: readonly PrintedFrame[]
  loudness?: Loudness
}

type Interval = { startMs: number; endMs: number }

// A file broken all over would otherwise bury what matters.
const mostPerCode = 100

/** Judges the measurements by the recipe; pure. */
export function judge(measured: Measured, recipe = analyseRecipe): Finding[] {
  const { facts, decoded } = measured
  return [
    ...trackFindings(facts),
    ...truncation(measured, recipe),
    ...(decoded.pictureMs ? pictureFindings(measured, decoded.pictureMs, recipe) : []),
    ...(decoded.soundMs ? soundFindings(measured, decoded.soundMs, recipe) : []),
  ]
}

/** What a file lacks altogether: sound alone is worth a word, a silent picture is an error. */
export function trackFindings(facts: MediaFacts): Finding[] {
  if (!facts.picture) return [{ code: 'no_picture', severity: 'info' }]
  return facts.sound.length === 0 ? [{ code: 'no_sound', severity: 'error' }] : []
}

// Containers that write down how long they are; for the others ffprobe only estimates.
const declaring = /mov|matroska|avi|mxf|wav|w64|flac|aiff|caf|asf|flv/

function truncation({ facts, declaredMs, decoded }: Measured, { truncation }: AnalyseRecipe): Finding[] {
  if (!declaring.test(facts.container)) return []
  const tolerance = (ms: number) => Math.max(truncation.toleranceMs, ms * truncation.toleranceShare)
  const reached = Math.max(decoded.pictureMs ?? 0, decoded.soundMs ?? 0)
  const pairs = [
    [declaredMs, reached],
    [facts.picture?.durationMs ?? 0, decoded.pictureMs ?? 0],
    [facts.sound[0]?.durationMs ?? 0, decoded.soundMs ?? 0],
  ] as const
  const cut = pairs.filter(([declared, got]) => declared - got > tolerance(declared))
  if (cut.length === 0) return []
  const startMs = Math.min(...cut.map(([, got]) => got))
  const missing = Math.max(...cut.map(([declared, got]) => declared - got))
  return [{ code: 'truncated', severity: 'error', startMs: Math.round(startMs), value: Math.round(missing) }]
}

function pictureFindings(measured: Measured, endMs: number, recipe: AnalyseRecipe): Finding[] {
  const { pictureEvents, fields, facts } = measured
  const black = intervals(pictureEvents, 'black_start', 'black_end', endMs).filter(
    longer(recipe.black.leastMs),
  )
  const freeze = intervals(pictureEvents, 'freezedetect.freeze_start', 'freezedetect.freeze_end', endMs)
    .filter(longer(recipe.freeze.leastMs))
    // Black stands still too; once is enough.
    .filter(
      (still) =>
        !black.some((dark) => dark.startMs - 200 <= still.startMs && still.endMs <= dark.endMs + 200),
    )
  return [
    ...found('black', black),
    ...found('freeze', freeze),
    ...(fields ? interlace(fields, facts.picture?.fieldOrder, recipe) : []),
  ]
}

function interlace(
  fields: { top: number; bottom: number; progressive: number },
  declared: string | undefined,
  { interlace }: AnalyseRecipe,
): Finding[] {
  // Real fields always come in one order; a fine moving pattern is taken for either by turns.
  const combed = Math.abs(fields.top - fields.bottom)
  const share = combed / Math.max(1, fields.top + fields.bottom + fields.progressive)
  if (combed < interlace.leastFrames || share < interlace.leastShare) return []
  // Declared interlace is how stations work; undeclared is what makes combs on air.
  const severity = declared === 'top' || declared === 'bottom' ? 'info' : 'warning'
  return [{ code: 'interlaced', severity, value: Math.round(share * 100) / 100 }]
}

function soundFindings(measured: Measured, endMs: number, recipe: AnalyseRecipe): Finding[] {
  const { soundEvents, clippedWindows, loudness } = measured
  const silent = intervals(soundEvents, 'silence_start', 'silence_end', endMs).filter(
    longer(recipe.silence.leastMs),
  )
  const wholly = silent.some(({ startMs, endMs: end }) => startMs < 500 && end > endMs - 500)
  const integrated = loudness?.integratedLufs ?? null
  const quiet = integrated !== null && integrated < recipe.tooQuietLufs
  return [
    ...found('silence', silent, wholly ? 'error' : 'warning'),
    ...clipping(clippedWindows, recipe),
    ...(quiet ? [{ code: 'too_quiet', severity: 'warning', value: integrated } as const] : []),
  ]
}

function clipping(windows: readonly PrintedFrame[], { clipping }: AnalyseRecipe): Finding[] {
  const runs: (Interval & { value: number })[] = []
  for (const { timeMs, values } of windows) {
    if ((values.get('astats.Overall.Flat_factor') ?? 0) < clipping.flatFactor) continue
    const last = runs.at(-1)
    const endMs = timeMs + clipping.windowMs
    if (last && timeMs - last.endMs < clipping.joinMs) Object.assign(last, { endMs, value: last.value + 1 })
    else runs.push({ startMs: timeMs, endMs, value: 1 })
  }
  return found('clipping', runs)
}

const longer = (leastMs: number) => (interval: Interval) => interval.endMs - interval.startMs >= leastMs - 1

/** Pairs start and end marks, whose values are seconds; what never ended lasts to the end of the decoded part. */
function intervals(
  events: readonly PrintedFrame[],
  start: string,
  end: string,
  decodedMs: number,
): Interval[] {
  const pairs: Interval[] = []
  let startMs: number | undefined
  for (const { values } of events) {
    const ended = values.get(end)
    if (ended !== undefined && startMs !== undefined) {
      pairs.push({ startMs, endMs: ended * 1000 })
      startMs = undefined
    }
    const started = values.get(start)
    if (started !== undefined) startMs = Math.max(0, started * 1000)
  }
  if (startMs !== undefined && startMs < decodedMs) pairs.push({ startMs, endMs: decodedMs })
  return pairs
}

function found(
  code: FindingCode,
  list: readonly (Interval & { value?: number })[],
  severity: Severity = 'warning',
): Finding[] {
  return list.slice(0, mostPerCode).map(({ startMs, endMs, value }) => ({
    code,
    severity,
    startMs: Math.round(startMs),
    endMs: Math.round(endMs),
    ...(value === undefined ? {} : { value }),
  }))
}
