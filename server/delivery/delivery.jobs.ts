import { type DeliveryRecord, deliver } from '../../media/deliver.ts'
import { DomainError, found } from '../errors.ts'
import type { JobContext, JobHandlers } from '../jobs/handlers.ts'
import type { Job, Recording } from '../jobs/jobs.ts'
import {
  ensureRendition,
  inWorkFolder,
  type Rendition,
  sourcePath,
} from '../library/renditions/renditions.service.ts'
import { type Version, versionById } from '../library/versions.service.ts'
import type { Json } from '../storage/canonical.rules.ts'
import { readBack } from '../storage/read-back.ts'
import { type Delivery, deliveryById, updateDelivery } from './delivery.queries.ts'
import { mayLeave } from './delivery.rules.ts'
import { askedFor, factsOf } from './delivery.service.ts'
import { copyJobs } from './disks/copy.jobs.ts'
import { makeDocuments } from './documents/documents.service.ts'
import { type DeliveryFile, replaceFiles } from './folder.queries.ts'

/** Nearly all the time goes into the programme; documents and reading back take the rest. */
const programmeShare = 0.95
/** The station reads Vietnamese, whoever asked for the folder. */
const language = 'vi'

/**
 * Makes the station's folder: the programme, once for its content and settings, and what goes with it. Every file is read back from the
 * store; the folder then appears whole in the transaction that ends the job. Nothing leaves that lost its approval meanwhile.
 */
async function make(job: Job, context: JobContext): Promise<Recording> {
  const { deps, progress } = context
  const delivery = found(await deliveryById(deps.reads, job.subjectId))
  const version = found(await versionById(deps.reads, delivery.versionId))
  assertMayLeave(delivery, version)
  const programme = await encode(delivery, version, context)
  progress(programmeShare)
  // One that was asked for before deliveries had folders has none of its own yet.
  const folderName = delivery.folderName ?? `vang-${delivery.id}`
  const files = await withDocuments({ ...delivery, folderName }, version, programme, context)
  return async (trx) => {
    // Encoding takes as long as the programme: what was approved when it began may not be any more.
    assertMayLeave(delivery, found(await versionById(trx, delivery.versionId)))
    await replaceFiles(trx, delivery.id, files)
    await updateDelivery(trx, delivery.id, {
      state: 'ready',
      folder_name: folderName,
      rendition_id: programme.id,
      failure: null,
      updated_at: deps.clock.now(),
    })
  }
}

async function encode(
  delivery: Delivery,
  version: Version,
  { deps, signal, progress }: JobContext,
): Promise<Rendition> {
  const { sourceSha256, inMs, outMs } = version
  const { preset, deinterlace } = askedFor(delivery)
  const { leader, startTimecode, trackLayout } = preset
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
      parameters: {
        preset: delivery.preset,
        leader,
        startTimecode,
        trackLayout,
        ...(deinterlace === 'auto' ? {} : { deinterlace }),
      },
      mediaType: preset.mediaType,
    },
    async (outPath) => {
      const record = await deliver({
        input,
        preset: delivery.preset,
        settings: { leader, startTimecode, trackLayout },
        deinterlace,
        outPath,
        signal,
        ...(facts ? { facts } : {}),
        ...(inMs === null ? {} : { inMs }),
        ...(outMs === null ? {} : { outMs }),
        onProgress: ({ doneMs, totalMs }) => {
          const fraction = totalMs > 0 ? Math.min(1, doneMs / totalMs) : 0
          const spentMs = performance.now() - startedAt
          progress(
            fraction * programmeShare,
            fraction > 0.02 ? Math.round((spentMs * (1 - fraction)) / fraction) : null,
          )
        },
      })
      // Plain figures and words, written by the media library.
      return { durationMs: Math.round(record.durationMs), record: record as unknown as Json }
    },
  )
  return rendition
}

/** The programme and its documents as files of the folder, each read back from where it will be served. */
async function withDocuments(
  delivery: Delivery,
  version: Version,
  { sha256, sizeBytes, mediaType, record }: Rendition,
  { deps, signal }: JobContext,
): Promise<DeliveryFile[]> {
  const name = `${delivery.folderName}.${askedFor(delivery).preset.extension}`
  const programme = { name, sha256, sizeBytes, mediaType }
  const documents = await inWorkFolder(deps, async (folder) => {
    // Plain figures and words, written by the media library.
    const of = { ...programme, record: record as unknown as DeliveryRecord }
    const made = await makeDocuments(deps, { delivery, version, programme: of, folder, language, signal })
    for (const { path } of made) await deps.blobs.adopt(path)
    return made.map(({ path: _, ...file }) => file)
  })
  const files: DeliveryFile[] = []
  for (const file of [{ role: 'programme' as const, ...programme }, ...documents])
    files.push({ ...file, crc32: await readBack(deps.blobs, { ...file, path: file.name }, signal) })
  return files
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
  ...copyJobs,
}
