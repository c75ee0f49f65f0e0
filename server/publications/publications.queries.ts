import type { DbOrTrx } from '../db/open.ts'
import type { Row } from '../db/tables.ts'
import type { Json } from '../storage/canonical.rules.ts'

export type PublicationKind = 'day' | 'playlist'

/** What was made public once, word for word; a later number supersedes it and never changes it. */
export interface Publication {
  id: string
  kind: PublicationKind
  subjectId: string
  number: number
  body: Json
  sha256: string
  supersedesId: string | null
  publishedBy: string
  publishedByName: string
  publishedAt: string
}

const joined = (db: DbOrTrx) =>
  db
    .selectFrom('publication')
    .innerJoin('person', 'person.id', 'publication.published_by')
    .selectAll('publication')
    .select('person.name as published_by_name')

const toPublication = (row: Row<'publication'> & { published_by_name: string }): Publication => ({
  id: row.id,
  kind: row.kind,
  subjectId: row.subject_id,
  number: row.number,
  body: JSON.parse(row.body) as Json,
  sha256: row.sha256,
  supersedesId: row.supersedes_id,
  publishedBy: row.published_by,
  publishedByName: row.published_by_name,
  publishedAt: row.published_at,
})

export async function publicationById(db: DbOrTrx, id: string): Promise<Publication | undefined> {
  const row = await joined(db).where('publication.id', '=', id).executeTakeFirst()
  return row && toPublication(row)
}

/** Every publication of a subject, the one in force first. */
export async function publicationsOf(
  db: DbOrTrx,
  kind: PublicationKind,
  subjectId: string,
): Promise<Publication[]> {
  const rows = await joined(db)
    .where('kind', '=', kind)
    .where('subject_id', '=', subjectId)
    .orderBy('number', 'desc')
    .execute()
  return rows.map(toPublication)
}

/** The highest number of each subject that has one. */
export async function allInForce(
  db: DbOrTrx,
  kind: PublicationKind,
  subjectIds: readonly string[],
): Promise<Map<string, Publication>> {
  if (subjectIds.length === 0) return new Map()
  const rows = await joined(db)
    .where('kind', '=', kind)
    .where('subject_id', 'in', subjectIds)
    .where('number', '=', (eb) =>
      eb
        .selectFrom('publication as other')
        .select((inner) => inner.fn.max('other.number').as('highest'))
        .whereRef('other.kind', '=', 'publication.kind')
        .whereRef('other.subject_id', '=', 'publication.subject_id'),
    )
    .execute()
  return new Map(rows.map((row) => [row.subject_id, toPublication(row)]))
}

export async function inForce(
  db: DbOrTrx,
  kind: PublicationKind,
  subjectId: string,
): Promise<Publication | undefined> {
  return (await allInForce(db, kind, [subjectId])).get(subjectId)
}
