import { deadlineFor } from '../calendar/calendar.rules.ts'
import { addDays } from '../calendar/days.rules.ts'
import type { DbOrTrx } from '../db/open.ts'
import { found } from '../errors.ts'
import { channelById } from './channels.queries.ts'
import type { HasFile } from './conflicts/conflicts.queries.ts'
import { conflictsOf } from './conflicts/conflicts.service.ts'
import { type DraftSlot, draftOf, planned } from './draft.ts'
import { changesBetween, type PlanOfDay } from './publishing/changes.rules.ts'
import { type Corrected, correctedDays } from './publishing/corrected.ts'
import { daysInForce, type PublishedDay } from './publishing/published-days.ts'
import { planHash } from './publishing/publishing.service.ts'
import { weekFrom } from './schedule.rules.ts'
import type { DayBody } from './schedule.schema.ts'
import { slotsOn } from './slots.queries.ts'

const PUBLISHING_NEWS_MS = 10 * 60_000

const stamp = ({ id, number, publishedAt, publishedByName }: PublishedDay) => ({
  id,
  number,
  publishedAt,
  publishedByName,
})

/** The draft of seven days from one on: what stands where, what stands against it, what differs from what is in force. */
export async function weekOf(
  db: DbOrTrx,
  channelId: string,
  from: string,
  about: { now: string; has?: HasFile },
) {
  const channel = found(await channelById(db, channelId))
  const days = weekFrom(from)
  // A slot of the day before may run into the first day, and one of the last into the day after.
  const around = [addDays(from, -1), ...days, addDays(from, 7)]
  const slots = await draftOf(db, await slotsOn(db, channelId, around))
  const inForce = await daysInForce(db, channelId, days)
  const conflicts = await conflictsOf(db, [channelId], from, addDays(from, 6), about)
  const shown = days.map((day) => {
    const own = slots.filter((slot) => slot.day === day)
    const published = inForce.get(day)
    return {
      day,
      slots: own,
      /** What stands against it; what is about the whole week is told on its Monday. */
      conflicts: conflicts.filter((conflict) => conflict.day === day),
      published: published ? stamp(published) : null,
      /** Of the day as it would be published now: publishing names it, so that nothing slips in unseen. */
      sha256: planHash(own.map(planned)),
    }
  })
  const before: PlanOfDay[] = days.map((day) => ({ day, slots: inForce.get(day)?.body.slots ?? [] }))
  const after: PlanOfDay[] = shown.map(({ day, slots: own }) => ({ day, slots: own.map(planned) }))
  const latest = [...inForce.values()].sort((a, b) => (a.publishedAt < b.publishedAt ? 1 : -1))[0]
  return {
    channel,
    from,
    days: shown,
    /** Of the days around, for what crosses the week's edge. */
    neighbours: slots.filter((slot) => !days.includes(slot.day)),
    changes: changesBetween(before, after),
    inForce: latest
      ? { ...stamp(latest), number: Math.max(...[...inForce.values()].map((p) => p.number)) }
      : null,
    deadlineAt: deadlineFor(from, channel.deadline),
    publishing: await publishingOf(db, channelId),
  }
}

/** The publication that waits to leave, or has just failed to. */
async function publishingOf(db: DbOrTrx, channelId: string) {
  const job = await db
    .selectFrom('job')
    .select(['id', 'state', 'run_at', 'finished_at', 'error_code', 'title'])
    .where('kind', '=', 'schedule.publish')
    .where('subject_id', '=', channelId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst()
  if (!job) return null
  const news = job.finished_at !== null && Date.now() - Date.parse(job.finished_at) < PUBLISHING_NEWS_MS
  if (job.state !== 'queued' && job.state !== 'running' && !(job.state === 'dead' && news)) return null
  return { jobId: job.id, state: job.state, leavesAt: job.run_at, errorCode: job.error_code }
}

interface SheetDay {
  day: string
  slots: DayBody['slots']
  number: number | null
  publishedAt: string | null
  /** What an earlier print of the day says otherwise. */
  corrected?: Corrected | null
}

/** A week for paper and files: as published, or the draft as it stands. */
export async function sheetOf(db: DbOrTrx, channelId: string, from: string, of: 'published' | 'draft') {
  const channel = found(await channelById(db, channelId))
  const days = weekFrom(from)
  const inForce = await daysInForce(db, channelId, days)
  const draft: DraftSlot[] = of === 'draft' ? await draftOf(db, await slotsOn(db, channelId, days)) : []
  const corrected =
    of === 'published' ? await correctedDays(db, channelId, inForce) : new Map<string, Corrected>()
  const sheet: SheetDay[] = days.map((day) => ({
    day,
    slots:
      of === 'draft'
        ? draft.filter((slot) => slot.day === day).map(planned)
        : (inForce.get(day)?.body.slots ?? []),
    number: inForce.get(day)?.number ?? null,
    publishedAt: inForce.get(day)?.publishedAt ?? null,
    corrected: corrected.get(day) ?? null,
  }))
  return { channel, from, to: days[6] ?? from, of, days: sheet }
}
export type Sheet = Awaited<ReturnType<typeof sheetOf>>
