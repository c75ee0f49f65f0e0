/** How loud a moment was, in dB below the loudest that can be said; silence is -Infinity. */
export interface Level {
  peakDb: number
  meanDb: number
}

const toDb = (amplitude: number) => 20 * Math.log10(amplitude)

export function levelOf(samples: Float32Array): Level {
  let peak = 0
  let sum = 0
  for (const sample of samples) {
    const size = Math.abs(sample)
    if (size > peak) peak = size
    sum += sample * sample
  }
  return { peakDb: toDb(peak), meanDb: toDb(Math.sqrt(sum / samples.length)) }
}

/** From here on a microphone has nothing left to give, and what is louder breaks. */
export const clipsAtDb = -0.3
const loudDb = -3
const quietDb = -24

/** Whether a reader speaks too loudly or too softly, by the loudest moment of the last seconds. */
export type Loudness = 'clipped' | 'loud' | 'good' | 'quiet'

export function loudnessBy(peakDb: number): Loudness {
  if (peakDb >= clipsAtDb) return 'clipped'
  if (peakDb > loudDb) return 'loud'
  return peakDb < quietDb ? 'quiet' : 'good'
}

/** What a room sounds like while nobody speaks. `dead`: not even hiss, as from a microphone that is switched off. */
export type Room = 'quiet' | 'fair' | 'noisy' | 'dead'

const fairRoomDb = -55
const noisyRoomDb = -42
const deadDb = -90

/** By the middle of the moments heard, so that one cough does not make a noisy room; in dB as above. */
export function roomBy(means: readonly number[]): { room: Room; noiseDb: number } {
  const sorted = [...means].sort((a, b) => a - b)
  const noiseDb = sorted[Math.floor(sorted.length / 2)] ?? Number.NEGATIVE_INFINITY
  if (noiseDb < deadDb) return { room: 'dead', noiseDb }
  if (noiseDb < fairRoomDb) return { room: 'quiet', noiseDb }
  return { room: noiseDb < noisyRoomDb ? 'fair' : 'noisy', noiseDb }
}
