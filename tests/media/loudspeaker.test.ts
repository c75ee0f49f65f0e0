import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type LoudspeakerKind, loudspeakerTarget, makeLoudspeaker } from '../../media/loudspeaker.ts'
import { aFadingSong, aSong, aSpeech, aVideo, ffmpeg } from '../support/clips.ts'
import { loudgainReading } from '../support/loudgain.ts'
import { aSoundOfKind, soundKinds } from '../support/sound-kinds.ts'
import { meterReading, streamsOf } from './independent.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vang-loudspeaker-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const notice =
  'Kính mời bà con đến xem chương trình nghệ thuật chào mừng bảy mươi mốt năm ngày giải phóng Cao Bằng, tối nay tại sân vận động huyện.'
const speech = () => aSpeech({ text: notice, headSilence: 2, tailSilence: 1.5 })
const dual = 'ebur128=peak=true:dualmono=true'

it.each([
  ['speech', 'usb', speech],
  ['speech', 'light', speech],
  ['bulletin', 'usb', speech],
  ['song', 'usb', () => aSong({ seconds: 12 })],
  ['song', 'light', () => aSong({ seconds: 12 })],
  ['song', 'usb', () => aVideo({ seconds: 6, peakDbfs: -35 })],
] as const)('brings %s for %s to its target, decoded', async (kind, rendition, make) => {
  const outPath = join(folder, rendition === 'usb' ? 'x.mp3' : 'x.opus')
  const record = await makeLoudspeaker({ input: await make(), kind, rendition, outPath })
  const { lufs, peakDbtp } = await meterReading(outPath, dual)
  expect(Math.abs(lufs - loudspeakerTarget(kind).loudnessLufs)).toBeLessThanOrEqual(0.5)
  expect(peakDbtp).toBeLessThanOrEqual(-2)
  expect(record.after.integratedLufs).toBeCloseTo(lufs, 0)
})

it('writes an MP3 that the cheapest player reads: constant rate, 44.1 kHz, mono, neither tag nor Xing frame', async () => {
  const outPath = join(folder, 'x.mp3')
  const { sizeBytes } = await makeLoudspeaker({
    input: await speech(),
    kind: 'speech',
    rendition: 'usb',
    outPath,
  })
  const bytes = await readFile(outPath)
  expect(bytes.length).toBe(sizeBytes)
  expect([bytes[0], (bytes[1] ?? 0) & 0xfe]).toEqual([0xff, 0xfa])
  expect(bytes.subarray(0, 512).toString('latin1')).not.toMatch(/Xing|Info|ID3/)
  expect(bytes.subarray(-128, -125).toString('latin1')).not.toBe('TAG')
  expect((await streamsOf(outPath)).streams).toMatchObject([
    { codec_name: 'mp3', channels: 1, sample_rate: '44100', bit_rate: '64000' },
  ])
})

it('gives the same bytes for the same input', async () => {
  const [a, b] = [join(folder, 'a.opus'), join(folder, 'b.opus')]
  for (const outPath of [a, b])
    await makeLoudspeaker({ input: await speech(), kind: 'speech', rendition: 'light', outPath })
  expect((await readFile(a)).equals(await readFile(b))).toBe(true)
})

it('trims silence at head and tail to 0.3 s', async () => {
  const outPath = join(folder, 'x.mp3')
  const { trimmed, durationMs } = await makeLoudspeaker({
    input: await speech(),
    kind: 'speech',
    rendition: 'usb',
    outPath,
  })
  expect(trimmed.headMs).toBeGreaterThan(1600)
  expect(trimmed.headMs).toBeLessThan(1900)
  expect(trimmed.tailMs).toBeGreaterThan(1000)
  const { format } = await streamsOf(outPath)
  expect(Math.abs(Number(format.duration) * 1000 - durationMs)).toBeLessThan(100)
})

it('works from the sound of a stretch alone', async () => {
  const outPath = join(folder, 'x.mp3')
  const input = await aVideo({ seconds: 8, silence: [0, 2] })
  const record = await makeLoudspeaker({
    input,
    kind: 'song',
    rendition: 'usb',
    outPath,
    inMs: 1000,
    outMs: 5000,
  })
  expect(record.trimmed.headMs).toBeGreaterThan(600)
  expect(record.durationMs).toBeLessThan(3400)
})

