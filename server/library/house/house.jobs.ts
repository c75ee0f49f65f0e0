import { houseFormats, houseRecipe, makeHouse } from '../../../media/house.ts'
import { inTransaction } from '../../db/open.ts'
import { DomainError, found } from '../../errors.ts'
import type { EventHandlers } from '../../jobs/events.ts'
import type { JobContext, JobHandlers } from '../../jobs/handlers.ts'
import type { Job, Recording } from '../../jobs/jobs.ts'
import type { Json } from '../../storage/canonical.rules.ts'
import { knownOf } from '../analysis/results.ts'
import { deinterlaceBy } from '../fixes/fields.rules.ts'
import { leftMs } from '../library.rules.ts'
import { ensureRendition, sourcePath } from '../renditions/renditions.service.ts'
import { sourceBySha256 } from '../sources.queries.ts'
import { versionById } from '../versions.queries.ts'
import { hindranceToHouse, houseParameters, queueHouse } from './house.service.ts'

/** Makes the file that airs, once for its source, cut and choices; its key holds the version's content. */
async function make(job: Job, { deps, signal, progress }: JobContext): Promise<Recording> {
  const version = found(await versionById(deps.reads, String(job.payload.versionId)))
  const hindrance = hindranceToHouse(version)
  if (hindrance) throw new DomainError(hindrance, { title: version.workTitle })
  const { sourceSha256, inMs, outMs } = version
  const { facts, analysis } = knownOf(found(await sourceBySha256(deps.reads, sourceSha256)))
  const input = await sourcePath(deps, sourceSha256)
  const parameters = houseParameters(deps.config, version)
  const of = { sourceSha256, inMs, outMs, recipe: 'house', recipeVersion: houseRecipe.version, parameters }
  const startedAt = performance.now()
  await ensureRendition(deps, { ...of, mediaType: 'video/quicktime' }, async (outPath) => {
    const record = await makeHouse({
      input,
      outPath,
      format: houseFormats[deps.config.houseFormat],
      deinterlace: deinterlaceBy(version.fixes.deinterlace, analysis?.findings ?? []),
      signal,
      ...(facts ? { facts } : {}),
      ...(inMs === null ? {} : { inMs }),
      ...(outMs === null ? {} : { outMs }),
      onProgress: ({ doneMs, totalMs }) => {
        const fraction = totalMs > 0 ? Math.min(0.99, doneMs / totalMs) : 0
        progress(fraction, leftMs(performance.now() - startedAt, fraction))
      },
    })
    // Plain figures and words, written by the media library.
    return { durationMs: Math.round(record.durationMs), record: record as unknown as Json }
  })
  return async () => undefined
}

export const houseJobs: JobHandlers = { 'library.house': { run: make } }

/** What was approved for television gets its house file, long before anything airs. */
export const houseEvents: EventHandlers = {
  'version.approved': [
    async ({ versionId }, { deps }) => {
      const version = await versionById(deps.reads, versionId)
      if (!version || hindranceToHouse(version)) return
      await inTransaction(deps.db, (trx) => queueHouse(deps, trx, version, null))
    },
  ],
}
