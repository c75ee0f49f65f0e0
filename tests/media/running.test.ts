import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { analyse } from '../../media/analyse.ts'
import { planRun } from '../../media/analyse-plan.ts'
import { whole } from '../../media/analyse-stretches.ts'
import { ffmpegBuild } from '../../media/build.ts'
import { deliver } from '../../media/deliver.ts'
import { checkTools } from '../../media/doctor.ts'
import { probe } from '../../media/probe.ts'
import { runFfmpeg } from '../../media/run.ts'
import { isolation, planSandbox } from '../../media/sandbox.ts'
import { descendantsRunning } from '../support/bench-baselines/analyse-cpu.ts'
import { aVideo } from '../support/clips.ts'

let outDir: string
beforeEach(async () => {
  outDir = await mkdtemp(join(tmpdir(), 'vang-running-'))
})
afterEach(() => rm(outDir, { recursive: true, force: true }))

const long = { seconds: 40 } as const

it('stops at once and leaves no process', async () => {
  const input = await aVideo(long)
  const stop = new AbortController()
  let running = 0
  const run = analyse({
    input,
    outDir,
    signal: stop.signal,
    onProgress: () => {
      running = Math.max(running, descendantsRunning(input).length)
      stop.abort()
    },
  })
  await expect(run).rejects.toMatchObject({ code: 'aborted' })
  expect(running).toBeGreaterThan(0)
  expect(descendantsRunning(input)).toEqual([])
})

it('starts nothing when it was stopped before', async () => {
  const job = { input: await aVideo(), preset: 'h264-mp4-1080p25', outPath: join(outDir, 'x.mp4') } as const
  await expect(deliver({ ...job, signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'aborted' })
})

it('dies with the process that started it', async () => {
  const input = await aVideo(long)
  const code = `
    import { analyse } from ${JSON.stringify(join(import.meta.dirname, '../../media/analyse.ts'))}
    await analyse({ input: ${JSON.stringify(input)}, outDir: ${JSON.stringify(outDir)}, onProgress: () => process.kill(process.pid, 'SIGKILL') })`
  const child = promisify(execFile)(process.execPath, ['--input-type=module', '-e', code])
  await expect(child).rejects.toMatchObject({ signal: 'SIGKILL' })
  await expect.poll(() => running(input), { timeout: 5000 }).toBe('')
})

const running = async (text: string) => {
  const { stdout } = await promisify(execFile)('ps', ['-eo', 'stat,args'])
  return stdout
    .split('\n')
    .filter((line) => line.includes(text) && !line.startsWith('Z'))
    .join('\n')
}

it('sees nothing but what it was given, under full isolation', async () => {
  if ((await isolation()) !== 'full') return
  const input = await aVideo()
  const probeOf = (path: string) => {
    const [command = '', ...before] = planSandbox('ffprobe', 'full', { reads: [input] })
    return promisify(execFile)(command, [...before, '-v', 'error', path])
  }
  await expect(probeOf(input)).resolves.toBeDefined()
  await expect(probeOf(await aVideo({ seconds: 2 }))).rejects.toThrow(/No such file/)
  await expect(probeOf('/etc/passwd')).rejects.toThrow(/No such file/)
  await expect(probeOf('http://127.0.0.1:9/')).rejects.toThrow(/unreachable|refused/)
})

it('works the same with limits alone, where namespaces are refused', async () => {
  const input = await aVideo()
  const plan = planRun(input, await probe(input), whole)
  const counted = await runFfmpeg(plan, { step: 'analyse', writesTo: outDir, isolation: 'reduced' })
  expect(counted.frames).toBe(100)
  expect(await readdir(outDir)).toContain('loudness.txt')

  const stop = new AbortController()
  const inputs = [{ path: input, options: ['-stream_loop', '-1', '-re'] }]
  const run = runFfmpeg(
    { inputs, outputs: [{ path: '-', options: ['-f', 'null'] }] },
    {
      step: 'endless',
      writesTo: outDir,
      isolation: 'reduced',
      signal: stop.signal,
      onProgress: () => stop.abort(),
    },
  )
  await expect(run).rejects.toMatchObject({ code: 'aborted' })
  expect(descendantsRunning(input)).toEqual([])
})

it('says what ffmpeg complained about', async () => {
  const input = await aVideo()
  const plan = {
    inputs: [{ path: input }],
    outputs: [{ path: join(outDir, 'x.mp4'), options: ['-map', '0:7'] }],
  }
  await expect(runFfmpeg(plan, { step: 'nonsense', writesTo: outDir })).rejects.toMatchObject({
    code: 'tool_failed',
    step: 'nonsense',
    stderrTail: expect.stringContaining('matches no streams'),
  })
})

it('cannot write outside its folder, under full isolation', async () => {
  if ((await isolation()) !== 'full') return
  const input = await aVideo()
  const outside = join(dirname(outDir), 'vang-outside.mp4')
  const plan = { inputs: [{ path: input }], outputs: [{ path: outside, options: ['-c', 'copy'] }] }
  // Its /tmp is its own: what it writes there is gone with it.
  await runFfmpeg(plan, { step: 'escape', writesTo: outDir }).catch(() => undefined)
  await expect(rm(outside)).rejects.toMatchObject({ code: 'ENOENT' })
})

it('finds all tools good on a machine that can run these tests', async () => {
  const checks = await checkTools()
  expect(checks.filter(({ name, ok }) => !ok && name !== 'isolation')).toEqual([])
  expect(checks.map(({ name }) => name)).toContain('delivery xdcam-hd422-mxf')
  expect(await ffmpegBuild()).toMatch(/^[\w.+~-]+-[0-9a-f]{6}$/)
})
