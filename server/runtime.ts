/** better-sqlite3 dies without a word on a Node that is too old, so this is asked before it is loaded. */
export function assertRuntime(napi = Number(process.versions.napi)): void {
  if (napi >= 10) return
  console.error(
    `Vang cần Node 22.14 trở lên (đang chạy ${process.version}). Hãy khởi động bằng ./scripts/start.\n` +
      `Vang needs Node 22.14 or later (this is ${process.version}). Start it with ./scripts/start.`,
  )
  process.exit(1)
}
