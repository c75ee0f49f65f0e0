import { newId } from '../../db/ids.ts'
import type { DbOrTrx, Trx } from '../../db/open.ts'
import type { Row } from '../../db/tables.ts'
import { canonicalJson } from '../../storage/canonical.rules.ts'
import { sha256Of } from '../../storage/canonical.ts'
import type { DayToPublish } from './publishing.service.ts'

/** Days of a channel that wait for an approver, word for word as they will be published. */
export interface Submission {
  id: string
  channelId: string
  channelName: string
  state: Row<'plan_submission'>['state']
  days: DayToPublish[]
  sha256: string
  /** Who laid or last changed what is in it; none of them decides. */
  editors: string[]
  note: string
  submittedBy: string
  submittedByName: string
  submittedAt: string
  decidedByName: string | null
  decidedAt: string | null
  reason: string
  /** When it was published, of a change that could not wait; null for what is published once approved. */
  leftAt: string | null
}

/** Of the very days that are decided on. */
export const submissionHash = (days: Submission['days']) =>
  sha256Of(canonicalJson(days.map(({ body, baseNumber }) => ({ body, baseNumber }))))

interface NewSubmission {
  channelId: string
  days: DayToPublish[]
  editors: readonly string[]
  note: string
  by: string
  at: string
  leftAt?: string
}

/** Puts days before an approver; answers the submission's id. */
export async function insertSubmission(
  trx: Trx,
  { channelId, days, editors, note, by, at, leftAt }: NewSubmission,
): Promise<string> {
  const id = newId()
  await trx
    .insertInto('plan_submission')
    .values({
      id,
      channel_id: channelId,
      state: 'waiting',
      days: JSON.stringify(days),
      sha256: submissionHash(days),
      editors: JSON.stringify([...new Set([by, ...editors])]),
      note,
      submitted_by: by,
      submitted_at: at,
      left_at: leftAt ?? null,
    })
    .execute()
  return id
}

const joined = (db: DbOrTrx) =>
  db
    .selectFrom('plan_submission')
    .innerJoin('channel', 'channel.id', 'plan_submission.channel_id')
    .innerJoin('person as submitter', 'submitter.id', 'plan_submission.submitted_by')
    .leftJoin('person as decider', 'decider.id', 'plan_submission.decided_by')
    .selectAll('plan_submission')
    .select([
      'channel.name as channel_name',
      'submitter.name as submitter_name',
      'decider.name as decider_name',
    ])

type SubmissionRow = Awaited<ReturnType<ReturnType<typeof joined>['executeTakeFirstOrThrow']>>

const toSubmission = (row: SubmissionRow): Submission => ({
  id: row.id,
  channelId: row.channel_id,
  channelName: row.channel_name,
  state: row.state,
  days: JSON.parse(row.days) as DayToPublish[],
  sha256: row.sha256,
  editors: JSON.parse(row.editors) as string[],
  note: row.note,
  submittedBy: row.submitted_by,
  submittedByName: row.submitter_name,
  submittedAt: row.submitted_at,
  decidedByName: row.decider_name,
  decidedAt: row.decided_at,
  reason: row.reason,
  leftAt: row.left_at,
})

export async function submissionById(db: DbOrTrx, id: string): Promise<Submission | undefined> {
  const row = await joined(db).where('plan_submission.id', '=', id).executeTakeFirst()
  return row && toSubmission(row)
}

/** What waits, the oldest first. */
export async function waitingSubmissions(db: DbOrTrx, channelId?: string): Promise<Submission[]> {
  let rows = joined(db).where('plan_submission.state', '=', 'waiting')
  if (channelId !== undefined) rows = rows.where('plan_submission.channel_id', '=', channelId)
  return (await rows.orderBy('submitted_at').orderBy('plan_submission.id').execute()).map(toSubmission)
}

/** The latest decision on a channel's plan, for who submitted it. */
export async function latestSubmission(db: DbOrTrx, channelId: string): Promise<Submission | undefined> {
  const row = await joined(db)
    .where('plan_submission.channel_id', '=', channelId)
    .orderBy('submitted_at', 'desc')
    .orderBy('plan_submission.id', 'desc')
    .executeTakeFirst()
  return row && toSubmission(row)
}
