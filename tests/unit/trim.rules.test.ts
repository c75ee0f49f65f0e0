import { describe, expect, it } from 'vitest'
import { proposeTrim, silentEnds } from '../../server/library/fixes/trim.rules.ts'

const fps = { num: 25, den: 1 }
const stretch = { startMs: 0, endMs: 60_000 }
const black = (startMs: number, endMs: number) => ({ startMs, endMs })

describe('silence at the edges', () => {
  const peaks = (...loud: boolean[]) => Int8Array.from(loud.flatMap((one) => (one ? [-40, 38] : [-2, 1])))

  it('is what moves by no more than a step, counted from either edge', () => {
    const heard = peaks(false, false, true, false, true, false, false, false)
    expect(silentEnds(heard, 50, { startMs: 0, endMs: 160 })).toEqual({ headMs: 40, tailMs: 60 })
  })

  it('is looked for within the version alone', () => {
    const heard = peaks(true, false, false, true, true, false, true)
    expect(silentEnds(heard, 50, { startMs: 20, endMs: 120 })).toEqual({ headMs: 40, tailMs: 20 })
  })

  it('is all of it where nothing is heard', () => {
    expect(silentEnds(peaks(false, false), 50, { startMs: 0, endMs: 40 })).toEqual({ headMs: 40, tailMs: 0 })
  })
})

describe('the proposed trim', () => {
  it('takes black and silent edges away, on whole frames', () => {
    const found = proposeTrim({
      stretch,
      blacks: [black(0, 3010), black(55_000, 60_000)],
      silence: { headMs: 4000, tailMs: 5000 },
      fps,
    })
    expect(found).toEqual({ inMs: 3000, outMs: 55_000 })
  })

  it('keeps music that begins under black, and a silent picture', () => {
    const early = { headMs: 1500, tailMs: 0 }
    expect(proposeTrim({ stretch, blacks: [black(0, 3000)], silence: early, fps })).toEqual({
      inMs: 1480,
      outMs: 60_000,
    })
    expect(proposeTrim({ stretch, blacks: [], silence: { headMs: 9000, tailMs: 9000 }, fps })).toBeNull()
  })

  it('goes by black alone where there is no sound, and by silence alone where there is no picture', () => {
    expect(proposeTrim({ stretch, blacks: [black(0, 2000)], silence: null, fps })).toEqual({
      inMs: 2000,
      outMs: 60_000,
    })
    const heard = { stretch, blacks: null, fps, silence: { headMs: 2300, tailMs: 0 } }
    expect(proposeTrim(heard)).toEqual({ inMs: 2000, outMs: 60_000 })
  })

  it('counts from where the version begins', () => {
    const cut = { startMs: 10_000, endMs: 30_000 }
    const silence = { headMs: 2000, tailMs: 1000 }
    const found = proposeTrim({
      stretch: cut,
      blacks: [black(9000, 12_000), black(29_000, 31_000)],
      silence,
      fps,
    })
    expect(found).toEqual({ inMs: 12_000, outMs: 29_000 })
  })

  it('leaves half a second and less, black in the middle, and what is nothing but black', () => {
    const silence = { headMs: 9000, tailMs: 9000 }
    expect(proposeTrim({ stretch, blacks: [black(0, 400), black(20_000, 30_000)], silence, fps })).toBeNull()
    const all = { headMs: 60_000, tailMs: 0 }
    expect(proposeTrim({ stretch, blacks: [black(0, 60_000)], silence: all, fps })).toBeNull()
  })
})
