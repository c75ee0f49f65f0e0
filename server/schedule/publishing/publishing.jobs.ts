import { change, type Recorder, recorderIn } from '../../db/audit.ts'
import type { Trx } from '../../db/open.ts'
import type { Deps } from '../../deps.ts'
import { DomainError, found } from '../../errors.ts'
import type { Actor } from '../../http/permissions.rules.ts'
import type { JobHandlers } from '../../jobs/handlers.ts'
import { channelById } from '../channels.queries.ts'
import { assertNeedsNobody } from './channel-publishing.service.ts'
import { recordCorrection } from './corrections.service.ts'
import type { UrgentInput } from './publishing.schema.ts'
import {
  type DayToPublish,
  type PublishedNumber,
  publishBodies,
  readyDays,
  type SeenDay,
  takeBackWaiting,
} from './publishing.service.ts'
import { assertStillGood } from './still-good.ts'
import { followInDraft, type Urgent, urgentDay } from './urgent.service.ts'

interface Leaving {
  channelId: string
  /** The days as they stood when the person pressed the button: later edits of the draft do not slip in. */
  ready: DayToPublish[]
  by: string
  /** Of an urgent change: what is told of it, and where the draft follows. */
  urgent?: Urgent
}

/** Checks everything now and publishes later; until then the job can be cancelled. */
export async function publishLater(
  deps: Deps,
  actor: Actor,
  channelId: string,
  input: { days: readonly string[]; seen?: readonly SeenDay[] | undefined; delayMs: number },
) {
  return change(deps, actor, async (trx, record) => {
    const ready = await readyDays(trx, channelId, { ...input, now: deps.clock.now() })
    await assertNeedsNobody(trx, channelId, ready)
    return leaveLater(deps, trx, record, { channelId, ready, by: actor.id }, input.delayMs)
  })
}

/** Moves rows of a published day and publishes it, at once or after a delay; produces the correction. */
export async function changeUrgently(
  deps: Deps,
  actor: Actor,
  of: { channelId: string; day: string },
  input: UrgentInput,
) {
  return change(deps, actor, async (trx, record) => {
    const { ready, urgent } = await urgentDay(trx, deps.clock.now(), of, input)
    const leaving: Leaving = { channelId: of.channelId, ready, by: actor.id, urgent }
    await assertStillGood(trx, of.channelId, ready, deps.clock.now())
    if (input.delayMs > 0)
      return {
        leaving: await leaveLater(deps, trx, record, leaving, input.delayMs),
        published: null,
        correctionId: null,
      }
    const days = ready.map(({ body }) => body.day)
    await takeBackWaiting(deps, trx, of.channelId, days)
    return { leaving: null, ...(await leave(deps, trx, record, leaving)) }
  })
}

async function leaveLater(deps: Deps, trx: Trx, record: Recorder, leaving: Leaving, delayMs: number) {
  const { channelId, ready, by } = leaving
  const days = ready.map(({ body }) => body.day)
  await takeBackWaiting(deps, trx, channelId, days)
  // The queue keeps real time, whatever the station's clock is set to.
  const leavesAt = new Date(Date.now() + delayMs).toISOString()
  const channel = await channelById(trx, channelId)
  const jobId = await deps.jobs.enqueue(trx, {
    kind: 'schedule.publish',
    lane: 'quick',
    subjectKind: 'channel',
    subjectId: channelId,
    title: `${channel?.name}: ${[...new Set([days[0], days.at(-1)])].join(' - ')}`,
    payload: { ...leaving },
    runAt: leavesAt,
    priority: 20,
    createdBy: by,
  })
  await record({
    action: 'schedule.publish_later',
    subjectKind: 'channel',
    subjectId: channelId,
    detail: { jobId, days },
  })
  return { jobId, leavesAt, days }
}

/** Half a minute is enough for another publication, or for an approval to be withdrawn: everything is checked again. */
async function leave(
  deps: Pick<Deps, 'jobs' | 'clock'>,
  trx: Trx,
  record: Recorder,
  { channelId, ready, by, urgent }: Leaving,
) {
  await assertStillGood(trx, channelId, ready, deps.clock.now())
  const published = await publishBodies(deps, trx, record, ready, by)
  const [first] = published
  if (!urgent || !first) return { published, correctionId: null }
  await followInDraft(trx, urgent.moved, { by, at: deps.clock.now() })
  const { lines, reason } = urgent
  const correctionId = await recordCorrection(deps, trx, record, {
    channelId,
    published: first,
    lines,
    reason,
    by,
  })
  return { published, correctionId }
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
    return (await leave(deps, trx, record, { ...leaving, by: actor.id })).published
  })
}

export const scheduleJobs: JobHandlers = {
  'schedule.publish': {
    run: async (job, { deps }) => {
      // Written by publishLater.
      const leaving = job.payload as unknown as Leaving
      return async (trx) => {
        await leave(deps, trx, recorderIn(deps, trx, leaving.by), leaving)
      }
    },
  },
}
