import { setTimeout as sleep } from 'node:timers/promises'
import type { Deps } from '../deps.ts'
import type { JobHandlers } from './handlers.ts'
import { CANCELLED, type ClaimedJob, type JobFailure, type Lane, lanes } from './jobs.ts'

const HEARTBEAT_MS = 15_000
const IDLE_MS = 500
/** How many jobs of a lane run side by side: one picture at a time leaves room for the page and the channel. */
const WIDTH: Record<Lane, number> = { picture: 1, sound: 1, copy: 1, quick: 2 }

interface Runner {
  /** Takes no more work, aborts what runs, and resolves when all of it has stopped. */
  stop(): Promise<void>
}

/** Failures say themselves whether another try can help. */
function asFailure(error: unknown): JobFailure {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'internal'
  const final =
    error instanceof Error && 'final' in error
      ? error.final === true
      : error instanceof Error && error.name === 'DomainError'
  return { code, message: error instanceof Error ? error.message : String(error), final }
}

/** How each job that runs in this process asks whether it shall go on. */
const beats = new Map<string, () => void>()

/** Asks now instead of at the next beat, because a person has just stopped the job; nothing where it does not run here. */
export function beatNow(jobId: string): void {
  beats.get(jobId)?.()
}

export function startRunner(
  deps: Deps,
  handlers: JobHandlers,
  onError: (error: unknown, job?: ClaimedJob) => void,
  pace = { heartbeatMs: HEARTBEAT_MS, idleMs: IDLE_MS },
): Runner {
  const stopping = new AbortController()
  let wake = new AbortController()

  async function runOne(claim: ClaimedJob): Promise<void> {
    const abort = new AbortController()
    const signal = AbortSignal.any([abort.signal, stopping.signal])
    const beat = () => {
      deps.jobs.heartbeat(claim).then(
        (alive) => alive || abort.abort(new Error('The lease is lost or the job was cancelled')),
        (error: unknown) => onError(error, claim),
      )
    }
    const heart = setInterval(beat, pace.heartbeatMs)
    beats.set(claim.id, beat)
    const handler = handlers[claim.kind]
    const fail = (failure: JobFailure) =>
      deps.jobs.fail(claim, failure, async (trx, ended) => handler?.onDead?.(claim, ended, trx))
    try {
      if (!handler)
        throw Object.assign(new Error(`No handler for ${claim.kind}`), { code: 'no_handler', final: true })
      const recording = await handler.run(claim, {
        deps,
        signal,
        progress: (fraction, etaMs = null, message = null) =>
          deps.live.send({
            type: 'progress',
            jobId: claim.id,
            kind: claim.kind,
            subjectId: claim.subjectId,
            fraction,
            etaMs,
            message,
          }),
      })
      if (!(await deps.jobs.finish(claim, recording))) await fail({ ...CANCELLED, final: true })
    } catch (error) {
      // At shutdown the lease is simply left: the next start frees it and the job runs again.
      if (stopping.signal.aborted) return
      onError(error, claim)
      await fail(asFailure(error))
    } finally {
      clearInterval(heart)
      beats.delete(claim.id)
      deps.live.send({ type: 'changed', subject: 'job', id: claim.id })
      deps.live.send({ type: 'changed', subject: claim.subjectKind, id: claim.subjectId })
    }
  }

  async function work(lane: Lane): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        const claim = await deps.jobs.claim(lane)
        if (claim) {
          deps.live.send({ type: 'changed', subject: 'job', id: claim.id })
          await runOne(claim)
          wake.abort()
          wake = new AbortController()
        } else {
          await sleep(pace.idleMs, undefined, {
            signal: AbortSignal.any([wake.signal, stopping.signal]),
          }).catch(() => undefined)
        }
      } catch (error) {
        onError(error)
        await sleep(pace.idleMs)
      }
    }
  }

  const workers = lanes.flatMap((lane) => Array.from({ length: WIDTH[lane] }, () => work(lane)))
  return {
    async stop() {
      stopping.abort(new Error('Shutting down'))
      await Promise.all(workers)
    },
  }
}
