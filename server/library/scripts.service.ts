import { change } from '../db/audit.ts'
import type { Trx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import type { Actor } from '../http/permissions.rules.ts'
import { nextRevision } from './library.rules.ts'
import type { LanguageCode } from './library.schema.ts'
import { putScript, scriptOf } from './scripts.queries.ts'
import type { ScriptChange } from './scripts.schema.ts'
import { workToEdit } from './works.service.ts'

export { type Script, scriptOf, scriptsOf } from './scripts.queries.ts'

/** Says in Vietnamese what one language says, where nobody has written it yet; part of a submission, which records it. */
export async function addTranslation(
  trx: Trx,
  actor: Actor,
  input: { workId: string; language: string; translationVi: string; now: string },
): Promise<void> {
  const { workId, language, now } = input
  const before = await scriptOf(trx, workId, language)
  await putScript(trx, workId, {
    language,
    text: before?.text ?? '',
    translationVi: input.translationVi,
    editedBy: actor.id,
    revision: before ? nextRevision(before.revision, now) : now,
  })
}

/** Writes the spoken text of one language; whoever does is from then on its last editor, and cannot approve it. */
export async function writeScript(
  deps: Deps,
  actor: Actor,
  input: ScriptChange & { workId: string; language: LanguageCode },
): Promise<{ revision: string }> {
  return await change(deps, actor, async (trx, record) => {
    const { workId, language } = input
    await workToEdit(trx, actor, workId)
    const before = await scriptOf(trx, workId, language)
    if ((before?.revision ?? null) !== input.revision) throw new DomainError('stale')
    const now = deps.clock.now()
    const revision = before ? nextRevision(before.revision, now) : now
    const translationVi = input.translationVi?.trim() ? input.translationVi : null
    await putScript(trx, workId, { language, text: input.text, translationVi, editedBy: actor.id, revision })
    await record({ action: 'library.script', subjectKind: 'work', subjectId: workId, detail: { language } })
    return { revision }
  })
}
