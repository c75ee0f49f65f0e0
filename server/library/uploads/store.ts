import { AsyncLocalStorage } from 'node:async_hooks'
import { createHash } from 'node:crypto'
import { type FileHandle, mkdir, open } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { DataStore, ERRORS, Upload as TusUpload } from '@tus/server'
import { inTransaction } from '../../db/open.ts'
import type { Deps } from '../../deps.ts'
import { DomainError } from '../../errors.ts'
import { syncFile } from '../../storage/blobs.ts'
import { assertRoom, partPath, uploadDir } from './disk.ts'
import { RunningHash } from './hash.ts'
import { cancelUpload } from './queue.service.ts'
import { type Upload, updateUpload, uploadById } from './uploads.queries.ts'
import { noteSession } from './uploads.rules.ts'
import { type UploadState, unfinished } from './uploads.schema.ts'

/** What a kill may cost: bytes, or seconds on a slow line, that were written and not yet synced. */
const syncBytes = 8 * 1024 ** 2
const syncMs = 5000

/** The checksum that came with the request being served; tus hands the store only the bytes. */
export interface Checksum {
  algorithm: 'sha1' | 'sha256'
  digest: Buffer
}
export const checksumOfRequest = new AsyncLocalStorage<Checksum | undefined>()

/**
 * Bytes of unfinished uploads, for the tus server: files beside the store, all that is true of them in the
 * database. An offset is answered only when its bytes are synced and it is committed; what lies in the file
 * beyond it never happened.
 */
export class UploadStore extends DataStore {
  override extensions = ['checksum', 'expiration', 'termination']
  readonly #deps: Deps
  readonly #hashes = new Map<string, RunningHash>()
  readonly #whole = new Map<string, RunningHash>()

  constructor(deps: Deps) {
    super()
    this.#deps = deps
  }

  /** The hash of an upload whose last byte has just become safe, once. */
  takeWhole(id: string): RunningHash | undefined {
    const hash = this.#whole.get(id)
    this.#whole.delete(id)
    return hash
  }

  override getExpiration(): number {
    return this.#deps.config.uploadKeepDays * 86_400_000
  }

  override async getUpload(id: string): Promise<TusUpload> {
    const upload = await uploadById(this.#deps.db, id)
    if (!upload) throw ERRORS.FILE_NOT_FOUND
    if (upload.state === 'cancelled' || upload.state === 'failed') throw ERRORS.FILE_NO_LONGER_EXISTS
    // It expires by hours idle while the server was up, which no jump of the clock can bring about.
    const idleSince = new Date(Date.now() - upload.idleHours * 3_600_000).toISOString()
    return new TusUpload({ id, size: upload.sizeBytes, offset: upload.offsetBytes, creation_date: idleSince })
  }

  override async remove(id: string): Promise<void> {
    this.#hashes.delete(id)
    await cancelUpload(this.#deps, null, id)
  }

  /** Appends at the committed offset and answers the new one. The tus server holds the lock meanwhile. */
  override async write(stream: Readable, id: string, offset: number): Promise<number> {
    const upload = await uploadById(this.#deps.db, id)
    if (!upload) throw ERRORS.FILE_NOT_FOUND
    if (upload.offsetBytes === upload.sizeBytes) return upload.sizeBytes
    await assertRoom(this.#deps)
    const file = await this.#openAt(id, offset)
    try {
      return await this.#receive(stream, file, upload)
    } finally {
      await file.close()
    }
  }

  async #receive(stream: Readable, file: FileHandle, upload: Upload): Promise<number> {
    const checksum = checksumOfRequest.getStore()
    const seen = checksum && createHash(checksum.algorithm)
    const hash = this.#hashFor(upload)
    let written = upload.offsetBytes
    let safe = written
    let safeAt = performance.now()
    const keep = async (state: UploadState, failure: string | null = null) => {
      await this.#commit(file, upload, written, state, failure)
      safe = written
      safeAt = performance.now()
    }
    try {
      for await (const piece of stream) {
        const bytes = piece as Buffer
        await writeAll(file, bytes, written)
        hash.wrote(bytes)
        seen?.update(bytes)
        written += bytes.length
        // A piece with a checksum stands or falls as a whole.
        if (
          !seen &&
          written < upload.sizeBytes &&
          (written - safe >= syncBytes || performance.now() - safeAt >= syncMs)
        ) {
          await keep('active')
          await assertRoom(this.#deps)
        }
      }
    } catch (error) {
      if (!seen) await keep('paused', isFull(error) ? 'disk_full' : null)
      throw error
    }
    if (seen && checksum && !seen.digest().equals(checksum.digest)) throw new DomainError('wrong_checksum')
    const whole = written === upload.sizeBytes
    await keep(whole ? 'hashing' : 'active')
    if (whole) {
      this.#hashes.delete(upload.id)
      this.#whole.set(upload.id, hash)
    }
    return written
  }

  async #openAt(id: string, offset: number): Promise<FileHandle> {
    const path = partPath(this.#deps, id)
    await mkdir(uploadDir(this.#deps), { recursive: true })
    const file = await open(path, offset === 0 ? 'w+' : 'r+')
    try {
      if (offset === 0) await syncFile(uploadDir(this.#deps))
      if ((await file.stat()).size < offset)
        throw new Error(`Upload ${id} is shorter than what was acknowledged`)
      await file.truncate(offset)
      return file
    } catch (error) {
      await file.close()
      throw error
    }
  }

  #hashFor(upload: Upload): RunningHash {
    const known = this.#hashes.get(upload.id)
    if (known?.fits(upload.offsetBytes)) return known
    const fresh = new RunningHash(partPath(this.#deps, upload.id), upload.offsetBytes)
    this.#hashes.set(upload.id, fresh)
    // Behind the bytes that arrive; should the reading fail, it is tried again when the last byte is here.
    fresh.catchUp().catch(() => undefined)
    return fresh
  }

  async #commit(
    file: FileHandle,
    upload: Upload,
    offset: number,
    state: UploadState,
    failure: string | null,
  ): Promise<void> {
    await file.datasync()
    const { clock, db, live } = this.#deps
    const before = (await uploadById(db, upload.id)) ?? upload
    const at = clock.now()
    const moved = offset > before.offsetBytes
    const stands = await inTransaction(db, (trx) =>
      updateUpload(trx, upload.id, unfinished, {
        offset_bytes: offset,
        state,
        failure,
        idle_hours: 0,
        last_activity_at: new Date().toISOString(),
        ...(moved
          ? {
              sessions: JSON.stringify(
                noteSession(before.sessions, { from: before.offsetBytes, to: offset, at }),
              ),
            }
          : {}),
      }),
    )
    if (!stands) throw new DomainError('upload_gone')
    if (before.state !== state || before.failure !== failure)
      live.send({ type: 'changed', subject: 'upload', id: upload.id })
  }
}

async function writeAll(file: FileHandle, bytes: Buffer, position: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, position + done)
    done += bytesWritten
  }
}

const isFull = (error: unknown) =>
  error instanceof Error &&
  ((error instanceof DomainError && error.code === 'disk_full') ||
    ('code' in error && error.code === 'ENOSPC'))
