// What the media engine costs and how exact it is: analysis, loudness, uploads; each part can be run alone.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { analysisRows } from './media-analysis.ts'
import { soundRows } from './media-sound.ts'
import { uploadRows } from './media-upload.ts'
import type { BenchOptions, BenchRow } from './rows.ts'

const parts: Record<string, (dir: string, seed: number) => Promise<BenchRow[]>> = {
  analysis: analysisRows,
  sound: soundRows,
  upload: uploadRows,
}

export async function run({ seed, only }: BenchOptions): Promise<BenchRow[]> {
  const rows: BenchRow[] = []
  for (const [name, part] of Object.entries(parts)) {
    if (only !== undefined && only !== name) continue
    const dir = await mkdtemp(join(tmpdir(), 'vang-bench-'))
    try {
      rows.push(...(await part(dir, seed)))
    } finally {
      await rm(dir, { recursive: true, force: true })
    }
  }
  return rows
}
