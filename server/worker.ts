import { assertRuntime } from './runtime.ts'

assertRuntime()
const { runWorker } = await import('./work.ts')
await runWorker()
