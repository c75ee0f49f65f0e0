import type { Trx } from '../../db/open.ts'
import { DomainError, found } from '../../errors.ts'
import { publicationsOf } from '../../publications/publications.service.ts'
import { billedAfter } from '../billed.rules.ts'
import { type Channel, channelById } from '../channels.queries.ts'
import { broadcastDayOf, endOf } from '../schedule.rules.ts'
import type { PlannedSlot } from '../schedule.schema.ts'
import { slotsById, updateSlot } from '../slots.queries.ts'
import { asDay, daySubject, daysInForce } from './published-days.ts'
import type { UrgentInput } from './publishing.schema.ts'
import type { DayToPublish } from './publishing.service.ts'
import { assertNotOvertaken } from './still-good.ts'
import { afterMoves, byStart, type CorrectionLine, correctionOf, movesTo, swapMoves } from './urgent.rules.ts'

/** What follows when an urgent change leaves: what is told of it, and where the draft must follow. */
export interface Urgent {
  lines: CorrectionLine[]
  reason: string
  moved: { slotId: string; from: string; to: string; endsAt: string; day: string }[]
}

/**
 * The published day with some rows at other hours, read from what is in force: edits of the draft that nobody
 * published are left where they are. Rows that have begun stay. A row that now begins on the day after or before
 * is published with that one, where it is in force.
 */
export async function urgentDay(
  trx: Trx,
  now: string,
  of: { channelId: string; day: string },
  input: UrgentInput,
): Promise<{ ready: DayToPublish[]; urgent: Urgent }> {
  const channel = found(await channelById(trx, of.channelId))
  const inForce = (await daysInForce(trx, of.channelId, [of.day])).get(of.day)
  const seen = { day: of.day, number: input.base }
  if (inForce?.number !== input.base) {
    const all = (await publicationsOf(trx, 'day', daySubject(of.channelId, of.day))).map(asDay)
    const base = all.find((publication) => publication.number === input.base)
    assertNotOvertaken(inForce, { ...seen, ...(base ? { slots: base.body.slots } : {}) })
  }
  const { body, number } = found(inForce)
  const moves = input.swap
    ? swapMoves(body.slots, [input.swap.first, input.swap.second])
    : movesTo(body.slots, input.moves, { day: of.day, dayStartsMin: channel.dayStartsMin })
  const known = new Set(body.slots.map((slot) => slot.slotId))
  if (moves.size === 0 || [...moves.keys()].some((id) => !known.has(id))) throw new DomainError('not_found')
  const slots = afterMoves(body.slots, moves, input.push)
  const lines = correctionOf(body.slots, slots)
  if (lines.length === 0) throw new DomainError('nothing_to_publish')
  const moved = movedBetween(channel, body.slots, slots)
  const late = moved.find(({ from, to }) => from <= now || to <= now)
  if (late) throw new DomainError('already_aired', { title: titleOf(body.slots, late.slotId) })
  return {
    ready: await daysWith(trx, channel, { body: { ...body, slots }, baseNumber: number }, moved),
    urgent: { lines, reason: input.reason, moved },
  }
}

const titleOf = (slots: readonly PlannedSlot[], id: string) =>
  slots.find(({ slotId }) => slotId === id)?.title

/** The day without the rows that now begin on another, and those others, so far as they are in force, with them. */
async function daysWith(
  trx: Trx,
  channel: Channel,
  { body, baseNumber }: DayToPublish,
  moved: Urgent['moved'],
): Promise<DayToPublish[]> {
  const left = new Map(moved.flatMap(({ slotId, day }) => (day === body.day ? [] : [[slotId, day]])))
  const others = await daysInForce(trx, channel.id, [...new Set(left.values())])
  const joined = [...others.values()].map(({ body: other, number }) => {
    const slots = [...other.slots, ...body.slots.filter(({ slotId }) => left.get(slotId) === other.day)]
    return { body: { ...other, slots: slots.sort(byStart) }, baseNumber: number }
  })
  return [
    { body: { ...body, slots: body.slots.filter(({ slotId }) => !left.has(slotId)) }, baseNumber },
    ...joined,
  ]
}

function movedBetween(
  { dayStartsMin }: Channel,
  before: readonly PlannedSlot[],
  after: readonly PlannedSlot[],
): Urgent['moved'] {
  const old = new Map(before.map((slot) => [slot.slotId, slot.startsAt]))
  return after.flatMap(({ slotId, startsAt, endsAt }) => {
    const from = old.get(slotId) ?? startsAt
    if (from === startsAt) return []
    return [{ slotId, from, to: startsAt, endsAt, day: broadcastDayOf(startsAt, dayStartsMin) }]
  })
}

/** The draft follows, where it stood as published; a row that somebody is just changing in the draft stays theirs. */
export async function followInDraft(
  trx: Trx,
  moved: Urgent['moved'],
  edited: { by: string; at: string },
): Promise<void> {
  const slots = await slotsById(
    trx,
    moved.map(({ slotId }) => slotId),
  )
  for (const slot of slots) {
    const move = moved.find(({ slotId }) => slotId === slot.id)
    if (!move || slot.startsAt !== move.from) continue
    await updateSlot(trx, slot.id, slot.revision, {
      day: move.day,
      starts_at: move.to,
      ends_at: endOf(move.to, slot.durationMs),
      billed_at: billedAfter(slot, move.to),
      edited_by: edited.by,
      edited_at: edited.at,
    })
  }
}
