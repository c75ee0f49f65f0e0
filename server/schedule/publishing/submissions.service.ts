import { change } from '../../db/audit.ts'
import { newId } from '../../db/ids.ts'
import type { DbOrTrx, Trx } from '../../db/open.ts'
import type { Deps } from '../../deps.ts'
import { DomainError, found } from '../../errors.ts'
import { type Actor, may } from '../../http/permissions.rules.ts'
import { publicationsOf } from '../../publications/publications.service.ts'
import { slotsOn } from '../slots.queries.ts'
import { changesBetween } from './changes.rules.ts'
import { asDay, daySubject } from './published-days.ts'
import { type PublishedNumber, publishBodies, readyDays, takeBackWaiting } from './publishing.service.ts'
import { assertStillGood } from './still-good.ts'
import {
  insertSubmission,
  type Submission,
  submissionById,
  submissionHash,
  waitingSubmissions,
} from './submissions.queries.ts'

export { type Submission, waitingSubmissions } from './submissions.queries.ts'

/** Puts the changed days before an approver, as they stand now. What waited for one of these days is replaced. */
export async function submitPlan(
  deps: Deps,
  actor: Actor,
  channelId: string,
  input: { days: readonly string[]; note: string },
): Promise<Submission> {
  return change(deps, actor, async (trx, record) => {
    const ready = await readyDays(trx, channelId, { days: input.days, now: deps.clock.now() })
    const days = ready.map(({ body }) => body.day)
    for (const waiting of await waitingSubmissions(trx, channelId))
      if (waiting.leftAt === null && waiting.days.some(({ body }) => days.includes(body.day)))
        await close(trx, waiting.id, 'replaced')
    const editors = (await slotsOn(trx, channelId, days)).map((slot) => slot.editedBy)
    const made = { by: actor.id, at: deps.clock.now(), note: input.note }
    const id = await insertSubmission(trx, { channelId, days: ready, editors, ...made })
    await record({ action: 'plan.submit', subjectKind: 'plan', subjectId: id, detail: { channelId, days } })
    return found(await submissionById(trx, id))
  })
}

async function close(
  trx: Trx,
  id: string,
  state: 'approved' | 'returned' | 'withdrawn' | 'replaced',
  decided: { by?: string; at?: string; reason?: string } = {},
): Promise<void> {
  await trx
    .updateTable('plan_submission')
    .set({
      state,
      decided_by: decided.by ?? null,
      decided_at: decided.at ?? null,
      reason: decided.reason ?? '',
    })
    .where('id', '=', id)
    .execute()
}

/** Still waiting, or who was faster and what they decided. */
async function waiting(trx: Trx, id: string): Promise<Submission> {
  const submission = found(await submissionById(trx, id))
  const { state, decidedByName, decidedAt, reason, submittedByName } = submission
  if (state !== 'waiting')
    throw new DomainError('plan_settled', {
      state,
      decidedBy: decidedByName ?? submittedByName,
      at: decidedAt,
      reason,
    })
  return submission
}

export async function withdrawPlan(deps: Deps, actor: Actor, id: string): Promise<Submission> {
  return change(deps, actor, async (trx, record) => {
    const { leftAt } = await waiting(trx, id)
    // It stands already: taking it back is another change of the plan, not silence about this one.
    if (leftAt !== null) throw new DomainError('conflict')
    await close(trx, id, 'withdrawn', { by: actor.id, at: deps.clock.now() })
    await record({ action: 'plan.withdraw', subjectKind: 'plan', subjectId: id })
    return found(await submissionById(trx, id))
  })
}

/**
 * Approves days as submitted and publishes just those, or returns them with a reason. What has left already stands either
 * way: the decision is written down, and whoever made the change takes it back. The decision is bound to the
 * sha256 of what was looked at: what the draft became since needs a submission of its own.
 */
export async function decidePlan(
  deps: Deps,
  actor: Actor,
  id: string,
  input: { verdict: 'approved' | 'returned'; sha256: string; reason: string },
): Promise<{ submission: Submission; published: PublishedNumber[] }> {
  return change(deps, actor, async (trx, record) => {
    const submission = await waiting(trx, id)
    if (!may(actor, 'schedule.approve', { lastEditedBy: submission.editors }))
      throw new DomainError('own_work')
    if (input.sha256 !== submission.sha256 || submissionHash(submission.days) !== submission.sha256)
      throw new DomainError('content_changed')
    const approved = input.verdict === 'approved'
    if (!approved && input.reason === '') throw new DomainError('reason_missing')
    const at = deps.clock.now()
    await close(trx, id, input.verdict, { by: actor.id, at, reason: input.reason })
    await trx
      .insertInto('approval')
      .values({
        id: newId(),
        subject_kind: 'plan',
        subject_id: id,
        content_id: submission.sha256,
        verdict: approved ? 'approved' : 'changes',
        uses: '["tv"]',
        reason: input.reason,
        decided_by: actor.id,
        decided_at: at,
      })
      .execute()
    await record({
      action: approved ? 'plan.approve' : 'plan.return',
      subjectKind: 'plan',
      subjectId: id,
      detail: { reason: input.reason, sha256: submission.sha256 },
    })
    const publishes = approved && submission.leftAt === null
    const published = publishes ? await publishSubmitted(deps, trx, record, submission) : []
    return { submission: found(await submissionById(trx, id)), published }
  })
}

async function publishSubmitted(
  deps: Deps,
  trx: Trx,
  record: Parameters<typeof publishBodies>[2],
  { channelId, days, submittedBy }: Submission,
): Promise<PublishedNumber[]> {
  await assertStillGood(trx, channelId, days, deps.clock.now())
  await takeBackWaiting(
    deps,
    trx,
    channelId,
    days.map(({ body }) => body.day),
  )
  return publishBodies(deps, trx, record, days, submittedBy)
}

/** A submission as an approver reads it: what it changes against what it was compared with, and whether they may decide. */
export async function readPlan(db: DbOrTrx, actor: Actor, id: string) {
  const submission = found(await submissionById(db, id))
  const { days, editors, ...rest } = submission
  const bases = await Promise.all(
    days.map(async ({ body, baseNumber }) => {
      const all = await publicationsOf(db, 'day', daySubject(body.channelId, body.day))
      const base = all.find(({ number }) => number === baseNumber)
      return { day: body.day, slots: base ? asDay(base).body.slots : [], overtaken: all[0]?.number ?? 0 }
    }),
  )
  return {
    ...rest,
    days: days.map(({ body, baseNumber }, i) => ({
      day: body.day,
      slots: body.slots,
      baseNumber,
      /** Somebody published the day since: it can no longer be approved as it is. */
      overtaken: rest.leftAt === null && (bases[i]?.overtaken ?? 0) !== baseNumber,
    })),
    changes: changesBetween(
      bases,
      days.map(({ body }) => body),
    ),
    mayDecide: may(actor, 'schedule.approve', { lastEditedBy: editors }),
    ownWork: editors.includes(actor.id),
  }
}
