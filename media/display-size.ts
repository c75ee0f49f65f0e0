import type { PictureFacts } from './facts.ts'

/** As shown on a screen, in square pixels: with its pixel shape, and turned. */
export function displaySize({ width, height, sampleAspect, rotation }: PictureFacts) {
  const shown = { width: (width * sampleAspect.num) / sampleAspect.den, height }
  return rotation % 180 === 90 ? { width: shown.height, height: shown.width } : shown
}
