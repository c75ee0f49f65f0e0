import module from 'node:module'
import { fileURLToPath } from 'node:url'

/** A small young generation: this server moves bytes, it does not make many objects, and offices have small machines. */
export const nodeFlags = ['--max-semi-space-size=2']

/**
 * Comes before everything else is loaded. better-sqlite3 dies without a word on a Node that is too old, so that is
 * asked first; and what Node compiled once is kept, which saves memory and seconds at each later start.
 */
export function prepareRuntime(): void {
  assertRuntime()
  module.enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/vang', import.meta.url)))
}

export function assertRuntime(napi = Number(process.versions.napi)): void {
  if (napi >= 10) return
  console.error(
    `Vang cần Node 22.14 trở lên (đang chạy ${process.version}). Hãy khởi động bằng ./scripts/start.\n` +
      `Vang needs Node 22.14 or later (this is ${process.version}). Start it with ./scripts/start.`,
  )
  process.exit(1)
}
