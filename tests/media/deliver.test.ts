import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { analyse } from '../../media/analyse.ts'
import { deliver } from '../../media/deliver.ts'
import { aTone, aVideo } from '../support/clips.ts'
import { mediainfo, meterReading, pairMeter, streamsOf } from './independent.ts'

const run = promisify(execFile)

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vang-deliver-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

it('makes an MP4 that a station takes, from a small recording', async () => {
  const outPath = join(folder, 'week.mp4')
  const record = await deliver({ input: await aVideo(), preset: 'h264-mp4-1080p25', outPath })
  const { streams } = await streamsOf(outPath)
  expect(streams[0]).toMatchObject({ codec_name: 'h264', profile: 'High', width: 1920, height: 1080 })
  expect(streams[0]).toMatchObject({ avg_frame_rate: '25/1', r_frame_rate: '25/1', nb_read_packets: '100' })
  expect(streams[1]).toMatchObject({ codec_name: 'aac', channels: 2, sample_rate: '48000' })
  const { lufs, peakDbtp } = await meterReading(outPath)
  expect(Math.abs(lufs + 23)).toBeLessThanOrEqual(0.1)
  expect(peakDbtp).toBeLessThanOrEqual(-1)
  expect(record.after.integratedLufs).toBeCloseTo(lufs, 1)
  expect(record).toMatchObject({ frames: 100, durationMs: 4000, limited: false, flags: [] })
  expect(await readdir(folder)).toEqual(['week.mp4'])
})

it('makes an XDCAM HD422 file from a stretch, with left and right as tracks of their own', async () => {
  const outPath = join(folder, 'week.mxf')
  const stretch = { inMs: 1000, outMs: 4000 }
  const record = await deliver({
    input: await aVideo({ seconds: 6 }),
    preset: 'xdcam-hd422-mxf',
    outPath,
    ...stretch,
  })
  expect(record).toMatchObject({ frames: 75, durationMs: 3000 })
  expect(await mediainfo(outPath, 'General', 'Format_Commercial')).toBe('XDCAM HD422')
  expect(await mediainfo(outPath, 'General', 'Format_Profile')).toBe('OP-1a')
  expect(await mediainfo(outPath, 'Video', 'ScanType')).toBe('Interlaced')
  expect(await mediainfo(outPath, 'Video', 'ScanOrder')).toBe('TFF')
  expect(await mediainfo(outPath, 'Video', 'BitRate')).toBe('50000000')
  expect(await mediainfo(outPath, 'Video', 'FrameCount')).toBe('75')
  const { streams } = await streamsOf(outPath)
  const sound = streams.filter(({ codec_type }) => codec_type === 'audio')
  expect(sound).toHaveLength(2)
  expect(sound[0]).toMatchObject({ codec_name: 'pcm_s24le', channels: 1, sample_rate: '48000' })
  const { lufs } = await meterReading(outPath, pairMeter)
  expect(Math.abs(lufs + 23)).toBeLessThanOrEqual(0.1)
})

it('keeps sound and picture together from an in point on', async () => {
  // Picture and sound go away at the same moment of the source; so they must in what is delivered and analysed again.
  const input = await aVideo({ seconds: 6.4, black: [3, 7], silence: [3, 7] })
  const outPath = join(folder, 'x.mp4')
  await deliver({ input, preset: 'h264-mp4-1080p25', outPath, inMs: 1520 })
  const { findings } = await analyse({ input: outPath, outDir: await mkdtemp(join(folder, 'again-')) })
  const startOf = (code: string) => findings.find((finding) => finding.code === code)?.startMs ?? 0
  expect(startOf('black')).toBe(1480)
  expect(Math.abs(startOf('silence') - 1480)).toBeLessThanOrEqual(25)
})

