import { mkdtemp, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { frameCount, planMux } from './deliver-plan.ts'
import {
  type Loudness,
  measureFile,
  measureLoudness,
  meter,
  planMeasure,
  readLoudness,
  type Stretch,
  withMeasures,
} from './loudness.ts'
import { MediaError } from './media-error.ts'
import { type GainFlag, meets } from './normalise.ts'
import { type PresetKey, stationPresets } from './presets.ts'
import { type MediaFacts, probe } from './probe.ts'
import { type Progress, runFfmpeg } from './run.ts'
import { chooseSound, toStereo } from './sound-choice.ts'
import { encodeToTarget } from './sound-loop.ts'

export { type Difference, describeDifferences } from './deliver-plan.ts'
export { type PresetKey, type StationPreset, stationPresets } from './presets.ts'

export type DeliverOptions = Stretch & {
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
  const { input, outPath, signal, onProgress, inMs, outMs } = options
  const preset = stationPresets[options.preset]
  const facts = options.facts ?? (await probe(input, signal ? { signal } : {}))
  const sound = chooseSound(facts)
  const { picture } = facts
  if (!picture) throw new MediaError('no_picture', 'deliver')
  if (!sound) throw new MediaError('no_sound', 'deliver')
  const stretch = { inMs, outMs }
  const frames = frameCount(facts, stretch, preset)
  const durationMs = (frames * 1000 * preset.picture.fps.den) / preset.picture.fps.num
  const chain = `${sound.source}aresample=48000:async=1:first_pts=0,${toStereo(sound)},`

  const graph = `${chain}${meter(2, true)}[measured]`
  const before = await withMeasures(
    planMeasure(input, graph, stretch),
    durationMs,
    signal,
    async (folder) => {
      return (await readLoudness(join(folder, measureFile))).loudness
    },
  )
  const folder = await mkdtemp(join(dirname(outPath), 'sound-'))
  try {
    const soundPath = join(folder, `sound.${preset.sound.extension}`)
    const made = await encodeToTarget({
      step: 'encode sound',
      input,
      stretch,
      chain,
      after: `,apad,atrim=end=${durationMs / 1000}`,
      before,
      target: preset.target,
      codec: preset.sound.options,
      outPath: soundPath,
      signal,
    })
    await runFfmpeg(
      planMux({ input, soundPath, facts: { ...facts, picture }, stretch, preset, frames, outPath }),
      {
        step: 'encode picture',
        writesTo: dirname(outPath),
        durationMs,
        niceness: 10,
        onProgress,
        signal,
      },
    )
    const after = await measureLoudness(outPath, { signal })
    if (!made.flags.includes('no_loudness') && !meets(after, preset.target)) {
      throw new MediaError('loudness_not_reached', 'deliver', JSON.stringify(after))
    }
    const { gainDb, limited, tries, flags } = made
    const sizeBytes = (await stat(outPath)).size
    const about = { preset: options.preset, presetVersion: preset.version }
    return { ...about, before, after, gainDb, limited, tries, flags, frames, durationMs, sizeBytes }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
