import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { change, type Recorder } from '../../db/audit.ts'
import { newId } from '../../db/ids.ts'
import type { DbOrTrx, Trx } from '../../db/open.ts'
import type { Deps } from '../../deps.ts'
import { DomainError, found } from '../../errors.ts'
import type { Actor } from '../../http/permissions.rules.ts'
import { assertWork, columnsOf, isUnfinished, ownUpload } from './queue.service.ts'
import {
  insertUpload,
  lastPosition,
  tokenHashOf,
  type Upload,
  unfinishedLike,
  updateUpload,
  uploadById,
} from './uploads.queries.ts'
import { shownFileName } from './uploads.rules.ts'
import { type NewUpload, type SameFile, type UploadChange, unfinished } from './uploads.schema.ts'
import { judge, type Verdict } from './verdict.service.ts'

/** An upload with the token that its bytes travel under, shown this once. */
export interface Admitted {
  upload: Upload
  token: string
  /** True when an upload of the same file goes on where it stopped. */
  resumed: boolean
}

const hashToken = (token: string) => createHash('sha256').update(token).digest('hex')

/** The token outlives the session that began the upload. An unknown upload and a wrong token are told alike. */
export async function assertToken(db: DbOrTrx, id: string, token: string | undefined): Promise<void> {
  const wanted = (await tokenHashOf(db, id)) ?? hashToken(randomBytes(32).toString('hex'))
  if (!timingSafeEqual(Buffer.from(hashToken(token ?? '')), Buffer.from(wanted)))
    throw new DomainError('upload_token')
}

/** Looks at a file before its first byte travels and makes room for it; the same file goes on where it stopped. */
export async function beginUpload(
  deps: Deps,
  actor: Actor,
  input: NewUpload,
  samples: { head: Uint8Array; tail: Uint8Array },
): Promise<Admitted> {
  await assertWork(deps.reads, actor, input.workId)
  const verdict = await judge(deps, { sizeBytes: input.sizeBytes, ...samples }, input)
  const like = { sizeBytes: input.sizeBytes, headSha256: verdict.headSha256, tailSha256: verdict.tailSha256 }
  const earlier = await unfinishedLike(deps.db, actor.unitId, like)
  if (input.continues && earlier?.id !== input.continues) throw new DomainError('other_file')
  if (earlier) return resumeUpload(deps, actor, earlier.id, like)
  return admit(deps, actor, input, verdict)
}

async function admit(deps: Deps, actor: Actor, input: NewUpload, verdict: Verdict): Promise<Admitted> {
  const token = randomBytes(32).toString('base64url')
  const upload = await change(deps, actor, (trx, record) =>
    registerUpload(deps, trx, record, {
      actor,
      verdict,
      file: { name: input.fileName, sizeBytes: input.sizeBytes },
      belongs: input,
      origin: 'browser',
      tokenHash: hashToken(token),
      expectedSha256: input.sha256 ?? null,
    }),
  )
  return { upload, token, resumed: false }
}

/** The row that stands before the first byte, for a file from a browser or from a disk. */
export async function registerUpload(
  deps: Pick<Deps, 'clock'>,
  trx: Trx,
  record: Recorder,
  about: {
    actor: Pick<Actor, 'id' | 'unitId'>
    verdict: Verdict
    file: { name: string; sizeBytes: number }
    belongs: UploadChange
    origin: Upload['origin']
    tokenHash: string
    expectedSha256: string | null
  },
): Promise<Upload> {
  const { actor, verdict, file, belongs } = about
  const id = newId()
  const fileName = shownFileName(file.name)
  await insertUpload(trx, {
    id,
    state: about.origin === 'browser' ? 'waiting' : 'active',
    origin: about.origin,
    unit_id: actor.unitId,
    person_id: actor.id,
    token_hash: about.tokenHash,
    file_name: fileName,
    size_bytes: file.sizeBytes,
    head_sha256: verdict.headSha256,
    tail_sha256: verdict.tailSha256,
    ends: JSON.stringify(verdict.ends),
    ...columnsOf(belongs),
    position: (await lastPosition(trx, actor.unitId)) + 1,
    expected_sha256: about.expectedSha256,
    created_at: deps.clock.now(),
    last_activity_at: new Date().toISOString(),
  })
  await record({
    action: 'upload.begin',
    subjectKind: 'upload',
    subjectId: id,
    detail: { fileName, ...file },
  })
  return found(await uploadById(trx, id))
}

/** Anyone of the unit may go on, from any computer, who holds the same file; the token before it ends. */
export async function resumeUpload(deps: Deps, actor: Actor, id: string, file: SameFile): Promise<Admitted> {
  const token = randomBytes(32).toString('base64url')
  const upload = await change(deps, actor, async (trx, record) => {
    const before = await ownUpload(trx, actor, id)
    if (before.origin !== 'browser' || !isUnfinished(before)) throw new DomainError('upload_gone')
    const same =
      before.sizeBytes === file.sizeBytes &&
      before.headSha256 === file.headSha256 &&
      before.tailSha256 === file.tailSha256
    if (!same) throw new DomainError('other_file')
    await updateUpload(trx, id, unfinished, { token_hash: hashToken(token), person_id: actor.id })
    await record({
      action: 'upload.resume',
      subjectKind: 'upload',
      subjectId: id,
      detail: { offsetBytes: before.offsetBytes },
    })
    return before
  })
  return { upload, token, resumed: true }
}