it('is as long as its picture has packets, whatever the container declares', async () => {
  // Matroska tells one length for all tracks, and this one's sound goes on for a second.
  const input = join(folder, 'longer.mkv')
  const tone = ['-f', 'lavfi', '-i', 'sine=r=48000:d=3']
  const both = ['-map', '0:v', '-map', '1:a', '-c:v', 'copy', '-c:a', 'flac']
  await run('ffmpeg', [
    '-nostdin',
    '-v',
    'error',
    '-i',
    await aVideo({ seconds: 2 }),
    ...tone,
    ...both,
    input,
  ])
  const outPath = join(folder, 'x.mp4')
  const record = await deliver({ input, preset: 'h264-mp4-1080p25', outPath })
  expect(record).toMatchObject({ frames: 50, durationMs: 2000 })
  expect((await streamsOf(outPath)).streams[0]).toMatchObject({ nb_read_packets: '50' })
})

it('leaves nothing behind when it is stopped', async () => {
  const stop = new AbortController()
  const job = {
    input: await aVideo({ seconds: 40 }),
    preset: 'h264-mp4-1080p25',
    outPath: join(folder, 'x.mp4'),
  } as const
  const run = deliver({ ...job, signal: stop.signal, onProgress: () => stop.abort() })
  await expect(run).rejects.toMatchObject({ code: 'aborted' })
  expect(await readdir(folder)).toEqual([])
})

it('limits only as far as the peaks ask, and keeps the promise after the codec', async () => {
  // A crack of 2 ms at full scale in soft sound: the plain gain would lift it far over the ceiling.
  const outPath = join(folder, 'loud.mp4')
  const input = await aVideo({ seconds: 4, peakDbfs: -30, clipped: [2, 2.002] })
  const record = await deliver({ input, preset: 'h264-mp4-1080p25', outPath })
  const { lufs, peakDbtp } = await meterReading(outPath)
  expect(record.limited).toBe(true)
  expect(Math.abs(lufs + 23)).toBeLessThanOrEqual(0.15)
  expect(peakDbtp).toBeLessThanOrEqual(-1)
})

it.each([
  ['surround', { channels: 6 }],
  ['one channel', { channels: 1 }],
] as const)('brings %s to stereo at the same loudness', async (_name, clip) => {
  const outPath = join(folder, 'x.mp4')
  await deliver({ input: await aVideo({ seconds: 3, ...clip }), preset: 'h264-mp4-1080p25', outPath })
  expect((await streamsOf(outPath)).streams[1]).toMatchObject({ channels: 2 })
  expect(Math.abs((await meterReading(outPath)).lufs + 23)).toBeLessThanOrEqual(0.1)
})

it('keeps the shape of a narrow picture and combs out its fields', async () => {
  const outPath = join(folder, 'x.mp4')
  const input = await aVideo({ seconds: 2, width: 720, height: 576, interlaced: 'declared' })
  await deliver({ input, preset: 'h264-mp4-1080p25', outPath })
  expect((await streamsOf(outPath)).streams[0]).toMatchObject({
    width: 1920,
    height: 1080,
    field_order: 'progressive',
  })
})

it('leaves silence alone and says so', async () => {
  const outPath = join(folder, 'x.mp4')
  const record = await deliver({
    input: await aVideo({ seconds: 2, silence: [0, 9] }),
    preset: 'h264-mp4-1080p25',
    outPath,
  })
  expect(record).toMatchObject({ gainDb: 0, flags: ['no_loudness'], tries: 1 })
})

it('flags what was recorded too quietly', async () => {
  const outPath = join(folder, 'x.mp4')
  const { flags, after } = await deliver({
    input: await aVideo({ seconds: 2, peakDbfs: -50, container: 'mov' }),
    preset: 'h264-mp4-1080p25',
    outPath,
  })
  expect(flags).toEqual(['recorded_too_quietly'])
  expect(after.integratedLufs).toBeCloseTo(-23, 0)
})

it.each([
  ['picture', () => aTone({ steps: [{ dbfs: -20, seconds: 2 }] }), 'no_picture'],
  ['sound', () => aVideo({ channels: 0 }), 'no_sound'],
])('refuses a recording without %s', async (_name, make, code) => {
  const job = { input: await make(), preset: 'h264-mp4-1080p25', outPath: join(folder, 'x.mp4') } as const
  await expect(deliver(job)).rejects.toMatchObject({ code })
  expect(await readdir(folder)).toEqual([])
})
