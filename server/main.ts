import { prepareRuntime } from './runtime.ts'

prepareRuntime()
const { runServer } = await import('./server.ts')
await runServer().catch((error: unknown) => {
  // What a person can mend says so in its message; the rest of the stack helps nobody at the keyboard.
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
