import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { describeDifferences, estimateDelivery } from '../../media/deliver.ts'
import { drawable } from '../../media/deliver-curve.ts'
import { leaderFrames } from '../../media/deliver-leader.ts'
import { frameCount, pictureFilters } from '../../media/deliver-plan.ts'
import { presetWith, stationPresets, trackLayouts } from '../../media/presets.ts'
import { timecodeAfter } from '../../media/timecode.ts'
import { timecodePattern } from '../../server/delivery/delivery.schema.ts'
import { aPicture, aTrack, someFacts } from '../support/facts.ts'

const mp4 = stationPresets['h264-mp4-1080p25']
const mxf = stationPresets['xdcam-hd422-mxf']
const fps = { num: 25, den: 1 }

describe('the picture of a delivery', () => {
  it('counts whole frames', () => {
    expect(frameCount(someFacts(), {}, mp4)).toBe(1500)
    expect(frameCount(someFacts(), { inMs: 1000, outMs: 2019 }, mp4)).toBe(25)
    expect(frameCount(someFacts(), { inMs: 0, outMs: 1 }, mp4)).toBe(1)
  })

  const fast = { num: 50, den: 1 }
  const small = { height: 576, width: 720, fieldOrder: 'top' } as const
  it.each([
    [
      '1080p25 to frames',
      aPicture(),
      mp4,
      /^fps=25\/1:start_time=0,scale=1920:1080:[^,]*,format=yuv420p,setsar=1$/,
    ],
    ['1080p25 to fields of one moment', aPicture(), mxf, /setsar=1,setfield=tff$/],
    [
      '1080p50 to woven fields',
      aPicture({ fps: fast }),
      mxf,
      /^fps=50\/1.*format=yuv422p.*tinterlace=mode=interleave_top/,
    ],
    [
      '1080i25, bottom field first, reordered',
      aPicture({ fieldOrder: 'bottom' }),
      mxf,
      /^setfield=bff,fps=25\/1[^,]*,fieldorder=tff,scale=.*interl=-1.*setfield=tff$/,
    ],
    [
      '1080i25 passed through',
      aPicture({ fieldOrder: 'top' }),
      mxf,
      /^setfield=tff,fps=25\/1[^,]*,fieldorder=tff,scale=.*interl=-1/,
    ],
    [
      '1080i29.97 to new fields',
      aPicture({ fieldOrder: 'top', fps: { num: 30_000, den: 1001 } }),
      mxf,
      /send_field,fps=50.*tinterlace/,
    ],
    ['576i25 to whole pictures', aPicture(small), mp4, /^setfield=tff,bwdif=mode=send_frame,/],
    ['576i25 to new fields', aPicture(small), mxf, /^setfield=tff,bwdif=mode=send_field,fps=50.*tinterlace/],
    [
      '4:3 between black bars',
      aPicture({ width: 1440, height: 1080 }),
      mp4,
      /scale=1440:1080:.*pad=1920:1080/,
    ],
    [
      'anamorphic pictures filled out',
      aPicture({ width: 1440, sampleAspect: { num: 4, den: 3 } }),
      mp4,
      /scale=1920:1080:/,
    ],
    ['a phone held upright', aPicture({ rotation: 90 }), mp4, /scale=608:1080:.*pad=1920:1080/],
  ])('brings %s', (_name, picture, preset, wanted) => {
    expect(pictureFilters(picture, preset.picture)).toMatch(wanted)
  })

  it('reads fields as its owner says, whatever the recording declares', () => {
    const filters = (fieldOrder: 'top' | 'progressive', how: 'always' | 'never') =>
      pictureFilters(aPicture({ fieldOrder }), mp4.picture, how)
    expect(filters('progressive', 'always')).toMatch(/^setfield=tff,bwdif/)
    expect(filters('top', 'never')).not.toMatch(/bwdif/)
  })
})

