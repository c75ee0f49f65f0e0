import { expect, it } from 'vitest'
import { measureLoudness } from '../../media/loudness.ts'
import { aTone, aVideo } from '../support/clips.ts'

const steps = (...list: [dbfs: number, seconds: number][]) =>
  list.map(([dbfs, seconds]) => ({ dbfs, seconds }))

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
