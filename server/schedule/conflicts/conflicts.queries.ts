import { addDays } from '../../calendar/days.rules.ts'
import { chunks } from '../../db/chunks.ts'
import type { DbOrTrx } from '../../db/open.ts'
import { approvedFor } from '../../library/library.rules.ts'
import { rightsOf, type WorkRight } from '../../library/rights/rights.service.ts'
import { versionsOf } from '../../library/versions.service.ts'
import type { Checked, First, Right, WorkFacts } from './conflicts.rules.ts'

/** A row of the plan as it is checked, with what a remedy needs of it. */
export interface PlanRow extends Checked {
  /** Its own words alone; empty follows the work. */
  readonly title: string
  readonly run: 'first' | 'repeat'
  readonly revision: number
  readonly editedAt: string
}

/** Named as the rules read them, so that a whole plan is read without being copied. */
const columns = [
  'id',
  'channel_id as channelId',
  'day',
  'starts_at as startsAt',
  'ends_at as endsAt',
  'duration_ms as durationMs',
  'kind',
  'work_id as workId',
  'version_id as versionId',
  'title',
  'language',
  'run',
  'first_slot_id as firstSlotId',
  'gap_policy as gapPolicy',
  'revision',
  'edited_at as editedAt',
] as const

/** The drafts of some channels from one day to another, both included, in the order of channel and start. */
export async function planRows(
  db: DbOrTrx,
  channelIds: readonly string[],
  from: string,
  to: string,
): Promise<PlanRow[]> {
  // In the order of the index; a day's rows all start before those of the next.
  return db
    .selectFrom('slot')
    .select(columns)
    .where('channel_id', 'in', channelIds)
    .where('day', '>=', from)
    .where('day', '<=', to)
    .orderBy('channel_id')
    .orderBy('day')
    .orderBy('starts_at')
    .execute()
}

/** First runs that stand elsewhere in the plan. */
export async function firstsOf(db: DbOrTrx, ids: readonly string[]): Promise<Map<string, First>> {
  const firsts = new Map<string, First>()
  for (const some of chunks(ids)) {
    const rows = await db.selectFrom('slot').select(['id', 'starts_at']).where('id', 'in', some).execute()
    for (const row of rows) firsts.set(row.id, { id: row.id, startsAt: row.starts_at })
  }
  return firsts
}

/** A work as the rules and the sentences need it. */
export interface PlannedWork extends WorkFacts {
  title: string
}

/** Of what was written down of a work, the licences for television, half-open. */
export const forTelevision = (written: readonly WorkRight[]): Right[] =>
  written.flatMap(({ uses, from, lastDay, runs }) =>
    uses.includes('tv') ? { from, to: lastDay && addDays(lastDay, 1), runs } : [],
  )

/** Whether the bytes of a recording are at hand, by their hash. */
export type HasFile = (sha256: string) => Promise<boolean>

/** What is known of works: their names, recordings that may air, and licences. */
export async function plannedWorks(
  db: DbOrTrx,
  workIds: readonly string[],
  has: HasFile,
): Promise<Map<string, PlannedWork>> {
  const works = new Map<string, PlannedWork>()
  for (const some of chunks(workIds)) {
    const names = await db.selectFrom('work').select(['id', 'title']).where('id', 'in', some).execute()
    const versions = Map.groupBy(await versionsOf(db, some), (version) => version.workId)
    const written = Map.groupBy(await rightsOf(db, some), (right) => right.workId)
    for (const { id, title } of names) {
      const all = written.get(id) ?? []
      const rights = forTelevision(all)
      const approved = (versions.get(id) ?? []).filter((version) => approvedFor(version, 'tv'))
      works.set(id, {
        title,
        airable: await Promise.all(
          approved.map(async (version) => ({
            id: version.id,
            number: version.number,
            language: version.language,
            durationMs: version.durationMs,
            stored: await has(version.sourceSha256),
          })),
        ),
        rights,
        otherUsesOnly: all.length > 0 && rights.length === 0,
      })
    }
  }
  return works
}

/** When each day of some channels was last published. */
export async function publishedAtOf(db: DbOrTrx, subjects: readonly string[]): Promise<Map<string, string>> {
  const at = new Map<string, string>()
  for (const some of chunks(subjects)) {
    const rows = await db
      .selectFrom('publication')
      .select((eb) => ['subject_id', eb.fn.max('published_at').as('at')])
      .where('kind', '=', 'day')
      .where('subject_id', 'in', some)
      .groupBy('subject_id')
      .execute()
    for (const row of rows) at.set(row.subject_id, row.at)
  }
  return at
}
