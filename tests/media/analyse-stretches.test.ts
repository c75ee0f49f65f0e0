import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Analysis, analyse } from '../../media/analyse.ts'
import { partsFolder, readGrowing } from '../../media/growing.ts'
import { aVideo, type VideoClip } from '../support/clips.ts'
import { streamsOf } from './independent.ts'

const stretches = { longerThanMs: 1000, eachMs: 5000, leadMs: 2000 }
// Black and a freeze lie across boundaries, the silence does too.
const clip: VideoClip = { seconds: 20, black: [4, 6.2], freeze: [8.4, 13], silence: [13.5, 17] }

let outDir: string
beforeEach(async () => {
  outDir = await mkdtemp(join(tmpdir(), 'vang-stretches-'))
})
afterEach(() => rm(outDir, { recursive: true, force: true }))

const packetsOf = async (path: string, stream: string) => {
  const what = ['-select_streams', stream, '-show_entries', 'packet=pts,size', '-of', 'csv=p=0', path]
  const { stdout } = await promisify(execFile)('ffprobe', ['-v', 'error', ...what])
  return stdout.trim().split('\n')
}

const withoutCurve = ({ loudness, ...rest }: Analysis) => rest

describe('a picture looked at in stretches', () => {
  let wholeDir: string
  let whole: Analysis
  beforeAll(async () => {
    wholeDir = await mkdtemp(join(tmpdir(), 'vang-whole-'))
    whole = await analyse({ input: await aVideo(clip), outDir: wholeDir })
  })
  afterAll(() => rm(wholeDir, { recursive: true, force: true }))

  it('comes to the same as in one run: frames, findings, loudness, thumbnails', async () => {
    const runs: string[] = []
    const input = await aVideo(clip)
    const made = await analyse({ input, outDir, stretches, onRun: (name) => runs.push(name) })
    expect(runs).toEqual(['part-0000', 'part-0001', 'part-0002', 'part-0003', 'sound'])
    expect(made.findings.map(({ code }) => code)).toEqual(['black', 'freeze', 'silence'])
    expect(withoutCurve(made)).toEqual(withoutCurve(whole))
    expect(made.loudness).toEqual(whole.loudness)
    expect(made.proxy.frames).toBe(500)
    for (const file of ['sprite.jpg', 'waveform.i8'])
      expect((await readFile(join(outDir, file))).equals(await readFile(join(wholeDir, file)))).toBe(true)
  })

  it('is joined without a hole or a frame twice, sound and all', async () => {
    await analyse({ input: await aVideo(clip), outDir, stretches })
    const times = (await packetsOf(join(outDir, 'proxy.mp4'), 'v')).map((line) => Number(line.split(',')[0]))
    const step = (times[1] ?? 0) - (times[0] ?? 0)
    expect(times).toEqual(Array.from({ length: 500 }, (_, n) => n * step))
    expect(await packetsOf(join(outDir, 'proxy.mp4'), 'a')).toEqual(
      await packetsOf(join(wholeDir, 'proxy.mp4'), 'a'),
    )
    const { streams } = await streamsOf(join(outDir, 'proxy.mp4'))
    expect(streams.map(({ start_time }) => start_time)).toEqual(['0.000000', '0.000000'])
    expect(streams[0]).toMatchObject({ has_b_frames: 0, avg_frame_rate: '25/1' })
  })

  it.each([
    ['29.97 a second', { fps: 30_000 / 1001 }],
    ['50 a second', { fps: 50 }],
  ])('has every frame where one run has it, at %s', async (_name, over) => {
    const input = await aVideo({ seconds: 8, width: 320, height: 180, ...over })
    const oneRun = await analyse({ input, outDir })
    const before = await pictureOf(join(outDir, 'proxy.mp4'))
    await rm(outDir, { recursive: true })
    const made = await analyse({ input, outDir, stretches: { ...stretches, eachMs: 3000 } })
    expect(made.proxy.frames).toBe(oneRun.proxy.frames)
    const after = await pictureOf(join(outDir, 'proxy.mp4'))
    const worst = Math.max(...after.map((luma, n) => Math.abs(luma - (before[n] ?? 0))))
    // Another frame would differ by far more than another encoding of the same.
    expect(worst).toBeLessThan(1)
  })
})

