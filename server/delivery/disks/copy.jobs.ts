import { recorderIn } from '../../db/audit.ts'
import { inTransaction } from '../../db/open.ts'
import { DomainError, type ErrorCode, found, statusOf } from '../../errors.ts'
import type { JobContext, JobHandlers } from '../../jobs/handlers.ts'
import type { Job, Recording } from '../../jobs/jobs.ts'
import { leaving } from '../folder.service.ts'
import { copyById, failCopy, updateCopy } from './copies.queries.ts'
import { drivesFor } from './copies.service.ts'
import { storeMinutes } from './minutes.ts'
import { writeFolder } from './write-folder.ts'

/** Writes a folder to a drive. Begun anew after a kill or a pulled plug it goes on from what is there and right. */
async function write(job: Job, { deps, signal, progress }: JobContext): Promise<Recording> {
  const copy = found(await copyById(deps.reads, job.subjectId))
  await inTransaction(deps.db, (trx) => updateCopy(trx, copy.id, { state: 'writing', failure: null }))
  try {
    const folder = await leaving(deps.reads, copy.deliveryId)
    const drive = (await drivesFor(deps)).find((one) => one.path === copy.path)
    if (!drive) throw new DomainError('disk_gone')
    const began = performance.now()
    let toldAt = 0
    const tell = (fraction: number) => {
      const now = performance.now()
      if (now - toldAt < 500) return
      toldAt = now
      progress(Math.min(0.99, fraction), Math.round(((now - began) * (1 - fraction)) / fraction))
    }
    const { readFrom } = await writeFolder(deps, folder, {
      path: copy.path,
      facts: drive,
      signal,
      progress: tell,
    })
    const finishedAt = deps.clock.now()
    const minutes = await storeMinutes(deps, folder, { disk: copy.disk, finishedAt })
    return async (trx) => {
      await updateCopy(trx, copy.id, {
        state: 'done',
        failure: null,
        read_from: readFrom,
        minutes_sha256: minutes.sha256,
        minutes_bytes: minutes.sizeBytes,
        finished_at: finishedAt,
      })
      await recorderIn(
        deps,
        trx,
        job.createdBy,
      )({
        action: 'delivery.copied',
        subjectKind: 'delivery',
        subjectId: copy.deliveryId,
        detail: { copyId: copy.id, disk: copy.disk, readFrom },
      })
    }
  } catch (error) {
    // The queue keeps a code alone; what the sentence needs besides is kept here.
    if (error instanceof DomainError) await inTransaction(deps.db, (trx) => failCopy(trx, copy.id, error))
    throw error
  }
}

const known = (code: string): code is ErrorCode => code in statusOf

export const copyJobs: JobHandlers = {
  'delivery.copy': {
    run: write,
    async onDead(job, { code }, trx) {
      const copy = await copyById(trx, job.subjectId)
      if (copy?.failure?.code === code) return
      await failCopy(trx, job.subjectId, {
        code: known(code) || code === 'cancelled' ? code : 'internal',
        details: {},
      })
    },
  },
}
