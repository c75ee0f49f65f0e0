import type { BenchRow } from './rows.ts'

export async function soundRows(_dir: string, _seed: number): Promise<BenchRow[]> {
  return []
}
