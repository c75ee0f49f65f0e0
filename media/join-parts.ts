import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { demuxers } from './allowed.ts'
import { type JoinDifference, mayJoin } from './join.ts'
import { MediaError } from './media-error.ts'
import { gapBetween, type PartFacts, readPartFacts, type Track, wholeEdits } from './part-facts.ts'
import { type FfmpegPlan, type Progress, runFfmpeg } from './run.ts'
import { anonymous, orRemove } from './sound-loop.ts'

/** A part inside the whole; plain JSON. */
export type JoinedPart = {
  frames: number
  durationMs: number
  /** Nothing was recorded for so long before it; null where no clock tells. */
  gapMs: number | null
}

export type JoinRecord = {
  container: 'mp4' | 'mov' | 'mpegts'
  parts: JoinedPart[]
  frames: number
  durationMs: number
}

type JoinOptions = {
  /** In their order. */
  paths: readonly string[]
  /** Its folder belongs to this joining alone. */
  outPath: string
  onProgress?: ((progress: Progress) => void) | undefined
  signal?: AbortSignal | undefined
}

/** The parts do not fit together; `differences` says which one first, and in what. */
export class PartsDiffer extends MediaError {
  /** Counted from 0: it differs from the first. */
  readonly part: number
  readonly differences: JoinDifference[]
  constructor(part: number, differences: JoinDifference[]) {
    super('parts_differ', 'join parts', JSON.stringify({ part, differences }))
    this.part = part
    this.differences = differences
  }
}

/**
 * Puts the packets of several files one after another, track by track, without encoding; the files stay as they are.
 * @throws PartsDiffer, MediaError not_proven where the whole has not every packet, those of reading and running
 */
