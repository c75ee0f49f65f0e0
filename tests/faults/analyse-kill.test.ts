import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { analyse } from '../../media/analyse.ts'
import { nodeFlags } from '../../server/runtime.ts'
import { aVideo } from '../support/clips.ts'

const child = fileURLToPath(new URL('../support/analyse-child.ts', import.meta.url))
const eachMs = 5000

let outDir: string
let running: ChildProcess | undefined
beforeEach(async () => {
  outDir = await mkdtemp(join(tmpdir(), 'vang-kill-'))
})
afterEach(async () => {
  running?.kill('SIGKILL')
  await rm(outDir, { recursive: true, force: true })
})

/** Kills the process without warning some time into a run of the given name; answers the runs it began. */
async function killedIn(input: string, name: string, afterMs: number): Promise<string[]> {
  const runs: string[] = []
  running = fork(child, [input, outDir, `${eachMs}`], { execArgv: nodeFlags })
  const gone = once(running, 'exit')
  running.on('message', async (run: string) => {
    runs.push(run)
    if (run !== name) return
    await sleep(afterMs)
    running?.kill('SIGKILL')
  })
  const [, signal] = await gone
  expect(signal).toBe('SIGKILL')
  return runs
}

async function toolsAtWork(): Promise<string[]> {
  const { readFile } = await import('node:fs/promises')
  const lines = await Promise.all(
    (await readdir('/proc'))
      .filter((name) => /^\d+$/.test(name))
      .map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')),
  )
  return lines.filter((line) => line.includes(outDir))
}

it('costs one stretch when the process is killed, again and again, and leaves no tool running', async () => {
  const input = await aVideo({ seconds: 20, black: [4, 6.2], freeze: [8.4, 13], silence: [13.5, 17] })
  expect(await killedIn(input, 'part-0001', 120)).toEqual(['part-0000', 'part-0001'])
  await vi.waitFor(async () => expect(await toolsAtWork()).toEqual([]), { timeout: 5000 })
  expect((await readdir(join(outDir, 'parts'))).sort()).toEqual([
    'part-0000',
    'part-0001.making',
    'plan.json',
  ])
  expect(await killedIn(input, 'part-0003', 120)).toEqual(['part-0001', 'part-0002', 'part-0003'])
  expect(await killedIn(input, 'sound', 20)).toEqual(['part-0003', 'sound'])

  const runs: string[] = []
  const stretches = { longerThanMs: 1000, eachMs, leadMs: 2000 }
  const made = await analyse({ input, outDir, stretches, onRun: (name) => runs.push(name) })
  expect(runs).toEqual(['sound'])
  const whole = await mkdtemp(join(tmpdir(), 'vang-kill-'))
  const atOnce = await analyse({ input, outDir: whole }).finally(() => rm(whole, { recursive: true }))
  expect(made).toEqual(atOnce)
})
