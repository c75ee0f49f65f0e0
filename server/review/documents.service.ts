import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { change } from '../db/audit.ts'
import { newId } from '../db/ids.ts'
import type { Deps } from '../deps.ts'
import { DomainError, found } from '../errors.ts'
import { type Actor, may } from '../http/permissions.rules.ts'
import { type Hashed, PieceHash } from '../storage/pieces.ts'
import { type AttachedDocument, documentById, insertDocument, unitOfSubject } from './documents.queries.ts'
import { documentKind, goodDocumentName } from './documents.rules.ts'
import { mostDocumentBytes, type SubjectKind } from './documents.schema.ts'

export { documentsOn as documentsOf } from './documents.queries.ts'

interface Subject {
  subjectKind: SubjectKind
  subjectId: string
}

/**
 * Keeps a photo or PDF beside a subject. What it is comes from its first bytes; nothing here ever decodes it,
 * for pictures from outside are hostile until proven otherwise.
 */
export async function attachDocument(
  deps: Deps,
  actor: Actor,
  input: Subject & { name: string; bytes: AsyncIterable<Uint8Array> },
): Promise<AttachedDocument> {
  const { subjectKind, subjectId, name } = input
  if (!goodDocumentName(name)) throw new DomainError('bad_file_name')
  await assertMayAttach(deps, actor, input)
  const path = join(deps.blobs.workDir, `document-${newId()}`)
  try {
    const { mediaType, ...blob } = await writeAside(path, input.bytes)
    await deps.blobs.adopt(path, blob)
    return await change(deps, actor, async (trx, record) => {
      const id = newId()
      await insertDocument(trx, {
        id,
        subject_kind: subjectKind,
        subject_id: subjectId,
        name,
        media_type: mediaType,
        sha256: blob.sha256,
        size_bytes: blob.sizeBytes,
        attached_by: actor.id,
        attached_at: deps.clock.now(),
      })
      await record({
        action: 'document.attach',
        subjectKind,
        subjectId,
        detail: { documentId: id, sha256: blob.sha256 },
      })
      return found(await documentById(trx, id))
    })
  } finally {
    await rm(path, { force: true })
  }
}

async function assertMayAttach(deps: Deps, actor: Actor, subject: Subject): Promise<void> {
  const unitId = await unitOf(deps, subject)
  // What belongs to no single unit is no producer's to add to.
  if (!may(actor, 'documents.attach', { unitId: unitId ?? '' })) throw new DomainError('forbidden')
}

/** A producer reads what lies with their own unit's recordings, as in the review room; signed slips name people. */
export async function assertMayReadDocuments(
  deps: Pick<Deps, 'reads'>,
  actor: Actor,
  subject: Subject,
): Promise<void> {
  const unitId = await unitOf(deps, subject)
  if (!may(actor, 'documents.read', unitId === null ? {} : { unitId })) throw new DomainError('forbidden')
}

const unitOf = async (deps: Pick<Deps, 'reads'>, { subjectKind, subjectId }: Subject) =>
  found(await unitOfSubject(deps.reads, subjectKind, subjectId))

async function writeAside(
  path: string,
  bytes: AsyncIterable<Uint8Array>,
): Promise<Hashed & { mediaType: string }> {
  const hash = new PieceHash()
  const file = await open(path, 'wx', 0o600)
  let sizeBytes = 0
  let head = Buffer.alloc(0)
  try {
    for await (const chunk of bytes) {
      sizeBytes += chunk.length
      if (sizeBytes > mostDocumentBytes) throw new DomainError('too_large')
      if (head.length < 8) {
        head = Buffer.concat([head, chunk]).subarray(0, 8)
        // Refused as soon as it can be told, not after 20 MB.
        if (head.length === 8 && !documentKind(head)) throw new DomainError('document_kind')
      }
      hash.update(chunk)
      // Writes all of it or throws; a plain write may stop half-way on a full disk without a word.
      await file.appendFile(chunk)
    }
  } finally {
    await file.close()
  }
  if (sizeBytes === 0) throw new DomainError('empty_file')
  const kind = documentKind(head)
  if (!kind) throw new DomainError('document_kind')
  return { ...hash.digest(), mediaType: kind.mediaType }
}
