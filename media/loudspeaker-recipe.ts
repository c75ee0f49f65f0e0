import type { LoudnessTarget } from './normalise.ts'

/** speech: one voice, an announcement; bulletin: voices in a programme; song: music. */
export type LoudspeakerKind = 'speech' | 'song' | 'bulletin'

/** usb: for players with a stick; light: for slow links. */
export type LoudspeakerRendition = 'usb' | 'light'

type Chain = {
  /** Horns carry nothing below; twice, for a steep edge. */
  highpassHz: number
  lowpassHz: number
  presence: { frequencyHz: number; gainDb: number }
  compressor: { thresholdDb: number; ratio: number; attackMs: number; releaseMs: number }
  /** Put before the compressor when the range after the chain is wider than `widestLu`; the next when it still is. */
  levellers: readonly string[]
  widestLu: number
  /** The chain's thresholds expect its input here. */
  workingLufs: number
  /**
   * Head and tail: what is louder than the programme less the first is never cut, what is quieter than the programme less
   * the second is silence; in between the quietest of the edge decides, so that room noise goes and a fading end stays.
   */
  silence: { neverAboveLu: number; alwaysBelowLu: number; overFloorDb: number }
}

type Encoding = {
  extension: string
  options: readonly string[]
  /** See LoudnessTarget. */
  overshootDb: number
  lossDb: number
}

const speechChain: Chain = {
  highpassHz: 250,
  lowpassHz: 8000,
  presence: { frequencyHz: 2500, gainDb: 3 },
  compressor: { thresholdDb: -26, ratio: 4, attackMs: 8, releaseMs: 150 },
  // Follows a speaker who turns away; below the threshold is breath and room, which stay down. speechnorm, the
  // obvious choice, widened the range.
  levellers: ['dynaudnorm=f=300:g=5:m=12:p=0.5:t=0.003', 'dynaudnorm=f=150:g=3:m=30:p=0.5:t=0.001'],
  widestLu: 8,
  workingLufs: -20,
  silence: { neverAboveLu: 30, alwaysBelowLu: 50, overFloorDb: 6 },
}

const songChain: Chain = {
  ...speechChain,
  highpassHz: 180,
  compressor: { thresholdDb: -24, ratio: 4, attackMs: 20, releaseMs: 250 },
  levellers: ['dynaudnorm=f=400:g=15:m=6:p=0.7:t=0.003', 'dynaudnorm=f=250:g=5:m=20:p=0.7:t=0.001'],
  silence: { neverAboveLu: 40, alwaysBelowLu: 60, overFloorDb: 6 },
}

/** The sound for horn loudspeakers as data. Any change of a figure or of the chain raises the version. */
export const loudspeakerRecipe = {
  name: 'loudspeaker',
  version: 2,
  keepSilenceMs: 300,
  kinds: {
    speech: { chain: speechChain, loudnessLufs: -16, usbKbps: 64, opusApplication: 'voip' },
    bulletin: { chain: speechChain, loudnessLufs: -16, usbKbps: 64, opusApplication: 'voip' },
    song: { chain: songChain, loudnessLufs: -18, usbKbps: 96, opusApplication: 'audio' },
  },
} as const

/**
 * What a loudspeaker file has to measure, read as dual mono, decoded. Village equipment is set by ear to half a unit;
 * we correct to 0.3. The low-pass leaves little between the samples: the limiter sees it at twice the rate.
 */
export function loudspeakerTarget(
  kind: LoudspeakerKind,
  codec: { overshootDb: number; lossDb: number } = { overshootDb: 0.6, lossDb: 0 },
): LoudnessTarget {
  return {
    loudnessLufs: loudspeakerRecipe.kinds[kind].loudnessLufs,
    toleranceLu: 0.3,
    ceilingDbtp: -2,
    limiterRateHz: 96_000,
    ...codec,
  }
}

/** Constant rate and nothing but sound frames: the cheapest players skip what starts with a tag or a Xing frame. */
export function encodingOf(kind: LoudspeakerKind, rendition: LoudspeakerRendition): Encoding {
  const { usbKbps, opusApplication } = loudspeakerRecipe.kinds[kind]
  if (rendition === 'light') {
    const opus = [
      '-c:a',
      'libopus',
      '-b:a',
      '32k',
      '-application',
      opusApplication,
      '-ar',
      '48000',
      '-ac',
      '1',
    ]
    return {
      extension: 'opus',
      overshootDb: 1.4,
      lossDb: opusApplication === 'voip' ? 0.15 : 0,
      options: [...opus, '-f', 'ogg'],
    }
  }
  const mp3 = ['-c:a', 'libmp3lame', '-b:a', `${usbKbps}k`, '-ar', '44100', '-ac', '1', '-write_xing', '0']
  const untagged = ['-id3v2_version', '0', '-write_id3v1', '0']
  return { extension: 'mp3', overshootDb: 0.6, lossDb: 0.45, options: [...mp3, ...untagged, '-f', 'mp3'] }
}
