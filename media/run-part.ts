import { mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Heard, SeenStretch } from './analyse-findings.ts'
import { pictureFiles } from './analyse-picture.ts'
import { type DonePart, planRun } from './analyse-plan.ts'
import { analyseRecipe } from './analyse-recipe.ts'
import { soundFiles } from './analyse-sound.ts'
import { type Part, whole } from './analyse-stretches.ts'
import type { MediaFacts } from './facts.ts'
import { type LoudnessCurve, readLoudness } from './loudness.ts'
import { type PrintedFrame, readPrinted } from './metadata-print.ts'
import { runFfmpeg } from './run.ts'
import { readSides } from './sound-sides.ts'

/** What every run of one analysis shares. */
export type AnalysisRun = {
  input: string
  facts: MediaFacts
  /** Holds one folder for each finished run, and `.making` behind the name of the one under way. */
  partsDir: string
  niceness: number
  onRun?: ((name: string) => void) | undefined
  onProgress?: ((doneMs: number) => void) | undefined
  signal?: AbortSignal | undefined
}

export type FinishedPart = DonePart & { part: Part }

export const partName = ({ n }: Pick<Part, 'n'>) => `part-${String(n).padStart(4, '0')}`
export const soundName = 'sound'
export const makingName = (name: string) => `${name}.making`

/** A piece of the recording, looked at now or by a try before this one. */
export async function runPart(run: AnalysisRun, part: Part): Promise<FinishedPart> {
  return { part, ...(await once(run, partName(part), run.facts, part)) }
}

/** The sound of a long recording, whole: gated loudness does not add up over pieces. */
export async function runSound(run: AnalysisRun): Promise<string> {
  const { picture: _, ...soundOnly } = run.facts
  return (await once(run, soundName, soundOnly, whole)).folder
}

const doneFile = 'done.json'

/** Under its name only when it is finished, so that what a kill leaves is known for what it is. */
async function once(run: AnalysisRun, folder: string, facts: MediaFacts, part: Part): Promise<DonePart> {
  const path = join(run.partsDir, folder)
  const known = await readFile(join(path, doneFile), 'utf8').catch(() => undefined)
  if (known !== undefined) return JSON.parse(known) as DonePart
  const making = join(run.partsDir, makingName(folder))
  await rm(making, { recursive: true, force: true })
  await mkdir(making)
  run.onRun?.(folder)
  const { frames } = await runFfmpeg(planRun(run.input, facts, part), {
    step: 'analyse',
    writesTo: making,
    durationMs: (part.durationMs ?? facts.durationMs - part.startMs) + part.leadMs,
    niceness: run.niceness,
    onProgress: ({ doneMs }) => run.onProgress?.(doneMs),
    signal: run.signal,
  })
  const shots = (await readdir(making)).filter((name) => name.startsWith('shot-')).sort()
  const done: DonePart = { folder, frames: facts.picture ? frames : 0, shots }
  await writeFile(join(making, doneFile), JSON.stringify(done))
  await keep(making)
  await rename(making, path)
  return done
}

/** On the disk before it counts as finished: a power cut must not leave good names on empty files. */
async function keep(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name.startsWith('shot-')) continue
    const file = await open(join(folder, name))
    await file.sync().finally(() => file.close())
  }
}

/** What a piece measured of the picture. */
export async function readSeen(
  partsDir: string,
  { folder, frames, part }: FinishedPart,
): Promise<SeenStretch> {
  const { fps } = analyseRecipe
  const totals = await all(join(partsDir, folder, pictureFiles.fields))
  const last = totals.at(-1)
  // What was counted while getting there belongs to the piece before.
  const before = part.leadFrames > 0 ? totals[0] : undefined
  const counted = (key: string) => (last?.values.get(key) ?? 0) - (before?.values.get(key) ?? 0)
  return {
    startMs: part.startMs,
    durationMs: (frames * 1000 * fps.den) / fps.num,
    events: await all(join(partsDir, folder, pictureFiles.events)),
    fields: {
      top: counted('idet.multiple.tff'),
      bottom: counted('idet.multiple.bff'),
      progressive: counted('idet.multiple.progressive'),
    },
  }
}

/** What the run of the whole sound measured; writes the peaks to `peaksPath`. */
export async function readHeard(
  folder: string,
  peaksPath: string,
): Promise<Heard & { curve: LoudnessCurve }> {
  const { sampleRateHz, perSecond } = analyseRecipe.waveform
  return {
    ...(await readLoudness(join(folder, soundFiles.loudness))),
    events: await all(join(folder, soundFiles.events)),
    clippedWindows: await all(join(folder, soundFiles.clipping)),
    sides: await readSides(join(folder, soundFiles.sides), peaksPath, sampleRateHz / perSecond),
  }
}

async function all(path: string): Promise<PrintedFrame[]> {
  const frames: PrintedFrame[] = []
  for await (const frame of readPrinted(path)) frames.push(frame)
  return frames
}
