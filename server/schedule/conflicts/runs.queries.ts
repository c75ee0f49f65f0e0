import { dayAt } from '../../clock.ts'
import { chunks } from '../../db/chunks.ts'
import type { DbOrTrx } from '../../db/open.ts'
import { allInForce } from '../../publications/publications.service.ts'
import { asDay, daySubject } from '../publishing/published-days.ts'
import type { Run } from './runs.rules.ts'

type Runs = Map<string, Run[]>

/**
 * Every run of some works that counts against their licences, on all channels: what aired by the log, what is published
 * and not logged otherwise, and what is drafted ahead. Drafts of hours that have passed are no runs.
 */
export async function runsOf(db: DbOrTrx, workIds: readonly string[], now: string): Promise<Runs> {
  const runs: Runs = new Map(workIds.map((id) => [id, []]))
  if (workIds.length === 0) return runs
  for (const { workId, ...run } of await airedRuns(db, workIds)) runs.get(workId)?.push(run)
  const published = await publishedRuns(db, workIds, now)
  const firm = new Set(published.map(({ workId, slotId }) => `${workId} ${slotId}`))
  for (const { workId, ...run } of published) runs.get(workId)?.push(run)
  for (const some of chunks(workIds)) {
    const drafts = await db
      .selectFrom('slot')
      .select(['id', 'channel_id', 'day', 'starts_at', 'work_id'])
      .where('work_id', 'in', some)
      .where('kind', '=', 'work')
      .where('starts_at', '>', now)
      .execute()
    for (const { id, channel_id: channelId, day, starts_at: startsAt, work_id: workId } of drafts)
      if (workId !== null && !firm.has(`${workId} ${id}`))
        runs.get(workId)?.push({ slotId: id, channelId, day, startsAt, firm: false })
  }
  return runs
}

type OfWork = Run & { workId: string }

/** What aired of some works, by the rows of the log that hold. */
export async function airedRuns(db: DbOrTrx, workIds: readonly string[]): Promise<OfWork[]> {
  const runs: OfWork[] = []
  for (const some of chunks(workIds)) {
    const rows = await db
      .selectFrom('as_run')
      .select(['aired_work_id', 'slot_id', 'channel_id', 'day', 'starts_at'])
      .where('aired_work_id', 'in', some)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('as_run as later').select('later.id').whereRef('later.supersedes', '=', 'as_run.id'),
          ),
        ),
      )
      .execute()
    for (const { aired_work_id: workId, slot_id: slotId, channel_id: channelId, day, starts_at } of rows)
      if (workId !== null && starts_at !== null)
        runs.push({ workId, slotId, channelId, day, startsAt: starts_at, firm: true })
  }
  return runs
}

/** What stands in days in force and is not in the log, whatever the log says became of the rest. */
async function publishedRuns(db: DbOrTrx, workIds: readonly string[], now: string): Promise<OfWork[]> {
  const wanted = new Set(workIds)
  const subjects = [
    ...new Set([...(await subjectsDrafted(db, workIds, now)), ...(await subjectsAhead(db, workIds, now))]),
  ]
  const runs: OfWork[] = []
  for (const some of chunks(subjects))
    for (const { body } of [...(await allInForce(db, 'day', some)).values()].map(asDay))
      for (const { slotId, workId, startsAt } of body.slots)
        if (workId !== null && wanted.has(workId))
          runs.push({ workId, slotId, channelId: body.channelId, day: body.day, startsAt, firm: true })
  const logged = await loggedOf(db, runs)
  return runs.filter((run) => !logged.has(`${run.channelId} ${run.day} ${run.slotId}`))
}

/** Days gone by on which the works stand; their drafts are left as they were published. */
async function subjectsDrafted(db: DbOrTrx, workIds: readonly string[], now: string): Promise<string[]> {
  const subjects: string[] = []
  for (const some of chunks(workIds)) {
    const rows = await db
      .selectFrom('slot')
      .select(['channel_id', 'day'])
      .distinct()
      .where('work_id', 'in', some)
      .where('day', '<=', dayAt(now))
      .execute()
    subjects.push(...rows.map((row) => daySubject(row.channel_id, row.day)))
  }
  return subjects
}

/** Days from today on that were published with one of the works, also where the draft has dropped it since. */
async function subjectsAhead(db: DbOrTrx, workIds: readonly string[], now: string): Promise<string[]> {
  const channels = await db.selectFrom('channel').select('id').execute()
  const subjects: string[] = []
  for (const { id } of channels)
    for (const some of chunks(workIds, 50)) {
      const rows = await db
        .selectFrom('publication')
        .select('subject_id')
        .distinct()
        .where('kind', '=', 'day')
        .where('subject_id', '>=', daySubject(id, dayAt(now)))
        .where('subject_id', '<', daySubject(id, '~'))
        .where((eb) => eb.or(some.map((workId) => eb('body', 'like', `%"workId":"${workId}"%`))))
        .execute()
      subjects.push(...rows.map((row) => row.subject_id))
    }
  return subjects
}

/** Which of some published rows the log knows, as "channel day slot". */
async function loggedOf(db: DbOrTrx, runs: readonly OfWork[]): Promise<Set<string>> {
  const logged = new Set<string>()
  for (const [channelId, own] of Map.groupBy(runs, (run) => run.channelId))
    for (const some of chunks([...new Set(own.map(({ day }) => day))])) {
      const rows = await db
        .selectFrom('as_run')
        .select(['day', 'slot_id'])
        .where('channel_id', '=', channelId)
        .where('day', 'in', some)
        .execute()
      for (const { day, slot_id } of rows) logged.add(`${channelId} ${day} ${slot_id}`)
    }
  return logged
}
