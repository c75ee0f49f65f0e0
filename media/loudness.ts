import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { MediaFacts } from './facts.ts'
import { loudnessRange } from './loudness-range.ts'
import { MediaError } from './media-error.ts'
import { readPrinted } from './metadata-print.ts'
import { probe } from './probe.ts'
import { type FfmpegPlan, runFfmpeg } from './run.ts'
import { chooseSound } from './sound-choice.ts'

/** EBU R 128 figures. Null where there is none: under 0.4 s of sound, or nothing above -70 LUFS. */
export type Loudness = {
  integratedLufs: number | null
  rangeLu: number | null
  truePeakDbtp: number | null
  momentaryMaxLufs: number | null
  shortTermMaxLufs: number | null
  /** How much sound was decoded. */
  durationMs: number
}

/** For drawing; -70 where there is nothing. */
export type LoudnessCurve = {
  everyMs: 1000
  /** At the end of each second. */
  shortTermLufs: number[]
  /** The loudest within each second. */
  momentaryLufs: number[]
}

const nothingLufs = -70
const meterStepMs = 100
const shortTermWindowMs = 3000

/** A stretch of a recording, from its start; half-open. */
export type Stretch = { inMs?: number | undefined; outMs?: number | undefined }

type MeasureOptions = Stretch & {
  facts?: MediaFacts
  /** Reads mono as the same sound on both sides, 3.01 LU louder. On by default, for house sound is stereo. */
  dualMono?: boolean
  signal?: AbortSignal | undefined
}

/**
 * Measures what a file sounds like once decoded (ITU-R BS.1770, EBU Tech 3341 and 3342).
 * @throws MediaError no_sound, aborted, unreadable, and those of probe
 */
export async function measureLoudness(path: string, options: MeasureOptions = {}): Promise<Loudness> {
  const { signal, inMs, outMs, dualMono = true } = options
  const facts = options.facts ?? (await probe(path, signal ? { signal } : {}))
  const sound = chooseSound(facts)
  if (!sound) throw new MediaError('no_sound', 'measure loudness')
  const graph = `${sound.source}${meter(sound.channels, dualMono)}[measured]`
  return await measureGraph(path, graph, { stretch: { inMs, outMs }, durationMs: facts.durationMs, signal })
}

type GraphMeasure = { stretch: Stretch; durationMs: number; signal: AbortSignal | undefined }

/** What a graph, which ends in `meter` and [measured], makes of a file. */
export async function measureGraph(path: string, graph: string, options: GraphMeasure): Promise<Loudness> {
  const plan = planMeasure(path, graph, options.stretch)
  return await withMeasures(plan, options.durationMs, options.signal, async (folder) => {
    return (await readLoudness(join(folder, measureFile))).loudness
  })
}

/** Runs a plan that only measures, in a folder of its own that is gone afterwards, and reads what it wrote. */
export async function withMeasures<T>(
  plan: FfmpegPlan,
  durationMs: number,
  signal: AbortSignal | undefined,
  read: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'vang-measure-'))
  try {
    await runFfmpeg(plan, { step: 'measure loudness', writesTo: folder, durationMs, signal })
    return await read(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

export const measureFile = 'loudness.txt'

/** Filters that read the loudness of what passes through, and write it to a file; pure. */
export function meter(channels: number, dualMono: boolean, file: string = measureFile): string {
  const mono = channels === 1 && dualMono ? ':dualmono=true' : ''
  return `ebur128=peak=true:metadata=1:framelog=verbose${mono},ametadata=mode=print:file=${file}`
}

/** The same for one channel, dual mono, with the peaks of samples alone, for true peaks are half of the cost; pure. */
export function quickMeter(): string {
  return meter(1, true).replace('peak=true', 'peak=sample')
}

/** Input options that decode only a stretch; pure. */
export function stretchOptions({ inMs, outMs }: Stretch): string[] {
  const from = inMs ?? 0
  return [
    ...(from > 0 ? ['-ss', seconds(from)] : []),
    ...(outMs === undefined ? [] : ['-t', seconds(outMs - from)]),
  ]
}

const seconds = (ms: number) => (ms / 1000).toFixed(6)

/** A command that decodes a stretch and keeps nothing but what the graph writes; pure. It ends in [measured]. */
export function planMeasure(path: string, graph: string, stretch: Stretch): FfmpegPlan {
  return {
    inputs: [{ path, options: ['-vn', ...stretchOptions(stretch)] }],
    graph,
    outputs: [{ path: '-', options: ['-map', '[measured]', '-f', 'null'] }],
  }
}

/** Reads what `meter` wrote. The printed true peak is linear, and only the last line of each total counts. */
export async function readLoudness(path: string): Promise<{
  loudness: Loudness
  curve: LoudnessCurve
  /** From `quickMeter`, which has no true peak. */
  samplePeakDbfs: number | null
}> {
  const shortTermLufs: number[] = []
  const momentaryLufs: number[] = []
  let loudest = nothingLufs
  const shortTerms: number[] = []
  const most = { momentary: nothingLufs, shortTerm: nothingLufs }
  let last = new Map<string, number>()
  let durationMs = 0
  for await (const { timeMs, values } of readPrinted(path)) {
    if (!values.has('r128.I')) continue
    last = values
    durationMs = timeMs + meterStepMs
    const shortTerm = values.get('r128.S') ?? nothingLufs
    if (durationMs >= shortTermWindowMs) shortTerms.push(shortTerm)
    loudest = Math.max(loudest, values.get('r128.M') ?? nothingLufs)
    most.momentary = Math.max(most.momentary, loudest)
    most.shortTerm = Math.max(most.shortTerm, shortTerm)
    if (Math.round(durationMs) % 1000 !== 0) continue
    shortTermLufs.push(round1(Math.max(shortTerm, nothingLufs)))
    momentaryLufs.push(round1(loudest))
    loudest = nothingLufs
  }
  const integrated = last.get('r128.I') ?? nothingLufs
  const heard = integrated > nothingLufs
  return {
    loudness: {
      integratedLufs: heard ? integrated : null,
      rangeLu: heard ? loudnessRange(shortTerms) : null,
      truePeakDbtp: decibels(last.get('r128.true_peak')),
      momentaryMaxLufs: most.momentary > nothingLufs ? most.momentary : null,
      shortTermMaxLufs: most.shortTerm > nothingLufs ? most.shortTerm : null,
      durationMs: Math.round(durationMs),
    },
    curve: { everyMs: 1000, shortTermLufs, momentaryLufs },
    samplePeakDbfs: decibels(last.get('r128.sample_peak')),
  }
}

const decibels = (peak = 0) => (peak > 0 ? Math.round(2000 * Math.log10(peak)) / 100 : null)

const round1 = (value: number) => Math.round(value * 10) / 10
