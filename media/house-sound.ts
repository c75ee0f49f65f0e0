import { dirname } from 'node:path'
import type { Fraction, MediaFacts } from './facts.ts'
import { houseRecipe } from './house-recipe.ts'
import type { Stretch } from './loudness.ts'
import type { GainFlag } from './normalise.ts'
import { normaliseSound, pcm24, type SoundRecord } from './normalise-sound.ts'
import { runFfmpeg } from './run.ts'

export type HouseSound = {
  /** Null where the source has no sound; the file then carries silence, for all house files have the same tracks. */
  before: SoundRecord['before'] | null
  gainDb: number
  limited: boolean
  tries: number
  flags: (GainFlag | 'no_sound')[]
}

/** Writes stereo PCM of exactly so many frames' length, at the house's loudness; silence where there is no sound. */
export async function makeHouseSound(job: {
  input: string
  facts: MediaFacts
  stretch: Stretch
  frames: number
  fps: Fraction
  soundPath: string
  signal: AbortSignal | undefined
}): Promise<HouseSound> {
  const { input, facts, stretch, soundPath, signal } = job
  const samples = houseSamples(job.frames, job.fps)
  if (facts.sound.length === 0) return await makeSilence(soundPath, samples, signal)
  const { target } = houseRecipe
  const made = { target, codec: pcm24, samples, outPath: soundPath, signal }
  const { before, gainDb, limited, tries, flags } = await normaliseSound({
    input,
    facts,
    ...stretch,
    ...made,
  })
  return { before, gainDb, limited, tries, flags }
}

/** Samples at 48 kHz beside so many frames; whole for every house format; pure. */
export function houseSamples(frames: number, fps: Fraction): number {
  return Math.round((frames * houseRecipe.sampleRateHz * fps.den) / fps.num)
}

async function makeSilence(
  soundPath: string,
  samples: number,
  signal: AbortSignal | undefined,
): Promise<HouseSound> {
  const silence = `anullsrc=channel_layout=stereo:sample_rate=${houseRecipe.sampleRateHz},atrim=end_sample=${samples}`
  const plan = {
    inputs: [{ path: silence, generated: true, options: ['-f', 'lavfi'] }],
    outputs: [{ path: soundPath, options: ['-map', '0:a', ...pcm24] }],
  }
  const durationMs = (samples * 1000) / houseRecipe.sampleRateHz
  await runFfmpeg(plan, { step: 'make silence', writesTo: dirname(soundPath), durationMs, signal })
  return { before: null, gainDb: 0, limited: false, tries: 1, flags: ['no_sound'] }
}
