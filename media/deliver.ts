import { mkdtemp, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { frameCount, planMux } from './deliver-plan.ts'
import type { MediaFacts } from './facts.ts'
import { type Loudness, measureGraph, measureLoudness, meter, type Stretch } from './loudness.ts'
import { MediaError } from './media-error.ts'
import { type GainFlag, meets } from './normalise.ts'
import { type PresetKey, type StationPreset, stationPresets } from './presets.ts'
import { probe } from './probe.ts'
import { type FfmpegPlan, type Progress, runFfmpeg } from './run.ts'
import { type ChosenSound, chooseSound, toStereo } from './sound-choice.ts'
import { encodeToTarget, orRemove, type SoundResult } from './sound-loop.ts'

export { type Difference, describeDifferences } from './deliver-plan.ts'
export { type PresetKey, type StationPreset, stationPresets } from './presets.ts'

type DeliverOptions = Stretch & {
  input: string
  facts?: MediaFacts
  preset: PresetKey
  /** Its folder belongs to this delivery alone. */
  outPath: string
  onProgress?: (progress: Progress) => void
  signal?: AbortSignal
}

/** How the file was made and what it measures, decoded; plain JSON. */
export type DeliveryRecord = {
  preset: PresetKey
  presetVersion: number
  before: Loudness
  after: Loudness
  gainDb: number
  limited: boolean
  tries: number
  flags: GainFlag[]
  frames: number
  durationMs: number
  sizeBytes: number
}

/**
 * Makes a station's file: picture to the preset's size and rate, sound to its loudness, proven by decoding the result.
 * The sound is settled first, being cheap to try again; the picture is encoded once.
 * @throws MediaError no_picture, no_sound, loudness_not_reached, and those of probe and of running ffmpeg
 */
export async function deliver(options: DeliverOptions): Promise<DeliveryRecord> {
  const { input, outPath, signal, inMs, outMs } = options
  const preset = stationPresets[options.preset]
  const facts = options.facts ?? (await probe(input, signal ? { signal } : {}))
  const { picture } = facts
  const sound = chooseSound(facts)
  if (!picture) throw new MediaError('no_picture', 'deliver')
  if (!sound) throw new MediaError('no_sound', 'deliver')
  const stretch = { inMs, outMs }
  const frames = frameCount(facts, stretch, preset)
  const durationMs = (frames * 1000 * preset.picture.fps.den) / preset.picture.fps.num
  const folder = await mkdtemp(join(dirname(outPath), 'sound-'))
  try {
    const soundPath = join(folder, `sound.${preset.sound.extension}`)
    const made = await makeSound({ input, stretch, sound, preset, durationMs, soundPath, signal })
    const mux = planMux({ input, soundPath, facts: { ...facts, picture }, stretch, preset, frames, outPath })
    const after = await orRemove(outPath, () => joinAndProve(mux, options, { made, preset, durationMs }))
    const { before, gainDb, limited, tries, flags } = made
    const sizeBytes = (await stat(outPath)).size
    const about = { preset: options.preset, presetVersion: preset.version }
    return { ...about, before, after, gainDb, limited, tries, flags, frames, durationMs, sizeBytes }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

type MadeSound = SoundResult & { before: Loudness }

/** The stretch's sound in stereo, as long as the picture, at the station's loudness. */
async function makeSound(job: {
  input: string
  stretch: Stretch
  sound: ChosenSound
  preset: StationPreset
  durationMs: number
  soundPath: string
  signal: AbortSignal | undefined
}): Promise<MadeSound> {
  const { input, stretch, sound, preset, durationMs, signal } = job
  const chain = `${sound.source}aresample=48000:async=1:first_pts=0,${toStereo(sound)},`
  const before = await measureGraph(input, `${chain}${meter(2, true)}[measured]`, {
    stretch,
    durationMs,
    signal,
  })
  const made = await encodeToTarget({
    step: 'encode sound',
    input,
    stretch,
    chain,
    after: `,apad,atrim=end=${durationMs / 1000}`,
    before,
    target: preset.target,
    codec: preset.sound.options,
    outPath: job.soundPath,
    signal,
  })
  return { ...made, before }
}

async function joinAndProve(
  mux: FfmpegPlan,
  { outPath, onProgress, signal }: DeliverOptions,
  { made, preset, durationMs }: { made: MadeSound; preset: StationPreset; durationMs: number },
): Promise<Loudness> {
  const running = { writesTo: dirname(outPath), durationMs, niceness: 10, onProgress, signal }
  await runFfmpeg(mux, { step: 'encode picture', ...running })
  const after = await measureLoudness(outPath, { signal })
  if (!made.flags.includes('no_loudness') && !meets(after, preset.target)) {
    throw new MediaError('loudness_not_reached', 'deliver', JSON.stringify(after))
  }
  return after
}
