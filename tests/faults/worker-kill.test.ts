import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import BetterSqlite from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { isolation } from '../../media/sandbox.ts'
import { demoAccounts, demoPassword } from '../../server/people/demo.rules.ts'
import { aVideo } from '../support/clips.ts'
import { anApprovedProgramme } from '../support/deliveries.ts'
import { below, type Running, stillThere, toolsBelow } from '../support/processes.ts'
import { type RunningServer, startServer } from '../support/server.ts'
import { type Announced, announcement, sha256, tus } from '../support/uploads.ts'

const levels = (await isolation()) === 'full' ? (['best', 'reduced'] as const) : (['reduced'] as const)

describe.each(levels)('with isolation %s', (level) => {
  let dataDir: string
  let server: RunningServer
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'vang-kill-'))
    await start()
  })
  afterEach(async () => {
    await server.stop()
    await rm(dataDir, { recursive: true, force: true })
  })
  const start = async () => {
    server = await startServer(dataDir, { VANG_DEMO: '1', VANG_ISOLATION: level, VANG_LOG_LEVEL: 'silent' })
  }

  function rows<T>(sql: string, ...values: unknown[]): T[] {
    const db = new BetterSqlite(join(dataDir, 'vang.db'), { readonly: true })
    try {
      return db.prepare(sql).all(...values) as T[]
    } finally {
      db.close()
    }
  }
  const jobs = (kind: string) =>
    rows<{ state: string; attempts: number }>('select state, attempts from job where kind = ?', kind)

  async function signIn(role: 'producer' | 'scheduler'): Promise<string> {
    const answer = await fetch(`${server.url}/api/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        login: demoAccounts.find((account) => account.role === role)?.login,
        password: demoPassword,
      }),
    })
    const cookies = answer.headers.getSetCookie().map((line) => line.split(';')[0])
    return cookies.join('; ')
  }

  async function upload(bytes: Buffer): Promise<void> {
    const headers = { cookie: await signIn('producer') }
    const body = announcement(bytes, { fileName: 'chuong-trinh.mp4' })
    const answer = await fetch(`${server.url}/api/uploads`, { method: 'POST', headers, body })
    const announced = (await answer.json()) as Announced
    const client = tus((path, init) => fetch(server.url + path, init), announced)
    expect((await client.patch(0, new Uint8Array(bytes))).status).toBe(204)
  }

  const worker = () => below(server.process.pid ?? 0).find(({ command }) => command.includes('worker.ts'))
  /** Waits until a job of a kind has a tool at work; answers the worker and all that is below it. */
  const atWork = (kind: string) =>
    vi.waitFor(
      () => {
        const [job] = jobs(kind)
        const own = worker()
        // A worker also tries the sandbox at its start: only what has a file of ours in hand is at work.
        const all = own ? toolsBelow(own.pid) : []
        const tools = all.some(({ command }) => command.includes(dataDir)) ? all : []
        if (job?.state !== 'running' || !own || tools.length === 0) throw new Error(`${kind} is not at work`)
        return { own, tools }
      },
      { timeout: 90_000, interval: 20 },
    )
  const gone = (tools: readonly Running[]) =>
    expect.poll(() => stillThere(tools), { timeout: 3000, interval: 50 }).toEqual([])
  const done = (kind: string) =>
    expect
      .poll(() => jobs(kind).map(({ state }) => state), { timeout: 150_000, interval: 200 })
      .toEqual(['done'])

  it('leaves no tool when the worker is killed while it analyses, and analyses once more with one effect', async () => {
    const bytes = await readFile(await aVideo({ seconds: 20 }))
    await upload(bytes)
    for (const round of [1, 2]) {
      const { own, tools } = await atWork('library.analyse')
      process.kill(own.pid, 'SIGKILL')
      await gone(tools)
      await expect.poll(() => worker()?.pid, { timeout: 20_000 }).not.toBe(own.pid)
      expect(round).toBeLessThan(3)
    }
    await done('library.analyse')
    expect(jobs('library.analyse')).toEqual([{ state: 'done', attempts: 3 }])
    expect(rows('select state from source')).toEqual([{ state: 'ready' }])
    const made = rows<{ recipe: string; n: number }>(
      "select recipe, count(*) as n from rendition where recipe <> 'stretch' group by recipe",
    )
    expect(made.map(({ recipe }) => recipe)).toEqual(
      expect.arrayContaining(['loudness', 'poster', 'proxy', 'sprite', 'waveform']),
    )
    expect(made.filter(({ n }) => n !== 1)).toEqual([])
    await nothingLeft(sha256(bytes))
  })

  it('leaves no tool when server and worker are killed at once, and goes on at the next start', async () => {
    const bytes = await readFile(await aVideo({ seconds: 20 }))
    await upload(bytes)
    const { own, tools } = await atWork('library.analyse')
    process.kill(own.pid, 'SIGKILL')
    await server.kill()
    await gone([own, ...tools])
    await start()
    await done('library.analyse')
    expect(rows('select state from source')).toEqual([{ state: 'ready' }])
    await nothingLeft(sha256(bytes))
  })

  it('leaves no tool when the server alone is killed: the worker takes all of it along', async () => {
    await upload(await readFile(await aVideo({ seconds: 20 })))
    const { own, tools } = await atWork('library.analyse')
    await server.kill()
    await expect.poll(() => stillThere([own, ...tools]), { timeout: 10_000 }).toEqual([])
    await start()
    await done('library.analyse')
  })

  it('makes a station’s folder once, whenever the worker is killed while it makes it', async () => {
    const { versionId } = await anApprovedProgramme(dataDir, 'Âm vang', 6)
    const headers = { cookie: await signIn('scheduler'), 'content-type': 'application/json' }
    const body = JSON.stringify({ preset: 'h264-mp4-1080p25' })
    await fetch(`${server.url}/api/versions/${versionId}/deliveries`, { method: 'POST', headers, body })
    const { own, tools } = await atWork('delivery.make')
    process.kill(own.pid, 'SIGKILL')
    await gone(tools)
    await done('delivery.make')
    expect(jobs('delivery.make')).toEqual([{ state: 'done', attempts: 2 }])
    expect(rows('select state from delivery')).toEqual([{ state: 'ready' }])
    const files = rows<{ n: number }>('select count(*) as n from delivery_file group by delivery_id, role')
    expect(files.length).toBeGreaterThan(0)
    expect(files.filter(({ n }) => n !== 1)).toEqual([])
  })

  /** No tool, no half-made file, and the source is what was sent. */
  async function nothingLeft(hash: string) {
    await expect.poll(() => toolsBelow(server.process.pid ?? 0), { timeout: 5000 }).toEqual([])
    expect(await readdir(join(dataDir, 'work', 'making')).catch(() => [])).toEqual([])
    const stored = join(dataDir, 'blobs', hash.slice(0, 2), hash.slice(2, 4), hash)
    expect(sha256(await readFile(stored)), 'the source is what was sent').toBe(hash)
  }
})
