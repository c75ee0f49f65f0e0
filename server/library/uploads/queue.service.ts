import { rm } from 'node:fs/promises'
import { change, recorderIn } from '../../db/audit.ts'
import { type DbOrTrx, inTransaction, type Trx } from '../../db/open.ts'
import type { Deps } from '../../deps.ts'
import { DomainError, found } from '../../errors.ts'
import { type Actor, may } from '../../http/permissions.rules.ts'
import { workById } from '../works.queries.ts'
import { partPath } from './disk.ts'
import {
  countIdleHour,
  jobWithKey,
  queueOf,
  type Upload,
  updateUpload,
  uploadById,
} from './uploads.queries.ts'
import { movedTo } from './uploads.rules.ts'
import { type UploadChange, unfinished } from './uploads.schema.ts'

/** The columns of what it will be in the library; what was not said is left alone. */
export const columnsOf = (belongs: UploadChange) => ({
  ...(belongs.workId === undefined ? {} : { work_id: belongs.workId }),
  ...(belongs.title === undefined ? {} : { work_title: belongs.title }),
  ...(belongs.kind === undefined ? {} : { work_kind: belongs.kind }),
  ...(belongs.language === undefined ? {} : { language: belongs.language }),
  ...(belongs.urgent === undefined ? {} : { urgent: belongs.urgent ? 1 : 0 }),
  ...(belongs.deadlineAt === undefined
    ? {}
    : { deadline_at: belongs.deadlineAt && new Date(belongs.deadlineAt).toISOString() }),
})

/** Changes what it will be in the library, or its place in the queue, while it is on its way. */
export async function changeUpload(
  deps: Deps,
  actor: Actor,
  id: string,
  input: UploadChange,
): Promise<Upload> {
  return change(deps, actor, async (trx, record) => {
    const before = await ownUpload(trx, actor, id)
    if (!isUnfinished(before) && before.state !== 'hashing') throw new DomainError('upload_gone')
    await assertWork(trx, actor, input.workId)
    const values = columnsOf(input)
    if (Object.keys(values).length > 0) await updateUpload(trx, id, [before.state], values)
    if (input.position !== undefined) await placeAt(trx, before, input.position)
    await record({ action: 'upload.change', subjectKind: 'upload', subjectId: id, detail: { ...input } })
    return found(await uploadById(trx, id))
  })
}

async function placeAt(trx: Trx, upload: Upload, position: number): Promise<void> {
  const queue = (await queueOf(trx, upload.unitId)).map((waiting) => waiting.id)
  for (const [index, id] of movedTo(queue, upload.id, position).entries())
    await updateUpload(trx, id, [...unfinished, 'hashing'], { position: index })
}

/** Names the job that copies a recording from a disk. */
export const takeKey = (uploadId: string) => `uploads.take ${uploadId}`

/** `actor` is null where the upload's token has spoken for itself. What arrived whole is not taken back here. */
export async function cancelUpload(deps: Deps, actor: Actor | null, id: string): Promise<void> {
  await change(deps, actor, async (trx, record) => {
    if (actor) await ownUpload(trx, actor, id)
    const copying = await jobWithKey(trx, takeKey(id))
    if (copying) await deps.jobs.cancel(trx, copying)
    const stopped = await updateUpload(trx, id, unfinished, {
      state: 'cancelled',
      finished_at: deps.clock.now(),
    })
    if (!stopped) throw new DomainError('upload_gone')
    await record({ action: 'upload.cancel', subjectKind: 'upload', subjectId: id })
  })
  await rm(partPath(deps, id), { force: true })
}

/**
 * Once an hour: lets go of what has lain idle for too long while the server was up. Counted and ended in one
 * transaction, so that a piece which arrives at that moment either comes too late or keeps its upload alive.
 */
export async function expireIdle(deps: Deps): Promise<string[]> {
  const ids = await inTransaction(deps.db, async (trx) => {
    const idle = await countIdleHour(trx, deps.config.uploadKeepDays * 24)
    const record = recorderIn(deps, trx, null)
    for (const id of idle) {
      const values = { state: 'failed', failure: 'upload_gone', finished_at: deps.clock.now() } as const
      await updateUpload(trx, id, unfinished, values)
      await record({ action: 'upload.expire', subjectKind: 'upload', subjectId: id })
    }
    return idle
  })
  for (const id of ids) {
    deps.live.send({ type: 'changed', subject: 'upload', id })
    await rm(partPath(deps, id), { force: true })
  }
  return ids
}

export const isUnfinished = (upload: Upload) => (unfinished as readonly string[]).includes(upload.state)

export async function ownUpload(db: DbOrTrx, actor: Actor, id: string): Promise<Upload> {
  const upload = found(await uploadById(db, id))
  if (!may(actor, 'uploads.write', { unitId: upload.unitId })) throw new DomainError('forbidden')
  return upload
}

/** A recording may become a further version only of a work of one's own unit. */
export async function assertWork(
  db: DbOrTrx,
  actor: Actor,
  workId: string | null | undefined,
): Promise<void> {
  if (!workId) return
  const work = found(await workById(db, workId))
  if (work.withdrawnAt) throw new DomainError('withdrawn')
  if (work.unitId !== actor.unitId) throw new DomainError('forbidden')
}
