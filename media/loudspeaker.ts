import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { MediaFacts } from './facts.ts'
import {
  type Loudness,
  measureFile,
  measureGraph,
  meter,
  planMeasure,
  readLoudness,
  type Stretch,
  withMeasures,
} from './loudness.ts'
import { hornBand, hornChain, levelsFile, planBandMeasure, planTrim, type Trim } from './loudspeaker-plan.ts'
import {
  encodingOf,
  type LoudspeakerKind,
  type LoudspeakerRendition,
  loudspeakerRecipe,
  loudspeakerTarget,
} from './loudspeaker-recipe.ts'
import { MediaError } from './media-error.ts'
import { type PrintedFrame, readPrinted } from './metadata-print.ts'
import { type GainFlag, mostGainDb } from './normalise.ts'
import { probe } from './probe.ts'
import type { Progress } from './run.ts'
import { chooseSound } from './sound-choice.ts'
import { encodeToTarget } from './sound-loop.ts'

export {
  type LoudspeakerKind,
  type LoudspeakerRendition,
  loudspeakerRecipe,
  loudspeakerTarget,
} from './loudspeaker-recipe.ts'

type LoudspeakerOptions = Stretch & {
  input: string
  facts?: MediaFacts
  kind: LoudspeakerKind
  rendition: LoudspeakerRendition
  /** Its folder belongs to this run alone. */
  outPath: string
  onProgress?: (progress: Progress) => void
  signal?: AbortSignal
}

/** How the file was made and what it measures, decoded and read as dual mono; plain JSON. */
type LoudspeakerRecord = {
  recipe: { name: string; version: number }
  kind: LoudspeakerKind
  rendition: LoudspeakerRendition
  before: Loudness
  after: Loudness
  gainDb: number
  limited: boolean
  levelled: boolean
  tries: number
  flags: GainFlag[]
  trimmed: { headMs: number; tailMs: number }
  durationMs: number
  sizeBytes: number
}

/**
 * Makes one sound file for horn loudspeakers from the sound of a recording alone.
 * @throws MediaError no_sound, loudness_not_reached, and those of probe and of running ffmpeg
 */
export async function makeLoudspeaker(options: LoudspeakerOptions): Promise<LoudspeakerRecord> {
  const { input, kind, rendition, outPath, signal, inMs, outMs } = options
  const facts = options.facts ?? (await probe(input, signal ? { signal } : {}))
  const sound = chooseSound(facts)
  if (!sound) throw new MediaError('no_sound', 'loudspeaker')
  const lengthMs = Math.max(1, (outMs ?? facts.durationMs) - (inMs ?? 0))
  const steps = stepsOf(lengthMs, options.onProgress)
  const source: Source = { input, stretch: { inMs, outMs }, durationMs: lengthMs, signal }

  const band = hornBand(sound, kind)
  const { loudness: before, levels } = await measureBand(source, band)
  const trim = planTrim(levels, before.integratedLufs, kind)
  steps(0.3)
  const settings = { trim, bandLufs: before.integratedLufs }
  const { chain, reading, levelled } = await settleChain(source, band, settings, kind)
  steps(0.6)
  const encoding = encodingOf(kind, rendition)
  const made = await encodeToTarget({
    step: 'encode loudspeaker sound',
    input,
    stretch: source.stretch,
    chain,
    before: reading,
    target: loudspeakerTarget(kind, encoding.overshootDb),
    codec: encoding.options,
    outPath,
    signal,
  })
  steps(1)
  return {
    recipe: { name: loudspeakerRecipe.name, version: loudspeakerRecipe.version },
    kind,
    rendition,
    before,
    after: made.after,
    gainDb: made.gainDb,
    limited: made.limited,
    levelled,
    tries: made.tries,
    flags: flagsOf(before, kind),
    trimmed: { headMs: trim.startMs, tailMs: Math.max(0, before.durationMs - trim.endMs) },
    durationMs: trim.endMs - trim.startMs,
    sizeBytes: (await stat(outPath)).size,
  }
}

type Source = { input: string; stretch: Stretch; durationMs: number; signal: AbortSignal | undefined }

function stepsOf(totalMs: number, onProgress: LoudspeakerOptions['onProgress']): (share: number) => void {
  return (share) => onProgress?.({ doneMs: Math.round(totalMs * share), totalMs })
}

async function measureBand(
  source: Source,
  band: string,
): Promise<{ loudness: Loudness; levels: PrintedFrame[] }> {
  const plan = planMeasure(source.input, planBandMeasure(band), source.stretch)
  return await withMeasures(plan, source.durationMs, source.signal, async (folder) => {
    const levels: PrintedFrame[] = []
    for await (const frame of readPrinted(join(folder, levelsFile))) levels.push(frame)
    return { loudness: (await readLoudness(join(folder, measureFile))).loudness, levels }
  })
}

/** The chain with its reading, with the leveller when the range would be too wide for a hillside. */
async function settleChain(
  source: Source,
  band: string,
  settings: { trim: Trim; bandLufs: number | null },
  kind: LoudspeakerKind,
): Promise<{ chain: string; reading: Loudness; levelled: boolean }> {
  const plain = hornChain(band, { ...settings, levelled: false }, kind)
  const reading = await measureChain(source, plain)
  if ((reading.rangeLu ?? 0) <= loudspeakerRecipe.kinds[kind].chain.widestLu) {
    return { chain: plain, reading, levelled: false }
  }
  const chain = hornChain(band, { ...settings, levelled: true }, kind)
  return { chain, reading: await measureChain(source, chain), levelled: true }
}

async function measureChain({ input, ...source }: Source, chain: string): Promise<Loudness> {
  return await measureGraph(input, `${chain}${meter(1, true)}[measured]`, source)
}

// The chain brings its own gain, so the recording itself is judged, not what is left to add.
function flagsOf(before: Loudness, kind: LoudspeakerKind): GainFlag[] {
  if (before.integratedLufs === null) return ['no_loudness']
  const neededDb = loudspeakerRecipe.kinds[kind].loudnessLufs - before.integratedLufs
  return neededDb > mostGainDb ? ['recorded_too_quietly'] : []
}
