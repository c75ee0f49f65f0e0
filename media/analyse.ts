import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { judge, type Measured } from './analyse-findings.ts'
import { analyseFiles, planAnalysis } from './analyse-plan.ts'
import { analyseRecipe, type SpriteGrid } from './analyse-recipe.ts'
import { inspectEnds } from './ends.ts'
import type { MediaFacts } from './facts.ts'
import type { Finding } from './finding.ts'
import { type Loudness, type LoudnessCurve, readLoudness } from './loudness.ts'
import { type PrintedFrame, readPrinted } from './metadata-print.ts'
import { probe, readEnds } from './probe.ts'
import { type Counted, type Progress, runFfmpeg } from './run.ts'
import { writePeaks } from './waveform.ts'

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
  /** Empty or new, and nobody else's: products are written here and moved into place by the caller. */
  outDir: string
  onProgress?: (progress: Progress) => void
  signal?: AbortSignal
}

/**
 * Everything a recording's pages need, from one decode: proxy, poster, thumbnails, waveform, loudness, findings.
 * @throws MediaError those of probe, aborted, too_slow, disk_full, unreadable, tool_failed
 */
export async function analyse(options: AnalyseOptions): Promise<Analysis> {
  const { input, outDir, signal, onProgress } = options
  const facts = options.facts ?? (await probe(input, signal ? { signal } : {}))
  const plan = planAnalysis(input, facts)
  const counted = await runFfmpeg(plan.command, {
    step: 'analyse',
    writesTo: outDir,
    durationMs: facts.durationMs,
    niceness: facts.picture ? 10 : 0,
    onProgress,
    signal,
  })
  const sound = plan.sound ? await readSound(outDir) : undefined
  const decoded = {
    ...(facts.picture ? { pictureMs: framesToMs(counted.frames) } : {}),
    ...(sound ? { soundMs: sound.loudness.durationMs } : {}),
  }
  const ends = inspectEnds({ ...(await readEnds(input, facts.sizeBytes)), sizeBytes: facts.sizeBytes })
  const cut = ends.findings.filter(({ code }) => code === 'cut_file' || code === 'footer_missing')
  const measured = await readMeasured(outDir, {
    facts,
    decoded,
    declaredMs: Math.max(facts.durationMs, ends.durationMs ?? 0),
  })
  const findings = [...cut, ...judge({ ...measured, ...(sound ? { loudness: sound.loudness } : {}) })]
  await removeMeasures(outDir)
  return {
    recipe: { name: analyseRecipe.name, version: analyseRecipe.version },
    decoded,
    proxy: describeProxy(counted, decoded),
    ...(plan.sprite ? { poster: { file: analyseFiles.poster } } : {}),
    ...(plan.sprite ? { sprite: { file: analyseFiles.sprite, ...plan.sprite } } : {}),
    ...(sound ? { waveform: sound.waveform, loudness: { ...sound.loudness, curve: sound.curve } } : {}),
    findings,
  }
}

function framesToMs(frames: number): number {
  return (frames * 1000 * analyseRecipe.fps.den) / analyseRecipe.fps.num
}

function describeProxy({ frames }: Counted, decoded: Analysis['decoded']): Analysis['proxy'] {
  const durationMs = decoded.pictureMs ?? decoded.soundMs ?? 0
  return {
    file: analyseFiles.proxy,
    fps: analyseRecipe.fps,
    frames: decoded.pictureMs ? frames : 0,
    durationMs,
  }
}

async function readSound(outDir: string) {
  const { perSecond, sampleRateHz } = analyseRecipe.waveform
  const file = 'waveform.i8'
  const count = await writePeaks(
    join(outDir, analyseFiles.wave),
    join(outDir, file),
    sampleRateHz / perSecond,
  )
  const { loudness, curve } = await readLoudness(join(outDir, analyseFiles.loudness))
  return { loudness, curve, waveform: { file, perSecond, count } }
}

async function readMeasured(
  outDir: string,
  known: Pick<Measured, 'facts' | 'decoded' | 'declaredMs'>,
): Promise<Measured> {
  const read = async (file: string, wanted: boolean) => (wanted ? await all(join(outDir, file)) : [])
  const withPicture = known.facts.picture !== undefined
  const withSound = known.decoded.soundMs !== undefined
  const fields = (await read(analyseFiles.fields, withPicture)).at(-1)?.values
  return {
    ...known,
    pictureEvents: await read(analyseFiles.pictureEvents, withPicture),
    soundEvents: await read(analyseFiles.soundEvents, withSound),
    clippedWindows: await read(analyseFiles.clipping, withSound),
    fields: fields && {
      top: fields.get('idet.multiple.tff') ?? 0,
      bottom: fields.get('idet.multiple.bff') ?? 0,
      progressive: fields.get('idet.multiple.progressive') ?? 0,
    },
  }
}

async function all(path: string): Promise<PrintedFrame[]> {
  const frames: PrintedFrame[] = []
  for await (const frame of readPrinted(path)) frames.push(frame)
  return frames
}

async function removeMeasures(outDir: string): Promise<void> {
  const products: readonly string[] = [analyseFiles.proxy, analyseFiles.poster, analyseFiles.sprite]
  const measures = Object.values(analyseFiles).filter((file) => !products.includes(file))
  await Promise.all(measures.map((file) => rm(join(outDir, file), { force: true })))
}