it('does not cut an ending that fades away slowly', async () => {
  const input = await aFadingSong({ seconds: 12, fadeSeconds: 6 })
  const made = async (kind: LoudspeakerKind) =>
    await makeLoudspeaker({ input, kind, rendition: 'usb', outPath: join(folder, `${kind}.mp3`) })
  // 60 dB in 6 s: nothing goes before it is 40 dB down, four seconds into the fade, whatever the kind.
  for (const kind of ['song', 'speech'] as const)
    expect((await made(kind)).durationMs).toBeGreaterThan(10_000)
})

it.each([
  ['speech', aSpeechThatFades],
  ['song', () => aSoundOfKind('dynamic', { seconds: 24 })],
] as const)('levels a %s whose range is too wide for a hillside', async (kind, make) => {
  const outPath = join(folder, 'x.mp3')
  const record = await makeLoudspeaker({ input: await make(), kind, rendition: 'usb', outPath })
  expect(record.levelled).toBe(true)
  expect(record.after.rangeLu).toBeLessThan(8)
})

it('leaves the range of what is even as it is', async () => {
  const input = await aSong({ seconds: 12 })
  const record = await makeLoudspeaker({
    input,
    kind: 'song',
    rendition: 'usb',
    outPath: join(folder, 'x.mp3'),
  })
  expect(record.levelled).toBe(false)
})

it.each(soundKinds)(
  'keeps its promise for sound of the kind "%s", on a stick and on a slow link',
  async (sound) => {
    const input = await aSoundOfKind(sound, { seconds: 8 })
    for (const rendition of ['usb', 'light'] as const) {
      const outPath = join(folder, rendition)
      await makeLoudspeaker({ input, kind: 'bulletin', rendition, outPath })
      const { lufs, peakDbtp } = await loudgainReading(outPath)
      expect(Math.abs(lufs + 16)).toBeLessThanOrEqual(0.5)
      expect(peakDbtp).toBeLessThanOrEqual(-2)
    }
  },
)

it('takes nothing from a picture: with or without one the bytes are the same', async () => {
  const film = await aVideo({ seconds: 5, container: 'mov', peakDbfs: -20 })
  const heard = join(folder, 'heard.wav')
  await ffmpeg(['-i', film, '-vn', '-c:a', 'copy', heard])
  const bytes = await Promise.all(
    [film, heard].map(async (input, n) => {
      const outPath = join(await mkdtemp(join(folder, 'each-')), `${n}.mp3`)
      await makeLoudspeaker({ input, kind: 'speech', rendition: 'usb', outPath })
      return await readFile(outPath)
    }),
  )
  expect(bytes[0]?.equals(bytes[1] ?? Buffer.alloc(0))).toBe(true)
})

it('leaves nothing beside its file, whether it succeeds or fails', async () => {
  const outPath = join(folder, 'x.mp3')
  await makeLoudspeaker({ input: await aSong({ seconds: 4 }), kind: 'song', rendition: 'usb', outPath })
  const stopped = new AbortController()
  const again = makeLoudspeaker({
    input: await aSong({ seconds: 4 }),
    kind: 'song',
    rendition: 'usb',
    outPath: join(folder, 'y.mp3'),
    signal: stopped.signal,
    onProgress: () => stopped.abort(),
  })
  await expect(again).rejects.toMatchObject({ code: 'aborted' })
  expect(await readdir(folder)).toEqual(['x.mp3'])
})

it('flags a notice without any sound', async () => {
  const outPath = join(folder, 'x.mp3')
  const record = await makeLoudspeaker({
    input: await aVideo({ seconds: 2, silence: [0, 9] }),
    kind: 'speech',
    rendition: 'usb',
    outPath,
  })
  expect(record).toMatchObject({ flags: ['no_loudness'], gainDb: 0 })
})

it('refuses a silent film', async () => {
  const job = {
    input: await aVideo({ channels: 0 }),
    kind: 'speech',
    rendition: 'usb',
    outPath: join(folder, 'x'),
  } as const
  await expect(makeLoudspeaker(job)).rejects.toMatchObject({ code: 'no_sound' })
})

/** Read close to the microphone, then from across the room. */
function aSpeechThatFades(): Promise<string> {
  return aSpeech({ text: `${notice} ${notice}`, gainDb: -6, fadeDb: -30 })
}
