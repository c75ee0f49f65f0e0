import type { BenchRow } from './rows.ts'

export async function conflictRows(_dir: string, _seed: number): Promise<BenchRow[]> {
  return []
}
