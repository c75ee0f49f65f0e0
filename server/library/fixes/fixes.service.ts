import { change } from '../../db/audit.ts'
import { newId } from '../../db/ids.ts'
import type { Deps } from '../../deps.ts'
import { DomainError, found } from '../../errors.ts'
import type { Actor } from '../../http/permissions.rules.ts'
import { contentIdOf } from '../content-id.ts'
import { fitsWithin, nextRevision } from '../library.rules.ts'
import { sourceBySha256 } from '../sources.queries.ts'
import {
  insertVersion,
  nextNumber,
  updateVersion,
  versionById,
  versionWithContent,
} from '../versions.queries.ts'
import { versionToEdit } from '../versions.service.ts'
import { workToEdit } from '../works.service.ts'
import type { FixesChange, Trim } from './fixes.schema.ts'

/** What is to be done to files made from a version. It is no content: contentId, state and approvals stay. */
export async function changeFixes(
  deps: Deps,
  actor: Actor,
  input: FixesChange & { id: string },
): Promise<{ revision: string }> {
  return await change(deps, actor, async (trx, record) => {
    const version = await versionToEdit(trx, actor, input.id, input.revision)
    const revision = nextRevision(version.revision, deps.clock.now())
    await updateVersion(trx, version.id, { fixes: JSON.stringify(input.fixes), updated_at: revision })
    const detail = { before: version.fixes, after: input.fixes }
    await record({ action: 'library.fixes', subjectKind: 'version', subjectId: version.id, detail })
    return { revision }
  })
}

/** The same recording without its edges, as a new version of the same work; the old one and the master stay as they are. */
export async function trimVersion(
  deps: Deps,
  actor: Actor,
  { id, inMs, outMs }: Trim & { id: string },
): Promise<{ versionId: string; number: number }> {
  return await change(deps, actor, async (trx, record) => {
    const from = found(await versionById(trx, id))
    const { workId, sourceSha256, language } = from
    await workToEdit(trx, actor, workId)
    if (from.state === 'withdrawn') throw new DomainError('withdrawn')
    const source = found(await sourceBySha256(trx, sourceSha256))
    if (source.state === 'refused' || source.state === 'arrived') throw new DomainError('not_ready')
    const within = inMs >= (from.inMs ?? 0) && outMs <= (from.outMs ?? outMs)
    if (!within || !fitsWithin(inMs, outMs, source.duration_ms)) throw new DomainError('bad_range')
    const contentId = contentIdOf({ workId, sourceSha256, language, inMs, outMs })
    if (await versionWithContent(trx, contentId)) throw new DomainError('conflict')
    const at = deps.clock.now()
    const versionId = newId()
    const number = await nextNumber(trx, workId)
    await insertVersion(trx, {
      id: versionId,
      work_id: workId,
      number,
      language,
      source_sha256: sourceSha256,
      in_ms: inMs,
      out_ms: outMs,
      content_id: contentId,
      sound_only: from.soundOnly ? 1 : 0,
      fixes: JSON.stringify(from.fixes),
      state: 'draft',
      // Whoever brought the recording cannot approve a shorter one of it either.
      uploaded_by: from.uploadedBy,
      last_edited_by: actor.id,
      created_at: at,
      updated_at: at,
    })
    const detail = { from: from.id, inMs, outMs }
    await record({ action: 'library.trim', subjectKind: 'version', subjectId: versionId, detail })
    return { versionId, number }
  })
}
