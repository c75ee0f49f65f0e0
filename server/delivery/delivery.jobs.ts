import { deliver, stationPresets } from '../../media/deliver.ts'
import { DomainError, found } from '../errors.ts'
import type { JobContext, JobHandlers } from '../jobs/handlers.ts'
import type { Job, Recording } from '../jobs/jobs.ts'
import { ensureRendition, sourcePath } from '../library/renditions/renditions.service.ts'
import { type Version, versionById } from '../library/versions.service.ts'
import type { Json } from '../storage/canonical.ts'
import { type Delivery, deliveryById, updateDelivery } from './delivery.queries.ts'
import { mayLeave } from './delivery.rules.ts'
import { factsOf } from './delivery.service.ts'

const MEDIA_TYPES = { mp4: 'video/mp4', mxf: 'application/mxf' } as const

/** Makes the station's file, once for its content and preset; nothing leaves that lost its approval meanwhile. */
async function make(job: Job, { deps, signal, progress }: JobContext): Promise<Recording> {
  const delivery = found(await deliveryById(deps.reads, job.subjectId))
  const version = found(await versionById(deps.reads, delivery.versionId))
  assertMayLeave(delivery, version)
  const { sourceSha256, inMs, outMs } = version
  const preset = stationPresets[delivery.preset]
  const facts = await factsOf(deps.reads, version)
  const input = await sourcePath(deps, sourceSha256)
  const startedAt = performance.now()
  const { rendition } = await ensureRendition(
    deps,
    {
      sourceSha256,
      inMs,
      outMs,
      recipe: 'station',
      recipeVersion: preset.version,
      parameters: { preset: delivery.preset },
      mediaType: MEDIA_TYPES[preset.extension as keyof typeof MEDIA_TYPES],
    },
    async (outPath) => {
      const record = await deliver({
        input,
        preset: delivery.preset,
        outPath,
        signal,
        ...(facts ? { facts } : {}),
        ...(inMs === null ? {} : { inMs }),
        ...(outMs === null ? {} : { outMs }),
        onProgress: ({ doneMs, totalMs }) => {
          const fraction = totalMs > 0 ? Math.min(0.99, doneMs / totalMs) : 0
          const spentMs = performance.now() - startedAt
          progress(fraction, fraction > 0.02 ? Math.round((spentMs * (1 - fraction)) / fraction) : null)
        },
      })
      // Plain figures and words, written by the media library.
      return { durationMs: Math.round(record.durationMs), record: record as unknown as Json }
    },
  )
  return async (trx) => {
    // Encoding takes as long as the programme: what was approved when it began may not be any more.
    assertMayLeave(delivery, found(await versionById(trx, delivery.versionId)))
    await updateDelivery(trx, delivery.id, {
      state: 'ready',
      rendition_id: rendition.id,
      failure: null,
      updated_at: deps.clock.now(),
    })
  }
}

function assertMayLeave(delivery: Delivery, version: Version): void {
  const hindrance = mayLeave(delivery, version)
  if (hindrance) throw new DomainError(hindrance, { title: version.workTitle })
}

export const deliveryJobs: JobHandlers = {
  'delivery.make': {
    run: make,
    onDead: async (job, failure, trx) => {
      await updateDelivery(trx, job.subjectId, { state: 'failed', failure: failure.code })
    },
  },
}
