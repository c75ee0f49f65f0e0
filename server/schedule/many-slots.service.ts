import { addDays, daysBetween, mondayOf } from '../calendar/days.rules.ts'
import { change } from '../db/audit.ts'
import type { Deps } from '../deps.ts'
import { DomainError, found } from '../errors.ts'
import type { Actor } from '../http/permissions.rules.ts'
import { billedAfter } from './billed.rules.ts'
import { channelById } from './channels.queries.ts'
import { readPasted } from './paste.rules.ts'
import { DAY_MS, endOf, instantOf, weekFrom } from './schedule.rules.ts'
import { type Slot, slotsOn } from './slots.queries.ts'
import { layRows } from './slots.service.ts'

/** The station's own rows, pasted as text: all of them, or none and what is wrong with each line. */
export async function pasteRows(
  deps: Deps,
  actor: Actor,
  input: { channelId: string; day: string; text: string },
): Promise<Slot[]> {
  const { dayStartsMin } = found(await channelById(deps.reads, input.channelId))
  const { rows, problems } = readPasted(input.text, dayStartsMin)
  if (problems.length > 0 || rows.length === 0)
    throw new DomainError('invalid', {
      problems: problems.map(({ line, problem }) => ({ path: `text.${line}`, problem })),
    })
  return change(deps, actor, async (trx, record) => {
    const values = rows.map((row) => {
      // On a channel whose day begins later than midnight the early hours already belong to this day.
      const day = addDays(input.day, dayStartsMin > 0 ? 0 : row.dayOffset)
      const startsAt = instantOf(day, row.secondsOfDay, dayStartsMin)
      return {
        channel_id: input.channelId,
        day,
        starts_at: startsAt,
        ends_at: endOf(startsAt, row.durationMs),
        duration_ms: row.durationMs,
        kind: 'title' as const,
        work_id: null,
        version_id: null,
        title: row.title.normalize('NFC').replace(/\p{Cc}/gu, ''),
        language: null,
        run: row.run,
        first_slot_id: null,
        edited_by: actor.id,
        edited_at: deps.clock.now(),
      }
    })
    return layRows(trx, record, values, { action: 'slot.paste', subjectId: input.channelId })
  })
}

/** Lays a day's slots again on other days. */
export const copyDay = (
  deps: Deps,
  actor: Actor,
  { channelId, day, to }: { channelId: string; day: string; to: readonly string[] },
): Promise<Slot[]> => copyDays(deps, actor, { channelId, days: [day], to, action: 'slot.copy_day' })

/** Lays a week's slots again on other weeks, each named by any of its days. */
export const copyWeek = (
  deps: Deps,
  actor: Actor,
  { channelId, from, to }: { channelId: string; from: string; to: readonly string[] },
): Promise<Slot[]> =>
  copyDays(deps, actor, {
    channelId,
    days: weekFrom(mondayOf(from)),
    to: to.map(mondayOf),
    action: 'slot.copy_week',
  })

/**
 * Lays a stretch of days again, once from each day named. A copied work is a repeat of it; the station's own rows stay
 * what they are. What already stands there stays too: where both meet, the grid shows the overlap.
 */
async function copyDays(
  deps: Deps,
  actor: Actor,
  input: { channelId: string; days: string[]; to: readonly string[]; action: string },
): Promise<Slot[]> {
  const first = input.days[0] ?? ''
  const targets = [...new Set(input.to)].filter((day) => day !== first)
  return change(deps, actor, async (trx, record) => {
    const channel = found(await channelById(trx, input.channelId))
    const slots = await slotsOn(trx, channel.id, input.days)
    if (slots.length === 0 || targets.length === 0) throw new DomainError('not_found')
    const values = targets.flatMap((target) => {
      const shift = daysBetween(first, target)
      return slots.map((slot) => ({
        channel_id: channel.id,
        day: addDays(slot.day, shift),
        starts_at: endOf(slot.startsAt, shift * DAY_MS),
        ends_at: endOf(slot.endsAt, shift * DAY_MS),
        duration_ms: slot.durationMs,
        kind: slot.kind,
        work_id: slot.workId,
        version_id: slot.versionId,
        title: slot.ownTitle,
        language: slot.language,
        run: slot.kind === 'work' ? ('repeat' as const) : slot.run,
        first_slot_id: slot.kind === 'work' ? (slot.firstSlotId ?? slot.id) : null,
        note: slot.note,
        start_mode: slot.startMode,
        billed_at: billedAfter(slot, endOf(slot.startsAt, shift * DAY_MS)),
        gap_policy: slot.gapPolicy,
        edited_by: actor.id,
        edited_at: deps.clock.now(),
      }))
    })
    return layRows(trx, record, values, { action: input.action, subjectId: channel.id })
  })
}
