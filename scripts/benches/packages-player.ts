import type { BenchRow } from './rows.ts'

/** What the offline player takes, and what it refuses. */
export async function playerRows(_dir: string, _seed: number): Promise<BenchRow[]> {
  return []
}
