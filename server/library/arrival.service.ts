import type { Recorder } from '../db/audit.ts'
import { newId } from '../db/ids.ts'
import type { Trx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { DomainError, found } from '../errors.ts'
import { lookJob } from './analysis/queue.ts'
import { contentIdOf } from './content-id.ts'
import { titleOf } from './library.rules.ts'
import type { WorkKind } from './library.schema.ts'
import { insertSource, sourceBySha256 } from './sources.queries.ts'
import { insertVersion, nextNumber, versionWithContent } from './versions.queries.ts'
import { insertWork, workById } from './works.queries.ts'

export interface Arrival {
  sha256: string
  sizeBytes: number
  fileName: string
  unitId: string
  personId: string
  /** An existing work that this is a further version of; else one is made. */
  workId?: string | undefined
  workTitle?: string | undefined
  workKind?: WorkKind | undefined
  language: string | null
  urgent: boolean
}

/**
 * Takes in a recording whose bytes are in the store: source, work and version, and the jobs that look at it.
 * Bytes that are known are not looked at again, and the same content in the same work is the version it already was.
 */
export async function recordArrival(
  deps: Pick<Deps, 'jobs' | 'clock'>,
  trx: Trx,
  record: Recorder,
  arrival: Arrival,
): Promise<{ workId: string; versionId: string; sourceWasKnown: boolean }> {
  const { sha256, unitId, personId, language } = arrival
  const at = deps.clock.now()
  const known = await sourceBySha256(trx, sha256)
  if (!known)
    await insertSource(trx, {
      sha256,
      size_bytes: arrival.sizeBytes,
      file_name: arrival.fileName.normalize('NFC'),
      state: 'arrived',
      unit_id: unitId,
      arrived_at: at,
    })
  const work = arrival.workId
    ? await ownWork(trx, arrival.workId, unitId)
    : await insertWork(trx, {
        kind: arrival.workKind ?? 'announcement',
        title: arrival.workTitle?.trim() || titleOf(arrival.fileName),
        unitId,
        createdBy: personId,
        at,
      })
  const contentId = contentIdOf({ workId: work.id, sourceSha256: sha256, language, inMs: null, outMs: null })
  const same = await versionWithContent(trx, contentId)
  const versionId = same?.id ?? newId()
  if (!same)
    await insertVersion(trx, {
      id: versionId,
      work_id: work.id,
      number: await nextNumber(trx, work.id),
      language,
      source_sha256: sha256,
      content_id: contentId,
      state: 'draft',
      uploaded_by: personId,
      last_edited_by: personId,
      created_at: at,
      updated_at: at,
    })
  await deps.jobs.enqueue(trx, lookJob(sha256, work, { personId, urgent: arrival.urgent }))
  await record({
    action: 'library.arrive',
    subjectKind: 'work',
    subjectId: work.id,
    detail: { versionId, sha256 },
  })
  return { workId: work.id, versionId, sourceWasKnown: known !== undefined }
}

async function ownWork(trx: Trx, workId: string, unitId: string): Promise<{ id: string; title: string }> {
  const work = found(await workById(trx, workId))
  if (work.withdrawnAt) throw new DomainError('withdrawn')
  if (work.unitId !== unitId) throw new DomainError('forbidden')
  return work
}
