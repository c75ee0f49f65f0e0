import { Hono } from 'hono'
import { z } from 'zod'
import { change } from '../db/audit.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import type { Env } from '../http/env.ts'
import { actorOf, allow, validate } from '../http/route.ts'
import { listJobs } from './jobs.queries.ts'

const jobId = z.object({ id: z.string() })

export function jobsRoutes(deps: Deps) {
  // How far running jobs are lives only in memory: it travels by message, not by commits.
  const progress = new Map<string, { fraction: number; etaMs: number | null }>()
  deps.live.listen((message) => {
    if (message.type === 'progress')
      progress.set(message.jobId, { fraction: message.fraction, etaMs: message.etaMs })
    else if (message.subject === 'job') progress.delete(message.id)
  })

  return new Hono<Env>()
    .get(
      '/jobs',
      allow('jobs.read', { summary: 'What runs, how far, how long', tags: ['jobs'] }),
      async (c) => {
        const jobs = await listJobs(deps.reads)
        return c.json({
          jobs: jobs.map((job) => ({
            ...job,
            fraction: progress.get(job.id)?.fraction ?? null,
            etaMs: progress.get(job.id)?.etaMs ?? null,
          })),
        })
      },
    )
    .post(
      '/jobs/:id/cancel',
      allow('jobs.steer', { summary: 'Cancel a job', tags: ['jobs'] }),
      validate('param', jobId),
      async (c) => {
        const { id } = c.req.valid('param')
        await change(deps, actorOf(c), async (trx, record) => {
          if (!(await deps.jobs.cancel(trx, id))) throw new DomainError('conflict')
          await record({ action: 'job.cancel', subjectKind: 'job', subjectId: id })
        })
        return c.json({ cancelled: true })
      },
    )
    .post(
      '/jobs/:id/retry',
      allow('jobs.steer', { summary: 'Try a failed job again', tags: ['jobs'] }),
      validate('param', jobId),
      async (c) => {
        const { id } = c.req.valid('param')
        await change(deps, actorOf(c), async (trx, record) => {
          if (!(await deps.jobs.retry(trx, id))) throw new DomainError('conflict')
          await record({ action: 'job.retry', subjectKind: 'job', subjectId: id })
        })
        return c.json({ queued: true })
      },
    )
}
