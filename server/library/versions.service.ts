import { change } from '../db/audit.ts'
import type { Trx } from '../db/open.ts'
import type { NewRow } from '../db/tables.ts'
import type { Deps } from '../deps.ts'
import { DomainError, found } from '../errors.ts'
import type { Actor } from '../http/permissions.rules.ts'
import { contentIdOf } from './content-id.ts'
import { fitsWithin, nextRevision } from './library.rules.ts'
import type { Use, VersionState } from './library.schema.ts'
import { sourceBySha256 } from './sources.queries.ts'
import { tellStopped } from './stopping.ts'
import { updateVersion, type Version, versionById, versionWithContent } from './versions.queries.ts'
import type { VersionChange } from './versions.schema.ts'
import { workToEdit } from './works.service.ts'

export { type Version, versionById, versionsOf } from './versions.queries.ts'

interface NewVersionState {
  state: VersionState
  /** When, by the domain clock. */
  at?: string
  approvedUses?: readonly Use[]
  submittedUses?: readonly Use[]
  submittedBy?: string | null
  submittedAt?: string | null
  listener?: string | null
  listenedAt?: string | null
}

/** Where review puts a version; what is not named stays. Its content, and so its contentId, is never touched here. */
export async function setVersionState(trx: Trx, versionId: string, next: NewVersionState): Promise<void> {
  const before = found(await versionById(trx, versionId))
  const values: Partial<NewRow<'version'>> = {
    state: next.state,
    updated_at: nextRevision(before.revision, next.at ?? before.revision),
  }
  if (next.approvedUses) values.approved_uses = JSON.stringify(next.approvedUses)
  if (next.submittedUses) values.submitted_uses = JSON.stringify(next.submittedUses)
  if (next.submittedBy !== undefined) values.submitted_by = next.submittedBy
  if (next.submittedAt !== undefined) values.submitted_at = next.submittedAt
  if (next.listener !== undefined) values.listener = next.listener
  if (next.listenedAt !== undefined) values.listened_at = next.listenedAt
  await updateVersion(trx, versionId, values)
}

/** What a version loses when its content is no longer what somebody approved or was asked to. */
const unapproved = {
  state: 'draft',
  approved_uses: '[]',
  submitted_uses: '[]',
  submitted_by: null,
  submitted_at: null,
  listener: null,
  listened_at: null,
} as const

/** The version as it stands, when this person may change it and nobody else has since `revision`. */
export async function versionToEdit(trx: Trx, actor: Actor, id: string, revision: string): Promise<Version> {
  const version = found(await versionById(trx, id))
  await workToEdit(trx, actor, version.workId)
  if (version.state === 'withdrawn') throw new DomainError('withdrawn')
  if (version.revision !== revision) throw new DomainError('stale')
  return version
}

/** Another language or another cut is other content: it gets a new contentId and no approval. */
export async function editVersion(
  deps: Deps,
  actor: Actor,
  { id, ...input }: VersionChange & { id: string },
): Promise<{ revision: string; contentId: string }> {
  return await change(deps, actor, async (trx, record) => {
    const version = await versionToEdit(trx, actor, id, input.revision)
    const inMs = input.inMs === undefined ? version.inMs : input.inMs
    const outMs = input.outMs === undefined ? version.outMs : input.outMs
    const language = input.language === undefined ? version.language : input.language
    if (inMs !== null && outMs !== null) {
      const source = await sourceBySha256(trx, version.sourceSha256)
      if (!fitsWithin(inMs, outMs, source?.duration_ms ?? null)) throw new DomainError('bad_range')
    }
    const contentId = contentIdOf({ ...version, language, inMs, outMs })
    const revision = nextRevision(version.revision, deps.clock.now())
    const sameContent = contentId === version.contentId
    if (!sameContent && (await versionWithContent(trx, contentId))) throw new DomainError('conflict')
    await updateVersion(trx, id, {
      language,
      in_ms: inMs,
      out_ms: outMs,
      content_id: contentId,
      updated_at: revision,
      ...(sameContent ? {} : { ...unapproved, last_edited_by: actor.id }),
    })
    if (!sameContent) await tellStopped(deps, trx, version)
    const before = { language: version.language, inMs: version.inMs, outMs: version.outMs }
    const detail = { versionId: id, before, language, inMs, outMs, contentChanged: !sameContent }
    await record({ action: 'library.editVersion', subjectKind: 'work', subjectId: version.workId, detail })
    await record({ action: 'library.edit', subjectKind: 'version', subjectId: id, detail })
    return { revision, contentId }
  })
}

export async function withdrawVersion(
  deps: Deps,
  actor: Actor,
  { id, revision }: { id: string; revision: string },
): Promise<void> {
  await change(deps, actor, async (trx, record) => {
    const version = await versionToEdit(trx, actor, id, revision)
    const next = nextRevision(version.revision, deps.clock.now())
    await updateVersion(trx, id, { ...unapproved, state: 'withdrawn', updated_at: next })
    await tellStopped(deps, trx, version)
    const detail = { versionId: id, number: version.number }
    await record({
      action: 'library.withdrawVersion',
      subjectKind: 'work',
      subjectId: version.workId,
      detail,
    })
    await record({ action: 'library.withdraw', subjectKind: 'version', subjectId: id })
  })
}
