import type { Trx } from '../db/open.ts'
import type { Move } from './queue-order.rules.ts'

/** Work of one lane never waits for another's: picture is heavy, sound is short, copying waits for disks, quick is none. */
export const lanes = ['picture', 'sound', 'copy', 'quick'] as const
export type Lane = (typeof lanes)[number]

export interface NewJob {
  kind: string
  lane: Lane
  subjectKind: string
  subjectId: string
  /** What a person calls it, such as the title of the work. */
  title: string
  payload: Record<string, unknown>
  /** At most one unfinished or finished job has this key; enqueuing it again answers the first. Failed ones are queued anew. */
  key?: string
  /** Higher goes first. */
  priority?: number
  /** An ISO instant of real time, for what leaves later. */
  runAt?: string
  createdBy?: string
}

export interface Job {
  id: string
  kind: string
  subjectKind: string
  subjectId: string
  title: string
  payload: Record<string, unknown>
  attempts: number
  createdBy: string | null
}

/** Recorded in the transaction that finishes the job, and only while the lease still holds. */
export type Recording = (trx: Trx) => Promise<void>

export interface Failure {
  code: string
  message: string
}

/** How a job ended that a person stopped. */
export const CANCELLED: Failure = { code: 'cancelled', message: '' }

/** Recorded in the transaction in which a job ends without a result. */
type Ending = (trx: Trx, failure: Failure) => Promise<void>

/** What features and the worker need of a queue; every driver passes the same contract tests. */
export interface Jobs {
  enqueue(trx: Trx, job: NewJob): Promise<string>
  /** Takes the next job of a lane under a lease, or nothing. */
  claim(lane: Lane): Promise<ClaimedJob | undefined>
  /** Extends the lease. False: it is lost, or a person asked to cancel. */
  heartbeat(claim: ClaimedJob): Promise<boolean>
  /** Records the result and marks the job done in one transaction. False: the lease was lost and nothing was recorded. */
  finish(claim: ClaimedJob, recording: Recording): Promise<boolean>
  /** Queued again with back-off, or dead after the last try. `final` failures are not tried again. */
  fail(claim: ClaimedJob, failure: JobFailure, onEnd?: Ending): Promise<void>
  cancel(trx: Trx, jobId: string): Promise<boolean>
  retry(trx: Trx, jobId: string): Promise<boolean>
  /** Changes the turn of a waiting job within its lane. False: it waits no more, or stands there already. */
  move(trx: Trx, jobId: string, move: Move): Promise<boolean>
  /** Frees what a process that is gone was holding; `all` when it is known that no other worker lives. */
  releaseDead(
    which?: 'expired' | 'all',
    onEnd?: (trx: Trx, failure: Failure, job: Job) => Promise<void>,
  ): Promise<number>
}

export interface JobFailure {
  code: string
  message: string
  final: boolean
}

export interface ClaimedJob extends Job {
  token: string
  maxAttempts: number
}
