import { broadcastDayOf, endOf } from '../schedule.rules.ts'

interface Row {
  readonly id: string
  readonly day: string
  readonly startsAt: string
  readonly durationMs: number
  readonly startMode: 'fixed' | 'following'
}

/**
 * Where the rows of one day that follow the one before now start (ISO, UTC), those alone that have to move. A row
 * just laid at the same hour as another stands before it. One that would leave its broadcast day stays where it is.
 */
export function followed(
  rows: readonly Row[],
  { dayStartsMin, justLaid }: { dayStartsMin: number; justLaid: ReadonlySet<string> },
): { id: string; startsAt: string; endsAt: string }[] {
  const inOrder = [...rows].sort(
    (a, b) =>
      (a.startsAt < b.startsAt ? -1 : a.startsAt > b.startsAt ? 1 : 0) ||
      Number(justLaid.has(b.id)) - Number(justLaid.has(a.id)),
  )
  const moved: { id: string; startsAt: string; endsAt: string }[] = []
  let freeAt: string | undefined
  for (const row of inOrder) {
    const wanted: string | undefined =
      row.startMode === 'following' && freeAt !== undefined ? freeAt : undefined
    const stays = wanted === undefined || broadcastDayOf(wanted, dayStartsMin) !== row.day
    const startsAt = stays ? row.startsAt : wanted
    const endsAt = endOf(startsAt, row.durationMs)
    if (startsAt !== row.startsAt) moved.push({ id: row.id, startsAt, endsAt })
    freeAt = endsAt
  }
  return moved
}
