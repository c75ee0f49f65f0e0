// What the analysis costs, and what it finds: against separate commands, against a plain decode, in clips with known faults and without.
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import BetterSqlite from 'better-sqlite3'
import { analyse } from '../../media/analyse.ts'
import type { Finding } from '../../media/finding.ts'
import { probe } from '../../media/probe.ts'
import { demoPassword } from '../../server/people/demo.rules.ts'
import { cpuSecondsOf } from '../../tests/support/bench-baselines/analyse-cpu.ts'
import { analyseSeparately } from '../../tests/support/bench-baselines/analyse-separate.ts'
import {
  cleanClips,
  faultyClips,
  type KnownEvent,
  type QcClip,
} from '../../tests/support/bench-baselines/qc-clips.ts'
import { startServer } from '../../tests/support/server.ts'
import { signIn, until } from '../demo-client.ts'
import { alternate, type BenchRow, count, row } from './rows.ts'

const run = promisify(execFile)
const alternations = 5
const sourceSeconds = 60

export async function analysisRows(dir: string, seed: number): Promise<BenchRow[]> {
  const source = await aMinute(dir, seed)
  return [...(await costs(source, dir)), await secondAnalysis(dir, seed), ...(await found(dir, seed))]
}

/** A minute of 1080p25 at 12 Mbit/s, as a camera leaves it: ten seconds with grain and noise, six times over. */
async function aMinute(dir: string, seed: number): Promise<string> {
  const ten = join(dir, 'ten.mp4')
  const minute = join(dir, 'minute.mp4')
  const picture = `testsrc2=size=1920x1080:rate=25:duration=10,noise=alls=8:allf=t:all_seed=${seed}`
  const sound = `anoisesrc=d=10:c=pink:a=0.2:seed=${seed},aformat=channel_layouts=stereo`
  const rate = ['-b:v', '12M', '-maxrate', '14M', '-bufsize', '20M', '-g', '50', '-pix_fmt', 'yuv420p']
  const quiet = ['-nostdin', '-v', 'error', '-y']
  const codecs = ['-c:v', 'libx264', '-preset', 'veryfast', ...rate, '-c:a', 'aac', '-b:a', '192k']
  await run('ffmpeg', [...quiet, '-f', 'lavfi', '-i', picture, '-f', 'lavfi', '-i', sound, ...codecs, ten])
  await run('ffmpeg', [
    ...quiet,
    '-stream_loop',
    `${sourceSeconds / 10 - 1}`,
    '-i',
    ten,
    '-c',
    'copy',
    minute,
  ])
  return minute
}

async function costs(input: string, dir: string): Promise<BenchRow[]> {
  const facts = await probe(input)
  const analysing = () => inFreshDir(dir, (outDir) => cpuOfAll(() => analyse({ input, facts, outDir })))
  const separately = () =>
    inFreshDir(dir, (outDir) => cpuOfAll(() => analyseSeparately(input, outDir, { seconds: sourceSeconds })))
  const decoding = () =>
    cpuOfAll(() =>
      run('ffmpeg', ['-nostdin', '-v', 'error', '-threads', '1', '-i', input, '-f', 'null', '-']),
    )
  return [
    row('analyse_cpu_vs_separate', 'ratio', await alternate(alternations, analysing, separately)),
    row('analyse_cpu_vs_decode', 'ratio', await alternate(alternations, analysing, decoding)),
  ]
}

/** Our own process reads the measures: that counts too. */
async function cpuOfAll(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage()
  const tools = await cpuSecondsOf(work)
  const { user, system } = process.cpuUsage(before)
  // The sampling itself runs here as well; it only ever makes the figure worse.
  return tools + (user + system) / 1e6
}

async function inFreshDir<T>(dir: string, work: (outDir: string) => Promise<T>): Promise<T> {
  const outDir = await mkdtemp(join(dir, 'out-'))
  return await work(outDir).finally(() => rm(outDir, { recursive: true, force: true }))
}

/** The same bytes again while they are being analysed, and once more afterwards: what runs beyond the first time. */
async function secondAnalysis(dir: string, seed: number): Promise<BenchRow> {
  const clip = join(dir, 'again.mp4')
  const [first] = cleanClips(seed, dir)
  await first?.make(clip)
  const dataDir = join(dir, 'data')
  const server = await startServer(dataDir, { VANG_DEMO: '1', VANG_NOW: '2021-09-27T01:00:00Z' })
  try {
    const producer = await signIn(server.url, 'bien-tap', demoPassword)
    const send = (title: string) => producer.upload(clip, { title, kind: 'programme', language: 'vi' })
    const whenReady = ({ versionId }: { versionId: string }) =>
      until(async () => {
        const { stage } = await producer.get<{ stage: string }>(`/versions/${versionId}/report`)
        return stage === 'full' || undefined
      })
    const together = [await send('Một'), await send('Hai')]
    await Promise.all(together.map(whenReady))
    const once = runsIn(dataDir)
    await whenReady(await send('Ba'))
    // One look and one analysis are what the bytes need; whatever was run for the second and third is too much.
    return count('second_analysis_runs', 'runs', once.runs - 2 + (runsIn(dataDir).all - once.all))
  } finally {
    await server.stop()
  }
}

function runsIn(dataDir: string): { runs: number; all: number } {
  const db = new BetterSqlite(join(dataDir, 'vang.db'), { readonly: true })
  const one = (sql: string) => Number(db.prepare(sql).pluck().get())
  const runs = one(
    "select coalesce(sum(attempts), 0) from job where kind in ('library.look', 'library.analyse')",
  )
  const made = one('select count(*) from rendition')
  db.close()
  return { runs, all: runs + made }
}

/** Pictures are found within two frames, sound within 50 ms. */
const toleranceMs = (code: string) => (/^(black|freeze)$/.test(code) ? 80 : 50)

async function found(dir: string, seed: number): Promise<BenchRow[]> {
  const clips = join(dir, 'qc')
  await mkdir(clips)
  const shares: number[] = []
  for (const clip of faultyClips()) {
    const findings = await findingsOf(clip, clips)
    for (const event of clip.events) {
      const hit = findings.some((finding) => isFound(event, finding))
      if (!hit) console.error(`${clip.name}: ${event.code} is not among ${said(findings)}`)
      shares.push(hit ? 1 : 0)
    }
  }
  let wrong = 0
  for (const clip of cleanClips(seed, clips)) {
    const findings = await findingsOf(clip, clips)
    if (findings.length > 0) console.error(`${clip.name}: ${said(findings)} in a clean clip`)
    wrong += findings.length
  }
  const hits = shares.reduce((sum, hit) => sum + hit, 0)
  return [
    count('qc_events_found', `of ${shares.length}`, hits / shares.length),
    count('qc_false_events', 'events', wrong),
  ]
}

const said = (findings: readonly Finding[]) => JSON.stringify(findings)

async function findingsOf(clip: QcClip, dir: string): Promise<Finding[]> {
  const path = join(dir, `${clip.name}.${clip.extension}`)
  await clip.make(path)
  const { findings } = await inFreshDir(dir, (outDir) => analyse({ input: path, outDir }))
  await rm(path)
  return findings
}

function isFound(event: KnownEvent, { code, startMs, endMs }: Finding): boolean {
  const near = (wanted: number | undefined, got: number | undefined) =>
    wanted === undefined || (got !== undefined && Math.abs(got - wanted) <= toleranceMs(code))
  return code === event.code && near(event.startMs, startMs) && near(event.endMs, endMs)
}
