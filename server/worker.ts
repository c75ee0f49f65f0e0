import { prepareRuntime } from './runtime.ts'

prepareRuntime()
const { runWorker } = await import('./work.ts')
await runWorker()
