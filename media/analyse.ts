import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Heard, judge } from './analyse-findings.ts'
import { planSprite } from './analyse-picture.ts'
import { grownFile, planJoin, planLists, productFiles } from './analyse-plan.ts'
import { analyseRecipe, type SpriteGrid } from './analyse-recipe.ts'
import { type Part, planParts, type StretchSettings } from './analyse-stretches.ts'
import { ffmpegBuild } from './build.ts'
import { inspectEnds } from './ends.ts'
import type { MediaFacts } from './facts.ts'
import type { Finding } from './finding.ts'
import { partsFolder, planFile } from './growing.ts'
import type { Loudness, LoudnessCurve } from './loudness.ts'
import { packetFindings } from './packet-look.ts'
import { probe, readEnds } from './probe.ts'
import { type Progress, runFfmpeg } from './run.ts'
import { type AnalysisRun, type FinishedPart, readHeard, readSeen, runPart, runSound } from './run-part.ts'

export { analyseRecipe } from './analyse-recipe.ts'

/** Plain JSON; `file` is a name inside the output folder. */
export type Analysis = {
  recipe: { name: string; version: number }
  decoded: { pictureMs?: number; soundMs?: number }
  /** Frame n of the proxy starts at n * fps.den / fps.num seconds. Sound alone when there is no picture. */
  proxy: { file: string; fps: { num: number; den: number }; frames: number; durationMs: number }
  poster?: { file: string }
  sprite?: SpriteGrid & { file: string }
  /** int8 minimum and maximum, alternating. */
  waveform?: { file: string; perSecond: number; count: number }
  loudness?: Loudness & { curve: LoudnessCurve }
  findings: Finding[]
}

type AnalyseOptions = {
  input: string
  facts?: MediaFacts
  /**
   * Nobody else's: products are written here and moved into place by the caller. The pieces they come from stay in a
   * folder beside them: given again, a try that follows a kill makes only what is missing.
   */
  outDir: string
  /** When and how a long picture is cut into stretches; the recipe's unless told otherwise. */
  stretches?: StretchSettings
  /** Told the name of each run that looks at the recording, as it starts. */
  onRun?: (name: string) => void
  onProgress?: (progress: Progress) => void
  signal?: AbortSignal
}

/**
 * Everything a recording's pages need, from one decode: proxy, poster, thumbnails, waveform, loudness, findings. A long
 * picture is looked at in stretches, its sound then in one pass of its own. `readGrowing` finds the proxy meanwhile.
 * @throws MediaError those of probe, aborted, too_slow, disk_full, unreadable, tool_failed
 */
export async function analyse(options: AnalyseOptions): Promise<Analysis> {
  const { input, outDir, signal } = options
  const facts = options.facts ?? (await probe(input, signal ? { signal } : {}))
  const parts = planParts(facts, options.stretches)
  const partsDir = join(outDir, partsFolder)
  await startIn(partsDir, { facts, parts })
  const run = { input, facts, partsDir, niceness: facts.picture ? 10 : 0, onRun: options.onRun, signal }
  const report = progressOf(facts, parts, options.onProgress)
  const done = await runParts(run, parts, report)
  const soundFolder = await hear(run, parts, done, report)
  const sprite = facts.picture && planSprite(facts.picture, facts.durationMs, analyseRecipe)
  await joinParts({ outDir, done, soundFolder, sprite, run })
  const heard = soundFolder
    ? await readHeard(join(partsDir, soundFolder), join(outDir, productFiles.waveform))
    : undefined
  const frames = done.reduce((sum, part) => sum + part.frames, 0)
  const decoded = {
    ...(facts.picture ? { pictureMs: framesToMs(frames) } : {}),
    ...(heard ? { soundMs: heard.loudness.durationMs } : {}),
  }
  return {
    recipe: { name: analyseRecipe.name, version: analyseRecipe.version },
    decoded,
    proxy: {
      file: productFiles.proxy,
      fps: analyseRecipe.fps,
      frames,
      durationMs: decoded.pictureMs ?? decoded.soundMs ?? 0,
    },
    ...(sprite ? { poster: { file: productFiles.poster } } : {}),
    ...(sprite ? { sprite: { file: productFiles.sprite, ...sprite } } : {}),
    ...(heard ? soundProducts(heard) : {}),
    findings: await findingsOf(run, { decoded, done, heard }),
  }
}

const framesToMs = (frames: number) => (frames * 1000 * analyseRecipe.fps.den) / analyseRecipe.fps.num

