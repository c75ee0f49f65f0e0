import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { planTrim } from '../../media/loudspeaker-plan.ts'
import { correctGain, gainFilters, isSettled, meets, planGain } from '../../media/normalise.ts'
import { chooseSound } from '../../media/sound-choice.ts'
import { aTrack, someFacts } from '../support/facts.ts'

describe('the choice of sound', () => {
  it('joins two mono tracks, but not two languages', () => {
    const mono = (index: number, language: string | null) =>
      aTrack({ index, channels: 1, layout: 'mono', language })
    expect(chooseSound(someFacts({ sound: [mono(1, null), mono(2, null)] }))?.channels).toBe(2)
    expect(chooseSound(someFacts({ sound: [mono(1, 'vie'), mono(2, 'hmn')] }))?.channels).toBe(1)
  })

  it('takes the first two of many channels without a layout', () => {
    const sound = chooseSound(someFacts({ sound: [aTrack({ channels: 8, layout: null })] }))
    expect(sound).toEqual({ source: '[0:1]pan=stereo|c0=c0|c1=c1,', channels: 2 })
  })

  it('takes the microphone in the middle where the sound comes from all around', () => {
    const sound = chooseSound(someFacts({ sound: [aTrack({ channels: 4, layout: 'ambisonic 1' })] }))
    expect(sound).toEqual({ source: '[0:1]pan=mono|c0=c0,', channels: 1 })
  })
})

describe('the gain', () => {
  const target = { loudnessLufs: -23, toleranceLu: 0.1, ceilingDbtp: -1, overshootDb: 0 }

  it('is plain where the peaks allow it', () => {
    const gain = planGain({ integratedLufs: -30, truePeakDbtp: -12 }, target)
    expect(gain).toEqual({ gainDb: 7, limitDbtp: null, flags: [] })
    expect(gainFilters(gain)).not.toContain('alimiter')
  })

  it('limits where the peaks would pass the ceiling', () => {
    const gain = planGain({ integratedLufs: -30, truePeakDbtp: -7 }, target)
    expect(gain.limitDbtp).toBeCloseTo(-1.1)
    expect(gainFilters(gain)).toContain('aresample=192000,alimiter=level=false:latency=1:limit=0.881')
  })

  it('leaves alone what has no loudness, and flags what needs more than 20 dB', () => {
    expect(planGain({ integratedLufs: null, truePeakDbtp: null }, target)).toMatchObject({
      gainDb: 0,
      flags: ['no_loudness'],
    })
    expect(planGain({ integratedLufs: -44, truePeakDbtp: -30 }, target).flags).toEqual([
      'recorded_too_quietly',
    ])
  })

  it('gives back what the codec took, and bows to what it added', () => {
    const gain = { gainDb: 7, limitDbtp: null }
    const next = correctGain([{ gain, after: { integratedLufs: -23.4, truePeakDbtp: -0.2 } }], target)
    expect(next.gainDb).toBeCloseTo(7.4)
    expect(next.limitDbtp).toBeCloseTo(-2)
  })

  it('gives at once what a codec is known to take, and lets a first result off by no more than meters differ', () => {
    const mp3 = { ...target, toleranceLu: 0.3, lossDb: 0.45 }
    const gain = planGain({ integratedLufs: -23, truePeakDbtp: -12 }, mp3)
    expect(gain.gainDb).toBeCloseTo(0.45)
    const off = (lu: number) => ({ gain, after: { integratedLufs: -23 + lu, truePeakDbtp: -12 } })
    expect(isSettled([off(0.24)], mp3)).toBe(true)
    expect(isSettled([off(0.28)], mp3)).toBe(false)
    expect(isSettled([off(0.28), off(0.28)], mp3)).toBe(true)
    expect(isSettled([off(0.28), off(0.32)], mp3)).toBe(false)
  })

  it('reaches the target in three tries through a limiter that swallows part of the gain', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.5, max: 0.95, noNaN: true }),
        fc.double({ min: 1, max: 3, noNaN: true }),
        (share, lost) => {
          const limited = { gainDb: 10, limitDbtp: -1.5 }
          const hear = (gainDb: number) => ({
            integratedLufs: -23 - lost + share * (gainDb - 10),
            truePeakDbtp: -1.2,
          })
          const tries = [{ gain: limited, after: hear(10) }]
          for (let n = 0; n < 2; n += 1) {
            const gain = correctGain(tries, target) as typeof limited
            tries.push({ gain, after: hear(gain.gainDb) })
          }
          expect(meets(tries.at(-1)?.after ?? { integratedLufs: 0, truePeakDbtp: 0 }, target)).toBe(true)
        },
      ),
    )
  })
})

describe('trimming', () => {
  const levels = (...list: number[]) =>
    list.map((level, n) => ({ timeMs: n * 50, values: new Map([['astats.Overall.RMS_level', level]]) }))
  const quiet = Array(20).fill(-90)

  it('keeps 0.3 s of silence on either side', () => {
    expect(planTrim(levels(...quiet, -20, -20, ...quiet), -20, 'speech')).toEqual({
      startMs: 700,
      endMs: 1400,
    })
  })

  it('keeps an ending that fades away, however slowly', () => {
    const fading = Array.from({ length: 200 }, (_, n) => -20 - n / 4)
    const { endMs } = planTrim(levels(-20, -20, ...fading), -20, 'speech')
    // Down to 42 LU under the programme, and 0.3 s more.
    expect(endMs).toBe(8750)
  })

  it('cuts the noise of a room as well as true silence, but never what is loud enough to be meant', () => {
    const room = Array.from({ length: 40 }, (_, n) => -60 - (n % 3))
    expect(planTrim(levels(...room, -20, -20, ...room), -20, 'speech')).toEqual({
      startMs: 1700,
      endMs: 2400,
    })
    const crowd = Array(40).fill(-45)
    expect(planTrim(levels(...crowd, -20, -20, ...crowd), -20, 'speech')).toEqual({ startMs: 0, endMs: 4100 })
  })

  it('trims nothing where nothing is heard', () => {
    expect(planTrim(levels(...quiet), null, 'speech')).toEqual({ startMs: 0, endMs: 1000 })
  })
})
