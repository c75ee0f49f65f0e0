import { addDays } from '../../calendar/days.rules.ts'
import type { DbOrTrx } from '../../db/open.ts'
import { artistsOf } from '../../library/credits.rules.ts'
import { approvedFor } from '../../library/library.rules.ts'
import { rightsOf } from '../../library/rights/rights.service.ts'
import { versionsOf } from '../../library/versions.service.ts'
import { forTelevision } from '../conflicts/conflicts.queries.ts'
import { runsOf } from '../conflicts/runs.queries.ts'
import { holdsOn, runsAllowed, runsUnder } from '../conflicts/runs.rules.ts'
import { versionToAir } from '../plan.rules.ts'
import { broadcastDayOf } from '../schedule.rules.ts'
import type { Filler, Neighbour } from './filling.rules.ts'
import type { FillKind } from './filling.schema.ts'

/**
 * The clips that may go into gaps around an instant: of these kinds, approved for television, and still within what
 * their rights allow, with when each was last planned before it.
 */
export async function fillersAt(
  db: DbOrTrx,
  { channelId, at, kinds, now }: { channelId: string; at: string; kinds: readonly FillKind[]; now: string },
): Promise<Filler[]> {
  const works = await db
    .selectFrom('work')
    .select(['work.id', 'work.title', 'work.credits'])
    .select((eb) =>
      eb
        .selectFrom('slot')
        .select(({ fn }) => fn.max('slot.starts_at').as('last'))
        .whereRef('slot.work_id', '=', 'work.id')
        .where('slot.channel_id', '=', channelId)
        .where('slot.starts_at', '<', at)
        .as('last_at'),
    )
    .where('work.kind', 'in', kinds)
    .where('work.withdrawn_at', 'is', null)
    .orderBy('work.sort_key')
    .execute()
  const ids = works.map(({ id }) => id)
  const versions = Map.groupBy(await versionsOf(db, ids), ({ workId }) => workId)
  const runsLeft = await runsLeftOn(db, ids, { day: broadcastDayOf(at), now })
  return works.flatMap((work) => {
    const approved = (versions.get(work.id) ?? []).filter((version) => approvedFor(version, 'tv'))
    const version = versionToAir(approved, { versionId: null, language: null })
    const left = runsLeft(work.id)
    if (!version || version.durationMs <= 0 || left === 0) return []
    return {
      versionId: version.id,
      workId: work.id,
      title: work.title,
      durationMs: version.durationMs,
      artists: artistsOf(work.credits),
      lastAt: work.last_at,
      runsLeft: left,
    }
  })
}

/**
 * How often each work may still air by the licences that hold on the day: null without limit, 0 where none holds. What
 * aired, is published or is drafted ahead has used its share.
 */
async function runsLeftOn(
  db: DbOrTrx,
  workIds: readonly string[],
  { day, now }: { day: string; now: string },
) {
  const written = Map.groupBy(await rightsOf(db, workIds), (right) => right.workId)
  const limited = [...written].filter(([, of]) => of.some(({ runs }) => runs !== null)).map(([id]) => id)
  const counted = await runsOf(db, limited, now)
  return (workId: string): number | null => {
    const all = written.get(workId)
    if (all === undefined) return null
    const rights = forTelevision(all)
    if (!rights.some((right) => holdsOn(right, day))) return 0
    const allowed = runsAllowed(rights, day)
    if (allowed === null) return null
    return Math.max(0, allowed - runsUnder(rights, day, counted.get(workId) ?? []).length)
  }
}

/** What stands on the channel from some hours before an instant until some after another. */
export async function neighboursAround(
  db: DbOrTrx,
  {
    channelId,
    startsAt,
    endsAt,
    hours,
  }: { channelId: string; startsAt: string; endsAt: string; hours: number },
): Promise<Neighbour[]> {
  const reach = Math.max(hours, 24) * 3_600_000
  const from = new Date(Date.parse(startsAt) - reach).toISOString()
  const to = new Date(Date.parse(endsAt) + reach).toISOString()
  const rows = await db
    .selectFrom('slot')
    .leftJoin('work', 'work.id', 'slot.work_id')
    .select([
      'slot.work_id',
      'slot.title',
      'slot.starts_at',
      'slot.ends_at',
      'work.title as work_title',
      'work.credits',
    ])
    .where('slot.channel_id', '=', channelId)
    // The days bound the search by the index; a slot belongs to a day at most one away from its instant.
    .where('slot.day', '>=', addDays(from.slice(0, 10), -1))
    .where('slot.day', '<=', addDays(to.slice(0, 10), 1))
    .where('slot.ends_at', '>', from)
    .where('slot.starts_at', '<', to)
    .orderBy('slot.starts_at')
    .execute()
  return rows.map((row) => ({
    workId: row.work_id,
    title: row.title || (row.work_title ?? ''),
    artists: artistsOf(row.credits),
    startsAt: row.starts_at,
    endsAt: row.ends_at,
  }))
}
