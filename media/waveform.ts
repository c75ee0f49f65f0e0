import { createReadStream } from 'node:fs'
import { writeFile } from 'node:fs/promises'

/**
 * Peaks for drawing, from raw signed 8-bit mono: a minimum and a maximum (int8) for each stretch of samples.
 * Returns how many pairs were written. Holds only the peaks: 100 bytes per second of sound at 50 per second.
 */
export async function writePeaks(raw: string, out: string, samplesPerPeak: number): Promise<number> {
  const peaks: number[] = []
  let seen = 0
  let least = 127
  let most = -128
  for await (const chunk of createReadStream(raw, { highWaterMark: 1 << 20 })) {
    const samples = new Int8Array(chunk.buffer, chunk.byteOffset, chunk.length)
    for (const sample of samples) {
      if (sample < least) least = sample
      if (sample > most) most = sample
      seen += 1
      if (seen % samplesPerPeak === 0) {
        peaks.push(least, most)
        least = 127
        most = -128
      }
    }
  }
  if (seen % samplesPerPeak !== 0) peaks.push(least, most)
  await writeFile(out, Int8Array.from(peaks))
  return peaks.length / 2
}
