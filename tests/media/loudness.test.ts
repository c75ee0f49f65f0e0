import { expect, it } from 'vitest'
import { measureLoudness } from '../../media/loudness.ts'
import { aSurroundTone, aTone, aVideo } from '../support/clips.ts'

const steps = (...list: [dbfs: number, seconds: number][]) =>
  list.map(([dbfs, seconds]) => ({ dbfs, seconds }))

// EBU Tech 3341, table 1; shortened where the standard only asks for "long enough".
it.each([
  ['a steady tone at -23', steps([-23, 20]), -23],
  ['a steady tone at -33', steps([-33, 20]), -33],
  ['a tone between softer parts', steps([-36, 10], [-23, 60], [-36, 10]), -23],
  ['parts below the absolute gate', steps([-72, 10], [-36, 10], [-23, 60], [-36, 10], [-72, 10]), -23],
  ['three parts within the gate', steps([-26, 20], [-20, 20.1], [-26, 20]), -23],
])('reads %s as EBU Tech 3341 wants it', async (_name, clip, wanted) => {
  const { integratedLufs } = await measureLoudness(await aTone({ steps: clip }))
  expect(Math.abs((integratedLufs ?? 0) - wanted)).toBeLessThanOrEqual(0.1)
})

it('weighs the channels of surround sound', async () => {
  const { integratedLufs } = await measureLoudness(await aSurroundTone())
  expect(Math.abs((integratedLufs ?? 0) + 23)).toBeLessThanOrEqual(0.1)
})

it.each([
  [0, 4],
  [45, 4],
  [60, 6],
  [67.5, 8],
])(
  'finds the true peak between the samples at %d degrees and a %dth of the rate',
  async (phaseDegrees, part) => {
    const clip = { steps: steps([-6.02, 2]), frequencyHz: 48_000 / part, phaseDegrees }
    const { truePeakDbtp } = await measureLoudness(await aTone(clip))
    expect(truePeakDbtp).toBeLessThanOrEqual(-5.8)
    expect(truePeakDbtp).toBeGreaterThanOrEqual(-6.4)
  },
)

// EBU Tech 3342, table 1.
it.each([
  [steps([-20, 20], [-30, 20]), 10],
  [steps([-20, 20], [-15, 20]), 5],
  [steps([-40, 20], [-20, 20]), 20],
  [steps([-50, 20], [-35, 20], [-20, 20], [-35, 20], [-50, 20]), 15],
])('reads the loudness range of EBU Tech 3342', async (clip, wanted) => {
  const { rangeLu } = await measureLoudness(await aTone({ steps: clip }))
  expect(Math.abs((rangeLu ?? 0) - wanted)).toBeLessThanOrEqual(1)
})

it('does not take the filling of the meter for a range in a short clip', async () => {
  const { rangeLu } = await measureLoudness(await aTone({ steps: steps([-20, 5]) }))
  expect(rangeLu).toBeLessThan(0.5)
})

it('reads one channel like the same on both sides unless told otherwise', async () => {
  const path = await aTone({ steps: steps([-23, 5]), channels: 1 })
  const [dual, single] = [await measureLoudness(path), await measureLoudness(path, { dualMono: false })]
  expect(dual.integratedLufs).toBeCloseTo(-23, 1)
  expect((dual.integratedLufs ?? 0) - (single.integratedLufs ?? 0)).toBeCloseTo(3.01, 1)
})

it('measures only the stretch it is given', async () => {
  const path = await aTone({ steps: steps([-40, 5], [-20, 5]) })
  const late = await measureLoudness(path, { inMs: 5000, outMs: 9000 })
  expect(late.integratedLufs).toBeCloseTo(-20, 1)
  expect(late.durationMs).toBe(4000)
})

it('says that silence has no loudness', async () => {
  const { integratedLufs, rangeLu } = await measureLoudness(await aTone({ steps: steps([-120, 3]) }))
  expect([integratedLufs, rangeLu]).toEqual([null, null])
})

it('takes two mono tracks for the stereo pair they are', async () => {
  const pair = await measureLoudness(await aVideo({ container: 'mxf', monoPair: true }))
  const stereo = await measureLoudness(await aVideo({ container: 'mov' }))
  expect(pair.integratedLufs).toBeCloseTo(stereo.integratedLufs ?? 0, 1)
})

it('refuses a recording without sound', async () => {
  await expect(measureLoudness(await aVideo({ channels: 0 }))).rejects.toMatchObject({ code: 'no_sound' })
})
