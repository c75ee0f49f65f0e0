import type { BenchRow } from './rows.ts'

export async function dragRows(_dir: string, _seed: number): Promise<BenchRow[]> {
  return []
}
