import { randomBytes } from 'node:crypto'
import type { Stats } from 'node:fs'
import { type FileHandle, mkdir, open, rm } from 'node:fs/promises'
import { basename } from 'node:path'
import { change } from '../../db/audit.ts'
import { inTransaction } from '../../db/open.ts'
import type { Deps } from '../../deps.ts'
import { DomainError } from '../../errors.ts'
import type { Actor } from '../../http/permissions.rules.ts'
import { syncFile } from '../../storage/blobs.ts'
import { type Hashed, PieceHash, pieceBytes } from '../../storage/pieces.ts'
import { titleOf } from '../library.rules.ts'
import { assertRoom, partPath, uploadDir } from '../uploads/disk.ts'
import { finishUpload } from '../uploads/finish.service.ts'
import { assertWork, takeKey } from '../uploads/queue.service.ts'
import { type Upload, updateUpload } from '../uploads/uploads.queries.ts'
import { sampleBytes, type TakeFile, unfinished } from '../uploads/uploads.schema.ts'
import { registerUpload } from '../uploads/uploads.service.ts'
import { judge, type Samples } from '../uploads/verdict.service.ts'
import { openInside } from './folders.ts'

const syncBytes = 64 * 1024 ** 2

/** Looks at a file on a disk as at one from a browser, and queues its way in. */
export async function takeFile(deps: Deps, actor: Actor, input: TakeFile): Promise<Upload> {
  const file = await openInside(deps, input.path)
  try {
    return await register(deps, actor, input, file, async (upload) => ({
      kind: 'uploads.take',
      lane: 'copy',
      subjectKind: 'upload',
      subjectId: upload.id,
      title: upload.title ?? titleOf(upload.fileName),
      key: takeKey(upload.id),
      payload: { path: input.path },
      priority: input.urgent ? 1 : 0,
      createdBy: actor.id,
    }))
  } finally {
    await file.close()
  }
}

/** Takes a file in at once, in this process; for a person at the machine itself, who may read what they may read. */
export async function takeNow(
  deps: Deps,
  actor: Actor,
  input: TakeFile,
  file: FileHandle,
  progress: (fraction: number) => void,
): Promise<string> {
  const { id, sizeBytes } = await register(deps, actor, input, file)
  await copyIn(deps, { id, sizeBytes }, file, { progress })
  return id
}

type NewJob = Parameters<Deps['jobs']['enqueue']>[1]

async function register(
  deps: Deps,
  actor: Actor,
  input: TakeFile,
  file: FileHandle,
  job?: (upload: Upload) => Promise<NewJob>,
): Promise<Upload> {
  await assertWork(deps.reads, actor, input.workId)
  const samples = await readEnds(file)
  const verdict = await judge(deps, samples, input)
  return change(deps, actor, async (trx, record) => {
    const upload = await registerUpload(deps, trx, record, {
      actor,
      verdict,
      file: { name: basename(input.path), sizeBytes: samples.sizeBytes },
      belongs: input,
      origin: 'disk',
      // Nobody sends bytes to it: a token that is thrown away.
      tokenHash: randomBytes(32).toString('hex'),
      expectedSha256: null,
    })
    if (job) await deps.jobs.enqueue(trx, await job(upload))
    return upload
  })
}

async function readEnds(file: FileHandle): Promise<Samples> {
  const sizeBytes = (await file.stat()).size
  const length = Math.min(sampleBytes, sizeBytes)
  const read = async (position: number) => {
    const bytes = Buffer.alloc(length)
    for (let done = 0; done < length; ) {
      const { bytesRead } = await file.read(bytes, done, length - done, position + done)
      if (bytesRead === 0) throw new DomainError('unreadable')
      done += bytesRead
    }
    return bytes
  }
  return { sizeBytes, head: await read(0), tail: await read(sizeBytes - length) }
}

/** Copies, hashes and syncs the whole file, then takes it in as an upload whose last byte has come. */
export async function copyIn(
  deps: Deps,
  upload: Pick<Upload, 'id' | 'sizeBytes'>,
  source: FileHandle,
  { progress, signal }: { progress: (fraction: number) => void; signal?: AbortSignal },
): Promise<void> {
  const path = partPath(deps, upload.id)
  await mkdir(uploadDir(deps), { recursive: true })
  const hashed = await copy(deps, source, path, upload.sizeBytes, progress, signal)
  await syncFile(uploadDir(deps))
  const stands = await inTransaction(deps.db, (trx) =>
    updateUpload(trx, upload.id, unfinished, {
      state: 'hashing',
      offset_bytes: upload.sizeBytes,
      source_sha256: hashed.sha256,
      last_activity_at: new Date().toISOString(),
    }),
  )
  if (!stands) {
    await rm(path, { force: true })
    throw new DomainError('upload_gone')
  }
  await finishUpload(deps, upload.id, { digest: () => hashed })
}

async function copy(
  deps: Deps,
  source: FileHandle,
  path: string,
  sizeBytes: number,
  progress: (fraction: number) => void,
  signal: AbortSignal | undefined,
): Promise<Hashed> {
  const hash = new PieceHash()
  const before = await source.stat()
  // Written on since somebody chose it: what was looked at is not what lies here now.
  if (before.size > sizeBytes) throw new DomainError('file_changing')
  const target = await open(path, 'w')
  const piece = Buffer.allocUnsafe(pieceBytes)
  try {
    for (let done = 0, safe = 0; done < sizeBytes; ) {
      signal?.throwIfAborted()
      const { bytesRead } = await source.read(piece, 0, Math.min(pieceBytes, sizeBytes - done), done)
      if (bytesRead === 0) throw new DomainError('truncated')
      const bytes = piece.subarray(0, bytesRead)
      hash.update(bytes)
      await target.appendFile(bytes)
      done += bytesRead
      if (done - safe >= syncBytes) {
        await target.datasync()
        await assertRoom(deps)
        safe = done
      }
      progress(done / sizeBytes)
    }
    await assertUnchanged(source, before)
    await target.sync()
  } finally {
    await target.close()
  }
  return hash.digest()
}

/** Somebody may still be copying onto the disk what we read from it. */
async function assertUnchanged(file: FileHandle, before: Stats): Promise<void> {
  const now = await file.stat()
  if (now.size !== before.size || now.mtimeMs !== before.mtimeMs) throw new DomainError('file_changing')
}
