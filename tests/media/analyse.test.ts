import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { analyse } from '../../media/analyse.ts'
import { firstLook } from '../../media/first-look.ts'
import { aCutFile, aSong, aVideo, type VideoClip } from '../support/clips.ts'
import { streamsOf } from './independent.ts'

let outDir: string
beforeEach(async () => {
  outDir = await mkdtemp(join(tmpdir(), 'vang-analyse-'))
})
afterEach(() => rm(outDir, { recursive: true, force: true }))

const findingsOf = async (clip: VideoClip) => (await analyse({ input: await aVideo(clip), outDir })).findings

it('makes every product from one run, and leaves nothing else', async () => {
  const seen: number[] = []
  const input = await aVideo({ seconds: 8, width: 1280, height: 720, fps: 50 })
  const made = await analyse({ input, outDir, onProgress: ({ doneMs }) => seen.push(doneMs) })

  expect((await readdir(outDir)).sort()).toEqual([
    'parts',
    'poster.jpg',
    'proxy.mp4',
    'sprite.jpg',
    'waveform.i8',
  ])
  expect(made.findings).toEqual([{ code: 'colour_unknown', severity: 'info' }])
  expect(seen.at(-1)).toBe(8000)
  expect(seen).toEqual([...seen].sort((a, b) => a - b))

  const proxy = await streamsOf(join(outDir, made.proxy.file))
  const [picture, sound] = proxy.streams
  expect(picture).toMatchObject({
    codec_name: 'h264',
    width: 640,
    height: 360,
    has_b_frames: 0,
    start_time: '0.000000',
  })
  expect(picture).toMatchObject({ avg_frame_rate: '25/1', nb_read_packets: '200' })
  expect(sound).toMatchObject({ codec_name: 'aac', channels: 2, start_time: '0.000000' })
  expect(made.proxy).toMatchObject({ frames: 200, durationMs: 8000 })
  expect(Number(proxy.format.duration)).toBeCloseTo(8, 1)

  const sprite = (await streamsOf(join(outDir, 'sprite.jpg'))).streams[0]
  expect(made.sprite).toEqual({
    file: 'sprite.jpg',
    columns: 8,
    rows: 1,
    tileWidth: 160,
    tileHeight: 90,
    everyMs: 1000,
  })
  expect(sprite).toMatchObject({ width: 8 * 160, height: 90 })
  expect((await streamsOf(join(outDir, 'poster.jpg'))).streams[0]).toMatchObject({ width: 640, height: 360 })

  const peaks = await readFile(join(outDir, 'waveform.i8'))
  expect(made.waveform?.count).toBe(peaks.length / 2)
  expect(Math.abs((made.waveform?.count ?? 0) - 8 * 50)).toBeLessThanOrEqual(1)
  const [least, most] = [peaks.readInt8(400), peaks.readInt8(401)]
  expect(least).toBeLessThan(-10)
  expect(most).toBeGreaterThan(10)

  expect(made.loudness?.integratedLufs).toBeCloseTo(-20.8, 0)
  const { shortTermLufs = [], momentaryLufs = [] } = made.loudness?.curve ?? {}
  expect([shortTermLufs.length, momentaryLufs.length]).toEqual([8, 8])
  expect(Math.max(...momentaryLufs)).toBeCloseTo(made.loudness?.momentaryMaxLufs ?? 0, 0)
})

it('puts the index of all fragments in front, so that a browser can jump anywhere', async () => {
  await analyse({ input: await aVideo({ seconds: 6 }), outDir })
  const start = (await readFile(join(outDir, 'proxy.mp4'))).subarray(0, 4096).toString('latin1')
  expect(start.indexOf('sidx')).toBeGreaterThan(0)
  expect(start.indexOf('sidx')).toBeLessThan(start.indexOf('moof'))
})

it('finds black where it is', async () => {
  expect(await findingsOf({ seconds: 8, black: [2, 4.4] })).toEqual([
    { code: 'black', severity: 'warning', startMs: near(2000), endMs: near(4400) },
  ])
})

it('finds black that lasts to the end', async () => {
  expect(await findingsOf({ seconds: 6, black: [4, 7] })).toEqual([
    { code: 'black', severity: 'warning', startMs: near(4000), endMs: near(6000) },
  ])
})

