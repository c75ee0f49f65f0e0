import { mkdtemp, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Curve, drawable, withCurve } from './deliver-curve.ts'
import { leaderFrames, leaderSound } from './deliver-leader.ts'
import { planMux } from './deliver-plan.ts'
import type { MediaFacts } from './facts.ts'
import type { Deinterlace } from './fields.ts'
import { houseFrames } from './house-fit.ts'
import { type Loudness, meter, type Stretch } from './loudness.ts'
import { MediaError } from './media-error.ts'
import { type GainFlag, meets } from './normalise.ts'
import { type PacketFacts, readPacketFacts } from './packets.ts'
import { type PresetKey, type PresetSettings, presetWith, type StationPreset } from './presets.ts'
import { probe } from './probe.ts'
import { type FfmpegPlan, type Progress, runFfmpeg } from './run.ts'
import { type ChosenSound, chooseSound, toStereo } from './sound-choice.ts'
import { encodeToTarget, orRemove, type SoundResult } from './sound-loop.ts'

export { type Difference, describeDifferences } from './deliver-differences.ts'
export { type DeliveryEstimate, estimateDelivery } from './deliver-estimate.ts'
export type { Deinterlace } from './fields.ts'
export {
  type PresetKey,
  type PresetSettings,
  presetWith,
  type StationPreset,
  stationPresets,
} from './presets.ts'

type DeliverOptions = Stretch & {
  input: string
  facts?: MediaFacts
  preset: PresetKey
  /** What the station wants otherwise than the preset has it. */
  settings?: Partial<PresetSettings>
  /** As the recording declares, unless told otherwise. */
  deinterlace?: Deinterlace
  /** Its folder belongs to this delivery alone. */
  outPath: string
  onProgress?: (progress: Progress) => void
  signal?: AbortSignal
}

/** How the file was made and what it measures, decoded; plain JSON. Loudness is of the programme, without its leader. */
export type DeliveryRecord = {
  preset: PresetKey
  presetVersion: number
  leader: { frames: number; durationMs: number }
  /** Of the file's first frame; null where it has none. */
  startTimecode: string | null
  deinterlace: Deinterlace
  before: Loudness
  after: Loudness
  curve: { before: Curve; after: Curve }
  gainDb: number
  limited: boolean
  tries: number
  flags: GainFlag[]
  /** Of the whole file. */
  frames: number
  durationMs: number
  sizeBytes: number
  /** How long it took, to say beforehand how long the next will. */
  tookMs: number
}

/**
 * Makes a station's file: leader and picture in the preset's size, rate and fields, sound at its loudness, proven by
 * decoding the result. The sound is settled first, being cheap to try again; the picture is encoded once.
 * @throws MediaError no_picture, no_sound, loudness_not_reached, not_proven, and those of probe and of running ffmpeg
 */
