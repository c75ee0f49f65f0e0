import type { BenchRow } from './rows.ts'

/** How many logged plays arrive, and how often. */
export async function logRows(_dir: string, _seed: number): Promise<BenchRow[]> {
  return []
}