/** Mean difference of each picture from the one before: what moves when, whatever the encoding. */
async function pictureOf(path: string): Promise<number[]> {
  const printed = ['-vf', 'scale=32:18,tblend=all_mode=difference,format=gray', '-f', 'rawvideo', '-']
  const { stdout } = await promisify(execFile)('ffmpeg', ['-v', 'error', '-i', path, ...printed], {
    encoding: 'buffer',
    maxBuffer: 1 << 26,
  })
  const size = 32 * 18
  return Array.from({ length: stdout.length / size }, (_, n) => {
    const frame = stdout.subarray(n * size, (n + 1) * size)
    return frame.reduce((sum, value) => sum + value, 0) / size
  })
}

describe('a stop half-way', () => {
  it('costs one stretch: what was finished is not made again', async () => {
    const input = await aVideo(clip)
    const runs: string[] = []
    const stop = new AbortController()
    const stopped = analyse({
      input,
      outDir,
      stretches,
      signal: stop.signal,
      onRun: (name) => {
        runs.push(name)
        if (name === 'part-0002') setTimeout(() => stop.abort(), 150)
      },
    })
    await expect(stopped).rejects.toMatchObject({ code: 'aborted' })
    expect(runs).toEqual(['part-0000', 'part-0001', 'part-0002'])

    const again: string[] = []
    const made = await analyse({ input, outDir, stretches, onRun: (name) => again.push(name) })
    expect(again).toEqual(['part-0002', 'part-0003', 'sound'])
    expect(made.proxy.frames).toBe(500)
    expect(made.findings.map(({ code }) => code)).toEqual(['black', 'freeze', 'silence'])
  })

  it('leaves nothing to those who cut otherwise', async () => {
    const input = await aVideo({ seconds: 8, width: 320, height: 180 })
    const of = { input, outDir, stretches: { ...stretches, eachMs: 4000 } }
    await analyse(of)
    const runs: string[] = []
    const onRun = (name: string) => runs.push(name)
    await analyse({ ...of, onRun })
    expect(runs).toEqual([])
    await analyse({ ...of, stretches, onRun })
    expect(runs).toEqual(['part-0000', 'part-0001', 'sound'])
  })
})

it('shows what is there while it grows, each stretch playable from its own start', async () => {
  const input = await aVideo({ seconds: 20, width: 640, height: 360 })
  const seen: NonNullable<Awaited<ReturnType<typeof readGrowing>>>[] = []
  const watching = setInterval(() => {
    void readGrowing(outDir).then((growing) => growing && seen.push(growing))
  }, 30)
  await analyse({ input, outDir, stretches: { ...stretches, eachMs: 10_000 } }).finally(() =>
    clearInterval(watching),
  )
  expect(seen[0]).toMatchObject({
    totalMs: 20_000,
    mime: expect.stringMatching(/^video\/mp4; codecs="avc1\.4d[0-9a-f]{4},mp4a\.40\.2"$/),
  })
  expect(seen.some(({ stretches }) => stretches.length === 1 && stretches[0]?.finished === false)).toBe(true)
  const sizes = seen.map(({ stretches: [first] }) => first?.sizeBytes ?? 0)
  expect(sizes).toEqual(sizes.toSorted((a, b) => a - b))
  expect(new Set(sizes).size).toBeGreaterThan(1)

  const done = await readGrowing(outDir)
  expect(
    done?.stretches.map(({ n, startMs, durationMs, finished }) => ({ n, startMs, durationMs, finished })),
  ).toEqual([
    { n: 0, startMs: 0, durationMs: 10_000, finished: true },
    { n: 1, startMs: 10_000, durationMs: null, finished: true },
  ])
  for (const { path } of done?.stretches ?? []) {
    const [picture, sound] = (await streamsOf(path)).streams
    expect(picture).toMatchObject({ start_time: '0.000000', nb_read_packets: '250' })
    expect(sound).toMatchObject({ start_time: '0.000000' })
  }
  expect(await readdir(join(outDir, partsFolder))).toContain('plan.json')
})
