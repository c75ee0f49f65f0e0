import { sql } from 'kysely'
import { fold } from '../db/folding.ts'
import type { DbOrTrx } from '../db/open.ts'
import { approvedFor } from '../library/library.rules.ts'

import { versionsOf } from '../library/versions.service.ts'
import { versionToAir } from './plan.rules.ts'

/** A work that could air and is in no plan yet. */
export interface UnscheduledWork {
  id: string
  title: string
  kind: string
  /** Of the version that would air. */
  language: string | null
  durationMs: number
}

const MOST = 60
const likely = (word: string) => `%${word.replace(/[\\%_]/g, '\\$&')}%`

/** Works approved for television that no channel's draft holds from `now` on, those recorded last first. */
export async function unscheduledWorks(
  db: DbOrTrx,
  { q, now }: { q: string; now: string },
): Promise<UnscheduledWork[]> {
  let query = db
    .selectFrom('work')
    .innerJoin('version', 'version.work_id', 'work.id')
    .select(['work.id', 'work.title', 'work.kind'])
    .where('work.withdrawn_at', 'is', null)
    .where('version.state', '!=', 'withdrawn')
    .where('version.approved_uses', 'like', '%"tv"%')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('slot')
            .select(sql`1`.as('one'))
            .whereRef('slot.work_id', '=', 'work.id')
            .where('slot.ends_at', '>', now),
        ),
      ),
    )
  for (const word of fold(q).split(' ').filter(Boolean))
    query = query.where(sql<boolean>`work.folded like ${likely(word)} escape '\\'`)
  const works = await query
    .groupBy(['work.id', 'work.title', 'work.kind'])
    .orderBy((eb) => eb.fn.max('version.created_at'), 'desc')
    .orderBy('work.id')
    .limit(MOST)
    .execute()
  const versions = Map.groupBy(
    await versionsOf(
      db,
      works.map((work) => work.id),
    ),
    (version) => version.workId,
  )
  return works.flatMap((work) => {
    const approved = (versions.get(work.id) ?? []).filter((version) => approvedFor(version, 'tv'))
    const airs = versionToAir(approved, { versionId: null, language: null })
    return airs ? [{ ...work, language: airs.language, durationMs: airs.durationMs }] : []
  })
}
