import { timecode } from './format.ts'

export interface Rate {
  num: number
  den: number
}

/** The number of the picture that is shown at a moment; half a millisecond is forgiven, for moments are whole ones. */
export const frameAt = (ms: number, { num, den }: Rate): number =>
  Math.floor(((ms + 0.5) * num) / (1000 * den) + 1e-6)

/** When a picture begins, in whole ms. */
export const frameStartMs = (frame: number, { num, den }: Rate): number =>
  Math.round((frame * 1000 * den) / num)

/**
 * Where to send a player for it to show that picture, in s: its middle, for at its edge a browser may round to the
 * picture before.
 */
export const frameMiddleS = (frame: number, { num, den }: Rate): number => ((frame + 0.5) * den) / num

/** 01:02:03:12, the last being the picture within its second. */
export function frameCode(ms: number, rate: Rate): string {
  const whole = Math.max(0, ms)
  const second = Math.floor((whole + 0.5) / 1000) * 1000
  const frame = frameAt(whole, rate) - Math.ceil((second * rate.num) / (1000 * rate.den) - 0.01)
  return `${timecode(second)}:${String(Math.max(0, frame)).padStart(2, '0')}`
}
