import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type DeliveryRecord,
  deliver,
  estimateDelivery,
  type PresetKey,
  type PresetSettings,
  presetWith,
  stationPresets,
} from '../../media/deliver.ts'
import { probe } from '../../media/probe.ts'
import { aVideo } from '../support/clips.ts'
import { clockReferences } from '../support/transport-stream.ts'
import { keyframes, mediainfo, meterReading, pairMeter, streamsOf } from './independent.ts'

const leader = { barsMs: 1000, tone: true, countdownMs: 2000, blackMs: 1000 }
const programmeSeconds = 4
const frames = 25 * (4 + programmeSeconds)

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vang-presets-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function made(preset: PresetKey, settings: Partial<PresetSettings>) {
  const path = join(folder, `${preset}.${stationPresets[preset].extension}`)
  const input = await aVideo({ seconds: programmeSeconds, width: 1280, height: 720 })
  const record = await deliver({ input, preset, settings, outPath: path })
  return { path, record, input }
}

/** What mediainfo says, as one object, so that a difference shows in one place. */
async function said(path: string, section: string, fields: readonly string[]) {
  const values = await Promise.all(
    fields.map(async (field) => [field, await mediainfo(path, section, field)]),
  )
  return Object.fromEntries(values) as Record<string, string>
}

const picturesFields = [
  'Format',
  'Format_Profile',
  'Width',
  'Height',
  'FrameRate',
  'FrameCount',
  'ChromaSubsampling',
  'BitDepth',
  'ScanOrder',
  'colour_primaries',
]

async function provesSound(path: string, record: DeliveryRecord, from: number, meter?: string) {
  // The leader's tone is 5 LU over the programme: a reading of all would not pass.
  const { lufs, peakDbtp } = await meterReading(path, meter, from)
  expect(Math.abs(lufs + 23)).toBeLessThanOrEqual(0.5)
  expect(peakDbtp).toBeLessThanOrEqual(-1)
  expect(record.after.integratedLufs).toBeCloseTo(lufs, 0)
  expect(record.leader).toEqual({ frames: 100, durationMs: 4000 })
  expect(record).toMatchObject({ frames, durationMs: frames * 40 })
}

/** The estimate is a promise to a person with a disk in hand: never short by more than a breath. */
async function provesEstimate(
  preset: PresetKey,
  settings: Partial<PresetSettings>,
  input: string,
  size: number,
) {
  const { sizeBytes } = estimateDelivery(await probe(input), presetWith(preset, settings), {})
  expect(size).toBeLessThan(sizeBytes * 1.03)
}

describe.each([
  ['h264-mp4-1080i25', 'interlaced'],
  ['h264-mp4-1080p25', 'progressive'],
] as const)('%s', (preset, scan) => {
  it('is what both tools read from the file', async () => {
    const settings = { leader, startTimecode: '09:59:56:00' }
    const { path, record, input } = await made(preset, settings)
    expect(await said(path, 'General', ['Format', 'VideoCount', 'AudioCount'])).toEqual({
      Format: 'MPEG-4',
      VideoCount: '1',
      AudioCount: '1',
    })
    expect(await said(path, 'Video', picturesFields)).toEqual({
      Format: 'AVC',
      Format_Profile: 'High@L4.1',
      Width: '1920',
      Height: '1080',
      FrameRate: '25.000',
      FrameCount: String(frames),
      ChromaSubsampling: '4:2:0',
      BitDepth: '8',
      ScanOrder: scan === 'interlaced' ? 'TFF' : '',
      colour_primaries: 'BT.709',
    })
    // Fields of H.264 are coded block by block, which mediainfo names MBAFF.
    const scanType = await mediainfo(path, 'Video', 'ScanType')
    expect(scanType).toBe(scan === 'interlaced' ? 'MBAFF' : 'Progressive')
    expect(await said(path, 'Audio', ['Format', 'Channel(s)', 'SamplingRate'])).toEqual({
      Format: 'AAC',
      'Channel(s)': '2',
      SamplingRate: '48000',
    })
    expect(await mediainfo(path, 'Other', 'TimeCode_FirstFrame')).toBe('09:59:56:00')
    const { streams } = await streamsOf(path)
    expect(streams[0]).toMatchObject({
      codec_name: 'h264',
      profile: 'High',
      field_order: scan === 'interlaced' ? 'tt' : 'progressive',
      nb_read_packets: String(frames),
      r_frame_rate: '25/1',
      avg_frame_rate: '25/1',
      pix_fmt: 'yuv420p',
    })
    expect(streams[0]?.tags).toMatchObject({ timecode: '09:59:56:00' })
    expect(streams[1]).toMatchObject({ codec_name: 'aac', channels: 2, sample_rate: '48000' })
    const keys = await keyframes(path)
    expect(Math.max(...keys.map((at, n) => at - (keys[n - 1] ?? 0)))).toBeLessThanOrEqual(1)
    await provesSound(path, record, 4)
    await provesEstimate(preset, settings, input, record.sizeBytes)
  }, 240_000)
})

