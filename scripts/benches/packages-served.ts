import type { BenchRow } from './rows.ts'

/** What a download costs. */
export async function servedRows(_dir: string, _seed: number): Promise<BenchRow[]> {
  return []
}
