import type { BenchRow } from './rows.ts'

export async function analysisRows(_dir: string, _seed: number): Promise<BenchRow[]> {
  return []
}
