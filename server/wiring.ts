import { join } from 'node:path'
import { createClock } from './clock.ts'
import type { Config } from './config.ts'
import { openReader, openWriter } from './db/open.ts'
import type { Deps } from './deps.ts'
import type { Live } from './http/live.ts'
import { createEmbeddedJobs } from './jobs/embedded.ts'
import { createDiskBlobs } from './storage/blobs.ts'

/** The drivers of one machine: SQLite, the queue inside it, files on disk. */
export async function wire(config: Config, live: Live): Promise<Deps> {
  const path = join(config.dataDir, 'vang.db')
  const db = openWriter(path)
  return {
    config,
    db,
    reads: openReader(path),
    clock: createClock(config.now),
    blobs: await createDiskBlobs(config.dataDir),
    jobs: createEmbeddedJobs(db),
    live,
  }
}

export async function unwire(deps: Deps): Promise<void> {
  await deps.reads.destroy()
  await deps.db.destroy()
}
