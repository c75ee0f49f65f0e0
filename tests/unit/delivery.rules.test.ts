import fc from 'fast-check'
import { expect, it } from 'vitest'
import { describeDifferences, stationPresets } from '../../media/deliver.ts'
import { hindranceOfDisk, mayLeave } from '../../server/delivery/delivery.rules.ts'
import { presetKeys } from '../../server/delivery/delivery.schema.ts'
import { sayDifferences, sayFailure } from '../../server/delivery/delivery.words.ts'
import { deliveryName, freeName } from '../../server/delivery/names.rules.ts'
import { aPicture, aTrack, someFacts } from '../support/facts.ts'

const facts = someFacts({
  picture: aPicture({
    codec: 'hevc',
    width: 720,
    height: 576,
    fps: { num: 30, den: 1 },
    fieldOrder: 'top',
  }),
  sound: [aTrack({ codec: 'mp3', channels: 1, layout: 'mono', sampleRateHz: 44_100 })],
})

it('offers exactly the presets the media library has', () => {
  expect([...presetKeys].sort()).toEqual(Object.keys(stationPresets).sort())
})

const parts = {
  shortName: 'Âm vang miền biên cương',
  number: 2,
  preset: 'xdcam-hd422-mxf',
  language: 'vi',
  day: '2021-09-27',
}
const usual = '{work}_b{version}_{preset}'

it('names folders by the pattern, in ASCII whatever the work is called', () => {
  expect(deliveryName(usual, parts)).toBe('am-vang-mien-bien-cuong_b2_xdcam-hd422-mxf')
  expect(deliveryName('CTCB {date} Đài {language}/{work}', parts)).toBe(
    'CTCB-20210927-Dai-vi-am-vang-mien-bien-cuong',
  )
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (shortName, words) => {
      expect(deliveryName(usual, { ...parts, shortName })).toMatch(/^[a-z0-9][a-z0-9-]*_b2_xdcam-hd422-mxf$/)
      const odd = deliveryName(words, { ...parts, shortName })
      expect(odd).toMatch(/^[A-Za-z0-9_]([A-Za-z0-9._-]*[A-Za-z0-9_])?$/)
      expect(odd.length).toBeLessThanOrEqual(125)
    }),
  )
})

it('keeps off the names that Windows has for devices', () => {
  expect(deliveryName('con', parts)).toBe('vang-con')
  expect(deliveryName('LPT1.{work}', parts)).toBe('vang-LPT1.am-vang-mien-bien-cuong')
  expect(deliveryName('...', parts)).toBe('vang_b2_xdcam-hd422-mxf')
})

it('never gives two folders one name, also where case alone would tell them apart', () => {
  expect(freeName('a', [])).toBe('a')
  expect(freeName('a', ['A', 'a_2', 'b'])).toBe('a_3')
})

const disk = { freeBytes: 64e9, fat: false, readOnly: false }

it('tells before the first byte that FAT32 holds no file of 4 GiB, and that one byte less fits', () => {
  const fat = { ...disk, fat: true }
  const file = { name: 'a.mxf', sizeBytes: 2 ** 32 }
  expect(hindranceOfDisk([file], fat)).toEqual({
    code: 'fat_too_large',
    details: { name: 'a.mxf', size: '4295 MB' },
  })
  expect(hindranceOfDisk([{ ...file, sizeBytes: 2 ** 32 - 1 }], fat)).toBeNull()
  expect(hindranceOfDisk([file], disk)).toBeNull()
})

it('tells how much room is missing, counting what is there already', () => {
  const files = [{ name: 'a.mxf', sizeBytes: 9e9 }]
  const small = { ...disk, freeBytes: 5e9 }
  expect(hindranceOfDisk(files, small)).toMatchObject({
    code: 'disk_too_small',
    details: { needed: '9005 MB', free: '5000 MB' },
  })
  expect(hindranceOfDisk(files, small, 6e9)).toBeNull()
  expect(hindranceOfDisk(files, { ...disk, readOnly: true })).toMatchObject({ code: 'disk_read_only' })
})

it('lets a file leave only while its version is approved and unchanged', () => {
  const version = { contentId: 'a', state: 'approved', approvedUses: ['tv'], workWithdrawn: false }
  expect(mayLeave({ contentId: 'a' }, version)).toBeNull()
  expect(mayLeave({ contentId: 'b' }, version)).toBe('content_changed')
  expect(mayLeave({ contentId: 'a' }, { ...version, approvedUses: ['loudspeaker'] })).toBe('not_approved')
  expect(mayLeave({ contentId: 'a' }, { ...version, workWithdrawn: true })).toBe('withdrawn')
})

it('says every difference in plain words of both languages, without a code left in them', () => {
  for (const preset of presetKeys) {
    const count = describeDifferences(facts, stationPresets[preset]).length
    expect(count).toBeGreaterThanOrEqual(6)
    for (const language of ['vi', 'en'] as const) {
      const sentences = sayDifferences(language, facts, {
        preset: stationPresets[preset],
        loudnessLufs: -18.24,
      })
      expect(sentences).toHaveLength(count + 1)
      for (const sentence of sentences) {
        expect(sentence).toMatch(/\.$/)
        expect(sentence).not.toMatch(/[{}_]|hevc|mpeg2video|pcm/)
      }
    }
  }
  expect(
    sayDifferences('vi', facts, { preset: stationPresets['h264-mp4-1080p25'], loudnessLufs: -18.24 }).at(-1),
  ).toBe('Âm lượng từ -18,2 LUFS đưa về -23,0 LUFS, đỉnh không quá -1,0 dBTP.')
})

it('has a sentence for every failure', () => {
  expect(sayFailure('vi', 'loudness_not_reached')).toMatch(/mức của đài/)
  expect(sayFailure('en', 'something new')).toMatch(/could not be made/)
})
