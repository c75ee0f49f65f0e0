// Analyses a recording in a process of its own, which tells each run as it starts: for tests that kill it.
import { analyse } from '../../media/analyse.ts'

const [input = '', outDir = '', eachMs = ''] = process.argv.slice(2)
const stretches = { longerThanMs: 1000, eachMs: Number(eachMs), leadMs: 2000 }
await analyse({ input, outDir, stretches, onRun: (name) => process.send?.(name) })
process.disconnect()
