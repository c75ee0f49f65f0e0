import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { declaredFindings, trackFindings } from './declared-findings.ts'
import { inspectEnds } from './ends.ts'
import type { MediaFacts } from './facts.ts'
import { type Finding, finding } from './finding.ts'
import { MediaError } from './media-error.ts'
import { packetFindings } from './packet-look.ts'
import { probe, readEnds } from './probe.ts'
import { type FfmpegPlan, runFfmpeg } from './run.ts'

export type FirstLook = { facts: MediaFacts; findings: Finding[]; posterPath?: string }

type FirstLookOptions = {
  facts?: MediaFacts
  /** Where to put the poster; without it none is made. */
  outDir?: string
  signal?: AbortSignal
}

const lookMs = 10_000

/**
 * A verdict within seconds, however long the recording: container, tracks, keyframes, first and last 10 s decoded.
 * @throws MediaError those of probe, and aborted
 */
export async function firstLook(path: string, options: FirstLookOptions = {}): Promise<FirstLook> {
  const { signal, outDir } = options
  const facts = options.facts ?? (await probe(path, signal ? { signal } : {}))
  const ends = inspectEnds({ ...(await readEnds(path, facts.sizeBytes)), sizeBytes: facts.sizeBytes })
  const fromEnds = ends.findings.filter(({ code }) => /^(cut_file|footer_missing|index_missing)$/.test(code))
  const folder = await mkdtemp(join(outDir ?? tmpdir(), 'look-'))
  try {
    const start = await decodes(planLook(path, facts, 0), facts, folder, signal)
    const tailMs = Math.max(0, facts.durationMs - lookMs)
    const end = tailMs === 0 ? start : await decodes(planLook(path, facts, tailMs), facts, folder, signal)
    const posterPath =
      outDir && facts.picture && start ? await makePoster(path, facts, outDir, signal) : undefined
    return {
      facts,
      findings: [
        ...trackFindings(facts),
        ...declaredFindings(facts),
        ...fromEnds,
        ...(start ? [] : [finding('unreadable_start')]),
        ...(end ? [] : [finding('unreadable_end', { startMs: tailMs })]),
        ...(await packetFindings(path, facts, signal)),
      ],
      ...(posterPath ? { posterPath } : {}),
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function planLook(path: string, facts: MediaFacts, fromMs: number): FfmpegPlan {
  const from = fromMs > 0 ? ['-ss', `${fromMs / 1000}`] : []
  const tracks = [facts.picture, facts.sound[0]].flatMap((track) =>
    track ? ['-map', `0:${track.index}`] : [],
  )
  return {
    inputs: [{ path, options: [...from, '-t', `${lookMs / 1000}`] }],
    outputs: [{ path: '-', options: [...tracks, '-f', 'null'] }],
  }
}

/** Whether anything at all comes out; single damaged pictures are the full analysis' business. */
async function decodes(
  plan: FfmpegPlan,
  facts: MediaFacts,
  writesTo: string,
  signal: AbortSignal | undefined,
) {
  try {
    const counted = await runFfmpeg(plan, {
      step: 'first look',
      writesTo,
      durationMs: lookMs,
      niceness: 10,
      signal,
    })
    return facts.picture ? counted.frames > 0 : counted.outTimeMs > 0
  } catch (error) {
    if (error instanceof MediaError && (error.code === 'unreadable' || error.code === 'tool_failed'))
      return false
    throw error
  }
}

async function makePoster(path: string, facts: MediaFacts, outDir: string, signal: AbortSignal | undefined) {
  const atMs = Math.min(facts.durationMs * 0.1, 60_000)
  const posterPath = join(outDir, 'first-poster.jpg')
  const size = "scale='min(640,iw)':-2"
  const plan: FfmpegPlan = {
    inputs: [{ path, options: ['-ss', `${atMs / 1000}`, '-an'] }],
    graph: `[0:${facts.picture?.index ?? 0}]${size}[poster]`,
    outputs: [
      {
        path: posterPath,
        options: [
          '-map',
          '[poster]',
          '-frames:v',
          '1',
          '-c:v',
          'mjpeg',
          '-pix_fmt',
          'yuvj420p',
          '-q:v',
          '4',
          '-update',
          '1',
        ],
      },
    ],
  }
  const counted = await runFfmpeg(plan, {
    step: 'poster',
    writesTo: outDir,
    durationMs: lookMs,
    niceness: 10,
    signal,
  })
  return counted.frames > 0 ? posterPath : undefined
}
