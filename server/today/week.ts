import { addDays, mondayOf } from '../calendar/days.rules.ts'
import { inForce } from '../publications/publications.service.ts'
import { gapsOf } from '../schedule/plan.rules.ts'
import { dayBody } from '../schedule/schedule.schema.ts'
import { weekOf } from '../schedule/week.service.ts'
import type { Context } from './context.ts'
import type { OnAir, WeekSummary } from './today.schema.ts'

export type Week = Awaited<ReturnType<typeof weekOf>>

async function channelsOf(context: Context): Promise<{ id: string; name: string }[]> {
  return await context.db
    .selectFrom('channel')
    .select(['id', 'name'])
    .orderBy('created_at')
    .orderBy('id')
    .execute()
}

/** This week and the next of every channel, as drafted. */
export async function weeksAhead(context: Context): Promise<Week[]> {
  const monday = mondayOf(context.today)
  const weeks: Week[] = []
  for (const { id } of await channelsOf(context))
    for (const from of [monday, addDays(monday, 7)])
      weeks.push(await weekOf(context.db, id, from, { now: context.now }))
  return weeks
}

const span = (startsAt: string, endsAt: string) => Date.parse(endsAt) - Date.parse(startsAt)

/** Share of the time between a day's first slot and its last that is laid; 0 for an empty day. */
function filledShare(day: Week['days'][number]): number {
  const starts = day.slots.map((slot) => slot.startsAt).sort()
  const ends = day.slots.map((slot) => slot.endsAt).sort()
  const whole = span(starts[0] ?? '', ends.at(-1) ?? '')
  if (!(whole > 0)) return 0
  return Math.max(0, 1 - gapsOf(day.slots).reduce((sum, gap) => sum + gap.durationMs, 0) / whole)
}

export function summaryOf(week: Week): WeekSummary {
  const days = week.days.map((day) => ({
    date: day.day,
    filled: filledShare(day),
    overlaps: day.conflicts.filter(({ code }) => code === 'overlap').length,
    placeholders: day.slots.filter((slot) => slot.placeholder || slot.pinNotApproved).length,
  }))
  return {
    channelId: week.channel.id,
    monday: week.from,
    filled: days.reduce((sum, day) => sum + day.filled, 0) / days.length,
    deadlineAt: week.deadlineAt,
    publishedNumber: week.inForce?.number ?? null,
    changes: week.changes.length,
    days,
  }
}

/**
 * The week worth showing: the one whose deadline is ahead, unless the current one still holds unpublished changes.
 */
export function weekToShow(weeks: readonly Week[], today: string): Week | undefined {
  const current = weeks.find((week) => week.from === mondayOf(today))
  const next = weeks.find((week) => week.from > today)
  const laid = (week: Week | undefined) => week?.days.some((day) => day.slots.length > 0) ?? false
  if (current && (current.changes.length > 0 || (laid(current) && !laid(next)))) return current
  return next ?? current
}

/** What is on the air today by the publication in force. */
export async function onAirToday(context: Context): Promise<OnAir | null> {
  for (const channel of await channelsOf(context)) {
    const published = await inForce(context.db, 'day', `${channel.id}/${context.today}`)
    if (!published) continue
    const body = dayBody.parse(published.body)
    return {
      channelName: channel.name,
      number: published.number,
      slots: body.slots.map((slot) => ({
        slotId: slot.slotId,
        startsAt: slot.startsAt,
        endsAt: slot.endsAt,
        title: slot.title,
        repeat: slot.run === 'repeat',
        placeholder: slot.kind === 'work' && slot.version === null,
      })),
    }
  }
  return null
}
