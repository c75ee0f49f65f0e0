import { copyFile, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { houseFormats, makeHouse } from '../../media/house.ts'
import { fingerprint, mayJoin } from '../../media/join.ts'
import { readPacketFacts } from '../../media/packets.ts'
import { aTone, aVideo } from '../support/clips.ts'
import { aHouseLikeVideo, decodedHashes, ffmpeg } from '../support/recordings.ts'
import { mediainfo, meterReading, streamsOf } from './independent.ts'

let folder: string
let fitting: string
const small = { ...houseFormats['720p25'], width: 640, height: 360 }

beforeAll(async () => {
  fitting = join(await mkdtemp(join(tmpdir(), 'vang-fitting-')), 'fits.mp4')
  await aHouseLikeVideo(fitting, { seconds: 4 })
})
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vang-house-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const at = (name: string) => join(folder, name)

/** Frames, evenness and loudness as other tools see them. */
async function seen(path: string) {
  const { streams } = await streamsOf(path)
  const [picture, sound] = streams
  const meter = await meterReading(path)
  const packets = await readPacketFacts(path, { stream: 'v:0' })
  return { picture, sound, meter, packets }
}

it('conforms a small recording to the house form, frame for frame', async () => {
  const record = await makeHouse({ input: await aVideo(), outPath: at('house.mov') })
  expect(record).toMatchObject({ picture: 'conformed', frames: 100, durationMs: 4000, deinterlaced: false })
  expect(record.misfits).toContain('size')
  const { picture, sound, meter, packets } = await seen(at('house.mov'))
  expect(picture).toMatchObject({
    ...{ codec_name: 'h264', profile: 'High', level: 41, width: 1920, height: 1080, pix_fmt: 'yuv420p' },
    ...{ r_frame_rate: '25/1', avg_frame_rate: '25/1', time_base: '1/12800', has_b_frames: 0 },
    ...{ nb_read_packets: '100', color_space: 'bt709', field_order: 'progressive' },
  })
  expect(sound).toMatchObject({
    codec_name: 'pcm_s24le',
    channels: 2,
    sample_rate: '48000',
    duration_ts: 192_000,
  })
  expect(packets).toMatchObject({
    firstPts: 0,
    stepTicks: 512,
    irregular: 0,
    longestGop: 25,
    reordered: false,
  })
  expect(Math.abs(meter.lufs + 23)).toBeLessThanOrEqual(0.1)
  expect(meter.peakDbtp).toBeLessThanOrEqual(-1)
  expect(await mediainfo(at('house.mov'), 'Video', 'Format_Settings_RefFrames')).not.toBe('')
  expect(await readdir(folder)).toEqual(['house.mov'])
})

it('copies a picture that fits, without touching a frame', async () => {
  const record = await makeHouse({ input: fitting, outPath: at('house.mov') })
  expect(record).toMatchObject({ picture: 'copied', misfits: [], frames: 100 })
  expect(await decodedHashes(at('house.mov'), 'v')).toEqual(await decodedHashes(fitting, 'v'))
  expect(Math.abs((await seen(at('house.mov'))).meter.lufs + 23)).toBeLessThanOrEqual(0.1)
})

it('copies a cut that begins on a keyframe and ends on any frame, and conforms one that begins elsewhere', async () => {
  const onKey = await makeHouse({ input: fitting, outPath: at('key.mov'), inMs: 1000, outMs: 3480 })
  expect(onKey).toMatchObject({ picture: 'copied', frames: 62 })
  const frames = await decodedHashes(fitting, 'v')
  expect(await decodedHashes(at('key.mov'), 'v')).toEqual(frames.slice(25, 87))
  const elsewhere = await makeHouse({ input: fitting, outPath: at('else.mov'), inMs: 1040, outMs: 2000 })
  expect(elsewhere).toMatchObject({ picture: 'conformed', misfits: ['cut'], frames: 24 })
})

it.each([
  ['B-frames', ['-bf', '2'], 'order'],
  ['GOPs of two seconds', ['-g', '50', '-keyint_min', '50'], 'gop'],
  [
    'open GOPs',
    ['-x264-params', 'open-gop=1:bframes=0:keyint=25:min-keyint=1:scenecut=0:intra-refresh=1'],
    'gop',
  ],
  ['four colour samples for each brightness', ['-profile:v', 'high422', '-pix_fmt', 'yuv422p'], 'profile'],
] as const)('encodes a picture with %s', async (_name, options, misfit) => {
  const input = at('source.mp4')
  await aHouseLikeVideo(input, { seconds: 3, size: '640x360', options })
  const record = await makeHouse({ input, outPath: at('house.mov'), format: small })
  expect(record.picture).toBe('conformed')
  expect(record.misfits).toContain(misfit)
})

it.each([
  ['23.976', '24000/1001', 101],
  ['24', '24', 100],
  ['29.97', '30000/1001', 100],
  ['30', '30', 100],
  ['50', '50', 100],
  ['60', '60', 100],
] as const)('keeps the length of a recording at %s frames a second', async (_name, rate, frames) => {
  const input = at('source.mp4')
  await aHouseLikeVideo(input, { seconds: frames === 101 ? 4.04 : 4, size: '640x360', rate })
  const record = await makeHouse({ input, outPath: at('house.mov'), format: small })
  const packets = await readPacketFacts(input, { stream: 'v:0' })
  expect(Math.abs(record.durationMs - packets.durationMs)).toBeLessThanOrEqual(20)
  expect(Math.abs(record.frames - frames)).toBeLessThanOrEqual(1)
  expect(record.misfits).toContain('rate')
})

it("makes an even row of frames out of a phone's uneven one", async () => {
  const input = at('phone.mp4')
  await ffmpeg([
    ...[
      '-f',
      'lavfi',
      '-i',
      "testsrc2=size=640x360:rate=60:duration=4,select='not(mod(floor(n/7),3)*mod(n,2))'",
    ],
    ...[
      '-f',
      'lavfi',
      '-i',
      'sine=d=4',
      '-vsync',
      'vfr',
      '-c:v',
      'libx264',
      '-preset',
      'ultrafast',
      '-bf',
      '0',
      input,
    ],
  ])
  const record = await makeHouse({ input, outPath: at('house.mov'), format: small })
  expect(record).toMatchObject({ picture: 'conformed', frames: 100 })
})

it('turns a phone held upright and keeps its shape between black bars', async () => {
  await makeHouse({ input: await aVideo({ rotation: 90 }), outPath: at('house.mov'), format: small })
  expect((await seen(at('house.mov'))).picture).toMatchObject({ width: 640, height: 360 })
  const { stdout } = await ffmpeg([
    ...[
      '-ss',
      '1',
      '-i',
      at('house.mov'),
      '-frames:v',
      '1',
      '-vf',
      'crop=100:360:0:0,scale=1:1',
      '-f',
      'rawvideo',
      '-pix_fmt',
      'gray',
      '-',
    ],
  ])
  // The left hundred columns are the bar.
  expect(stdout.charCodeAt(0)).toBeLessThan(20)
})

it.each([
  ['auto', 'declared', true],
  ['auto', 'undeclared', false],
  ['always', 'undeclared', true],
  ['never', 'declared', false],
] as const)(
  'deinterlaces "%s" a picture whose fields are %s: %s',
  async (deinterlace, interlaced, expected) => {
    const input = await aVideo({ seconds: 2, width: 720, height: 576, interlaced })
    const record = await makeHouse({ input, outPath: at('house.mov'), format: small, deinterlace })
    expect(record.deinterlaced).toBe(expected)
    expect((await seen(at('house.mov'))).picture).toMatchObject({ field_order: 'progressive' })
  },
)

it('gives a silent film silence, for all house files have the same tracks', async () => {
  const record = await makeHouse({
    input: await aVideo({ channels: 0 }),
    outPath: at('h.mov'),
    format: small,
  })
  expect(record).toMatchObject({ before: null, flags: ['no_sound'] })
  expect((await seen(at('h.mov'))).sound).toMatchObject({ channels: 2, duration_ts: 192_000 })
})

it('refuses sound without picture, and leaves nothing behind', async () => {
  const input = await aTone({ steps: [{ dbfs: -20, seconds: 2 }] })
  await expect(makeHouse({ input, outPath: at('h.mov') })).rejects.toMatchObject({ code: 'no_picture' })
  expect(await readdir(folder)).toEqual([])
})

it('leaves nothing behind when it is stopped', async () => {
  const stop = new AbortController()
  const input = await aVideo({ seconds: 40 })
  const run = makeHouse({ input, outPath: at('h.mov'), signal: stop.signal, onProgress: () => stop.abort() })
  await expect(run).rejects.toMatchObject({ code: 'aborted' })
  expect(await readdir(folder)).toEqual([])
})

it('joins ten house files by copying without one irregular packet', async () => {
  const clips = [
    { seconds: 2 },
    { seconds: 1.36, fps: 30 },
    { seconds: 2.2, channels: 1 as const },
    { seconds: 1, width: 720, height: 576, interlaced: 'declared' as const },
    { seconds: 3.08, peakDbfs: -35 },
  ]
  const inputs = [...clips, ...clips]
  let frames = 0
  let first: Awaited<ReturnType<typeof makeHouse>> | undefined
  for (const [n, clip] of inputs.entries()) {
    const outPath = at(`${n}.mov`)
    if (n < clips.length) {
      const record = await makeHouse({ input: await aVideo(clip), outPath, format: small })
      first ??= record
      expect(mayJoin(first.join, record.join)).toEqual({ ok: true })
      expect(await fingerprint(outPath)).toBe(first.fingerprint)
    } else await copyFile(at(`${n - clips.length}.mov`), outPath)
    frames += (await readPacketFacts(outPath, { stream: 'v:0' })).frames
  }
  await writeFile(at('list.txt'), inputs.map((_, n) => `file ${n}.mov\n`).join(''))
  await ffmpeg([
    ...[
      '-f',
      'concat',
      '-i',
      at('list.txt'),
      '-c',
      'copy',
      '-video_track_timescale',
      '12800',
      at('joined.mov'),
    ],
  ])
  const packets = await readPacketFacts(at('joined.mov'), { stream: 'v:0' })
  expect(packets).toMatchObject({ frames, stepTicks: 512, irregular: 0 })
  const sound = await readPacketFacts(at('joined.mov'), { stream: 'a:0' })
  expect(sound.endPts).toBe(frames * 1920)
})

it('says what keeps two files apart', async () => {
  const one = await makeHouse({ input: await aVideo({ seconds: 1 }), outPath: at('1.mov'), format: small })
  const other = await makeHouse({
    ...{ input: await aVideo({ seconds: 1 }), outPath: at('2.mov') },
    format: { ...small, width: 320, height: 180, fps: { num: 50, den: 1 } },
  })
  const answer = mayJoin(one.join, other.join)
  expect(answer.ok ? [] : answer.why.map(({ property }) => property)).toEqual(
    expect.arrayContaining(['picture.size', 'picture.rate', 'picture.extradata']),
  )
  expect(one.fingerprint).not.toBe(other.fingerprint)
})
