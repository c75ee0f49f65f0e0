import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { analyse } from '../../media/analyse.ts'
import { measureLoudness } from '../../media/loudness.ts'
import { aSurroundTone, aTone } from '../support/clips.ts'

// The test signals of EBU Tech 3341 and 3342, read by the code that reads recordings.

const steps = (...list: [dbfs: number, seconds: number][]) =>
  list.map(([dbfs, seconds]) => ({ dbfs, seconds }))

// EBU Tech 3341, table 1: stereo sines of 1 kHz.
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

// 0.5 of full scale; +0.2 and -0.4 dB are allowed.
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

// EBU Tech 3342, table 1: 20 s at each level.
it.each([
  [10, steps([-20, 20], [-30, 20])],
  [5, steps([-20, 20], [-15, 20])],
  [20, steps([-40, 20], [-20, 20])],
  [15, steps([-50, 20], [-35, 20], [-20, 20], [-35, 20], [-50, 20])],
])('reads a loudness range of %d LU as EBU Tech 3342 wants it', async (wanted, clip) => {
  const { rangeLu } = await measureLoudness(await aTone({ steps: clip }))
  expect(Math.abs((rangeLu ?? 0) - wanted)).toBeLessThanOrEqual(1)
})

it('reads the same in the analysis of a recording as in a measurement of its own', async () => {
  const outDir = await mkdtemp(join(tmpdir(), 'vang-ebu-'))
  try {
    const input = await aTone({ steps: steps([-36, 10], [-23, 60], [-36, 10]) })
    const { loudness } = await analyse({ input, outDir })
    const measured = await measureLoudness(input)
    expect(Math.abs((loudness?.integratedLufs ?? 0) + 23)).toBeLessThanOrEqual(0.1)
    expect(loudness?.integratedLufs).toBe(measured.integratedLufs)
    expect(loudness?.rangeLu).toBe(measured.rangeLu)
    expect(loudness?.truePeakDbtp).toBe(measured.truePeakDbtp)
  } finally {
    await rm(outDir, { recursive: true, force: true })
  }
})