export async function deliver(options: DeliverOptions): Promise<DeliveryRecord> {
  const { input, outPath, signal, inMs, outMs, deinterlace = 'auto' } = options
  const startedAt = performance.now()
  const preset = presetWith(options.preset, options.settings ?? {})
  const facts = options.facts ?? (await probe(input, signal ? { signal } : {}))
  const { picture } = facts
  const sound = chooseSound(facts)
  if (!picture) throw new MediaError('no_picture', 'deliver')
  if (!sound) throw new MediaError('no_sound', 'deliver')
  const stretch = { inMs, outMs }
  const packets = await readPacketFacts(input, { stream: String(picture.index), signal })
  const length = lengthOf({ facts, packets, stretch }, preset)
  const folder = await mkdtemp(join(dirname(outPath), 'sound-'))
  try {
    const soundPath = join(folder, `sound.${preset.sound.extension}`)
    const made = await makeSound({ input, stretch, sound, preset, length, soundPath, signal })
    const { frames } = length.programme
    const parts = { input, soundPath, facts: { ...facts, picture }, stretch, preset, deinterlace, frames }
    const mux = planMux({ ...parts, outPath })
    const after = await orRemove(outPath, () => joinAndProve(mux, options, { made, preset, length }))
    const { gainDb, limited, tries, flags } = made
    return {
      ...{ preset: options.preset, presetVersion: preset.version, leader: length.leader, deinterlace },
      startTimecode: preset.timecode ? preset.startTimecode : null,
      ...{ before: made.before.loudness, after: after.loudness, gainDb, limited, tries, flags },
      curve: { before: drawable(made.before.curve), after: drawable(after.curve) },
      ...length.file,
      sizeBytes: (await stat(outPath)).size,
      tookMs: Math.round(performance.now() - startedAt),
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Counted from the packets, as the house file's is, never from what the container declares. */
function lengthOf(
  { facts, packets, stretch }: { facts: MediaFacts; packets: PacketFacts; stretch: Stretch },
  preset: StationPreset,
) {
  const { fps } = preset.picture
  const { num, den } = fps
  const lasting = (frames: number) => ({ frames, durationMs: (frames * 1000 * den) / num })
  const programme = houseFrames(facts, packets, fps, stretch)
  const leader = leaderFrames(preset)
  return { leader: lasting(leader), programme: lasting(programme), file: lasting(leader + programme) }
}
type Lengths = ReturnType<typeof lengthOf>

type Measured = Awaited<ReturnType<typeof withCurve>>
type MadeSound = Omit<SoundResult, 'before'> & { before: Measured }

/** The leader's and the stretch's sound in stereo, as long as the picture, the stretch at the station's loudness. */
async function makeSound(job: {
  input: string
  stretch: Stretch
  sound: ChosenSound
  preset: StationPreset
  length: Lengths
  soundPath: string
  signal: AbortSignal | undefined
}): Promise<MadeSound> {
  const { input, stretch, sound, preset, length, signal } = job
  // In floating point from here on: what comes out of a downmix may stand over full scale until the gain.
  const chain = `${sound.source}aresample=48000:async=1:first_pts=0,aformat=sample_fmts=dblp,${toStereo(sound)},`
  const { durationMs } = length.programme
  const graph = `${chain}${meter(2, true)}[measured]`
  const before = await withCurve(input, graph, { stretch, durationMs, signal })
  const made = await encodeToTarget({
    step: 'encode sound',
    input,
    stretch,
    chain,
    after: `,apad,atrim=end=${durationMs / 1000}${leaderSound(preset)}`,
    before: before.loudness,
    target: preset.target,
    codec: preset.sound.options,
    outPath: job.soundPath,
    programmeFromMs: length.leader.durationMs,
    signal,
  })
  return { ...made, before }
}

async function joinAndProve(
  mux: FfmpegPlan,
  { outPath, onProgress, signal }: DeliverOptions,
  { made, preset, length }: { made: MadeSound; preset: StationPreset; length: Lengths },
): Promise<Measured> {
  const { durationMs } = length.file
  const running = { writesTo: dirname(outPath), durationMs, niceness: 10, onProgress, signal }
  await runFfmpeg(mux, { step: 'encode picture', ...running })
  const { frames } = await readPacketFacts(outPath, { stream: 'v:0', signal })
  if (frames !== length.file.frames)
    throw new MediaError('not_proven', 'deliver', `${frames} frames instead of ${length.file.frames}`)
  const sound = chooseSound(await probe(outPath, signal ? { signal } : {}))
  if (!sound) throw new MediaError('no_sound', 'deliver')
  const after = await withCurve(outPath, `${sound.source}${meter(sound.channels, true)}[measured]`, {
    stretch: { inMs: length.leader.durationMs },
    durationMs,
    signal,
  })
  if (!made.flags.includes('no_loudness') && !meets(after.loudness, preset.target)) {
    throw new MediaError('loudness_not_reached', 'deliver', JSON.stringify(after.loudness))
  }
  return after
}
