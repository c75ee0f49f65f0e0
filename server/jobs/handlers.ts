import type { Trx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import type { Failure, Job, Recording } from './jobs.ts'

export interface JobContext {
  deps: Deps
  /** Aborted when the job is cancelled or its lease is lost: stop at once and leave nothing behind. */
  signal: AbortSignal
  /** Between 0 and 1, with milliseconds left where they can be told. */
  progress(fraction: number, etaMs?: number | null, message?: string | null): void
}

interface JobHandler {
  /** Does the slow part and returns what to record; may run more than once, so its outputs are keyed by content. */
  run(job: Job, context: JobContext): Promise<Recording>
  /** Recorded when the last try failed, or a person cancelled it, so that the subject can say so. */
  onDead?(job: Job, failure: Failure, trx: Trx): Promise<void>
}

export type JobHandlers = Record<string, JobHandler>
