import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { loudspeakerTarget, makeLoudspeaker } from '../../media/loudspeaker.ts'
import { aSong, aSpeech, aVideo } from '../support/clips.ts'
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

it('levels speech whose range is too wide for a hillside', async () => {
  const outPath = join(folder, 'x.mp3')
  const input = await aSpeechThatFades()
  const record = await makeLoudspeaker({ input, kind: 'speech', rendition: 'usb', outPath })
  expect(record.levelled).toBe(true)
  expect(record.after.rangeLu ?? 0).toBeLessThan(record.before.rangeLu ?? 0)
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
