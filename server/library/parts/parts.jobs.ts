import { join } from 'node:path'
import { houseFormats, makeHouse } from '../../../media/house.ts'
import { joinParts, PartsDiffer } from '../../../media/join-parts.ts'
import { MediaError } from '../../../media/media-error.ts'
import { recorderIn } from '../../db/audit.ts'
import type { Trx } from '../../db/open.ts'
import type { Deps } from '../../deps.ts'
import { found } from '../../errors.ts'
import type { JobContext, JobHandlers } from '../../jobs/handlers.ts'
import type { Job, Recording } from '../../jobs/jobs.ts'
import type { StoredBlob } from '../../storage/blobs.ts'
import { recordArrival } from '../arrival.service.ts'
import { leftMs } from '../library.rules.ts'
import { inWorkFolder, sourcePath } from '../renditions/renditions.service.ts'
import { updateSource } from '../sources.queries.ts'
import { updateWork, workById } from '../works.queries.ts'
import {
  emptiedBy,
  type Part,
  type PartsRefusal,
  partsOf,
  recordingById,
  type SplitRecording,
  updateRecording,
} from './parts.queries.ts'

/** A part as it is kept with the source that it became a piece of. */
export interface SourcePart {
  sha256: string
  fileName: string
  durationMs: number
  gapMs: number | null
}

/** Joins the parts into a new source; they themselves stay stored as they came. */
async function run(job: Job, { deps, signal, progress }: JobContext): Promise<Recording> {
  const recording = found(await recordingById(deps.reads, job.subjectId))
  const parts = await partsOf(deps.reads, recording.uploadIds)
  const startedAt = performance.now()
  const tell = (fraction: number) =>
    progress(Math.min(0.99, fraction), leftMs(performance.now() - startedAt, fraction))
  try {
    return await inWorkFolder(deps, async (folder) => {
      const sources: string[] = []
      for (const { sha256 } of parts) sources.push(await sourcePath(deps, sha256 ?? ''))
      // Making files anew takes nearly all of the time, putting them together hardly any.
      const share = recording.conform ? 0.9 : 0
      const conforming = { folder, signal, tell: (fraction: number) => tell(fraction * share) }
      const paths = recording.conform ? await conformed(deps, sources, conforming) : sources
      const onProgress = ({ doneMs, totalMs }: { doneMs: number; totalMs: number }) =>
        tell(share + ((1 - share) * doneMs) / Math.max(1, totalMs))
      const outPath = join(folder, 'joined')
      const made = await joinParts({ paths, outPath, onProgress, signal })
      const blob = await deps.blobs.adopt(outPath)
      const kept = parts.map((part, n): SourcePart => {
        const { durationMs = 0, gapMs = null } = made.parts[n] ?? {}
        return {
          sha256: part.sha256 ?? '',
          fileName: part.file_name,
          durationMs: Math.round(durationMs),
          gapMs,
        }
      })
      const extension = { mp4: 'mp4', mov: 'mov', mpegts: 'ts' }[made.container]
      return (trx) => arrive(deps, trx, { recording, parts, blob, kept, extension })
    })
  } catch (error) {
    const refusal = refusalOf(error)
    if (!refusal) throw error
    return (trx) => refuse(deps, trx, recording.id, refusal)
  }
}

async function conformed(
  deps: Deps,
  sources: readonly string[],
  { folder, signal, tell }: { folder: string; signal: AbortSignal; tell: (fraction: number) => void },
): Promise<string[]> {
  const format = houseFormats[deps.config.houseFormat]
  const made: string[] = []
  for (const [n, input] of sources.entries()) {
    const outPath = join(folder, `part-${n}`)
    const onProgress = ({ doneMs, totalMs }: { doneMs: number; totalMs: number }) =>
      tell((n + doneMs / Math.max(1, totalMs)) / sources.length)
    // Copied pictures would keep set-ups of their own, and could not follow each other.
    await makeHouse({ input, outPath, format, mayCopy: false, onProgress, signal })
    made.push(outPath)
  }
  return made
}

function refusalOf(error: unknown): PartsRefusal | undefined {
  if (error instanceof PartsDiffer) {
    const { part, differences } = error
    return { code: 'parts_differ', part, properties: differences.map(({ property }) => property) }
  }
  return error instanceof MediaError && error.final ? { code: 'not_joined' } : undefined
}

async function refuse(deps: Deps, trx: Trx, id: string, refusal: PartsRefusal): Promise<void> {
  const values = { state: 'refused', refusal: JSON.stringify(refusal) } as const
  await updateRecording(trx, id, { ...values, updated_at: deps.clock.now() })
}

type Joined = {
  recording: SplitRecording
  parts: readonly Part[]
  blob: StoredBlob
  kept: SourcePart[]
  extension: string
}

/** The whole becomes the next version of the first part's work; works that held nothing but another part step back. */
async function arrive(deps: Deps, trx: Trx, joined: Joined): Promise<void> {
  const { recording, parts, blob, kept, extension } = joined
  const [first, last] = [parts[0], parts.at(-1)]
  if (!first || !last) return
  const record = recorderIn(deps, trx, recording.personId)
  const stem = (name: string) => name.replace(/\.[^.]+$/, '')
  const work = first.work_id ? await workById(trx, first.work_id) : undefined
  const arrived = await recordArrival(deps, trx, record, {
    ...{
      sha256: blob.sha256,
      sizeBytes: blob.sizeBytes,
      unitId: recording.unitId,
      personId: recording.personId,
    },
    fileName: `${stem(first.file_name)}–${stem(last.file_name)}.${extension}`,
    workId: work && !work.withdrawnAt ? work.id : undefined,
    language: first.language,
    urgent: false,
  })
  await updateSource(trx, blob.sha256, { parts: JSON.stringify(kept) })
  const others = parts.slice(1).flatMap(({ work_id }) => work_id ?? [])
  const at = deps.clock.now()
  for (const id of await emptiedBy(
    trx,
    others.filter((id) => id !== arrived.workId),
  )) {
    await updateWork(trx, id, { withdrawn_at: at, updated_at: at })
    await record({
      action: 'library.withdraw',
      subjectKind: 'work',
      subjectId: id,
      detail: { joinedInto: arrived.workId },
    })
  }
  await updateRecording(trx, recording.id, {
    ...{ state: 'joined', refusal: null, source_sha256: blob.sha256, updated_at: at },
    ...{ work_id: arrived.workId, version_id: arrived.versionId },
  })
  await record({
    action: 'parts.joined',
    subjectKind: 'recording',
    subjectId: recording.id,
    detail: { parts: kept },
  })
}

export const partsJobs: JobHandlers = {
  'parts.join': {
    run,
    onDead: async (job, _failure, trx) => {
      await updateRecording(trx, job.subjectId, {
        state: 'refused',
        refusal: JSON.stringify({ code: 'not_joined' }),
      })
    },
  },
}
