import type { MediaFacts } from './facts.ts'
import type { HouseFormat } from './house-recipe.ts'
import type { JoinFacts } from './join.ts'
import type { Stretch } from './loudness.ts'
import type { PacketFacts } from './packets.ts'

/** Why a picture had to be made anew; empty where it could be copied. */
export type Misfit =
  | 'codec'
  | 'profile'
  | 'size'
  | 'shape'
  | 'rotation'
  | 'pixels'
  | 'colour'
  | 'fields'
  | 'rate'
  | 'order'
  | 'gop'
  | 'start'
  | 'cut'
  | 'asked'
  /** It looked fit, and the copy did not prove even. */
  | 'packets'

const profiles = ['Constrained Baseline', 'Main', 'High']
const colours = ['tv bt709 bt709 bt709', 'unknown bt709 bt709 bt709']
/** Times of containers are rounded to a millisecond, at worst. */
const nearMs = 1

/** What keeps a picture from being copied into the house file as it is, from headers and packets; pure. */
export function misfits(
  source: { facts: MediaFacts; join: JoinFacts; packets: PacketFacts },
  format: HouseFormat,
  { inMs = 0, outMs }: Stretch = {},
): Misfit[] {
  const { facts, packets } = source
  const { picture: seen } = facts
  const { picture } = source.join
  if (!seen || !picture) return ['codec']
  const { fps } = format
  const originMs = packets.firstPtsMs - facts.startMs
  const onFrame = (ms: number) =>
    Math.abs(ms - (Math.round((ms * fps.num) / (1000 * fps.den)) * 1000 * fps.den) / fps.num) <= nearMs
  const atKey = packets.keyframesMs.some((ms) => Math.abs(ms - facts.startMs - inMs) <= nearMs)
  const faults: [Misfit, boolean][] = [
    ['codec', picture.codec !== 'h264'],
    ['profile', !profiles.includes(picture.profile)],
    ['size', picture.size !== `${format.width}x${format.height}`],
    ['shape', picture.sampleAspect !== '1:1'],
    ['rotation', seen.rotation !== 0],
    ['pixels', picture.pixelFormat !== 'yuv420p'],
    ['colour', !colours.includes(picture.colour)],
    ['fields', picture.scan !== 'progressive'],
    ['rate', picture.rate !== `${fps.num}/${fps.den}`],
    ['order', packets.reordered],
    ['gop', picture.gop !== 'closed 1s'],
    // The house file begins with the recording's own clock at 0, as the proxy does.
    ['start', Math.abs(originMs) > nearMs],
    [
      'cut',
      !atKey || (outMs !== undefined && !(onFrame(outMs - inMs) && outMs <= endOf(facts, packets) + nearMs)),
    ],
  ]
  return faults.filter(([, wrong]) => wrong).map(([code]) => code)
}

/**
 * Whole frames of the house file for a stretch of a source; pure. Without an out point the end is that of the packets
 * on the recording's own clock, never what the container declares; a promised out point is kept.
 */
export function houseFrames(
  facts: Pick<MediaFacts, 'startMs'>,
  packets: Pick<PacketFacts, 'firstPtsMs' | 'durationMs'>,
  fps: HouseFormat['fps'],
  { inMs = 0, outMs }: Stretch = {},
): number {
  const lengthMs = (outMs ?? endOf(facts, packets)) - inMs
  return Math.max(1, Math.round((lengthMs * fps.num) / (fps.den * 1000)))
}

const endOf = (facts: Pick<MediaFacts, 'startMs'>, packets: Pick<PacketFacts, 'firstPtsMs' | 'durationMs'>) =>
  packets.firstPtsMs - facts.startMs + packets.durationMs
