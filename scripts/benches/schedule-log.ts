import type { BenchRow } from './rows.ts'

export async function reconcileRows(_dir: string, _seed: number): Promise<BenchRow[]> {
  return []
}
