import { deadlineFor } from '../../calendar/calendar.rules.ts'
import { addDays, daysFrom, mondayOf } from '../../calendar/days.rules.ts'
import { dayAt } from '../../clock.ts'
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
}

/** A deadline lies in the week before, and the longest holidays move it by less than another two. */
const LONGEST_LEAD_DAYS = 28

/** Weeks that begin within the days asked about, are not over, and whose deadline passed with something unpublished. */
export async function lateWeeks(
  db: DbOrTrx,
  channels: readonly Channel[],
  rowsOf: (channelId: string, monday: string) => readonly PlanRow[],
  { from, to, now }: { from: string; to: string; now: string },
): Promise<LateWeek[]> {
  const today = dayAt(now)
  const [oldest, latest] = [mondayOf(today), addDays(today, LONGEST_LEAD_DAYS)]
  const mondays = daysFrom(mondayOf(from), to).filter(
    (day, i) => i % 7 === 0 && day >= from && day >= oldest && day <= latest,
  )
  const due = channels.flatMap((channel) =>
    mondays
      .map((week) => ({ channel, week, deadlineAt: deadlineFor(week, channel.deadline) }))
      .filter(({ deadlineAt }) => deadlineAt < now),
  )
  if (due.length === 0) return []
  const subjects = due.flatMap(({ channel, week }) =>
    daysFrom(week, addDays(week, 6)).map((day) => daySubject(channel.id, day)),
  )
  const publishedAt = await publishedAtOf(db, subjects)
  return due.flatMap(({ channel, week, deadlineAt }) => {
    const own = rowsOf(channel.id, week)
    // What has begun on air cannot be published any more.
    const late = own.filter(
      (row) => row.startsAt > now && row.editedAt > (publishedAt.get(daySubject(channel.id, row.day)) ?? ''),
    )
    return late.length > 0 ? [{ channel, week, deadlineAt, rows: late }] : []
  })
}
