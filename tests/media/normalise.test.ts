import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ebuR128, normaliseSound, pcm24 } from '../../media/normalise-sound.ts'
import { probe } from '../../media/probe.ts'
import { aTone, aVideo } from '../support/clips.ts'
import { loudgainReading } from '../support/loudgain.ts'
import { aSoundOfKind, soundKinds } from '../support/sound-kinds.ts'

let folder: string
let outPath: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vang-normalise-'))
  outPath = join(folder, 'x.wav')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const house = { ...ebuR128, overshootDb: 0 }
const normalise = (input: string, more: Partial<Parameters<typeof normaliseSound>[0]> = {}) =>
  normaliseSound({ input, target: house, codec: pcm24, outPath, ...more })

describe('sound for the house', () => {
  it.each(soundKinds)(
    'is at -23 LUFS and under -1 dBTP for the kind "%s", by a meter that is not ours',
    async (kind) => {
      const record = await normalise(await aSoundOfKind(kind, { seconds: 12 }))
      const { lufs, peakDbtp } = await loudgainReading(outPath)
      expect(Math.abs(lufs + 23)).toBeLessThanOrEqual(0.1)
      expect(peakDbtp).toBeLessThanOrEqual(-1)
      expect(record.after.integratedLufs).toBeCloseTo(lufs, 1)
      expect(record.tries).toBeLessThanOrEqual(3)
    },
  )

  it('keeps the range of what a plain gain is enough for', async () => {
    const record = await normalise(await aSoundOfKind('song', { seconds: 12 }))
    expect(record).toMatchObject({ limited: false, tries: 1, flags: [] })
    expect(record.after.rangeLu).toBeCloseTo(record.before.rangeLu ?? 0, 1)
  })

  it('is stereo at 48 kHz and 24 bit from mono, surround, 44.1 and 96 kHz', async () => {
    for (const kind of ['mono_song', 'surround', 'rate_44100', 'rate_96000'] as const) {
      await normalise(await aSoundOfKind(kind, { seconds: 12 }))
      const { sound } = await probe(outPath)
      expect(sound).toMatchObject([{ codec: 'pcm_s24le', channels: 2, sampleRateHz: 48_000 }])
    }
  })

  it('says that a sound was recorded too quietly, and raises it all the same', async () => {
    const record = await normalise(await aSoundOfKind('too_quiet', { seconds: 12 }))
    expect(record.flags).toEqual(['recorded_too_quietly'])
    expect(record.gainDb).toBeGreaterThan(20)
  })

  it.each([
    ['silence', { dbfs: -120, seconds: 3 }],
    ['what is shorter than 0.4 s', { dbfs: -10, seconds: 0.35 }],
    ['what is softer than -70 LUFS', { dbfs: -75, seconds: 3 }],
  ])('leaves %s as it is, and says so', async (_name, step) => {
    const record = await normalise(await aTone({ steps: [step] }))
    expect(record).toMatchObject({ flags: ['no_loudness'], gainDb: 0, limited: false, tries: 1 })
  })

  it('measures what is only just long enough', async () => {
    const record = await normalise(await aTone({ steps: [{ dbfs: -10, seconds: 0.5 }] }))
    expect(record.after.integratedLufs).toBeCloseTo(-23, 1)
  })

  it('has exactly the samples asked for', async () => {
    const input = await aTone({ steps: [{ dbfs: -20, seconds: 2 }] })
    for (const samples of [48_000, 144_000]) {
      await normalise(input, { samples })
      expect((await probe(outPath)).durationMs).toBe(samples / 48)
    }
  })

  it('tells what it tried when the loudness cannot be had', async () => {
    // Single clicks: under the ceiling there is no room for as much energy.
    const clicks = await aVideo({ seconds: 4, container: 'mov' })
    const impossible = { ...house, loudnessLufs: 5 }
    const failed = normalise(clicks, { target: impossible })
    await expect(failed).rejects.toMatchObject({ code: 'loudness_not_reached' })
    const { stderrTail } = await failed.catch((error) => error)
    expect(JSON.parse(stderrTail)).toHaveLength(3)
  })
})

describe('sound that loses something on its way', () => {
  const codecs = {
    mp3: ['-c:a', 'libmp3lame', '-b:a', '128k', '-f', 'mp3'],
    opus: ['-c:a', 'libopus', '-b:a', '64k', '-f', 'ogg'],
    aac: ['-c:a', 'aac', '-b:a', '128k', '-f', 'mp4'],
  }
  const cases = (['mp3', 'opus', 'aac'] as const).flatMap((codec) =>
    (['song', 'drums', 'clipped', 'dynamic'] as const).map((kind) => [codec, kind] as const),
  )
  it.each(cases)('is right once decoded: %s of %s, loud and close to the ceiling', async (codec, kind) => {
    const target = { loudnessLufs: -16, toleranceLu: 0.3, ceilingDbtp: -1, overshootDb: 0.6 }
    await normalise(await aSoundOfKind(kind, { seconds: 8 }), { target, codec: codecs[codec] })
    const { lufs, peakDbtp } = await loudgainReading(outPath)
    expect(Math.abs(lufs + 16)).toBeLessThanOrEqual(0.3)
    expect(peakDbtp).toBeLessThanOrEqual(-1)
  })
})
