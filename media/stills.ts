import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { FfmpegPlan } from './run.ts'
import { runFfmpeg } from './run.ts'

type StillsJob = {
  input: string
  /** Moments of the file, ms; each becomes a JPEG of its own. */
  atMs: readonly number[]
  /** Pixels; the height follows the picture's shape. */
  width: number
  /** Nobody else's folder. */
  outDir: string
  signal?: AbortSignal | undefined
}

// Each opens the file once more; a handful keeps the memory of decoders small.
const atOnce = 6

/**
 * Pictures of single moments, in the order asked for; undefined where there is none, as past the end.
 * @throws MediaError those of running ffmpeg
 */
export async function takeStills(job: StillsJob): Promise<(string | undefined)[]> {
  const { atMs, outDir, signal } = job
  for (let from = 0; from < atMs.length; from += atOnce) {
    const plan = planStills(job, from, atMs.slice(from, from + atOnce))
    await runFfmpeg(plan, { step: 'take stills', writesTo: outDir, durationMs: 60_000, niceness: 10, signal })
  }
  return atMs.map((_, n) => join(outDir, nameOf(n))).map((path) => (existsSync(path) ? path : undefined))
}

const nameOf = (n: number) => `still-${String(n).padStart(3, '0')}.jpg`

function planStills({ input, width }: StillsJob, from: number, atMs: readonly number[]): FfmpegPlan {
  const jpeg = '-frames:v 1 -c:v mjpeg -q:v 4 -pix_fmt yuvj420p -flags:v +bitexact -f image2 -update 1'.split(
    ' ',
  )
  const size = `scale=${width}:-2:flags=bilinear,setsar=1`
  return {
    inputs: atMs.map((at) => ({ path: input, options: ['-an', '-ss', (at / 1000).toFixed(3)] })),
    graph: atMs.map((_, n) => `[${n}:v:0]${size}[still${n}]`).join(';'),
    outputs: atMs.map((_, n) => ({ path: nameOf(from + n), options: ['-map', `[still${n}]`, ...jpeg] })),
  }
}