it('finds a frozen picture where it is', async () => {
  expect(await findingsOf({ seconds: 10, freeze: [3, 7] })).toEqual([
    { code: 'freeze', severity: 'warning', startMs: near(3000), endMs: near(7000) },
  ])
})

it('finds silence where it is', async () => {
  expect(await findingsOf({ seconds: 10, silence: [4, 8] })).toEqual([
    { code: 'silence', severity: 'warning', startMs: near(4000), endMs: near(8000) },
  ])
})

it('calls a recording that is silent throughout an error', async () => {
  expect(await findingsOf({ seconds: 4, silence: [0, 9] })).toEqual([
    { code: 'silent', severity: 'error', startMs: 0, endMs: near(4000) },
  ])
})

it.each(['mov', 'mp4'] as const)('finds clipped sound in %s, whole or lossy', async (container) => {
  expect(await findingsOf({ seconds: 8, clipped: [3, 4], container })).toEqual([
    {
      code: 'clipping',
      severity: 'warning',
      startMs: near(3000),
      endMs: near(4000),
      value: expect.any(Number),
    },
  ])
})

it('does not take loud for clipped', async () => {
  expect(await findingsOf({ seconds: 4, peakDbfs: -0.5, container: 'mov' })).toEqual([])
})

it.each([
  ['declared', 'interlaced', 'info'],
  ['undeclared', 'fields_undeclared', 'warning'],
] as const)('finds %s fields', async (interlaced, code, severity) => {
  const findings = await findingsOf({ seconds: 4, interlaced })
  expect(findings).toEqual([{ code, severity, value: expect.any(Number) }])
})

it('finds what a cut file lacks, although its index promises all of it', async () => {
  const input = await aCutFile(await aVideo({ seconds: 6, faststart: true }))
  const { findings, decoded } = await analyse({ input, outDir })
  expect(findings.map(({ code }) => code)).toEqual(['cut_file', 'truncated'])
  expect(decoded.pictureMs).toBeLessThan(4000)
  expect(findings[1]?.value).toBeGreaterThan(2000)
})

it('finds sound that is far too quiet', async () => {
  const [found] = await findingsOf({ peakDbfs: -50 })
  expect(found).toMatchObject({ code: 'too_quiet', value: expect.closeTo(-52.8, 0) })
})

it('misses the sound of a silent film, and makes its picture all the same', async () => {
  const { findings, waveform, poster, loudness } = await analyse({
    input: await aVideo({ channels: 0 }),
    outDir,
  })
  expect(findings).toEqual([{ code: 'no_sound', severity: 'error' }])
  expect([waveform, loudness]).toEqual([undefined, undefined])
  expect(poster).toBeDefined()
})

it('takes a recording of sound alone', async () => {
  const made = await analyse({ input: await aSong({ seconds: 5 }), outDir })
  expect(made.findings).toEqual([{ code: 'no_picture', severity: 'info' }])
  expect((await readdir(outDir)).sort()).toEqual(['parts', 'proxy.mp4', 'waveform.i8'])
  expect((await streamsOf(join(outDir, 'proxy.mp4'))).streams.map(({ codec_name }) => codec_name)).toEqual([
    'aac',
  ])
  expect(made.sprite).toBeUndefined()
})

it('shows a turned recording upright', async () => {
  const { sprite } = await analyse({ input: await aVideo({ rotation: 90 }), outDir })
  expect((await streamsOf(join(outDir, 'proxy.mp4'))).streams[0]).toMatchObject({ width: 202, height: 360 })
  expect(sprite).toMatchObject({ tileWidth: 160, tileHeight: 284 })
})

it('gives a first verdict from both ends', async () => {
  const whole = await firstLook(await aVideo({ seconds: 12 }), { outDir })
  expect(whole.findings).toEqual([])
  expect((await streamsOf(whole.posterPath ?? '')).streams[0]).toMatchObject({ width: 640, height: 360 })

  const cut = await firstLook(await aCutFile(await aVideo({ seconds: 24, faststart: true }), { keep: 0.4 }))
  expect(cut.findings.map(({ code }) => code)).toEqual(['cut_file', 'unreadable_end'])
})

/** Within two frames at 25 a second, and what a codec smears. */
function near(ms: number): number {
  return {
    asymmetricMatch: (got: unknown) => typeof got === 'number' && Math.abs(got - ms) <= 110,
    toString: () => `about ${ms}`,
  } as unknown as number // vitest takes any object with asymmetricMatch for a value
}
