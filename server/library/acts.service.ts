import { change } from '../db/audit.ts'
import { newId } from '../db/ids.ts'
import type { Deps } from '../deps.ts'
import { DomainError, found } from '../errors.ts'
import type { Actor } from '../http/permissions.rules.ts'
import { contentIdOf } from './content-id.ts'
import { fitsWithin } from './library.rules.ts'
import { sourceBySha256 } from './sources.queries.ts'
import { insertVersion, type Version, versionById } from './versions.queries.ts'
import { insertWork } from './works.queries.ts'
import type { NewActInput } from './works.schema.ts'
import { workToEdit } from './works.service.ts'

/** The stretch an act takes: its own points, else all that the version it is cut from has. */
function stretchOf(version: Version, act: NewActInput, sourceMs: number | null) {
  const { inMs, outMs } = act.inMs === null ? version : act
  if (inMs === null || outMs === null) return { inMs: null, outMs: null }
  const within = inMs >= (version.inMs ?? 0) && outMs <= (version.outMs ?? outMs)
  if (!within || !fitsWithin(inMs, outMs, sourceMs)) throw new DomainError('bad_range')
  return { inMs, outMs }
}

/** Cuts an act out of a recording, or takes its sound, as a work of its own. The master is never touched. */
export async function cutAct(
  deps: Deps,
  actor: Actor,
  input: NewActInput & { workId: string },
): Promise<{ workId: string; versionId: string }> {
  return await change(deps, actor, async (trx, record) => {
    const parent = await workToEdit(trx, actor, input.workId)
    const from = found(await versionById(trx, input.sourceVersionId))
    if (from.workId !== parent.id) throw new DomainError('not_found')
    if (from.state === 'withdrawn') throw new DomainError('withdrawn')
    const source = found(await sourceBySha256(trx, from.sourceSha256))
    if (source.state === 'refused' || source.state === 'arrived') throw new DomainError('not_ready')
    const { inMs, outMs } = stretchOf(from, input, source.duration_ms)
    const at = deps.clock.now()
    const work = await insertWork(trx, {
      kind: input.kind,
      title: input.title,
      unitId: parent.unitId,
      parentWorkId: parent.id,
      createdBy: actor.id,
      at,
    })
    const language = input.language === undefined ? from.language : input.language
    const versionId = newId()
    await insertVersion(trx, {
      id: versionId,
      work_id: work.id,
      number: 1,
      language,
      source_sha256: from.sourceSha256,
      in_ms: inMs,
      out_ms: outMs,
      content_id: contentIdOf({ workId: work.id, sourceSha256: from.sourceSha256, language, inMs, outMs }),
      sound_only: input.soundOnly || from.soundOnly ? 1 : 0,
      state: 'draft',
      // Whoever brought the recording cannot approve a piece of it either; the cutter is its last editor.
      uploaded_by: from.uploadedBy,
      last_edited_by: actor.id,
      created_at: at,
      updated_at: at,
    })
    const detail = { from: parent.id, versionId: from.id, inMs, outMs, soundOnly: input.soundOnly }
    await record({ action: 'library.cut', subjectKind: 'work', subjectId: work.id, detail })
    return { workId: work.id, versionId }
  })
}
