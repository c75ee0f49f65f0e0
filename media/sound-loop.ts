import { rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import {
  type Loudness,
  measureGraph,
  measureLoudness,
  meter,
  readLoudness,
  type Stretch,
  stretchOptions,
} from './loudness.ts'
import { MediaError } from './media-error.ts'
import {
  correctGain,
  type Gain,
  type GainFlag,
  gainFilters,
  isSettled,
  type LoudnessTarget,
  meets,
  planGain,
  type Try,
} from './normalise.ts'
import { type FfmpegPlan, runFfmpeg } from './run.ts'

/** Encode, decode what was encoded, measure it, correct: until the figures are kept. */
type SoundJob = {
  step: string
  input: string
  stretch: Stretch
  /** Graph from the input to where the gain belongs, ending in a comma. */
  chain: string
  /** After the gain, each beginning with a comma: padding to a length, say. */
  after?: string
  /** As measured at the end of the chain. */
  before: Loudness
  target: LoudnessTarget
  codec: readonly string[]
  /** Stereo that the codec keeps as it is may be heard beside the encoder in the same run; else it is decoded again. */
  lossless?: boolean
  outPath: string
  /** Where the programme begins in what is written, when something stands before it; only the programme is measured. */
  programmeFromMs?: number
  signal?: AbortSignal | undefined
}

export type SoundResult = {
  after: Loudness
  gainDb: number
  limited: boolean
  tries: number
  flags: GainFlag[]
}

const mostTries = 3

/**
 * Writes `outPath`, whose folder must belong to the caller alone.
 * @throws MediaError loudness_not_reached with the figures, when three tries were not enough
 */
export async function encodeToTarget(job: SoundJob): Promise<SoundResult> {
  return await orRemove(job.outPath, () => tryUntilMet(job))
}

/** Runs what writes a file, and takes the file away when that fails: nothing half stays under a good name. */
export async function orRemove<T>(path: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    await rm(path, { force: true })
    throw error
  }
}

async function tryUntilMet(job: SoundJob): Promise<SoundResult> {
  const { flags, ...first } = planGain(job.before, job.target)
  const tries: Try[] = []
  let gain = await rehearse(job, first)
  while (tries.length < mostTries) {
    const after = await encodeAndHear(job, gainFilters(gain, job.target))
    tries.push({ gain, after })
    if (flags.includes('no_loudness') || isSettled(tries, job.target)) {
      return { after, gainDb: gain.gainDb, limited: gain.limitDbtp !== null, tries: tries.length, flags }
    }
    gain = correctGain(tries, job.target)
  }
  throw new MediaError('loudness_not_reached', job.step, JSON.stringify(tries))
}

const deepLimitDb = 3
const mostRehearsals = 4

/**
 * Where the limiter will have much to swallow, nobody can say how much: found by listening to it, without encoding. A
 * codec's own loss is aimed over, for the first try to allow for it.
 */
async function rehearse(job: SoundJob, first: Gain): Promise<Gain> {
  const { before, target, input, stretch, signal } = job
  const overDb = (before.truePeakDbtp ?? 0) + first.gainDb - target.ceilingDbtp
  if (first.limitDbtp === null || overDb <= deepLimitDb) return first
  const aim = { ...target, loudnessLufs: target.loudnessLufs + (target.lossDb ?? 0), ceilingDbtp: 0 }
  const heard: Try[] = []
  let gain = first
  while (heard.length < mostRehearsals) {
    const graph = `${job.chain}${gainFilters(gain, target)}${job.after ?? ''},${meter(1, true)}[measured]`
    const after = await measureGraph(input, graph, { stretch, durationMs: before.durationMs, signal })
    heard.push({ gain, after })
    if (meets(after, { ...aim, toleranceLu: target.toleranceLu / 2 })) return gain
    gain = correctGain(heard, aim)
  }
  return gain
}

async function encodeAndHear(job: SoundJob, gain: string): Promise<Loudness> {
  const writesTo = dirname(job.outPath)
  const { step, signal } = job
  const run = { step, writesTo, durationMs: job.before.durationMs, signal }
  await runFfmpeg(planSoundEncode(job, gain), run)
  if (!job.lossless) return await measureLoudness(job.outPath, { inMs: job.programmeFromMs, signal })
  const heard = join(writesTo, heardFile)
  const { loudness } = await readLoudness(heard)
  await rm(heard)
  return loudness
}

const heardFile = 'heard.txt'

function planSoundEncode(job: SoundJob, gain: string): FfmpegPlan {
  const sound = `${job.chain}${gain}${job.after ?? ''}`
  const file = { path: job.outPath, options: ['-map', '[sound]', ...job.codec, ...anonymous] }
  const inputs = [{ path: job.input, options: ['-vn', ...stretchOptions(job.stretch)] }]
  if (!job.lossless) return { inputs, graph: `${sound}[sound]`, outputs: [file] }
  // Whole numbers first, so that the meter hears what is written.
  const heard = `${sound},aformat=sample_fmts=s32,asplit[sound][again];[again]${meter(2, true, heardFile)}[heard]`
  return { inputs, graph: heard, outputs: [file, { path: '-', options: ['-map', '[heard]', '-f', 'null'] }] }
}

/** Nothing of the source's tags, and nothing of the moment or the build: the same input gives the same bytes. */
export const anonymous = [
  '-map_metadata',
  '-1',
  '-map_chapters',
  '-1',
  '-fflags',
  '+bitexact',
  '-flags:a',
  '+bitexact',
]