describe('h264-cbr-ts-1080i25', () => {
  it('is a constant stream by both tools and by its own clock', async () => {
    const preset = 'h264-cbr-ts-1080i25'
    const settings = { leader, startTimecode: '09:59:56:00' }
    const { path, record, input } = await made(preset, settings)
    expect(await said(path, 'General', ['Format', 'OverallBitRate_Mode', 'OverallBitRate'])).toEqual({
      Format: 'MPEG-TS',
      OverallBitRate_Mode: 'CBR',
      OverallBitRate: '14000000',
    })
    expect(await said(path, 'Video', [...picturesFields, 'BitRate_Mode', 'Format_Settings_GOP'])).toEqual({
      Format: 'AVC',
      Format_Profile: 'High@L4.1',
      Width: '1920',
      Height: '1080',
      FrameRate: '25.000',
      FrameCount: String(frames),
      ChromaSubsampling: '4:2:0',
      BitDepth: '8',
      ScanOrder: 'TFF',
      colour_primaries: 'BT.709',
      BitRate_Mode: 'CBR',
      Format_Settings_GOP: 'M=3, N=25',
    })
    expect(await mediainfo(path, 'Video', 'ScanType')).toBe('MBAFF')
    expect(await said(path, 'Audio', ['Format', 'Format_Profile', 'BitRate', 'SamplingRate'])).toEqual({
      Format: 'MPEG Audio',
      Format_Profile: 'Layer 2',
      BitRate: '384000',
      SamplingRate: '48000',
    })
    const { streams } = await streamsOf(path)
    expect(streams[0]).toMatchObject({
      codec_name: 'h264',
      field_order: 'tt',
      nb_read_packets: String(frames),
    })
    expect(streams[1]).toMatchObject({ codec_name: 'mp2', channels: 2, bit_rate: '384000' })
    // The filter bank's 10 ms stand before the picture, and what is heard begins with it.
    expect(await mediainfo(path, 'Audio', 'Video_Delay')).toBe('-10')
    // Its container has no place for one.
    expect(record.startTimecode).toBeNull()
    const { gapsMs, ratesBps, lateFrames } = await clockReferences(path)
    expect(gapsMs.length).toBeGreaterThan(100)
    expect(Math.max(...gapsMs)).toBeLessThanOrEqual(40)
    for (const rate of ratesBps) expect(Math.abs(rate / 14_000_000 - 1)).toBeLessThan(0.0001)
    expect(lateFrames).toBe(0)
    await provesSound(path, record, 4)
    await provesEstimate(preset, settings, input, record.sizeBytes)
  }, 240_000)
})

describe('xdcam-hd422-mxf', () => {
  it.each(['mono_2', 'mono_8'] as const)(
    'is what both tools read from the file, with tracks as %s',
    async (trackLayout) => {
      const preset = 'xdcam-hd422-mxf'
      const settings = { leader, startTimecode: '09:59:56:00', trackLayout }
      const { path, record, input } = await made(preset, settings)
      const tracks = Number(trackLayout.slice(-1))
      expect(
        await said(path, 'General', ['Format', 'Format_Commercial', 'Format_Profile', 'AudioCount']),
      ).toEqual({
        Format: 'MXF',
        Format_Commercial: 'XDCAM HD422',
        Format_Profile: 'OP-1a',
        AudioCount: String(tracks),
      })
      const more = ['ScanType', 'BitRate_Mode', 'BitRate', 'Format_Settings_GOP', 'TimeCode_FirstFrame']
      expect(await said(path, 'Video', [...picturesFields, ...more])).toEqual({
        Format: 'MPEG Video',
        Format_Profile: '4:2:2@High',
        Width: '1920',
        Height: '1080',
        FrameRate: '25.000',
        FrameCount: String(frames),
        ChromaSubsampling: '4:2:2',
        BitDepth: '8',
        ScanOrder: 'TFF',
        colour_primaries: 'BT.709',
        ScanType: 'Interlaced',
        BitRate_Mode: 'CBR',
        BitRate: '50000000',
        Format_Settings_GOP: 'M=3, N=12',
        TimeCode_FirstFrame: '09:59:56:00',
      })
      const { format, streams } = await streamsOf(path)
      expect(format.tags).toMatchObject({ timecode: '09:59:56:00' })
      expect(streams[0]).toMatchObject({
        codec_name: 'mpeg2video',
        profile: '4:2:2',
        field_order: 'tt',
        pix_fmt: 'yuv422p',
        nb_read_packets: String(frames),
      })
      const sound = streams.filter(({ codec_type }) => codec_type === 'audio')
      expect(sound).toHaveLength(tracks)
      for (const track of sound)
        expect(track).toMatchObject({
          codec_name: 'pcm_s24le',
          channels: 1,
          bits_per_sample: 24,
          sample_rate: '48000',
        })
      await provesSound(path, record, 4, pairMeter)
      await provesEstimate(preset, settings, input, record.sizeBytes)
      if (tracks > 2) expect((await meterReading(path, '[0:a:7]ebur128=peak=true', 4)).peakDbtp).toBeNaN()
    },
    120_000,
  )
})
