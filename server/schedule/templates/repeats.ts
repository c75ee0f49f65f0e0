import type { Trx } from '../../db/open.ts'
import { billedAfter } from '../billed.rules.ts'
import type { Channel } from '../channels.queries.ts'
import { broadcastDayOf, endOf } from '../schedule.rules.ts'
import { repeatsOf, type Slot, updateSlot } from '../slots.queries.ts'

interface Moved {
  /** The first run as it stood. */
  first: Slot
  startsAt: string
  /** Slots that the same step moves by itself. */
  apart?: ReadonlySet<string>
  edited: { by: string; at: string }
}

/** Moves the repeats of a first run by as much as it moved itself, and answers them as they stood before. */
export async function moveRepeats(
  trx: Trx,
  channel: Channel,
  { first, startsAt, apart, edited }: Moved,
): Promise<Slot[]> {
  const byMs = Date.parse(startsAt) - Date.parse(first.startsAt)
  if (byMs === 0) return []
  const repeats = (await repeatsOf(trx, [first.id])).filter(({ id }) => !apart?.has(id))
  for (const repeat of repeats) {
    const start = endOf(repeat.startsAt, byMs)
    await updateSlot(trx, repeat.id, repeat.revision, {
      day: broadcastDayOf(start, channel.dayStartsMin),
      starts_at: start,
      ends_at: endOf(repeat.endsAt, byMs),
      billed_at: billedAfter(repeat, start),
      edited_by: edited.by,
      edited_at: edited.at,
    })
  }
  return repeats
}
