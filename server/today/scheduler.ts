import { weekdayOf } from '../calendar/days.rules.ts'
import { dayAt } from '../clock.ts'
import { logsWaiting } from '../schedule/as-run/as-run.service.ts'
import { endOf, lengthText, timeOfDay } from '../schedule/schedule.rules.ts'
import { type Context, counted, type Found, item, sayToday, shortDay } from './context.ts'
import { callsToMake, deliveriesToSee, packagesFailed, playlistsToPublish, worksUnused } from './planning.ts'
import type { Item } from './today.schema.ts'
import type { Week } from './week.ts'

/** What stands between the plan and the air. */
export async function forScheduler(context: Context, ahead: readonly Week[]): Promise<Found> {
  return {
    items: [
      ...(await callsToMake(context)),
      ...ahead.flatMap((week) => overlapsIn(context, week)),
      ...ahead.flatMap((week) => unpublishedIn(context, week)),
      ...ahead.flatMap((week) => unapprovedIn(context, week)).filter((one) => one.kind === 'pin'),
      ...(await logsToWrite(context)),
      ...(await playlistsToPublish(context)),
      ...(await packagesFailed(context)),
      ...(await deliveriesToSee(context)),
      ...(await worksUnused(context)),
    ],
    // A place kept for a work waits for others: its maker or the approvers.
    holding: ahead.flatMap((week) => unapprovedIn(context, week)).filter((one) => one.kind === 'placeholder'),
  }
}

/** What aired is written down the morning after; each channel once, its latest day that waits. */
async function logsToWrite(context: Context): Promise<Item[]> {
  const waiting = await logsWaiting(context.db, context.today)
  const byChannel = Map.groupBy(waiting, ({ channelId }) => channelId)
  return [...byChannel.values()].flatMap((days) => {
    const [latest] = days
    if (!latest) return []
    const { channelId, channelName, day, open, doubts } = latest
    const what = open > 0 ? 'open' : doubts > 0 ? 'doubts' : 'unsigned'
    return item(context, {
      key: `as-run ${channelId} ${day}`,
      kind: 'asRun',
      title: sayToday(context, 'as_run', { forDay: day, channelName }),
      detail: [
        sayToday(context, `as_run_${what}`, { count: what === 'open' ? open : doubts }),
        ...(days.length > 1 ? [sayToday(context, 'as_run_more', { count: days.length - 1 })] : []),
      ].join(' '),
      link: `/lich/nhat-ky?kenh=${channelId}&ngay=${day}`,
    })
  })
}

const linkTo = (week: Week) => `/lich?tuan=${week.from}`

/** The deadline while it is ahead, else the moment itself. */
const due = (context: Context, week: Week, startsAt: string) =>
  week.deadlineAt > context.now && week.deadlineAt < startsAt ? week.deadlineAt : startsAt

function lengthOf(context: Context, ms: number): string {
  return ms % 60_000 === 0 ? sayToday(context, 'minutes', { count: ms / 60_000 }) : lengthText(ms)
}

function overlapsIn(context: Context, week: Week): Item[] {
  const slots = [...week.days.flatMap((day) => day.slots), ...week.neighbours]
  const titleOf = (id: string) => slots.find((slot) => slot.id === id)?.title ?? ''
  return week.days
    .flatMap((day) => day.conflicts)
    .filter((conflict) => conflict.code === 'overlap')
    .map(({ slotId, otherSlotId, startsAt, durationMs }) => {
      const from = startsAt ?? ''
      const span = durationMs ?? 0
      return { slotId: slotId ?? '', otherId: otherSlotId ?? '', from, span, to: endOf(from, span) }
    })
    .filter((overlap) => overlap.to > context.now)
    .map((overlap) => {
      const day = dayAt(overlap.from)
      return item(context, {
        key: `overlap ${overlap.otherId} ${overlap.slotId}`,
        kind: 'overlap',
        title: sayToday(context, 'overlap', {
          weekday: sayToday(context, `weekday_${weekdayOf(day)}`),
          date: shortDay(day),
          length: lengthOf(context, overlap.span),
        }),
        detail: sayToday(context, 'overlap_detail', {
          from: timeOfDay(overlap.from),
          to: timeOfDay(overlap.to),
          first: titleOf(overlap.otherId),
          second: titleOf(overlap.slotId),
        }),
        dueAt: due(context, week, overlap.from),
        link: linkTo(week),
      })
    })
}

function unpublishedIn(context: Context, week: Week): Item[] {
  const changes = week.changes.filter((change) => startOf(change) > context.now)
  const first = changes.map(startOf).sort()[0]
  // What has just been sent off, and can still be taken back, is no longer waiting.
  const leaving = week.publishing !== null && week.publishing.state !== 'dead'
  if (first === undefined || leaving) return []
  return [
    item(context, {
      key: `unpublished ${week.channel.id} ${week.from}`,
      kind: 'unpublished',
      title: sayToday(context, week.inForce ? 'unpublished' : 'neverPublished', {
        fromDay: week.from,
        toDay: week.days[6]?.day ?? week.from,
      }),
      detail: counted(context, 'unpublished_detail', changes.length),
      dueAt: due(context, week, first),
      link: linkTo(week),
    }),
  ]
}

const startOf = (change: Week['changes'][number]) =>
  ('after' in change ? change.after : change.before).startsAt

/** Each work once, at the first place that is kept for it. */
function unapprovedIn(context: Context, week: Week): Item[] {
  const waiting = week.days
    .flatMap((day) => day.slots)
    .filter((slot) => (slot.placeholder || slot.pinNotApproved) && slot.startsAt > context.now)
    .sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1))
  const seen = new Set<string | null>()
  return waiting
    .filter((slot) => !seen.has(slot.workId) && seen.add(slot.workId))
    .map((slot) => {
      const state = slot.reviewState ?? 'none'
      const saying = { title: slot.title, startsAt: slot.startsAt }
      return item(context, {
        key: `place ${slot.id}`,
        kind: slot.pinNotApproved ? 'pin' : 'placeholder',
        title: sayToday(context, 'placeholder', saying),
        detail: sayToday(context, `placeholder_${state}`),
        dueAt: due(context, week, slot.startsAt),
        link: slot.workId ? `/tu-lieu/${slot.workId}` : linkTo(week),
        holder: sayToday(context, state === 'submitted' ? 'holder_approver' : 'holder_unit'),
        zaloText: sayToday(
          context,
          state === 'submitted' ? 'placeholder_zaloApprover' : 'placeholder_zaloUnit',
          saying,
        ),
      })
    })
}
