import type { Fraction } from './facts.ts'
import type { LoudnessTarget } from './normalise.ts'
import { ebuR128 } from './normalise-sound.ts'

/** The form in which everything airs, so that any two may follow each other without encoding. */
export type HouseFormat = {
  width: number
  height: number
  fps: Fraction
  /** H.264 level in tenths: 41 is 4.1. */
  level: number
  /** Most bits a second of picture. */
  mostBits: number
}

/** Formats a station may choose between; the first is what stations in Vietnam air. */
export const houseFormats = {
  '1080p25': { width: 1920, height: 1080, fps: { num: 25, den: 1 }, level: 41, mostBits: 16_000_000 },
  '1080p50': { width: 1920, height: 1080, fps: { num: 50, den: 1 }, level: 42, mostBits: 24_000_000 },
  '720p25': { width: 1280, height: 720, fps: { num: 25, den: 1 }, level: 31, mostBits: 8_000_000 },
  '720p50': { width: 1280, height: 720, fps: { num: 50, den: 1 }, level: 32, mostBits: 12_000_000 },
} as const satisfies Record<string, HouseFormat>

export type HouseFormatKey = keyof typeof houseFormats

/** A change of any figure raises the version. */
export const houseRecipe = {
  version: 1,
  /** Ticks a second of every house file: frames of 25 and 50 a second fall on whole ones. */
  timescale: 12_800,
  sampleRateHz: 48_000,
  /** EBU R 128 allows half a unit; the gain is aimed much closer. */
  target: { ...ebuR128, overshootDb: 0 },
  toleranceLu: 0.5,
} as const satisfies { target: LoudnessTarget } & Record<string, unknown>

/** Encoder options of the picture; pure. */
export function housePictureOptions({ fps, level, mostBits }: HouseFormat): string[] {
  const gop = String(Math.round(fps.num / fps.den))
  return [
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-profile:v', 'high', '-level:v', String(level / 10)],
    ...['-pix_fmt', 'yuv420p', '-crf', '18', '-maxrate', String(mostBits), '-bufsize', String(mostBits)],
    // Without B-frames a cut may end on any frame; a keyframe each second, and none elsewhere.
    ...['-g', gop, '-keyint_min', gop, '-sc_threshold', '0', '-bf', '0', '-flags:v', '+cgop+bitexact'],
    ...['-color_primaries', 'bt709', '-color_trc', 'bt709', '-colorspace', 'bt709', '-color_range', 'tv'],
  ]
}