/** Pieces of another recording, recipe, cut or ffmpeg are no use: then it starts anew. */
async function startIn(partsDir: string, of: { facts: MediaFacts; parts: Part[] }): Promise<void> {
  const { name, version } = analyseRecipe
  const plan = JSON.stringify({
    recipe: { name, version },
    build: await ffmpegBuild(),
    sizeBytes: of.facts.sizeBytes,
    totalMs: of.facts.durationMs,
    parts: of.parts,
  })
  const path = join(partsDir, planFile)
  const before = await readFile(path, 'utf8').catch(() => undefined)
  if (before === plan) return
  await rm(partsDir, { recursive: true, force: true })
  await mkdir(partsDir, { recursive: true })
  await writeFile(path, plan)
}

// Sound alone goes so much faster than a picture that its pass is worth a twentieth.
const soundShare = 0.05

type Report = { part: (part: Part) => (doneMs: number) => void; sound: (doneMs: number) => void }

function progressOf(
  { durationMs: totalMs }: MediaFacts,
  parts: readonly Part[],
  tell: AnalyseOptions['onProgress'],
): Report {
  const ofPicture = parts.length > 1 ? 1 - soundShare : 1
  const at = (doneMs: number) => tell?.({ doneMs: Math.round(Math.min(doneMs, totalMs)), totalMs })
  return {
    part:
      ({ startMs }) =>
      (doneMs) =>
        at((startMs + doneMs) * ofPicture),
    sound: (doneMs) => at(totalMs * ofPicture + doneMs * soundShare),
  }
}

async function runParts(run: AnalysisRun, parts: readonly Part[], report: Report): Promise<FinishedPart[]> {
  const done: FinishedPart[] = []
  for (const part of parts) {
    const made = await runPart({ ...run, onProgress: report.part(part) }, part)
    if (made.frames > 0 || parts.length === 1) done.push(made)
    // The recording ends before its container says: what would follow is not there.
    if (part.frames !== null && made.frames < part.frames) break
  }
  return done
}

/** The folder that holds the measures of the whole sound; undefined when there is none. */
async function hear(run: AnalysisRun, parts: readonly Part[], done: readonly FinishedPart[], report: Report) {
  if (run.facts.sound.length === 0) return undefined
  return parts.length === 1 ? done[0]?.folder : await runSound({ ...run, onProgress: report.sound })
}

type Joining = {
  outDir: string
  done: readonly FinishedPart[]
  soundFolder: string | undefined
  sprite: SpriteGrid | undefined
  run: AnalysisRun
}

async function joinParts({ outDir, done, soundFolder, sprite, run }: Joining): Promise<void> {
  const inParts = (folder: string) => `${partsFolder}/${folder}`
  const join_ = {
    parts: done.map((part) => ({ ...part, folder: inParts(part.folder) })),
    sound: soundFolder && `${inParts(soundFolder)}/${grownFile}`,
    sprite,
  }
  for (const [name, text] of Object.entries(planLists(join_))) await writeFile(join(outDir, name), text)
  const { niceness, signal, facts } = run
  await runFfmpeg(planJoin(join_), {
    step: 'join',
    writesTo: outDir,
    durationMs: facts.durationMs,
    niceness,
    signal,
  })
  for (const name of Object.keys(planLists(join_))) await rm(join(outDir, name))
}

function soundProducts({ loudness, curve, sides }: Heard & { curve: LoudnessCurve }) {
  const { perSecond } = analyseRecipe.waveform
  return {
    waveform: { file: productFiles.waveform, perSecond, count: sides.length },
    loudness: { ...loudness, curve },
  }
}

type Found = { decoded: Analysis['decoded']; done: readonly FinishedPart[]; heard: Heard | undefined }

async function findingsOf(run: AnalysisRun, { decoded, done, heard }: Found): Promise<Finding[]> {
  const { input, facts, partsDir, signal } = run
  const ends = inspectEnds({ ...(await readEnds(input, facts.sizeBytes)), sizeBytes: facts.sizeBytes })
  const cut = ends.findings.filter(({ code }) => code === 'cut_file' || code === 'footer_missing')
  const declaredMs = Math.max(facts.durationMs, ends.durationMs ?? 0)
  const seen = facts.picture ? await Promise.all(done.map((part) => readSeen(partsDir, part))) : []
  const judged = judge({ facts, declaredMs, decoded, seen, heard })
  return [...cut, ...judged, ...(await packetFindings(input, facts, signal))]
}
