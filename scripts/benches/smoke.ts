// The first figures anyone should look at: one decode against many, nothing made twice, resumable bytes, small processes and pages.
import { createHash, type Hash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import BetterSqlite from 'better-sqlite3'
import { analyse } from '../../media/analyse.ts'
import { probe } from '../../media/probe.ts'
import { demoPassword } from '../../server/people/demo.rules.ts'
import { cpuSecondsOf } from '../../tests/support/bench-baselines/analyse-cpu.ts'
import { analyseSeparately } from '../../tests/support/bench-baselines/analyse-separate.ts'
import { closeBrowser, openPage, signIn as signInPage } from '../../tests/support/browser.ts'
import { startServer } from '../../tests/support/server.ts'
import { loadDemo } from '../demo.ts'
import { type Client, signIn, until } from '../demo-client.ts'
import { makeProgramme } from '../demo-media.ts'
import { alternate, type BenchOptions, type BenchRow, count, row } from './rows.ts'

const font = join(import.meta.dirname, '../../server/print/fonts/NotoSans-Bold.ttf')
const ALTERNATIONS = 5
const CUTS = 20

export async function run({ seed }: BenchOptions): Promise<BenchRow[]> {
  const dir = await mkdtemp(join(tmpdir(), 'vang-bench-'))
  try {
    return [...(await analysis(dir)), ...(await demo(dir, seed))]
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

/** A minute of 1080p25 looked at by one graph, and by a committed list of separate commands making the same products. */
async function analysis(dir: string): Promise<BenchRow[]> {
  const act = {
    title: 'Một phút',
    seconds: 60,
    colours: ['0x28346f', '0x8a1f2b'] as [string, string],
    melody: [0, 4, 7, 5, 2],
  }
  const input = await makeProgramme([act], dir, font)
  const facts = await probe(input)
  const inFreshDir = async (work: (outDir: string) => Promise<unknown>) => {
    const outDir = await mkdtemp(join(dir, 'out-'))
    return cpuSecondsOf(() => work(outDir)).finally(() => rm(outDir, { recursive: true }))
  }
  const ratios = await alternate(
    ALTERNATIONS,
    () => inFreshDir((outDir) => analyse({ input, facts, outDir })),
    () => inFreshDir((outDir) => analyseSeparately(input, outDir, { seconds: 60 })),
  )
  return [row('analyse_cpu_vs_separate', 'ratio', ratios)]
}

async function demo(dir: string, seed: number): Promise<BenchRow[]> {
  const dataDir = join(dir, 'data')
  const server = await startServer(dataDir, { VANG_DEMO: '1', VANG_NOW: '2021-09-27T01:00:00Z' })
  try {
    await loadDemo(server.url)
    await sleep(10_000)
    const memory = await residentMegabytes(server.process.pid ?? 0)
    return [
      count('second_publication_encodes', 'encodes', await encodesOfSecondPublication(server.url, dataDir)),
      count('zip_bytes_equal_after_20_cuts', 'yes=1', await zipAfterCuts(server.url, seed)),
      count('server_rss_mb', 'MB', memory.server),
      count('worker_rss_mb', 'MB', memory.worker),
      count('web_js_gzip_kb', 'KB', await scriptKilobytes(server.url)),
    ]
  } finally {
    await server.stop()
  }
}

async function residentMegabytes(serverPid: number): Promise<{ server: number; worker: number }> {
  const field = async (pid: number, name: string) => {
    const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
    return Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0)
  }
  const pids = (await readdir('/proc')).map(Number).filter(Number.isInteger)
  const parents = await Promise.all(pids.map((pid) => field(pid, 'PPid')))
  const workerPid = pids[parents.indexOf(serverPid)] ?? 0
  const megabytes = async (pid: number) => ((await field(pid, 'VmRSS')) * 1024) / 1e6
  return { server: await megabytes(serverPid), worker: await megabytes(workerPid) }
}

/** The same clips in another order: every package is built anew, no sound is. */
async function encodesOfSecondPublication(url: string, dataDir: string): Promise<number> {
  const scheduler = await signIn(url, 'xep-lich', demoPassword)
  const made = () => {
    const db = new BetterSqlite(join(dataDir, 'vang.db'), { readonly: true })
    const n = Number(db.prepare('select count(*) from rendition').pluck().get())
    db.close()
    return n
  }
  const before = made()
  const { playlists } = await scheduler.get<{ playlists: { id: string }[] }>('/playlists')
  const id = playlists[0]?.id ?? ''
  const playlist = await scheduler.get<{
    title: string
    validFrom: string
    validTo: string
    revision: number
    items: { part: string; workId: string }[]
    targets: { kind: string; id: string }[]
  }>(`/playlists/${id}`)
  const { title, validFrom, validTo, revision } = playlist
  const items = playlist.items.map(({ part, workId }) => ({ part, workId })).reverse()
  const targets = playlist.targets.map(({ kind, id: target }) => ({ kind, id: target }))
  await scheduler.put(`/playlists/${id}`, { title, validFrom, validTo, revision, items, targets })
  await scheduler.post(`/playlists/${id}/publish`, {})
  await until(async () => {
    const { packages } = await scheduler.get<{ packages: { sequence: number; state: string }[] }>('/packages')
    const second = packages.filter((item) => item.sequence === 2)
    return (second.length === targets.length && second.every((item) => item.state === 'ready')) || undefined
  })
  return made() - before
}

/** Reads a package's zip whole, then again in pieces cut off at random, each resumed by Range and If-Range. */
async function zipAfterCuts(url: string, seed: number): Promise<number> {
  const team: Client = await signIn(url, 'doi-phim', demoPassword)
  const { packages } = await team.get<{ packages: { id: string }[] }>('/packages')
  const path = `/packages/${packages[0]?.id}/zip`
  const whole = await team.raw(path)
  const etag = whole.headers.get('etag') ?? ''
  const bytes = Buffer.from(await whole.arrayBuffer())
  let state = seed
  const random = () => {
    state = (state * 1103515245 + 12345) % 2147483648
    return state / 2147483648
  }
  const cuts = Array.from({ length: CUTS }, () => Math.floor(random() * bytes.length)).sort((a, b) => a - b)
  const pieces: Hash = createHash('sha256')
  let from = 0
  for (const cut of [...cuts, bytes.length]) {
    if (cut === from) continue
    const piece = await team.raw(path, { range: `bytes=${from}-`, 'if-range': etag })
    if (piece.status !== 206) return 0
    from += await readUpTo(piece, cut - from, pieces)
  }
  return pieces.digest('hex') === createHash('sha256').update(bytes).digest('hex') ? 1 : 0
}

/** Takes so many bytes of an answer, then cuts the connection. */
async function readUpTo(response: Response, most: number, into: Hash): Promise<number> {
  const reader = response.body?.getReader()
  let taken = 0
  while (reader && taken < most) {
    const { value, done } = await reader.read()
    if (done) break
    const part = value.subarray(0, most - taken)
    into.update(part)
    taken += part.length
  }
  await reader?.cancel()
  return taken
}

/** All script fetched until a signed-in Hôm nay can be used, compressed as it travels; the role that fetches most. */
async function scriptKilobytes(url: string): Promise<number> {
  try {
    let most = 0
    for (const login of ['bien-tap', 'duyet', 'xep-lich', 'doi-phim', 'lanh-dao', 'quan-tri']) {
      const page = await openPage({ baseURL: url })
      await signInPage(page, login, demoPassword)
      const bodies: Promise<Buffer>[] = []
      page.on('response', (response) => {
        if (response.request().resourceType() === 'script') bodies.push(response.body())
      })
      await page.reload()
      await page.getByRole('heading', { level: 1 }).waitFor()
      await sleep(1500)
      const sizes = (await Promise.all(bodies)).map((body) => gzipSync(body).length)
      most = Math.max(most, sizes.reduce((sum, size) => sum + size, 0) / 1024)
      await page.context().close()
    }
    return most
  } finally {
    await closeBrowser()
  }
}
