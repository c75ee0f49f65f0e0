import { createReadStream } from 'node:fs'
import { signatureRecipe } from './compare-recipe.ts'

const { sampleRateHz, windowSamples, readingsPerStep, bands, lowestHz, highestHz, floorDb, stepsPerDb } =
  signatureRecipe.sound
const hop = (sampleRateHz * signatureRecipe.everyMs) / 1000 / readingsPerStep

/** Where each band begins, in bins of the transform; evenly spaced in octaves. The last entry ends the last band. */
const edges = Array.from({ length: bands + 1 }, (_, band) => {
  const hz = lowestHz * (highestHz / lowestHz) ** (band / bands)
  return Math.round((hz * windowSamples) / sampleRateHz)
})

/**
 * Levels of the bands of each reading, from raw signed 16-bit mono of `sizeBytes`. Windows overlap by two thirds and
 * are centred on their reading, so that sound moved by less than one still reads nearly alike.
 */
export async function readBands(raw: string, sizeBytes: number): Promise<Uint8Array> {
  const readings = Math.ceil(sizeBytes / 2 / hop)
  const levels = new Uint8Array(readings * bands)
  // Half a window of silence stands before the first reading and after the last.
  const lead = (windowSamples - hop) / 2
  let held = new Float32Array(lead)
  let reading = 0
  const take = (samples: Float32Array) => {
    const all = new Float32Array(held.length + samples.length)
    all.set(held)
    all.set(samples, held.length)
    let at = 0
    for (; at + windowSamples <= all.length && reading < readings; at += hop) {
      writeBands(
        all.subarray(at, at + windowSamples),
        levels.subarray(reading * bands, (reading + 1) * bands),
      )
      reading += 1
    }
    held = all.slice(at)
  }
  let odd: Buffer | undefined
  for await (const chunk of createReadStream(raw, { highWaterMark: 1 << 18 }) as AsyncIterable<Buffer>) {
    const bytes = odd ? Buffer.concat([odd, chunk]) : chunk
    const count = bytes.length >> 1
    const samples = new Float32Array(count)
    for (let n = 0; n < count; n += 1) samples[n] = bytes.readInt16LE(n * 2) / 32768
    odd = bytes.length % 2 ? bytes.subarray(count * 2) : undefined
    take(samples)
  }
  take(new Float32Array(windowSamples + hop))
  return levels
}

const hann = Float64Array.from(
  { length: windowSamples },
  (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / windowSamples),
)
const real = new Float64Array(windowSamples)
const imaginary = new Float64Array(windowSamples)

function writeBands(samples: Float32Array, into: Uint8Array): void {
  for (let n = 0; n < windowSamples; n += 1) real[n] = (samples[n] ?? 0) * (hann[n] ?? 0)
  imaginary.fill(0)
  transform(real, imaginary)
  // A sine of full scale reads 0 dB: half of it lies in these bins, and the window halves its amplitude.
  const scale = 16 / windowSamples ** 2
  for (let band = 0; band < bands; band += 1) {
    let power = 1e-12
    const end = Math.max(edges[band + 1] ?? 0, (edges[band] ?? 0) + 1)
    for (let bin = edges[band] ?? 0; bin < end; bin += 1)
      power += scale * ((real[bin] ?? 0) ** 2 + (imaginary[bin] ?? 0) ** 2)
    const db = 10 * Math.log10(power)
    into[band] = Math.max(0, Math.min(255, Math.round((db - floorDb) * stepsPerDb)))
  }
}

const cosines = Float64Array.from({ length: windowSamples / 2 }, (_, n) =>
  Math.cos((2 * Math.PI * n) / windowSamples),
)
const sines = Float64Array.from({ length: windowSamples / 2 }, (_, n) =>
  Math.sin((2 * Math.PI * n) / windowSamples),
)

/** The fast Fourier transform of a power of two, in place (Cooley and Tukey, radix 2). */
function transform(re: Float64Array, im: Float64Array): void {
  const size = re.length
  for (let n = 1, reversed = 0; n < size; n += 1) {
    let bit = size >> 1
    for (; reversed & bit; bit >>= 1) reversed ^= bit
    reversed ^= bit
    if (n < reversed) {
      swap(re, n, reversed)
      swap(im, n, reversed)
    }
  }
  for (let span = 2; span <= size; span *= 2) {
    const half = span / 2
    const stride = size / span
    for (let start = 0; start < size; start += span) {
      for (let n = 0; n < half; n += 1) {
        const [low, high] = [start + n, start + n + half]
        const cosine = cosines[n * stride] as number
        const sine = sines[n * stride] as number
        const [hr, hi] = [re[high] as number, im[high] as number]
        const [lr, li] = [re[low] as number, im[low] as number]
        const turnedRe = hr * cosine + hi * sine
        const turnedIm = hi * cosine - hr * sine
        re[low] = lr + turnedRe
        im[low] = li + turnedIm
        re[high] = lr - turnedRe
        im[high] = li - turnedIm
      }
    }
  }
}

function swap(values: Float64Array, a: number, b: number): void {
  const kept = values[a] as number
  values[a] = values[b] as number
  values[b] = kept
}
