import { Hono } from 'hono'
import { z } from 'zod'
import { change } from '../db/audit.ts'
import type { Deps } from '../deps.ts'
import { DomainError, found } from '../errors.ts'
import type { Env } from '../http/env.ts'
import { actorOf, allow, byId, validate } from '../http/route.ts'
import { hasWords, type Language, say } from '../words/words.ts'
import { emit } from './events.ts'
import { listJobs, steeredJob } from './jobs.queries.ts'
import { moves } from './queue-order.rules.ts'
import { mayCancel, mayOrder, mayRetry } from './steering.rules.ts'

function sayFailure(language: Language, code: string | null): string | null {
  const key = [`jobs.failure_${code}`, `errors.${code}`].find((name) => code !== null && hasWords(name))
  return key ? say(language, key) : null
}

/** What a message says beyond the step and the code in its first line; null where that is all of it. */
function toolsOwnWords(code: string | null, message: string | null): string | null {
  const words = message?.replace(new RegExp(`^([\\w ]+: )?${code}\\s*`), '').trim()
  return words || null
}

export function jobsRoutes(deps: Deps) {
  // How far running jobs are lives only in memory: it travels by message, not by commits.
  const progress = new Map<string, { fraction: number; etaMs: number | null }>()
  deps.live.listen(({ message }) => {
    if (message.type === 'progress')
      progress.set(message.jobId, { fraction: message.fraction, etaMs: message.etaMs })
    else if (message.subject === 'job') progress.delete(message.id)
  })

  return new Hono<Env>()
    .get(
      '/jobs',
      allow('jobs.read', { summary: 'What runs, how far, how long', tags: ['jobs'] }),
      async (c) => {
        const actor = actorOf(c)
        const language = c.get('language')
        const jobs = await listJobs(deps.reads)
        return c.json({
          jobs: jobs.map(({ unitId, errorMessage, ...job }) => ({
            ...job,
            title: hasWords(`jobs.${job.kind}`) ? say(language, `jobs.${job.kind}`) : job.title,
            what: hasWords(`jobs.what_${job.kind}`) ? say(language, `jobs.what_${job.kind}`) : null,
            ownUnit: unitId !== null && unitId === actor.unitId,
            errorMessage: sayFailure(language, job.errorCode),
            // A tool's own words name folders of this machine: they are for its administrator.
            errorDetail: actor.role === 'admin' ? toolsOwnWords(job.errorCode, errorMessage) : null,
            mayCancel: mayCancel(actor, { kind: job.kind, unitId }),
            mayRetry: mayRetry(actor, { kind: job.kind, unitId }),
            mayOrder: mayOrder(actor, { kind: job.kind, unitId }),
            fraction: progress.get(job.id)?.fraction ?? null,
            etaMs: progress.get(job.id)?.etaMs ?? null,
          })),
        })
      },
    )
    .post(
      '/jobs/:id/cancel',
      allow('jobs.steer', {
        summary: 'Cancel a job',
        tags: ['jobs'],
        returns: z.object({ cancelled: z.boolean() }),
      }),
      byId,
      async (c) => {
        const { id } = c.req.valid('param')
        const actor = actorOf(c)
        await change(deps, actor, async (trx, record) => {
          if (!mayCancel(actor, found(await steeredJob(trx, id)))) throw new DomainError('forbidden')
          if (!(await deps.jobs.cancel(trx, id))) throw new DomainError('conflict')
          await emit(deps, trx, 'job.cancelled', id, { jobId: id })
          await record({ action: 'job.cancel', subjectKind: 'job', subjectId: id })
        })
        return c.json({ cancelled: true })
      },
    )
    .post(
      '/jobs/:id/retry',
      allow('jobs.steer', {
        summary: 'Try a failed job again',
        tags: ['jobs'],
        returns: z.object({ queued: z.boolean() }),
      }),
      byId,
      async (c) => {
        const { id } = c.req.valid('param')
        const actor = actorOf(c)
        await change(deps, actor, async (trx, record) => {
          if (!mayRetry(actor, found(await steeredJob(trx, id)))) throw new DomainError('forbidden')
          if (!(await deps.jobs.retry(trx, id))) throw new DomainError('conflict')
          await record({ action: 'job.retry', subjectKind: 'job', subjectId: id })
        })
        return c.json({ queued: true })
      },
    )
    .post(
      '/jobs/:id/priority',
      allow('jobs.order', {
        summary: 'Let a waiting job go earlier or later in its lane',
        tags: ['jobs'],
        returns: z.object({ moved: z.boolean() }),
      }),
      byId,
      validate('json', z.object({ move: z.enum(moves) })),
      async (c) => {
        const { id } = c.req.valid('param')
        const { move } = c.req.valid('json')
        const actor = actorOf(c)
        await change(deps, actor, async (trx, record) => {
          if (!mayOrder(actor, found(await steeredJob(trx, id)))) throw new DomainError('forbidden')
          if (!(await deps.jobs.move(trx, id, move))) throw new DomainError('conflict')
          await record({ action: 'job.move', subjectKind: 'job', subjectId: id, detail: { move } })
        })
        return c.json({ moved: true })
      },
    )
}
