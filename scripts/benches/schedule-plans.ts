import type { BenchRow } from './rows.ts'

export async function planRows(_dir: string, _seed: number): Promise<BenchRow[]> {
  return []
}
