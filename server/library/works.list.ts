import { sql } from 'kysely'
import { fold } from '../db/folding.ts'
import type { DbOrTrx } from '../db/open.ts'
import { DomainError } from '../errors.ts'
import { type Version, versionsOf } from './versions.queries.ts'
import { toWork, type Work, workRows } from './works.queries.ts'
import type { WorkFilter } from './works.schema.ts'

interface WorkListing {
  works: (Work & { versions: Version[] })[]
  /** How many the filter finds in all. */
  total: number
  /** Where the next page begins; null on the last. */
  nextCursor: string | null
}

/** Works in Vietnamese order, a page at a time by key, so that a page stays right while others are added. */
export async function listWorks(db: DbOrTrx, filter: WorkFilter): Promise<WorkListing> {
  const after = filter.cursor === undefined ? undefined : readCursor(filter.cursor)
  const page = await filtered(db, filter)
    .$if(after !== undefined, (query) =>
      query.where((eb) =>
        eb.or([
          eb('work.sort_key', '>', after?.sortKey ?? ''),
          eb.and([eb('work.sort_key', '=', after?.sortKey ?? ''), eb('work.id', '>', after?.id ?? '')]),
        ]),
      ),
    )
    .orderBy('work.sort_key')
    .orderBy('work.id')
    .limit(filter.limit + 1)
    .execute()
  const rows = page.slice(0, filter.limit)
  const last = page.length > filter.limit ? rows.at(-1) : undefined
  const versions = await versionsOf(
    db,
    rows.map((row) => row.id),
  )
  return {
    works: rows.map((row) => ({
      ...toWork(row),
      versions: versions.filter((version) => version.workId === row.id),
    })),
    total: await countWorks(db, filter),
    nextCursor: last ? writeCursor(last.sort_key, last.id) : null,
  }
}

/** `worded` leaves out music: what has only recordings without words lacks no language. */
type Wanted = Omit<WorkFilter, 'limit' | 'cursor'> & { worded?: boolean }

export async function countWorks(db: DbOrTrx, filter: Wanted): Promise<number> {
  const { total } = await filtered(db, filter)
    .clearSelect()
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  return Number(total)
}

const likely = (word: string) => `%${word.replace(/[\\%_]/g, '\\$&')}%`

function filtered(db: DbOrTrx, filter: Wanted) {
  const { kind, language, missingLanguage, state, approvedFor, standing, unheardIn } = filter
  const words = fold(filter.q ?? '')
    .split(' ')
    .filter(Boolean)
  let query = workRows(db).where('work.withdrawn_at', state === 'withdrawn' ? 'is not' : 'is', null)
  for (const word of words) query = query.where(sql<boolean>`work.folded like ${likely(word)} escape '\\'`)
  if (kind) query = query.where('work.kind', '=', kind)

  const own = (db: DbOrTrx) =>
    db
      .selectFrom('version')
      .select(sql`1`.as('one'))
      // The outer query's row, which the types of this inner one do not know.
      .where('version.work_id', '=', sql<string>`work.id`)
      .where('version.state', '!=', 'withdrawn')
  if (language === 'none') query = query.where(({ exists }) => exists(own(db).where('language', 'is', null)))
  else if (language) query = query.where(({ exists }) => exists(own(db).where('language', '=', language)))
  if (filter.worded || missingLanguage || unheardIn)
    query = query.where(({ or, not, exists }) =>
      or([exists(own(db).where('language', 'is not', null)), not(exists(own(db)))]),
    )
  if (missingLanguage)
    query = query.where(({ not, exists }) => not(exists(own(db).where('language', '=', missingLanguage))))
  if (language && language !== 'none' && standing) {
    const approved = own(db).where('language', '=', language).where('approved_uses', '!=', '[]')
    const waiting = own(db).where('language', '=', language).where('version.state', '=', 'submitted')
    query = query.where(({ exists, not, and }) =>
      standing === 'approved'
        ? exists(approved)
        : and([not(exists(approved)), standing === 'waiting' ? exists(waiting) : not(exists(waiting))]),
    )
  }
  if (unheardIn)
    query = query.where(({ not, exists }) =>
      not(
        exists(
          own(db)
            .where('approved_uses', 'like', '%"loudspeaker"%')
            .where(({ or, eb }) =>
              or([
                eb('version.language', 'is', null),
                // The place's languages are a list written as JSON; a code stands in it between quotes.
                sql<boolean>`(select area.languages from area where area.id = ${unheardIn}) like '%"' || version.language || '"%'`,
              ]),
            ),
        ),
      ),
    )
  if (approvedFor)
    query = query.where(({ exists }) => exists(own(db).where('approved_uses', 'like', `%"${approvedFor}"%`)))
  if (state === 'checking' || state === 'refused') {
    const sourceStates = state === 'refused' ? (['refused'] as const) : (['arrived', 'looked'] as const)
    query = query.where(({ exists }) =>
      exists(
        own(db)
          .innerJoin('source', 'source.sha256', 'version.source_sha256')
          .where('source.state', 'in', sourceStates),
      ),
    )
  } else if (state && state !== 'withdrawn')
    query = query.where(({ exists }) => exists(own(db).where('version.state', '=', state)))
  return query
}

const writeCursor = (sortKey: string, id: string) =>
  Buffer.from(JSON.stringify([sortKey, id])).toString('base64url')

function readCursor(cursor: string): { sortKey: string; id: string } {
  try {
    const [sortKey, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[]
    if (typeof sortKey === 'string' && typeof id === 'string') return { sortKey, id }
  } catch {
    // Answered below like any other cursor that was not ours.
  }
  throw new DomainError('invalid', { problems: [{ path: 'cursor', problem: 'unknown' }] })
}
