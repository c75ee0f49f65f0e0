import { nextDeadline, readDeadlineRule } from '../calendar/calendar.rules.ts'
import { addDays } from '../calendar/days.rules.ts'
import { nextOccasion } from '../calendar/occasions.rules.ts'
import { may } from '../http/permissions.rules.ts'
import { forAdmin } from './admin.ts'
import { forApprover } from './approver.ts'
import { byUrgency, type Context, type Found, sayToday, shortDay } from './context.ts'
import { forFilmTeam } from './film-team.ts'
import { forOfficial } from './official.ts'
import { forProducer } from './producer.ts'
import { forScheduler } from './scheduler.ts'
import { sentenceFor } from './sentence.ts'
import type { TodayAnswer } from './today.schema.ts'
import { onAirToday, summaryOf, type Week, weeksAhead, weekToShow } from './week.ts'

/** What waits for the person who asks. Nothing of it is stored: what is done elsewhere is gone at the next look. */
export async function todayFor(context: Context): Promise<TodayAnswer> {
  const { actor } = context
  const seesPlan = may(actor, 'schedule.read')
  const weeks = seesPlan ? await weeksAhead(context) : []
  const found = await foundFor(context, weeks)
  const shown = weekToShow(weeks, context.today)
  const week = shown ? summaryOf(shown) : null
  // What was published is news, latest first; everything else is work, most urgent first.
  const items = actor.role === 'official' ? found.items : found.items.toSorted(byUrgency)
  return {
    sentence: sentenceFor(context, found, week),
    items,
    holding: found.holding.toSorted(byUrgency),
    week,
    onAir: seesPlan ? await onAirToday(context) : null,
    milestones: await milestones(context),
  }
}

async function foundFor(context: Context, weeks: readonly Week[]): Promise<Found> {
  switch (context.actor.role) {
    case 'producer':
      return await forProducer(context)
    case 'approver':
      return await forApprover(context)
    case 'scheduler':
      return await forScheduler(context, weeks)
    case 'film_team':
      return await forFilmTeam(context)
    case 'official':
      return await forOfficial(context)
    case 'admin':
      return await forAdmin(context)
  }
}

/** What comes next for everybody: the station's deadline, the next evening over loudspeakers, the occasion. */
async function milestones(context: Context): Promise<TodayAnswer['milestones']> {
  const { db, now, today, language } = context
  const channels = await db.selectFrom('channel').select(['name', 'deadline']).execute()
  const playlist = await db
    .selectFrom('playlist')
    .select(['title', 'valid_from'])
    .where('withdrawn_at', 'is', null)
    .where('valid_from', '>=', today)
    .orderBy('valid_from')
    .executeTakeFirst()
  const occasion = nextOccasion(today, language)
  const all: TodayAnswer['milestones'] = channels.map((channel) => {
    const { at, monday } = nextDeadline(now, readDeadlineRule(channel.deadline))
    const saying = { name: channel.name, from: shortDay(monday), to: shortDay(addDays(monday, 6)) }
    return { kind: 'deadline', title: sayToday(context, 'milestone_deadline', saying), at }
  })
  if (playlist) {
    const title = sayToday(context, 'milestone_packages', { title: playlist.title })
    all.push({ kind: 'packages', title, at: playlist.valid_from })
  }
  if (occasion) all.push({ kind: 'occasion', title: occasion.title, at: occasion.date })
  return all.sort((a, b) => (a.at < b.at ? -1 : 1))
}
