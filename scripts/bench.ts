// Measures and compares: ./scripts/bench NAME [--json] [--seed N] [--only PART]. Each row is a count, or a ratio against a plain baseline.
import { parseArgs } from 'node:util'
import type { BenchOptions, BenchRow } from './benches/rows.ts'

const benches: Record<string, () => Promise<{ run(options: BenchOptions): Promise<BenchRow[]> }>> = {
  smoke: () => import('./benches/smoke.ts'),
  media: () => import('./benches/media.ts'),
  schedule: () => import('./benches/schedule.ts'),
  packages: () => import('./benches/packages.ts'),
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
  },
})
const name = positionals[0] ?? ''
const load = benches[name]
if (!load) {
  console.error(
    `Cách dùng / Usage: ./scripts/bench ${Object.keys(benches).join('|')} [--json] [--seed N] [--only PART]`,
  )
  process.exit(2)
}
const { run } = await load()
const rows = await run({ seed: Number(values.seed), only: values.only })
const width = Math.max(...rows.map((r) => r.name.length))
for (const r of rows)
  console.log(`${r.name.padEnd(width)}  ${String(r.value).padStart(10)} ${r.unit}  (${r.min} … ${r.max})`)
if (values.json) console.log(JSON.stringify({ bench: name, rows }))
