import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import type { Db } from './db/open.ts'
import type { Live } from './http/live.ts'
import type { Jobs } from './jobs/jobs.ts'
import type { BlobStore } from './storage/blobs.ts'

/** What every service is handed: made once by main.ts or worker.ts, replaced by a test where it needs to be. */
export interface Deps {
  readonly config: Config
  /** The one writing connection; use it through `change` or `inTransaction`. */
  readonly db: Db
  /** A read-only connection for plain reads. */
  readonly reads: Db
  readonly clock: Clock
  readonly blobs: BlobStore
  readonly jobs: Jobs
  readonly live: Live
}
