import { addDays } from '../../calendar/days.rules.ts'
import type { Trx } from '../../db/open.ts'
import { DomainError } from '../../errors.ts'
import { daySubject } from '../publishing/published-days.ts'
import type { DayBody } from '../schedule.schema.ts'
import { plannedWorks } from './conflicts.queries.ts'
import { type Checked, conflictsIn } from './conflicts.rules.ts'
import { overused } from './overused.ts'

const rights: ReadonlySet<string> = new Set(['rights_expired', 'rights_used_up', 'rights_other_use'])

/** Refuses days with a work that may not be shown on them, or not that often. */
export async function assertRights(trx: Trx, bodies: readonly DayBody[], now: string): Promise<void> {
  const rows = bodies
    .flatMap(({ channelId, day, slots }) =>
      slots.map((slot): Checked & { title: string } => ({
        ...slot,
        id: slot.slotId,
        channelId,
        day,
        versionId: slot.version?.versionId ?? null,
        gapPolicy: 'leave',
      })),
    )
    .sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1))
  const workIds = [...new Set(rows.flatMap(({ workId }) => workId ?? []))]
  const works = await plannedWorks(trx, workIds, async () => true)
  const published = new Set(bodies.map(({ channelId, day }) => daySubject(channelId, day)))
  const conflicts = [
    ...conflictsIn(rows, works),
    ...(await overused(trx, rows, works, {
      now,
      covers: ({ channelId, day }) => published.has(daySubject(channelId, day)),
      drafts: false,
    })),
  ]
  const walls = conflicts.flatMap((conflict) => {
    if (!rights.has(conflict.code) || !('slotId' in conflict)) return []
    const row = rows.find(({ id }) => id === conflict.slotId)
    const until = conflict.code === 'rights_expired' ? addDays(conflict.to, -1) : null
    return [{ code: conflict.code, slotId: conflict.slotId, title: row?.title ?? '', until }]
  })
  if (walls.length > 0)
    throw new DomainError('rights', { count: walls.length, title: walls[0]?.title, walls })
}
