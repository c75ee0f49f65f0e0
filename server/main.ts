import { assertRuntime } from './runtime.ts'

assertRuntime()
const { runServer } = await import('./server.ts')
await runServer()