describe('what a delivery changes', () => {
  const codesOf = (...about: Parameters<typeof describeDifferences>) =>
    describeDifferences(...about).map(({ code }) => code)

  it('lists only that', () => {
    const facts = someFacts({
      picture: aPicture({ fps: { num: 30_000, den: 1001 } }),
      sound: [aTrack({ sampleRateHz: 44_100 })],
    })
    expect(describeDifferences(facts, mp4)).toEqual([
      { code: 'rate', from: '29.97', to: '25' },
      { code: 'sample_rate', from: '44100', to: '48000' },
    ])
    const all = ['container', 'picture_codec', 'scan', 'chroma', 'sound_codec', 'tracks', 'start_timecode']
    expect(codesOf(someFacts(), mxf)).toEqual(all)
  })

  it('sees ten bits, the order of fields, and a leader', () => {
    const camera = someFacts({ picture: aPicture({ pixelFormat: 'yuv422p10le', fieldOrder: 'bottom' }) })
    const leader = { barsMs: 10_000, tone: true, countdownMs: 0, blackMs: 5000 }
    const differences = describeDifferences(camera, presetWith('h264-mp4-1080i25', { leader }))
    expect(differences).toEqual([
      { code: 'field_order', from: 'bottom', to: 'top' },
      { code: 'chroma', from: '4:2:2', to: '4:2:0' },
      { code: 'depth', from: '10', to: '8' },
      { code: 'leader', from: '0', to: '15' },
    ])
  })

  it('calls a pair of mono tracks stereo', () => {
    const mono = aTrack({ codec: 'pcm_s24le', channels: 1 })
    expect(codesOf(someFacts({ sound: [mono, mono] }), mxf)).not.toContain('channels')
  })
})

describe('an estimate', () => {
  it('counts the leader, the tracks and the whole of a constant stream', () => {
    const leader = { barsMs: 0, tone: false, countdownMs: 0, blackMs: 60_000 }
    const size = (key: keyof typeof stationPresets, settings = {}) =>
      estimateDelivery(someFacts(), presetWith(key, settings), {}).sizeBytes
    expect(size('h264-cbr-ts-1080i25')).toBe((14_000_000 * 60) / 8)
    expect(size('h264-cbr-ts-1080i25', { leader })).toBe((14_000_000 * 120) / 8)
    expect(size('xdcam-hd422-mxf', { trackLayout: 'mono_8' }) - size('xdcam-hd422-mxf')).toBeCloseTo(
      ((6 * 1_152_000 * 60) / 8) * 1.008,
      -3,
    )
  })

  it('takes longer for larger and faster pictures', () => {
    const cost = (picture: object) =>
      estimateDelivery(someFacts({ picture: aPicture(picture) }), mp4, {}).cpuMs
    expect(cost({ width: 3840, height: 2160 })).toBeGreaterThan(cost({}))
    expect(cost({ width: 720, height: 576 })).toBeLessThan(cost({}))
  })
})

describe('a preset', () => {
  it('takes of a station’s wishes what its container can carry', () => {
    const wishes = { startTimecode: '09:59:30:00', trackLayout: 'mono_8' } as const
    expect(presetWith('h264-cbr-ts-1080i25', wishes)).toMatchObject({
      startTimecode: null,
      trackLayout: 'stereo',
    })
    expect(presetWith('xdcam-hd422-mxf', wishes)).toMatchObject(wishes)
  })

  it('allows no layout whose tracks its sound cannot make', () => {
    for (const { sound, trackLayout } of Object.values(stationPresets)) {
      expect(sound.layouts).toContain(trackLayout)
      const widths = sound.layouts.flatMap((layout) => trackLayouts[layout].map((track) => track.length))
      expect(new Set(widths).size).toBe(1)
    }
  })

  it('makes a leader of whole frames', () => {
    const leader = { barsMs: 1010, tone: false, countdownMs: 3000, blackMs: 30 }
    expect(leaderFrames(presetWith('h264-mp4-1080p25', { leader }))).toBe(25 + 75 + 1)
  })
})

describe('a time code', () => {
  it('counts frames on from its start, and past midnight', () => {
    expect(timecodeAfter('10:00:00:00', 0, fps)).toBe('10:00:00:00')
    expect(timecodeAfter('09:59:59:24', 1, fps)).toBe('10:00:00:00')
    expect(timecodeAfter('23:59:59:24', 2, fps)).toBe('00:00:00:01')
    expect(timecodeAfter('00:00:00:00', 25 * 3600 + 26, fps)).toBe('01:00:01:01')
  })

  it('is always one that can be typed', () => {
    fc.assert(
      fc.property(fc.nat({ max: 25 * 86_400 * 2 }), (frames) => {
        expect(timecodeAfter('10:00:00:00', frames, fps)).toMatch(timecodePattern)
      }),
    )
  })
})

it('keeps the loudest of each stretch of a long curve', () => {
  const shortTermLufs = Array.from({ length: 1300 }, (_, n) => (n === 700 ? -9 : -23))
  const { everyMs, shortTermLufs: points } = drawable({ everyMs: 1000, shortTermLufs })
  expect(everyMs).toBe(3000)
  expect(points).toHaveLength(434)
  expect(points[233]).toBe(-9)
})
