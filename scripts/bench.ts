// Measures and compares: ./scripts/bench NAME [--json] [--seed N]. Each row is a count, or a ratio against a plain baseline.
import { parseArgs } from 'node:util'
import type { BenchOptions, BenchRow } from './bench-rows.ts'

const benches: Record<string, () => Promise<{ run(options: BenchOptions): Promise<BenchRow[]> }>> = {
  smoke: () => import('./bench-smoke.ts'),
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false }, seed: { type: 'string', default: '1' } },
})
const name = positionals[0] ?? ''
const load = benches[name]
if (!load) {
  console.error(`Cách dùng / Usage: ./scripts/bench ${Object.keys(benches).join('|')} [--json] [--seed N]`)
  process.exit(2)
}
const { run } = await load()
const rows = await run({ seed: Number(values.seed) })
const width = Math.max(...rows.map((r) => r.name.length))
for (const r of rows)
  console.log(`${r.name.padEnd(width)}  ${String(r.value).padStart(10)} ${r.unit}  (${r.min} … ${r.max})`)
if (values.json) console.log(JSON.stringify({ bench: name, rows }))
