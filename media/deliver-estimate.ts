import { leaderFrames } from './deliver-leader.ts'
import { frameCount } from './deliver-plan.ts'
import type { MediaFacts } from './facts.ts'
import type { Stretch } from './loudness.ts'
import { type StationPreset, trackLayouts } from './presets.ts'

export type DeliveryEstimate = {
  /** At most about this much: a picture that hardly moves takes less in an MP4. */
  sizeBytes: number
  /** One core's time; a machine that has made such files before knows better. */
  cpuMs: number
  /** Of the file, leader included. */
  durationMs: number
}

// MXF rounds every frame's parts up to 512 bytes and keeps an index; MP4 keeps an index. Measured: 0.3 to 0.8 %.
const containerShare = 1.008
// A second of 720p and below decodes in less, of 2160p in more; the encoder's share stays.
const decodeShare = 0.35

/** What a delivery will weigh and cost before it is made; pure. */
export function estimateDelivery(facts: MediaFacts, preset: StationPreset, cut: Stretch): DeliveryEstimate {
  const { picture, sound, muxRate } = preset
  const frames = frameCount(facts, cut, preset) + leaderFrames(preset)
  const seconds = (frames * picture.fps.den) / picture.fps.num
  const tracks = trackLayouts[preset.trackLayout].length
  const bitRate = muxRate ?? (picture.bitRate + tracks * sound.bitRate) * containerShare
  const source = facts.picture
  const pixels = source ? (source.width * source.height * source.fps.num) / source.fps.den : 0
  const load = 1 - decodeShare + (decodeShare * pixels) / (1920 * 1080 * 25)
  return {
    sizeBytes: Math.round((bitRate * seconds) / 8),
    cpuMs: Math.round(preset.cpuMsPerSecond * seconds * load),
    durationMs: seconds * 1000,
  }
}
