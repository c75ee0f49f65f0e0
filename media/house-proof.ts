import { type HouseFormat, houseRecipe } from './house-recipe.ts'
import { houseSamples } from './house-sound.ts'
import { type JoinFacts, readJoinFacts } from './join.ts'
import { type Loudness, measureLoudness } from './loudness.ts'
import { MediaError } from './media-error.ts'
import { type PacketFacts, readPacketFacts } from './packets.ts'

type Asked = {
  frames: number
  format: HouseFormat
  /** With no_loudness or no_sound there is nothing to hold the sound to. */
  flags: readonly string[]
  signal: AbortSignal | undefined
}

/**
 * Reads a finished house file back: every packet, and the sound decoded.
 * @throws MediaError not_proven (packets) or loudness_not_reached (sound), both with the figures
 */
export async function proveHouse(
  path: string,
  { frames, format, flags, signal }: Asked,
): Promise<{ after: Loudness; join: JoinFacts }> {
  const packets = await readPacketFacts(path, { stream: 'v:0', signal })
  const sound = await readPacketFacts(path, { stream: 'a:0', signal })
  const faults = [...pictureFaults(packets, frames, format), ...soundFaults(sound, frames, format)]
  if (faults.length > 0) throw new MediaError('not_proven', 'prove house file', faults.join('; '))
  const after = await measureLoudness(path, { signal })
  const { loudnessLufs, ceilingDbtp } = houseRecipe.target
  const heard = after.integratedLufs !== null && !flags.includes('no_loudness') && !flags.includes('no_sound')
  const errorLu = heard ? Math.abs((after.integratedLufs ?? 0) - loudnessLufs) : 0
  if (errorLu > houseRecipe.toleranceLu || (heard && (after.truePeakDbtp ?? -99) > ceilingDbtp))
    throw new MediaError('loudness_not_reached', 'prove house file', JSON.stringify(after))
  return { after, join: await readJoinFacts(path, { packets, signal }) }
}

/** What is uneven in the picture of a house file, in figures; pure. */
function pictureFaults(packets: PacketFacts, frames: number, { fps }: HouseFormat): string[] {
  const step = (houseRecipe.timescale * fps.den) / fps.num
  const endPts = frames * step
  const gop = Math.round(fps.num / fps.den)
  return [
    ...(packets.frames === frames ? [] : [`${packets.frames} frames instead of ${frames}`]),
    ...(packets.timeBase.den === houseRecipe.timescale ? [] : [`time base 1/${packets.timeBase.den}`]),
    ...(packets.firstPts === 0 ? [] : [`begins at ${packets.firstPts}`]),
    ...(packets.endPts === endPts ? [] : [`ends at ${packets.endPts} instead of ${endPts}`]),
    ...(frames < 2 || packets.stepTicks === step ? [] : [`${packets.irregular} irregular packets`]),
    ...(packets.reordered ? ['B-frames'] : []),
    ...(packets.longestGop <= gop ? [] : [`a GOP of ${packets.longestGop} frames`]),
  ]
}

function soundFaults(
  { firstPts, endPts, timeBase }: PacketFacts,
  frames: number,
  { fps }: HouseFormat,
): string[] {
  const samples = houseSamples(frames, fps)
  const rate = timeBase.den / timeBase.num
  return [
    ...(rate === houseRecipe.sampleRateHz ? [] : [`sound at 1/${rate}`]),
    ...(firstPts === 0 ? [] : [`sound begins at ${firstPts}`]),
    ...(endPts === samples ? [] : [`sound of ${endPts} samples instead of ${samples}`]),
  ]
}
