import fc from 'fast-check'
import { expect, it } from 'vitest'
import { describeDifferences, stationPresets } from '../../media/deliver.ts'
import { deliveryFileName, mayLeave } from '../../server/delivery/delivery.rules.ts'
import { presetKeys } from '../../server/delivery/delivery.schema.ts'
import { sayDifferences, sayFailure } from '../../server/delivery/delivery.words.ts'
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

it('names files in ASCII whatever the work is called', () => {
  const of = { number: 2, preset: 'xdcam-hd422-mxf', extension: 'mxf' }
  expect(deliveryFileName({ ...of, shortName: 'Âm vang miền biên cương' })).toBe(
    'am-vang-mien-bien-cuong_b2_xdcam-hd422-mxf.mxf',
  )
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (shortName) => {
      expect(deliveryFileName({ ...of, shortName })).toMatch(/^[a-z0-9][a-z0-9-]*_b2_xdcam-hd422-mxf\.mxf$/)
    }),
  )
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
      const sentences = sayDifferences(language, facts, preset, -18.24)
      expect(sentences).toHaveLength(count + 1)
      for (const sentence of sentences) {
        expect(sentence).toMatch(/\.$/)
        expect(sentence).not.toMatch(/[{}_]|hevc|mpeg2video|pcm/)
      }
    }
  }
  expect(sayDifferences('vi', facts, 'h264-mp4-1080p25', -18.24).at(-1)).toBe(
    'Âm lượng từ -18,2 LUFS đưa về -23,0 LUFS, đỉnh không quá -1,0 dBTP.',
  )
})

it('has a sentence for every failure', () => {
  expect(sayFailure('vi', 'loudness_not_reached')).toMatch(/mức của đài/)
  expect(sayFailure('en', 'something new')).toMatch(/could not be made/)
})
