import { lengthOf, type Stretch } from './tape.ts'

/** Samples as they lie in a WAV file: whole numbers of 16 bits. What is louder than can be said is cut. */
export function toPcm(samples: Float32Array): Int16Array<ArrayBuffer> {
  const pcm = new Int16Array(samples.length)
  for (let n = 0; n < samples.length; n++)
    pcm[n] = Math.round(Math.max(-1, Math.min(1, samples[n] ?? 0)) * 32_767)
  return pcm
}

/** How loud each step of a sound is, as the root of its mean square, 0 to 1; a step cut short at the end counts. */
export function loudnessOf(pcm: Int16Array, step: number): number[] {
  const values: number[] = []
  for (let start = 0; start < pcm.length; start += step) {
    const piece = pcm.subarray(start, start + step)
    let sum = 0
    for (const sample of piece) sum += sample * sample
    values.push(Math.sqrt(sum / piece.length) / 32_768)
  }
  return values
}

const fadeMs = 5
/** Seconds that are held in memory at once, however long a recording is. */
const sliceS = 30

/**
 * The stretches of a tape, one after the other, as pieces of a WAV file (RIFF, PCM, one channel, 16 bits). Where two
 * that did not follow each other meet, a few ms of fading keep the join from clicking.
 */
export async function wavOf(
  stretches: readonly Stretch[],
  rate: number,
  read: (stretch: Stretch) => Promise<Int16Array<ArrayBuffer>>,
): Promise<BlobPart[]> {
  const fade = Math.round((fadeMs / 1000) * rate)
  const parts: BlobPart[] = [headOf(lengthOf(stretches) * 2, rate)]
  for (const [index, { from, to }] of stretches.entries())
    for (let at = from, end = from; at < to; at = end) {
      // A rest too short to fade in goes with the slice before it.
      end = to - at <= sliceS * rate + fade ? to : at + sliceS * rate
      const samples = await read({ from: at, to: end })
      if (index > 0 && at === from) fadeFrom(samples, fade)
      if (index < stretches.length - 1 && end === to) fadeFrom(samples.reverse(), fade).reverse()
      parts.push(new Blob([samples]))
    }
  return parts
}

function fadeFrom(samples: Int16Array, fade: number): Int16Array {
  const within = Math.min(fade, samples.length)
  for (let n = 0; n < within; n++) samples[n] = Math.round((samples[n] ?? 0) * (n / within))
  return samples
}

function headOf(dataBytes: number, rate: number): ArrayBuffer {
  const head = new DataView(new ArrayBuffer(44))
  const word = (at: number, letters: string) => {
    for (let n = 0; n < 4; n++) head.setUint8(at + n, letters.charCodeAt(n))
  }
  word(0, 'RIFF')
  head.setUint32(4, 36 + dataBytes, true)
  word(8, 'WAVE')
  word(12, 'fmt ')
  head.setUint32(16, 16, true)
  head.setUint16(20, 1, true) // PCM
  head.setUint16(22, 1, true) // one channel
  head.setUint32(24, rate, true)
  head.setUint32(28, rate * 2, true)
  head.setUint16(32, 2, true)
  head.setUint16(34, 16, true)
  word(36, 'data')
  head.setUint32(40, dataBytes, true)
  return head.buffer
}
