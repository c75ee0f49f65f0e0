import type { BenchRow } from './rows.ts'

export async function uploadRows(_dir: string, _seed: number): Promise<BenchRow[]> {
  return []
}
