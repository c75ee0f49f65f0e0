import { mkdtemp, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { MediaFacts, PictureFacts } from './facts.ts'
import { type Deinterlace, isCombed } from './fields.ts'
import { houseFrames, type Misfit, misfits } from './house-fit.ts'
import { planConform, planCopy, planCountClosed } from './house-plan.ts'
import { proveHouse } from './house-proof.ts'
import { type HouseFormat, houseFormats } from './house-recipe.ts'
import { type HouseSound, makeHouseSound } from './house-sound.ts'
import { fingerprintOf, type JoinFacts, readJoinFacts } from './join.ts'
import type { Loudness, Stretch } from './loudness.ts'
import { MediaError } from './media-error.ts'
import { type PacketFacts, readPacketFacts } from './packets.ts'
import { probe } from './probe.ts'
import { type FfmpegPlan, type Progress, runFfmpeg } from './run.ts'
import { orRemove } from './sound-loop.ts'

export type { Misfit } from './house-fit.ts'
export { type HouseFormatKey, houseFormats, houseRecipe } from './house-recipe.ts'

export type HouseOptions = Stretch & {
  input: string
  facts?: MediaFacts
  /** Its folder belongs to this making alone. */
  outPath: string
  format?: HouseFormat
  /** As the recording declares, unless told otherwise. */
  deinterlace?: Deinterlace
  /** False encodes also a picture that fits, so that all of a row have one and the same set-up. */
  mayCopy?: boolean
  onProgress?: ((progress: Progress) => void) | undefined
  signal?: AbortSignal | undefined
}

/** How the house file was made and what it measures, decoded; plain JSON. */
export type HouseRecord = HouseSound & {
  picture: 'copied' | 'conformed'
  /** Why the picture was not copied. */
  misfits: Misfit[]
  deinterlaced: boolean
  after: Loudness
  frames: number
  durationMs: number
  sizeBytes: number
  fingerprint: string
  join: JoinFacts
}

/** What is known before anything is made. */
type Making = {
  facts: MediaFacts
  picture: PictureFacts
  packets: PacketFacts
  format: HouseFormat
  stretch: Stretch
  frames: number
  durationMs: number
  combed: boolean
}

/**
 * Makes the file that airs: picture copied where it already fits, else conformed; sound at the house's loudness; proven
 * from packets and by decoding before it stands.
 * @throws MediaError no_picture, loudness_not_reached and not_proven with the figures, those of probe and of running ffmpeg
 */
export async function makeHouse(options: HouseOptions): Promise<HouseRecord> {
  const { input, outPath, signal } = options
  const making = await prepare(options)
  const why = await whyNotCopy(options, making)
  const folder = await mkdtemp(join(dirname(outPath), 'sound-'))
  try {
    const soundPath = join(folder, 'sound.mov')
    const { facts, stretch, frames, format } = making
    const sound = await makeHouseSound({ input, facts, stretch, frames, fps: format.fps, soundPath, signal })
    const beside = { sound, soundPath }
    return await orRemove(outPath, async () => {
      if (why.length > 0) return await write(options, making, beside, why)
      return await write(options, making, beside, []).catch(async (error: unknown) => {
        // What looks even in one container may not be so in another: then it is encoded after all.
        if (!(error instanceof MediaError) || error.code !== 'not_proven') throw error
        await rm(outPath, { force: true })
        return await write(options, making, beside, ['packets'])
      })
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function prepare(options: HouseOptions): Promise<Making> {
  const { input, signal, format = houseFormats['1080p25'] } = options
  const facts = options.facts ?? (await probe(input, signal ? { signal } : {}))
  const { picture } = facts
  if (!picture) throw new MediaError('no_picture', 'make house file')
  const packets = await readPacketFacts(input, { stream: String(picture.index), signal })
  const stretch = { inMs: options.inMs, outMs: options.outMs }
  const frames = houseFrames(facts, packets, format.fps, stretch)
  const durationMs = (frames * 1000 * format.fps.den) / format.fps.num
  const combed = isCombed(picture, options.deinterlace ?? 'auto')
  return { facts, picture, packets, format, stretch, frames, durationMs, combed }
}

/** Writes and proves the file; without misfits by copying. */
async function write(
  { input, outPath, onProgress, signal }: HouseOptions,
  making: Making,
  { sound, soundPath }: { sound: HouseSound; soundPath: string },
  why: Misfit[],
): Promise<HouseRecord> {
  const { picture, stretch, format, frames, durationMs, combed } = making
  const job = { input, soundPath, picture, stretch, format, frames, outPath }
  const copied = why.length === 0
  const plan: FfmpegPlan = copied ? planCopy(job) : planConform({ ...job, combed })
  const step = copied ? 'copy picture' : 'encode picture'
  await runFfmpeg(plan, { step, writesTo: dirname(outPath), durationMs, niceness: 10, onProgress, signal })
  const { after, join } = await proveHouse(outPath, { frames, format, flags: sound.flags, signal })
  const { size: sizeBytes } = await stat(outPath)
  return {
    ...sound,
    ...{ picture: copied ? 'copied' : 'conformed', misfits: why, deinterlaced: !copied && combed },
    ...{ after, frames, durationMs, sizeBytes, fingerprint: fingerprintOf(join), join },
  }
}

async function whyNotCopy(options: HouseOptions, making: Making): Promise<Misfit[]> {
  const { input, outPath, signal } = options
  const { facts, picture, packets, format, stretch } = making
  if (options.mayCopy === false) return ['asked']
  const join = await readJoinFacts(input, { packets, signal })
  const found = misfits({ facts, join, packets }, format, stretch)
  if (making.combed && !found.includes('fields')) found.push('fields')
  if (found.length > 0) return found
  const run = { step: 'count closed GOPs', writesTo: dirname(outPath), durationMs: facts.durationMs, signal }
  const closed = await runFfmpeg(planCountClosed(input, picture), run)
  return closed.frames === packets.keyframes ? [] : ['gop']
}
