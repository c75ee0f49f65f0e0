import { change } from '../db/audit.ts'
import { newId } from '../db/ids.ts'
import type { Trx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { DomainError, found } from '../errors.ts'
import { type Actor, may } from '../http/permissions.rules.ts'
import { emit } from '../jobs/events.ts'
import type { Use } from '../library/library.schema.ts'
import { addTranslation, type Script, scriptOf } from '../library/scripts.service.ts'
import { setVersionState, type Version, versionById } from '../library/versions.service.ts'
import { writeRemarks } from './remarks.service.ts'
import { decisionsOn, insertDecision, peopleNamed } from './review.queries.ts'
import { isOneOf, lacksTranslation, makersOf, needsListener, outcomeOf, stateBefore } from './review.rules.ts'
import type { Decision, DecisionInput, Submission } from './review.schema.ts'

/** A version together with the words spoken in it. */
export async function reviewed(trx: Parameters<typeof scriptOf>[0], version: Version) {
  const script =
    version.language === null ? null : ((await scriptOf(trx, version.workId, version.language)) ?? null)
  return { ...version, script }
}

/** What an approver reads beside what they hear; it is this that may be read aloud when a loudspeaker fails. */
const wordsOf = ({ text, translationVi }: Script) => ({ text, translationVi })

/** Puts a version before the approvers, for the uses it is meant for. */
export async function submitVersion(
  deps: Deps,
  actor: Actor,
  input: { versionId: string } & Submission,
): Promise<void> {
  const workId = await change(deps, actor, async (trx, record) => {
    const version = await ownVersion(trx, actor, input.versionId)
    if (version.state === 'withdrawn' || version.workWithdrawn) throw new DomainError('withdrawn')
    if (version.sourceState !== 'ready') throw new DomainError('not_ready')
    assertPictured(version, input.uses)
    await assertAnother(trx, input.listener, { ...version, submittedBy: actor.id })
    const { translationVi } = input
    const translated = await translate(trx, actor, { version, translationVi, now: deps.clock.now() })
    const newUses = input.uses.filter((use) => !version.approvedUses.includes(use))
    if (version.state === 'submitted' || newUses.length === 0) throw new DomainError('conflict')
    await setVersionState(trx, version.id, {
      state: 'submitted',
      submittedUses: newUses,
      submittedBy: actor.id,
      submittedAt: deps.clock.now(),
      // Named, and not yet heard; whoever has confirmed this content stays.
      ...(input.listener && !version.listenedAt ? { listener: input.listener } : {}),
    })
    await record({
      action: 'review.submit',
      subjectKind: 'version',
      subjectId: version.id,
      detail: { uses: newUses, contentId: version.contentId, ...(translated ? { translated } : {}) },
    })
    return version.workId
  })
  deps.live.send({ type: 'changed', subject: 'work', id: workId })
}

/** Writes down what a version says in Vietnamese where that is still missing, and refuses where it stays so. */
async function translate(
  trx: Trx,
  actor: Actor,
  { version, translationVi, now }: { version: Version; translationVi: string | undefined; now: string },
): Promise<boolean> {
  if (!lacksTranslation(await reviewed(trx, version))) return false
  if (!version.language || !translationVi?.trim()) throw new DomainError('translation_missing')
  await addTranslation(trx, actor, { workId: version.workId, language: version.language, translationVi, now })
  return true
}

/** Takes a submission back before anybody has decided. */
export async function withdrawSubmission(
  deps: Deps,
  actor: Actor,
  input: { versionId: string },
): Promise<void> {
  const workId = await change(deps, actor, async (trx, record) => {
    const version = await ownVersion(trx, actor, input.versionId)
    if (version.state !== 'submitted') throw new DomainError('not_submitted')
    const last = (await decisionsOn(trx, version.id)).find((one) => one.contentId === version.contentId)
    await setVersionState(trx, version.id, {
      state: stateBefore(version.approvedUses, last?.verdict),
      submittedUses: [],
      submittedBy: null,
      submittedAt: null,
    })
    await record({ action: 'review.takeBack', subjectKind: 'version', subjectId: version.id })
    return version.workId
  })
  deps.live.send({ type: 'changed', subject: 'work', id: workId })
}

/** One person's answer to a submission. Of two who answer at once the second is told what the first decided. */
export async function decide(
  deps: Deps,
  actor: Actor,
  input: { versionId: string } & DecisionInput,
): Promise<Decision> {
  if (!input.reason) throw new DomainError('reason_missing')
  const { decision, workId } = await change(deps, actor, async (trx, record) => {
    const version = await reviewed(trx, found(await versionById(trx, input.versionId)))
    await assertMayDecide(trx, actor, version, input)
    const uses = input.uses.length > 0 ? input.uses : version.submittedUses
    if (input.verdict === 'approved') assertPictured(version, uses)
    const id = newId()
    const at = deps.clock.now()
    const listener = needsListener(actor, version.language) ? (input.listener ?? null) : null
    await assertAnother(trx, listener, version)
    await insertDecision(trx, {
      id,
      subject_kind: 'version',
      subject_id: version.id,
      content_id: version.contentId,
      verdict: input.verdict,
      uses: JSON.stringify(uses),
      reason: input.reason,
      listener,
      words: version.script && JSON.stringify(wordsOf(version.script)),
      decided_by: actor.id,
      decided_at: at,
    })
    await writeRemarks(trx, { version, remarks: input.remarks, by: actor.id, at, approvalId: id })
    await setVersionState(trx, version.id, {
      ...outcomeOf(version.approvedUses, input.verdict, uses),
      ...(listener ? { listener, listenedAt: at } : {}),
    })
    if (input.verdict === 'approved')
      await emit(deps, trx, 'version.approved', version.id, { versionId: version.id })
    else if (uses.some((use) => version.approvedUses.includes(use)))
      await emit(deps, trx, 'version.stopped', version.id, { versionId: version.id, reason: input.reason })
    await record({
      action: `review.${input.verdict}`,
      subjectKind: 'version',
      subjectId: version.id,
      detail: { approvalId: id, uses, contentId: version.contentId },
    })
    return { decision: found((await decisionsOn(trx, version.id))[0]), workId: version.workId }
  })
  deps.live.send({ type: 'changed', subject: 'work', id: workId })
  return decision
}

/** Takes an approval back, for some uses. Whatever was published with it stays in history, and may not be heard or aired any more. */
export async function withdrawApproval(
  deps: Deps,
  actor: Actor,
  input: { versionId: string; uses: Use[]; reason: string },
): Promise<void> {
  const workId = await change(deps, actor, async (trx, record) => {
    const version = await reviewed(trx, found(await versionById(trx, input.versionId)))
    if (!may(actor, 'review.decide', { lastEditedBy: makersOf(version) })) throw new DomainError('own_work')
    const uses = input.uses.filter((use) => version.approvedUses.includes(use))
    if (uses.length === 0) throw new DomainError('not_approved', { title: version.workTitle })
    const id = newId()
    await insertDecision(trx, {
      id,
      subject_kind: 'version',
      subject_id: version.id,
      content_id: version.contentId,
      verdict: 'rejected',
      uses: JSON.stringify(uses),
      reason: input.reason,
      listener: null,
      decided_by: actor.id,
      decided_at: deps.clock.now(),
    })
    const { state, approvedUses } = outcomeOf(version.approvedUses, 'rejected', uses)
    // What still waits for an answer goes on waiting for it.
    await setVersionState(trx, version.id, {
      state: version.state === 'submitted' ? 'submitted' : state,
      approvedUses,
    })
    await emit(deps, trx, 'version.stopped', version.id, { versionId: version.id, reason: input.reason })
    await record({
      action: 'review.withdraw',
      subjectKind: 'version',
      subjectId: version.id,
      detail: { approvalId: id, uses, contentId: version.contentId },
    })
    return version.workId
  })
  deps.live.send({ type: 'changed', subject: 'work', id: workId })
}

/** Sound alone can be approved for loudspeakers, never for television. */
function assertPictured(version: Version, uses: readonly Use[]): void {
  if (version.soundOnly && uses.includes('tv'))
    throw new DomainError('no_picture', { title: version.workTitle })
}

/** A recording in a language the approver does not speak is confirmed by somebody who neither made nor submitted it. */
async function assertAnother(
  trx: Trx,
  listener: string | null | undefined,
  { uploadedBy, lastEditedBy, submittedBy }: Pick<Version, 'uploadedBy' | 'lastEditedBy' | 'submittedBy'>,
): Promise<void> {
  if (!listener) return
  const makers = [...(await peopleNamed(trx, [uploadedBy, lastEditedBy, submittedBy])).values()]
  const names = makers.map(({ name }) => name)
  if (isOneOf(listener, names)) throw new DomainError('listener_is_maker')
}

async function assertMayDecide(
  trx: Trx,
  actor: Actor,
  version: Awaited<ReturnType<typeof reviewed>>,
  input: DecisionInput,
): Promise<void> {
  if (!may(actor, 'review.decide', { lastEditedBy: makersOf(version) })) throw new DomainError('own_work')
  if (version.state === 'withdrawn' || version.workWithdrawn) throw new DomainError('withdrawn')
  if (version.state !== 'submitted') {
    const [last] = version.submittedAt === null ? [] : await decisionsOn(trx, version.id)
    if (!last) throw new DomainError('not_submitted')
    const { verdict, decidedBy, decidedAt, reason } = last
    throw new DomainError('already_decided', { verdict, decidedBy: decidedBy.name, decidedAt, reason })
  }
  if (version.contentId !== input.contentId) throw new DomainError('content_changed')
  // The words go with the approval, to be read aloud where a loudspeaker fails: only those that were seen.
  if ((input.scriptRevision ?? null) !== (version.script?.revision ?? null)) throw new DomainError('stale')
  if (lacksTranslation(version)) throw new DomainError('translation_missing')
  if (input.verdict === 'approved' && needsListener(actor, version.language) && !input.listener)
    throw new DomainError('listener_missing')
}

async function ownVersion(trx: Trx, actor: Actor, versionId: string): Promise<Version> {
  const version = found(await versionById(trx, versionId))
  if (!may(actor, 'review.submit', { unitId: version.unitId })) throw new DomainError('forbidden')
  return version
}
