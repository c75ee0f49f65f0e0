import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { change } from '../../db/audit.ts'
import { inTransaction } from '../../db/open.ts'
import type { Deps } from '../../deps.ts'
import { DomainError } from '../../errors.ts'
import { type Hashed, hashFile } from '../../storage/pieces.ts'
import { type Arrival, recordArrival } from '../arrival.service.ts'
import { startWaiting } from '../parts/parts.service.ts'
import { partPath, uploadDir } from './disk.ts'
import { expireIdle, takeKey } from './queue.service.ts'
import { jobWithKey, type Upload, updateUpload, uploadById, uploadsInState } from './uploads.queries.ts'
import { unfinished } from './uploads.schema.ts'

/** Whoever has seen every byte already, so that they are not read again. */
interface AnyHash {
  digest(): Hashed | Promise<Hashed>
}

const underWay = new Map<string, Promise<void>>()

/**
 * Takes in an upload whose last byte is safe: hash, store, library. Each step leaves the state from which the next
 * can be taken again, so that one killed between any two is finished at the next start.
 */
export function finishUpload(deps: Deps, id: string, hash?: AnyHash): Promise<void> {
  const running = underWay.get(id) ?? finish(deps, id, hash).finally(() => underWay.delete(id))
  underWay.set(id, running)
  return running
}

async function finish(deps: Deps, id: string, hash: AnyHash | undefined): Promise<void> {
  const upload = await uploadById(deps.db, id)
  if (upload?.state !== 'hashing') return
  const path = partPath(deps, id)
  const hashed = (await exists(path)) ? await (hash?.digest() ?? hashFile(path)) : undefined
  const sha256 = upload.sourceSha256 ?? hashed?.sha256
  if (sha256 === undefined) throw new Error(`The bytes of upload ${id} are gone`)
  if (!upload.sourceSha256 && !(await settleHash(deps, upload, sha256))) return
  if (hashed && hashed.sha256 !== sha256) throw new Error(`The bytes of upload ${id} have changed`)
  if (hashed) await deps.blobs.adopt(path, hashed)
  else if (!(await deps.blobs.has(sha256))) throw new Error(`The bytes of upload ${id} are gone`)
  await arrive(deps, upload, sha256)
}

/** The hash goes to the database before the file moves: afterwards only the hash says where it is. */
async function settleHash(deps: Deps, upload: Upload, sha256: string): Promise<boolean> {
  if (upload.expectedSha256 && upload.expectedSha256 !== sha256) {
    await failUpload(deps, upload, 'wrong_hash')
    return false
  }
  await inTransaction(deps.db, (trx) => updateUpload(trx, upload.id, ['hashing'], { source_sha256: sha256 }))
  return true
}

async function arrive(deps: Deps, upload: Upload, sha256: string): Promise<void> {
  try {
    await recordWith(deps, upload, sha256, upload.workId ?? undefined)
  } catch (error) {
    // The work it was meant for was withdrawn meanwhile: the recording is kept all the same, as a work of its own.
    if (!(error instanceof DomainError) || !upload.workId) throw error
    await recordWith(deps, upload, sha256, undefined)
  }
}

async function recordWith(
  deps: Deps,
  upload: Upload,
  sha256: string,
  workId: string | undefined,
): Promise<void> {
  await change(deps, { id: upload.personId }, async (trx, record) => {
    const arrival: Arrival = {
      sha256,
      sizeBytes: upload.sizeBytes,
      fileName: upload.fileName,
      unitId: upload.unitId,
      personId: upload.personId,
      workId,
      workTitle: upload.title ?? undefined,
      workKind: upload.kind ?? undefined,
      language: upload.language,
      urgent: upload.urgent,
    }
    await record({ action: 'upload.finish', subjectKind: 'upload', subjectId: upload.id, detail: { sha256 } })
    const arrived = await recordArrival(deps, trx, record, arrival)
    const first = await updateUpload(trx, upload.id, ['hashing'], {
      state: 'finished',
      work_id: arrived.workId,
      version_id: arrived.versionId,
      finished_at: deps.clock.now(),
      failure: null,
    })
    if (!first) throw new Error(`Upload ${upload.id} was finished twice`)
    // Where the file was known already, nobody looks at it again.
    await startWaiting(deps, trx)
  })
}

/** Ends an upload that cannot succeed and lets its bytes go. */
async function failUpload(
  deps: Deps,
  upload: Pick<Upload, 'id' | 'personId'>,
  failure: string,
): Promise<void> {
  await change(deps, { id: upload.personId }, async (trx, record) => {
    await updateUpload(trx, upload.id, ['waiting', 'active', 'paused', 'hashing'], {
      state: 'failed',
      failure,
      finished_at: deps.clock.now(),
    })
    await record({ action: 'upload.fail', subjectKind: 'upload', subjectId: upload.id, detail: { failure } })
  })
  await rm(partPath(deps, upload.id), { force: true })
}

const hourMs = 3_600_000

/**
 * At start: what was being sent stands still until its sender is back, what had all its bytes is finished, and
 * bytes of uploads that ended are swept up. Then once an hour: finishes what could not be, lets go of the idle.
 * Answers the function that stops it.
 */
export async function resumeUploads(deps: Deps, onError: (error: unknown) => void): Promise<() => void> {
  for (const upload of await uploadsInState(deps.db, ['active'], 'browser'))
    await inTransaction(deps.db, (trx) => updateUpload(trx, upload.id, ['active'], { state: 'paused' }))
  await sweepParts(deps)
  finishWhole(deps).catch(onError)
  const tending = setInterval(() => {
    expireIdle(deps)
      .then(() => finishWhole(deps))
      .catch(onError)
  }, hourMs)
  return () => clearInterval(tending)
}

/** One after the other, behind everything else; one that fails does not hold up the rest. */
async function finishWhole(deps: Deps): Promise<void> {
  const failures: unknown[] = []
  for (const { id } of await uploadsInState(deps.db, ['hashing'])) {
    // What a job copies in, that job finishes.
    if (await jobWithKey(deps.db, takeKey(id))) continue
    await finishUpload(deps, id).catch((error: unknown) => failures.push(error))
  }
  if (failures.length > 0) throw new AggregateError(failures, 'Uploads that could not be taken in yet')
}

async function sweepParts(deps: Deps): Promise<void> {
  await mkdir(uploadDir(deps), { recursive: true })
  const wanted = await uploadsInState(deps.db, [...unfinished, 'hashing'])
  const names = new Set(wanted.map((upload) => basename(partPath(deps, upload.id))))
  for (const name of await readdir(uploadDir(deps)))
    if (!names.has(name)) await rm(join(uploadDir(deps), name), { recursive: true, force: true })
}

async function exists(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw error
  }
}