export async function joinParts({ paths, outPath, onProgress, signal }: JoinOptions): Promise<JoinRecord> {
  const parts: PartFacts[] = []
  for (const [n, path] of paths.entries()) parts.push(await readPartFacts(path, { later: n > 0, signal }))
  const container = containerFor(parts)
  assertFitting(parts, container)
  const folder = await mkdtemp(join(dirname(outPath), 'lists-'))
  try {
    const lists = { picture: join(folder, 'picture.txt'), sound: join(folder, 'sound.txt') }
    const starts = partStarts(parts)
    await writeFile(lists.picture, concatList(paths, starts.picture, container))
    await writeFile(lists.sound, concatList(paths, starts.sound, container))
    const plan = planJoin({ lists, paths, parts, container, outPath })
    const durationMs = parts.reduce((sum, part) => sum + part.durationMs, 0)
    const run = {
      step: 'join parts',
      writesTo: dirname(outPath),
      durationMs,
      niceness: 10,
      onProgress,
      signal,
    }
    return await orRemove(outPath, async () => {
      await runFfmpeg(plan, run)
      return { container, ...(await proveJoin(outPath, parts, signal)) }
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function containerFor(parts: readonly PartFacts[]): JoinRecord['container'] {
  const [first] = parts
  if (first?.container === 'mpegts') return 'mpegts'
  const pcm = first?.join.sound.some(({ codec }) => codec.startsWith('pcm_'))
  return pcm ? 'mov' : 'mp4'
}

/** How groups of pictures lie in a part does not matter between parts of one camera. */
const mayDiffer = ['picture.gop']

function assertFitting(parts: readonly PartFacts[], container: JoinRecord['container']): void {
  const [first, ...others] = parts
  if (!first) throw new MediaError('unreadable', 'join parts', 'no parts')
  const family = container === 'mpegts' ? 'mpegts' : 'mov'
  for (const [n, part] of parts.entries())
    if (!part.container.split(',').includes(family))
      throw new PartsDiffer(n, [{ property: 'container', first: family, second: part.container }])
  for (const [n, part] of others.entries()) {
    const answer = mayJoin(first.join, part.join, mayDiffer)
    if (!answer.ok) throw new PartsDiffer(n + 1, answer.why)
  }
}

// More than this, ms, would be seen on lips: then both tracks wait for the later one.
const mostSlipMs = 20

/**
 * Where each file begins in the whole, ms, for the picture's track and the sound's; pure. Each track runs on without a
 * hole, so that a recording cut between two packets sounds as if it had never been.
 */
function partStarts(parts: readonly PartFacts[]): { picture: number[]; sound: number[] } {
  const starts = { picture: [0], sound: [0] }
  for (const [n, part] of parts.entries()) {
    const next = parts[n + 1]
    if (!next) break
    const after = (track: Track | null, following: Track | null, start: number) =>
      track && following ? start + track.endMs - part.startMs - (following.firstMs - next.startMs) : undefined
    const picture = after(part.picture, next.picture, starts.picture[n] ?? 0)
    const sound = after(part.sound, next.sound, starts.sound[n] ?? 0)
    const [one, other] = [picture ?? sound ?? 0, sound ?? picture ?? 0]
    const slipped = Math.abs(one - other) > mostSlipMs
    starts.picture.push(slipped ? Math.max(one, other) : one)
    starts.sound.push(slipped ? Math.max(one, other) : other)
  }
  return starts
}

/** The list that ffmpeg's concat reads. Its paths are our own, never a user's; pure. */
function concatList(
  paths: readonly string[],
  starts: readonly number[],
  container: JoinRecord['container'],
): string {
  const lines = paths.map((path, n) => {
    const [start = 0, next] = starts.slice(n, n + 2)
    const duration = next === undefined ? '' : `duration ${((next - start) / 1000).toFixed(6)}\n`
    const option = n > 0 && container !== 'mpegts' ? `option ${wholeEdits.join(' ')}\n` : ''
    return `file '${path.replaceAll("'", "'\\''")}'\n${option}${duration}`
  })
  return `ffconcat version 1.0\n${lines.join('')}`
}

function planJoin(job: {
  lists: { picture: string; sound: string }
  paths: readonly string[]
  parts: readonly PartFacts[]
  container: JoinRecord['container']
  outPath: string
}): FfmpegPlan {
  const { lists, paths, container, outPath } = job
  // Each part was opened before without concat among the formats allowed, so that none of them can be a list itself.
  const concat = ['-format_whitelist', ['concat', ...demuxers].join(','), '-f', 'concat', '-safe', '0']
  const options = [...concat, '-auto_convert', '0']
  const format = container === 'mpegts' ? ['-f', 'mpegts'] : ['-f', container, '-strict', '-2']
  return {
    inputs: [
      { path: lists.picture, options, alsoReads: paths },
      { path: lists.sound, options, alsoReads: paths },
    ],
    outputs: [
      { path: outPath, options: ['-map', '0:v:0?', '-map', '1:a?', '-c', 'copy', ...anonymous, ...format] },
    ],
  }
}

/** Counts every packet of the whole against those of its parts; of uncompressed sound, whose packets are arbitrary, bytes. */
async function proveJoin(path: string, parts: readonly PartFacts[], signal: AbortSignal | undefined) {
  const whole = await readPartFacts(path, { later: true, signal })
  const pcm = parts[0]?.join.sound[0]?.codec.startsWith('pcm_')
  const sum = (of: (part: PartFacts) => number | undefined) =>
    parts.reduce((total, part) => total + (of(part) ?? 0), 0)
  const faults = [
    ['frames', sum(({ picture }) => picture?.frames), whole.picture?.frames ?? 0] as const,
    pcm
      ? (['bytes of sound', sum(({ sound }) => sound?.bytes), whole.sound?.bytes ?? 0] as const)
      : (['packets of sound', sum(({ sound }) => sound?.frames), whole.sound?.frames ?? 0] as const),
  ].filter(([, wanted, got]) => wanted !== got)
  if (faults.length > 0) {
    const told = faults.map(([what, wanted, got]) => `${got} ${what} instead of ${wanted}`)
    throw new MediaError('not_proven', 'join parts', told.join('; '))
  }
  const joined = parts.map((part, n): JoinedPart => {
    const before = parts[n - 1]
    const gapMs = before ? gapBetween(before, part) : 0
    return { frames: part.picture?.frames ?? 0, durationMs: part.durationMs, gapMs }
  })
  return { parts: joined, frames: whole.picture?.frames ?? 0, durationMs: whole.durationMs }
}
