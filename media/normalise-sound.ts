import type { MediaFacts } from './facts.ts'
import { type Loudness, measureGraph, meter, type Stretch } from './loudness.ts'
import { MediaError } from './media-error.ts'
import type { GainFlag, LoudnessTarget } from './normalise.ts'
import { probe } from './probe.ts'
import { chooseSound, toStereo } from './sound-choice.ts'
import { encodeToTarget } from './sound-loop.ts'

/** What was done to a sound and what it measured on either side, decoded; plain JSON. */
export type SoundRecord = {
  target: { loudnessLufs: number; ceilingDbtp: number }
  before: Loudness
  after: Loudness
  gainDb: number
  limited: boolean
  tries: number
  flags: GainFlag[]
}

/** EBU R 128 as house files and stations want it. */
export const ebuR128 = { loudnessLufs: -23, toleranceLu: 0.1, ceilingDbtp: -1 } as const

/** The house's sound, and what any station takes. */
export const pcm24 = ['-c:a', 'pcm_s24le', '-ar', '48000'] as const

type NormaliseOptions = Stretch & {
  input: string
  facts?: MediaFacts
  target: LoudnessTarget
  codec: readonly string[]
  /** At 48 kHz, to exactly this length: what lacks is silence, what is over is cut. */
  samples?: number | undefined
  /** Its folder belongs to this run alone. */
  outPath: string
  signal?: AbortSignal | undefined
}

/**
 * Brings a recording's sound to a loudness in stereo at 48 kHz: measure, a plain gain, a limiter only where the true
 * peak would pass the ceiling; then what was written is decoded and measured, and corrected if need be.
 * @throws MediaError no_sound, loudness_not_reached with the figures, and those of probe and of running ffmpeg
 */
export async function normaliseSound(options: NormaliseOptions): Promise<SoundRecord> {
  const { input, signal, inMs, outMs, target, samples } = options
  const facts = options.facts ?? (await probe(input, signal ? { signal } : {}))
  const sound = chooseSound(facts)
  if (!sound) throw new MediaError('no_sound', 'normalise')
  const stretch = { inMs, outMs }
  const durationMs = Math.max(1, (outMs ?? facts.durationMs) - (inMs ?? 0))
  // In floating point from here on: what comes out of a downmix may stand over full scale until the gain.
  const chain = `${sound.source}aresample=48000:async=1:first_pts=0,aformat=sample_fmts=dbl,${toStereo(sound)},`
  const measured = `${chain}${meter(2, true)}[measured]`
  const before = await measureGraph(input, measured, { stretch, durationMs, signal })
  const made = await encodeToTarget({
    step: 'encode sound',
    input,
    stretch,
    chain,
    ...(samples === undefined ? {} : { after: `,apad,atrim=end_sample=${samples}` }),
    before,
    target,
    codec: options.codec,
    lossless: options.codec.includes('pcm_s24le'),
    outPath: options.outPath,
    signal,
  })
  const { loudnessLufs, ceilingDbtp } = target
  return { target: { loudnessLufs, ceilingDbtp }, before, ...made }
}
