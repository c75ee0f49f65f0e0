import { mkdtemp, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { MediaFacts } from './facts.ts'
import {
  type Loudness,
  measureFile,
  quickMeter,
  readLoudness,
  type Stretch,
  stretchOptions,
} from './loudness.ts'
import { bandMeter, hornBand, hornChain, levelsFile, planTrim, type Trim } from './loudspeaker-plan.ts'
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
import { type FfmpegPlan, type Progress, runFfmpeg } from './run.ts'
import { type ChosenSound, chooseSound } from './sound-choice.ts'
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
 * Makes one sound file for horn loudspeakers from the sound of a recording alone. The recording is decoded once; what
 * follows works on one channel of it, beside `outPath`, of 12 MB a minute.
 * @throws MediaError no_sound, loudness_not_reached, and those of probe and of running ffmpeg
 */
export async function makeLoudspeaker(options: LoudspeakerOptions): Promise<LoudspeakerRecord> {
  const { input, kind, rendition, outPath, signal, onProgress } = options
  const facts = options.facts ?? (await probe(input, signal ? { signal } : {}))
  const sound = chooseSound(facts)
  if (!sound) throw new MediaError('no_sound', 'loudspeaker')
  const durationMs = Math.max(1, (options.outMs ?? facts.durationMs) - (options.inMs ?? 0))
  const steps = (share: number) =>
    onProgress?.({ doneMs: Math.round(durationMs * share), totalMs: durationMs })
  const folder = await mkdtemp(join(dirname(outPath), 'horn-'))
  try {
    const work: Work = { folder, durationMs, signal }
    const band = await takeBand(work, options, sound)
    const trim = planTrim(band.levels, band.heard.integratedLufs, kind)
    steps(0.3)
    const horn = await settleChain(work, band, trim, kind)
    steps(0.6)
    const encoding = encodingOf(kind, rendition)
    const made = await encodeToTarget({
      step: 'encode loudspeaker sound',
      input: horn.path,
      stretch: {},
      chain: '[0:0]',
      before: horn.heard,
      target: loudspeakerTarget(kind, encoding),
      codec: encoding.options,
      outPath,
      signal,
    })
    steps(1)
    return {
      recipe: { name: loudspeakerRecipe.name, version: loudspeakerRecipe.version },
      kind,
      rendition,
      before: band.heard,
      ...made,
      levelled: horn.levelled,
      flags: flagsOf(band.heard, kind),
      trimmed: { headMs: trim.startMs, tailMs: Math.max(0, band.heard.durationMs - trim.endMs) },
      durationMs: trim.endMs - trim.startMs,
      sizeBytes: (await stat(outPath)).size,
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

type Work = { folder: string; durationMs: number; signal: AbortSignal | undefined }
type Heard = { path: string; heard: Loudness }

// One channel in floating point; the header grows with the file where it passes 4 GB.
const between = ['-c:a', 'pcm_f32le', '-rf64', 'auto', '-f', 'wav'] as const

/** One run from a file to another through filters that end in a meter. */
async function pass(
  work: Work,
  input: FfmpegPlan['inputs'][number],
  graph: string,
  name: string,
): Promise<Heard> {
  const path = join(work.folder, name)
  const outputs = [{ path, options: ['-map', '[out]', ...between] }]
  const { folder: writesTo, durationMs, signal } = work
  const step = 'loudspeaker chain'
  await runFfmpeg(
    { inputs: [input], graph: `${graph}[out]`, outputs },
    { step, writesTo, durationMs, signal },
  )
  const { loudness, samplePeakDbfs } = await readLoudness(join(work.folder, measureFile))
  const truePeakDbtp = samplePeakDbfs === null ? null : samplePeakDbfs + betweenSamplesDb
  return { path, heard: { ...loudness, truePeakDbtp } }
}

// After the low-pass, measured on speech and songs: up to 0.3. Taken for the plan alone; the result is measured.
const betweenSamplesDb = 0.5

async function takeBand(work: Work, { input, kind, inMs, outMs }: LoudspeakerOptions, sound: ChosenSound) {
  const source = { path: input, options: ['-vn', ...stretchOptions({ inMs, outMs })] }
  const { path, heard } = await pass(work, source, `${hornBand(sound, kind)},${bandMeter()}`, 'band.wav')
  const levels: PrintedFrame[] = []
  for await (const frame of readPrinted(join(work.folder, levelsFile))) levels.push(frame)
  return { path, heard, levels }
}

/** Through the chain, with the first leveller that makes the range narrow enough for a hillside, if one is needed. */
async function settleChain(work: Work, band: Heard, trim: Trim, kind: LoudspeakerKind) {
  const { widestLu, levellers } = loudspeakerRecipe.kinds[kind].chain
  const through = (leveller: string | undefined) => {
    const chain = hornChain({ trim, bandLufs: band.heard.integratedLufs, leveller }, kind)
    const graph = `[0:0]${chain},${quickMeter()}`
    return pass(work, { path: band.path }, graph, 'horn.wav')
  }
  let made = await through(undefined)
  let levelled = false
  for (const leveller of levellers) {
    if ((made.heard.rangeLu ?? 0) <= widestLu) break
    made = await through(leveller)
    levelled = true
  }
  return { ...made, levelled }
}

// The chain brings its own gain, so the recording itself is judged, not what is left to add.
function flagsOf(before: Loudness, kind: LoudspeakerKind): GainFlag[] {
  if (before.integratedLufs === null) return ['no_loudness']
  const neededDb = loudspeakerRecipe.kinds[kind].loudnessLufs - before.integratedLufs
  return neededDb > mostGainDb ? ['recorded_too_quietly'] : []
}
