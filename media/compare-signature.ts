import { readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { constants, deflateRaw, inflateRaw } from 'node:zlib'
import { signatureRecipe } from './compare-recipe.ts'
import { readBands } from './compare-sound.ts'
import { MediaError } from './media-error.ts'
import { type FfmpegPlan, type Progress, runFfmpeg } from './run.ts'

const { picture, sound, everyMs } = signatureRecipe

/** Bytes of one step. */
export const toneCells = picture.tones.columns * picture.tones.rows
export const edgeCells = picture.edges.columns * picture.edges.rows
export const bandCells = sound.bands * sound.readingsPerStep

/** A recording as few enough bytes to hold two in memory: 9 kB a second with picture, 400 bytes without. */
export type Signature = {
  /** Of `everyMs` each, from the start of the recording. */
  steps: number
  /** Row after row, step after step; null without picture. */
  picture: { tones: Uint8Array; edges: Uint8Array } | null
  /** Levels of bands in half decibels; null without sound. */
  sound: Uint8Array | null
}

const files = { tones: 'tones.gray', edges: 'edges.gray', wave: 'wave.s16' } as const

type Tracks = { picture: boolean; sound: boolean }

/** One decode of a proxy, everything small at once: pure. */
export function planSignature(input: string, tracks: Tracks): FfmpegPlan {
  const { tones, edges } = picture
  const rate = `${1000 / everyMs}`
  const graph: string[] = []
  const outputs: { path: string; options: readonly string[] }[] = []
  if (tracks.picture) {
    graph.push(
      `[0:v:0]fps=${rate}:start_time=0,extractplanes=y,split[t][e]`,
      `[t]scale=${tones.columns}:${tones.rows}:flags=area[tones]`,
      `[e]sobel,scale=${edges.columns}:${edges.rows}:flags=area[edges]`,
    )
    const raw = ['-c:v', 'rawvideo', '-pix_fmt', 'gray', '-f', 'rawvideo']
    outputs.push({ path: files.tones, options: ['-map', '[tones]', ...raw] })
    outputs.push({ path: files.edges, options: ['-map', '[edges]', ...raw] })
  }
  if (tracks.sound) {
    const mono = 'aformat=channel_layouts=stereo,pan=mono|c0=0.5*c0+0.5*c1'
    graph.push(`[0:a:0]aresample=${sound.sampleRateHz}:async=1:first_pts=0,${mono}[wave]`)
    outputs.push({ path: files.wave, options: ['-map', '[wave]', '-c:a', 'pcm_s16le', '-f', 's16le'] })
  }
  return { inputs: [{ path: input }], graph: graph.join(';'), outputs }
}

type MakeOptions = Tracks & {
  /** The proxy: small, of constant rate, starting at 0. The source itself is never needed. */
  proxy: string
  durationMs: number
  /** Empty, and nobody else's; empty again afterwards but for the signature. */
  workDir: string
  out: string
  onProgress?: (progress: Progress) => void
  signal?: AbortSignal
}

/**
 * Writes the signature of a proxy to `out` and returns its number of steps.
 * @throws MediaError no_streams without picture and sound, and those of runFfmpeg
 */
export async function makeSignature(options: MakeOptions): Promise<number> {
  const { proxy, workDir, durationMs, signal, onProgress } = options
  if (!options.picture && !options.sound) throw new MediaError('no_streams', 'signature')
  await runFfmpeg(planSignature(proxy, options), {
    step: 'signature',
    writesTo: workDir,
    durationMs,
    niceness: 10,
    signal,
    onProgress,
  })
  const at = (file: string) => join(workDir, file)
  const signature = await ofOneLength(
    options.picture
      ? { tones: await readFile(at(files.tones)), edges: await readFile(at(files.edges)) }
      : null,
    options.sound ? await readBands(at(files.wave), (await stat(at(files.wave))).size) : null,
  )
  await Promise.all(Object.values(files).map((file) => rm(at(file), { force: true })))
  await writeFile(options.out, await packSignature(signature))
  return signature.steps
}

/** Picture and sound of one proxy end within a frame of each other; the longer one tells, the other is held or silent. */
function ofOneLength(
  pictures: { tones: Uint8Array; edges: Uint8Array } | null,
  bands: Uint8Array | null,
): Signature {
  const pictureSteps = pictures ? Math.floor(pictures.tones.length / toneCells) : 0
  const soundSteps = bands ? Math.floor(bands.length / bandCells) : 0
  const steps = pictures ? pictureSteps : soundSteps
  const held = (bytes: Uint8Array, each: number) => {
    const exact = new Uint8Array(steps * each)
    exact.set(bytes.subarray(0, steps * each))
    return exact
  }
  return {
    steps,
    picture: pictures && { tones: held(pictures.tones, toneCells), edges: held(pictures.edges, edgeCells) },
    sound: bands && held(bands, bandCells),
  }
}

const squeeze = promisify(deflateRaw)
const unsqueeze = promisify(inflateRaw)
const headBytes = 8
const mark = 0x56_53 // "VS"

/** As bytes of a file: a head of 8 bytes (mark, recipe version, tracks, steps), then everything deflated. */
export async function packSignature(signature: Signature): Promise<Uint8Array> {
  const head = Buffer.alloc(headBytes)
  head.writeUInt16BE(mark, 0)
  head.writeUInt8(signatureRecipe.version, 2)
  head.writeUInt8((signature.picture ? 1 : 0) + (signature.sound ? 2 : 0), 3)
  head.writeUInt32BE(signature.steps, 4)
  const parts = [signature.picture?.tones, signature.picture?.edges, signature.sound]
  const body = Buffer.concat(parts.filter((part) => part instanceof Uint8Array))
  return Buffer.concat([head, await squeeze(body, { level: constants.Z_BEST_SPEED })])
}

/** @throws MediaError unreadable when it is no signature of this recipe, or is damaged */
export async function unpackSignature(packed: Uint8Array): Promise<Signature> {
  const head = Buffer.from(packed.buffer, packed.byteOffset, Math.min(headBytes, packed.length))
  const known = head.length === headBytes && head.readUInt16BE(0) === mark
  if (!known || head[2] !== signatureRecipe.version) throw new MediaError('unreadable', 'signature')
  const tracks = head.readUInt8(3)
  const steps = head.readUInt32BE(4)
  const sizes = [tracks & 1 ? toneCells : 0, tracks & 1 ? edgeCells : 0, tracks & 2 ? bandCells : 0] as const
  const whole = steps * (sizes[0] + sizes[1] + sizes[2])
  const body: Uint8Array = await unsqueeze(packed.subarray(headBytes), { maxOutputLength: whole + 1 }).catch(
    () => new Uint8Array(),
  )
  if (body.length !== whole) throw new MediaError('unreadable', 'signature')
  const [tonesEnd, edgesEnd] = [steps * sizes[0], steps * (sizes[0] + sizes[1])]
  return {
    steps,
    picture: sizes[0]
      ? { tones: body.subarray(0, tonesEnd), edges: body.subarray(tonesEnd, edgesEnd) }
      : null,
    sound: sizes[2] ? body.subarray(edgesEnd) : null,
  }
}

/** The stretch between two points in ms, as if only it had been recorded; null stands for the ends. */
export function sliceSignature(whole: Signature, inMs: number | null, outMs: number | null): Signature {
  const from = Math.min(whole.steps, Math.round((inMs ?? 0) / everyMs))
  const to = outMs === null ? whole.steps : Math.min(whole.steps, Math.round(outMs / everyMs))
  const cut = (bytes: Uint8Array, each: number) => bytes.subarray(from * each, Math.max(from, to) * each)
  return {
    steps: Math.max(0, to - from),
    picture: whole.picture && {
      tones: cut(whole.picture.tones, toneCells),
      edges: cut(whole.picture.edges, edgeCells),
    },
    sound: whole.sound && cut(whole.sound, bandCells),
  }
}
