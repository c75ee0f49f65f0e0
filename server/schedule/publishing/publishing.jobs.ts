import { change, recorderIn } from '../../db/audit.ts'
import type { Trx } from '../../db/open.ts'
import type { Deps } from '../../deps.ts'
import { DomainError, found } from '../../errors.ts'
import type { Actor } from '../../http/permissions.rules.ts'
import type { JobHandlers } from '../../jobs/handlers.ts'
import { approvedFor } from '../../library/library.rules.ts'
import { versionsOf } from '../../library/versions.service.ts'
import { channelById } from '../channels.queries.ts'
import { daysInForce } from './published-days.ts'
import {
  assertNoOverlap,
  type DayToPublish,
  type PublishedNumber,
  publishBodies,
  readyDays,
  takeBackWaiting,
} from './publishing.service.ts'

interface Leaving {
  channelId: string
  /** The days as they stood when the person pressed the button: later edits of the draft do not slip in. */
  ready: DayToPublish[]
  by: string
}

/** Checks everything now and publishes later; until then the job can be cancelled. */
export async function publishLater(
  deps: Deps,
  actor: Actor,
  channelId: string,
  input: { days: readonly string[]; delayMs: number },
): Promise<{ jobId: string; leavesAt: string; days: string[] }> {
  return change(deps, actor, async (trx, record) => {
    const ready = await readyDays(trx, channelId, input.days)
    await takeBackWaiting(deps, trx, channelId, input.days)
    const days = ready.map(({ body }) => body.day)
    // The queue keeps real time, whatever the station's clock is set to.
    const leavesAt = new Date(Date.now() + input.delayMs).toISOString()
    const payload: Leaving = { channelId, ready, by: actor.id }
    const channel = await channelById(trx, channelId)
    const jobId = await deps.jobs.enqueue(trx, {
      kind: 'schedule.publish',
      lane: 'quick',
      subjectKind: 'channel',
      subjectId: channelId,
      title: `${channel?.name}: ${[...new Set([days[0], days.at(-1)])].join(' - ')}`,
      payload: { ...payload },
      runAt: leavesAt,
      priority: 20,
      createdBy: actor.id,
    })
    await record({
      action: 'schedule.publish_later',
      subjectKind: 'channel',
      subjectId: channelId,
      detail: { jobId, days },
    })
    return { jobId, leavesAt, days }
  })
}

/** Half a minute is enough for another publication, or for an approval to be withdrawn. */
async function assertStillGood(trx: Trx, { channelId, ready }: Leaving): Promise<void> {
  const bodies = ready.map(({ body }) => body)
  const inForce = await daysInForce(
    trx,
    channelId,
    bodies.map((body) => body.day),
  )
  const overtaken = ready.find(({ body, baseNumber }) => (inForce.get(body.day)?.number ?? 0) !== baseNumber)
  if (overtaken) throw new DomainError('stale', { day: overtaken.body.day })
  await assertNoOverlap(trx, channelId, bodies)
  const slots = bodies.flatMap((body) => body.slots)
  const versions = await versionsOf(trx, [...new Set(slots.flatMap((slot) => slot.workId ?? []))])
  for (const { version: pinned, title } of slots) {
    if (!pinned) continue
    const version = versions.find(({ id }) => id === pinned.versionId)
    if (!version || !approvedFor(version, 'tv')) throw new DomainError('not_approved', { title })
    if (version.contentId !== pinned.contentId) throw new DomainError('content_changed', { title })
  }
}

/** What waits to leave leaves at once: "Công bố ngay" after the button was pressed. */
export async function publishWaiting(
  deps: Deps,
  actor: Actor,
  channelId: string,
  jobId: string,
): Promise<PublishedNumber[]> {
  return change(deps, actor, async (trx, record) => {
    const job = found(
      await trx
        .selectFrom('job')
        .select(['state', 'payload'])
        .where('id', '=', jobId)
        .where('kind', '=', 'schedule.publish')
        .where('subject_id', '=', channelId)
        .executeTakeFirst(),
    )
    // Gone already, or taken back by somebody.
    if (job.state !== 'queued') throw new DomainError('conflict')
    await deps.jobs.cancel(trx, jobId)
    const leaving = JSON.parse(job.payload) as Leaving
    await assertStillGood(trx, leaving)
    return publishBodies(deps, trx, record, leaving.ready, actor.id)
  })
}

export const scheduleJobs: JobHandlers = {
  'schedule.publish': {
    run: async (job, { deps }) => {
      // Written by publishLater.
      const leaving = job.payload as unknown as Leaving
      return async (trx) => {
        await assertStillGood(trx, leaving)
        await publishBodies(deps, trx, recorderIn(deps, trx, leaving.by), leaving.ready, leaving.by)
      }
    },
  },
}
