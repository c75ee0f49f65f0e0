import { rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { type Loudness, measureLoudness, type Stretch, stretchOptions } from './loudness.ts'
import { MediaError } from './media-error.ts'
import {
  correctGain,
  type GainFlag,
  gainFilters,
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
  outPath: string
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
  let gain = first
  while (tries.length < mostTries) {
    await runFfmpeg(planSoundEncode(job, gainFilters(gain)), {
      step: job.step,
      writesTo: dirname(job.outPath),
      durationMs: job.before.durationMs,
      signal: job.signal,
    })
    const after = await measureLoudness(job.outPath, { signal: job.signal })
    tries.push({ gain, after })
    if (flags.includes('no_loudness') || meets(after, job.target)) {
      return { after, gainDb: gain.gainDb, limited: gain.limitDbtp !== null, tries: tries.length, flags }
    }
    gain = correctGain(tries, job.target)
  }
  throw new MediaError('loudness_not_reached', job.step, JSON.stringify(tries))
}

function planSoundEncode(job: SoundJob, gain: string): FfmpegPlan {
  return {
    inputs: [{ path: job.input, options: ['-vn', ...stretchOptions(job.stretch)] }],
    graph: `${job.chain}${gain}${job.after ?? ''}[sound]`,
    outputs: [{ path: job.outPath, options: ['-map', '[sound]', ...job.codec, ...anonymous] }],
  }
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
