import { deadlineFor } from '../../calendar/calendar.rules.ts'
import { addDays, daysFrom, instantAt, mondayOf } from '../../calendar/days.rules.ts'
import type { DbOrTrx } from '../../db/open.ts'
import type { Channel } from '../channels.queries.ts'
import { daySubject } from '../publishing/published-days.ts'
import { type PlanRow, publishedAtOf } from './conflicts.queries.ts'

interface LateWeek {
  channel: Channel
  /** Its Monday. */
  week: string
  deadlineAt: string
  /** Changed since their day was published, or never published. */
  rows: PlanRow[]
  /** Whether anything of the week has been published. */
  begun: boolean
}

/** Weeks that begin within the days asked about, are not over, and whose deadline passed with something unpublished. */
export async function lateWeeks(
  db: DbOrTrx,
  channels: readonly Channel[],
  rows: readonly PlanRow[],
  { from, to, now }: { from: string; to: string; now: string },
): Promise<LateWeek[]> {
  const mondays = daysFrom(mondayOf(from), to).filter((day, i) => i % 7 === 0 && day >= from)
  const due = channels.flatMap((channel) =>
    mondays
      .map((week) => ({ channel, week, deadlineAt: deadlineFor(week, channel.deadline) }))
      .filter(({ week, deadlineAt }) => deadlineAt < now && now < instantAt(addDays(week, 7), '00:00')),
  )
  if (due.length === 0) return []
  const subjects = due.flatMap(({ channel, week }) =>
    daysFrom(week, addDays(week, 6)).map((day) => daySubject(channel.id, day)),
  )
  const publishedAt = await publishedAtOf(db, subjects)
  return due.flatMap(({ channel, week, deadlineAt }) => {
    const sunday = addDays(week, 6)
    const own = rows.filter((row) => row.channelId === channel.id && row.day >= week && row.day <= sunday)
    // What has begun on air cannot be published any more.
    const late = own.filter(
      (row) => row.startsAt > now && row.editedAt > (publishedAt.get(daySubject(channel.id, row.day)) ?? ''),
    )
    const begun = own.some((row) => publishedAt.has(daySubject(channel.id, row.day)))
    return late.length > 0 ? [{ channel, week, deadlineAt, rows: late, begun }] : []
  })
}
