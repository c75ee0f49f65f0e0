const absoluteGateLufs = -70
const relativeGateLu = -20
// Under a second of readings says nothing of a range.
const leastReadings = 10

/**
 * Loudness range by EBU Tech 3342 from short-term readings (LUFS, whole 3 s windows only), in LU, or null when there
 * are too few. ffmpeg's own figure counts the windows that are still filling, which adds up to 20 LU to a short clip.
 */
export function loudnessRange(shortTermLufs: readonly number[]): number | null {
  const audible = shortTermLufs.filter((value) => value > absoluteGateLufs)
  if (audible.length < leastReadings) return null
  const power = audible.reduce((sum, value) => sum + 10 ** (value / 10), 0) / audible.length
  const gate = 10 * Math.log10(power) + relativeGateLu
  const sorted = audible.filter((value) => value >= gate).sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.round((sorted.length - 1) * share)] ?? 0
  return Math.round((at(0.95) - at(0.1)) * 100) / 100
}
