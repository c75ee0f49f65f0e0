import { inTransaction } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import type { JobHandlers } from './handlers.ts'
import { toJob } from './jobs.queries.ts'
import { CANCELLED } from './jobs.ts'

/**
 * A job that was stopped before it began never reaches its handler: this tells its subject, so that nothing goes on
 * waiting for it. One that was running tells it itself when it ends.
 */
export async function tellCancelled(
  deps: Pick<Deps, 'db' | 'live'>,
  handlers: JobHandlers,
  jobId: string,
): Promise<void> {
  const job = await inTransaction(deps.db, async (trx) => {
    const row = await trx
      .selectFrom('job')
      .selectAll()
      .where('id', '=', jobId)
      .where('state', '=', 'cancelled')
      .executeTakeFirst()
    if (row) await handlers[row.kind]?.onDead?.(toJob(row), CANCELLED, trx)
    return row
  })
  if (job) deps.live.send({ type: 'changed', subject: job.subject_kind, id: job.subject_id })
}
