import { createReadStream } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import type { AnalyseRecipe } from './analyse-recipe.ts'
import { type Finding, finding } from './finding.ts'
import type { Interval } from './intervals.ts'

/** Left and right in one window of 20 ms. */
export type SidesWindow = {
  leftDb: number
  rightDb: number
  /** 1 where both sides move alike, -1 where they cancel. */
  correlation: number
}

const floorDb = -120
const bytesPerPair = 4

/**
 * Reads left and right (16 bits, little-endian, one after the other) once: writes the peaks of their sum for drawing, a
 * minimum and a maximum (int8) for each window, and answers how the sides of each window stand to each other. Holds 100
 * bytes of peaks and 1.2 KB of windows per second.
 */
export async function readSides(
  raw: string,
  peaksPath: string,
  samplesPerWindow: number,
): Promise<SidesWindow[]> {
  const peaks: number[] = []
  const windows: SidesWindow[] = []
  let rest: Buffer = Buffer.alloc(0)
  const size = samplesPerWindow * bytesPerPair
  const take = (bytes: Buffer) => {
    const { least, most, window } = measure(bytes)
    peaks.push(least, most)
    windows.push(window)
  }
  for await (const chunk of createReadStream(raw, { highWaterMark: 1 << 20 })) {
    const bytes = rest.length > 0 ? Buffer.concat([rest, chunk as Buffer]) : (chunk as Buffer)
    let at = 0
    for (; at + size <= bytes.length; at += size) take(bytes.subarray(at, at + size))
    rest = bytes.subarray(at)
  }
  if (rest.length >= bytesPerPair) take(rest.subarray(0, rest.length - (rest.length % bytesPerPair)))
  await writeFile(peaksPath, Int8Array.from(peaks))
  return windows
}

function measure(bytes: Buffer): { least: number; most: number; window: SidesWindow } {
  let least = 127
  let most = -128
  let leftPower = 0
  let rightPower = 0
  let product = 0
  for (let at = 0; at < bytes.length; at += bytesPerPair) {
    const left = bytes.readInt16LE(at)
    const right = bytes.readInt16LE(at + 2)
    const mixed = (left + right) >> 9
    if (mixed < least) least = mixed
    if (mixed > most) most = mixed
    leftPower += left * left
    rightPower += right * right
    product += left * right
  }
  const count = bytes.length / bytesPerPair
  const decibels = (power: number) => Math.max(floorDb, 10 * Math.log10(power / count / 2 ** 30 || 1e-12))
  const both = Math.sqrt(leftPower * rightPower)
  return {
    least,
    most,
    window: {
      leftDb: decibels(leftPower),
      rightDb: decibels(rightPower),
      correlation: both > 0 ? product / both : 0,
    },
  }
}

type Rules = AnalyseRecipe['sides']

/** Where the sides cancel each other, and where one of them is dead; identical sides are mono, and fine. Pure. */
export function judgeSides(windows: readonly SidesWindow[], rules: Rules): Finding[] {
  const reversed = runsOf(windows, rules, ({ leftDb, rightDb, correlation }) => {
    if (leftDb < rules.quietDb || rightDb < rules.quietDb) return 'unsaid'
    return correlation < rules.reversedBelow ? 'yes' : 'no'
  })
  const dead = (side: 'leftDb' | 'rightDb', other: 'leftDb' | 'rightDb') =>
    runsOf(windows, rules, (window) => {
      if (window[side] >= rules.deadDb) return 'no'
      return window[other] - window[side] > rules.deadUnderOtherDb ? 'yes' : 'unsaid'
    })
  return [
    ...reversed.map((run) => finding('phase', run)),
    ...dead('leftDb', 'rightDb').map((run) => finding('one_channel', { ...run, value: 1 })),
    ...dead('rightDb', 'leftDb').map((run) => finding('one_channel', { ...run, value: 2 })),
  ]
}

// Speech pauses: what cannot be told in between neither begins nor ends a run. A few windows that disagree are a codec's.
const contrary = 5

function runsOf(
  windows: readonly SidesWindow[],
  { windowMs, leastMs, pauseMs }: Rules,
  told: (window: SidesWindow) => 'yes' | 'no' | 'unsaid',
): Interval[] {
  const runs: Interval[] = []
  let run: (Interval & { against: number }) | undefined
  const close = () => {
    if (run && run.endMs - run.startMs >= leastMs)
      runs.push({ startMs: Math.round(run.startMs), endMs: Math.round(run.endMs) })
    run = undefined
  }
  for (const [n, window] of windows.entries()) {
    const answer = told(window)
    const startMs = n * windowMs
    if (answer === 'yes') {
      run ??= { startMs, endMs: startMs, against: 0 }
      run.endMs = startMs + windowMs
      run.against = 0
    } else if (run) {
      if (answer === 'no') run.against += 1
      if (run.against >= contrary || startMs - run.endMs >= pauseMs) close()
    }
  }
  close()
  return runs
}
