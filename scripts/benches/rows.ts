// How figures are taken: the median of several runs with its extremes, and ratios of two things run in turn.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface BenchRow {
  name: string
  value: number
  unit: string
  min: number
  max: number
}

export interface BenchOptions {
  seed: number
  /** One part alone, for a bench that has parts. */
  only?: string | undefined
}

/** Numbers from 0 to 1 that depend on the seed alone (mulberry32). */
export function randomly(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** The middle of several runs, with the extremes, for one row. */
export function row(name: string, unit: string, runs: number[]): BenchRow {
  const sorted = [...runs].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const value =
    sorted.length % 2 === 1 ? sorted[middle] : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
  const rounded = (n: number | undefined) => Number((n ?? Number.NaN).toPrecision(4))
  return { name, value: rounded(value), unit, min: rounded(sorted[0]), max: rounded(sorted.at(-1)) }
}

/** A plain count or size, seen once. */
export const count = (name: string, unit: string, value: number) => row(name, unit, [value])

/** Ratio of a to b, pair by pair in turn after one warm-up of each, so that a machine changing its speed changes both. */
export async function alternate(
  times: number,
  a: () => Promise<number>,
  b: () => Promise<number>,
): Promise<number[]> {
  await a()
  await b()
  const ratios: number[] = []
  for (let i = 0; i < times; i++) ratios.push((await a()) / (await b()))
  return ratios
}

/** Runs the parts of a bench, or the one that was asked for, each in a fresh folder that is gone afterwards. */
export async function runParts(
  parts: Record<string, (dir: string, seed: number) => Promise<BenchRow[]>>,
  { seed, only }: BenchOptions,
): Promise<BenchRow[]> {
  const rows: BenchRow[] = []
  for (const [name, part] of Object.entries(parts)) {
    if (only !== undefined && only !== name) continue
    const dir = await mkdtemp(join(tmpdir(), 'vang-bench-'))
    try {
      rows.push(...(await part(dir, seed)))
    } finally {
      await rm(dir, { recursive: true, force: true })
    }
  }
  return rows
}
