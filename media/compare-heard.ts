import type { Stretch } from './compare-align.ts'
import { compareRecipe, signatureRecipe } from './compare-recipe.ts'

const { meanDb, rangeDb, lagReadings, smoothReadings } = compareRecipe.sound
const { bands, readingsPerStep, stepsPerDb } = signatureRecipe.sound
const range = rangeDb * stepsPerDb

/** Readings of a whole recording, and what is silence in it: 30 dB below what is loud there. */
export type Heard = { levels: Uint8Array; silent: number }

export function heard(levels: Uint8Array): Heard {
  const loudest = new Uint8Array(levels.length / bands)
  for (let n = 0; n < loudest.length; n += 1) loudest[n] = peakAt(levels, n)
  const loud = loudest.sort()[Math.floor(loudest.length * 0.95)] ?? 0
  return { levels, silent: Math.max(0, loud - range) }
}

function peakAt(levels: Uint8Array, reading: number): number {
  let peak = 0
  for (let at = reading * bands; at < (reading + 1) * bands; at += 1) peak = Math.max(peak, levels[at] ?? 0)
  return peak
}

/** Under this a band is masked by the others, or silence. */
export function floorAt({ levels, silent }: Heard, reading: number): number {
  return Math.max(peakAt(levels, reading) - range, silent)
}

/** How much louder the second is at each step in dB, by what sounds in both; the median of two seconds; NaN in silence. */
export function gains(a: Heard, b: Heard, { from, to, shift }: Stretch): Float32Array {
  const raw = new Float32Array(to - from)
  for (let i = from; i < to; i += 1) {
    let [sum, count] = [0, 0]
    for (let n = i * readingsPerStep; n < (i + 1) * readingsPerStep; n += 1) {
      const m = n + shift * readingsPerStep
      const [floorA, floorB] = [floorAt(a, n), floorAt(b, m)]
      for (let band = 0; band < bands; band += 1) {
        const own = a.levels[n * bands + band] ?? 0
        const other = b.levels[m * bands + band] ?? 0
        if (own <= floorA || other <= floorB) continue
        sum += other - own
        count += 1
      }
    }
    raw[i - from] = count > 0 ? sum / count / stepsPerDb : Number.NaN
  }
  const width = compareRecipe.level.smoothSteps
  return raw.map((_, n) => median(raw.subarray(Math.max(0, n - width), n + width + 1)))
}

/** The middle value of those that are numbers; NaN when none is. */
export function median(values: Float32Array): number {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort()
  return sorted[sorted.length >> 1] ?? Number.NaN
}

/**
 * 1 for each step of a stretch whose sound differs, whatever its loudness. The same words spoken again stand some 6 dB
 * apart in the mean of the bands, another encoding less than 2. What was only moved by less than a tenth of a second is
 * found beside its place.
 */
export function soundDiffers(a: Heard, b: Heard, stretch: Stretch, gainDb: Float32Array): Uint8Array {
  const lags = Array.from({ length: 2 * lagReadings + 1 }, (_, n) => n - lagReadings)
  const apart = lags.map((lag) => smoothed(shapesApart(a, b, stretch, gainDb, lag)))
  const differs = (reading: number) => apart.every((one) => (one[reading] ?? 0) > meanDb)
  return Uint8Array.from({ length: stretch.to - stretch.from }, (_, step) =>
    differs(step * readingsPerStep) || differs((step + 1) * readingsPerStep - 1) ? 1 : 0,
  )
}

/** Mean distance of the bands in dB at each reading, the first made as loud as the second. */
function shapesApart(a: Heard, b: Heard, stretch: Stretch, gainDb: Float32Array, lag: number): Float32Array {
  const [first, end] = [stretch.from * readingsPerStep, stretch.to * readingsPerStep]
  const overall = median(gainDb) || 0
  return new Float32Array(end - first).map((_, at) => {
    const n = first + at
    const m = Math.min(end - 1, Math.max(first, n + lag)) + stretch.shift * readingsPerStep
    const local = gainDb[Math.floor(at / readingsPerStep)] ?? Number.NaN
    const gain = (Number.isNaN(local) ? overall : local) * stepsPerDb
    const floor = Math.max(floorAt(a, n) + gain, floorAt(b, m))
    let sum = 0
    for (let band = 0; band < bands; band += 1) {
      const own = Math.max(floor, (a.levels[n * bands + band] ?? 0) + gain)
      sum += Math.abs(own - Math.max(floor, b.levels[m * bands + band] ?? 0))
    }
    return sum / bands / stepsPerDb
  })
}

/** The mean of each reading and its neighbours. */
function smoothed(values: Float32Array): Float32Array {
  const sums = new Float64Array(values.length + 1)
  for (let n = 0; n < values.length; n += 1) sums[n + 1] = (sums[n] ?? 0) + (values[n] ?? 0)
  return values.map((_, n) => {
    const [first, end] = [Math.max(0, n - smoothReadings), Math.min(values.length, n + smoothReadings + 1)]
    return ((sums[end] ?? 0) - (sums[first] ?? 0)) / (end - first)
  })
}
