import { type DbOrTrx, inTransaction, type Trx } from '../../db/open.ts'
import { statusOf } from '../../errors.ts'
import type { JobHandlers } from '../../jobs/handlers.ts'
import type { Job } from '../../jobs/jobs.ts'
import { finishUpload } from '../uploads/finish.service.ts'
import { cancelUpload } from '../uploads/queue.service.ts'
import { updateUpload, uploadById } from '../uploads/uploads.queries.ts'
import { unfinished } from '../uploads/uploads.schema.ts'
import { openInside } from './folders.ts'
import { copyIn } from './ingest.service.ts'

export const ingestJobs: JobHandlers = {
  /** Copies a recording from the inbox or a drive. Begun anew it copies anew: reading twice costs what resuming would. */
  'uploads.take': {
    async run(job, { deps, signal, progress }) {
      await inTransaction(deps.db, (trx) => beginAgain(trx, job))
      const upload = await uploadById(deps.db, job.subjectId)
      if (upload?.state === 'hashing') await finishUpload(deps, upload.id)
      if (upload?.state !== 'active') return async () => undefined
      const began = performance.now()
      let toldAt = 0
      const tell = (fraction: number) => {
        const now = performance.now()
        if (now - toldAt < 500 && fraction < 1) return
        toldAt = now
        progress(fraction, ((now - began) * (1 - fraction)) / fraction)
      }
      const file = await openInside(deps, String(job.payload.path))
      try {
        await copyIn(deps, upload, file, { progress: tell, signal })
      } catch (error) {
        if (signal.aborted && (await wasCancelled(deps.db, job.id))) await cancelUpload(deps, null, upload.id)
        throw error
      } finally {
        await file.close()
      }
      return async () => undefined
    },
    async onDead(job, failure, trx) {
      if (failure.code === 'cancelled') {
        await updateUpload(trx, job.subjectId, unfinished, { state: 'cancelled' })
        return
      }
      // A drive that fails or is pulled out speaks in codes of the system.
      const failed =
        failure.code === 'ENOSPC' ? 'disk_full' : failure.code in statusOf ? failure.code : 'unreadable'
      await updateUpload(trx, job.subjectId, unfinished, { state: 'failed', failure: failed })
    },
  },
}

/** Started again by a person after its last try had failed, or after it was stopped; not while it is being stopped. */
async function beginAgain(trx: Trx, job: Job): Promise<void> {
  if (await wasCancelled(trx, job.id)) return
  const again = { state: 'active', failure: null, finished_at: null } as const
  await updateUpload(trx, job.subjectId, ['failed', 'cancelled'], again)
}

async function wasCancelled(db: DbOrTrx, jobId: string): Promise<boolean> {
  const row = await db.selectFrom('job').select('cancel_requested').where('id', '=', jobId).executeTakeFirst()
  return row?.cancel_requested === 1
}
