import type { DbOrTrx, Trx } from '../db/open.ts'
import type { NewRow } from '../db/tables.ts'
import type { SubjectKind } from './documents.schema.ts'

export interface AttachedDocument {
  id: string
  subjectKind: SubjectKind
  subjectId: string
  name: string
  mediaType: string
  sha256: string
  sizeBytes: number
  attachedBy: string
  attachedAt: string
}

const joined = (db: DbOrTrx) =>
  db
    .selectFrom('document')
    .innerJoin('person', 'person.id', 'document.attached_by')
    .selectAll('document')
    .select('person.name as person_name')

type DocumentRow = Awaited<ReturnType<ReturnType<typeof joined>['executeTakeFirstOrThrow']>>

const toDocument = (row: DocumentRow): AttachedDocument => ({
  id: row.id,
  // Written by `attachDocument` alone, from the schema's list.
  subjectKind: row.subject_kind as SubjectKind,
  subjectId: row.subject_id,
  name: row.name,
  mediaType: row.media_type,
  sha256: row.sha256,
  sizeBytes: row.size_bytes,
  attachedBy: row.person_name,
  attachedAt: row.attached_at,
})

export async function documentById(db: DbOrTrx, id: string): Promise<AttachedDocument | undefined> {
  const row = await joined(db).where('document.id', '=', id).executeTakeFirst()
  return row && toDocument(row)
}

/** The documents of some subjects, the oldest first. */
export async function documentsOn(
  db: DbOrTrx,
  subjects: readonly { kind: SubjectKind; id: string }[],
): Promise<AttachedDocument[]> {
  if (subjects.length === 0) return []
  const rows = await joined(db)
    .where((eb) =>
      eb.or(
        subjects.map(({ kind, id }) =>
          eb.and([eb('document.subject_kind', '=', kind), eb('document.subject_id', '=', id)]),
        ),
      ),
    )
    .orderBy('document.id')
    .execute()
  return rows.map(toDocument)
}

export async function insertDocument(trx: Trx, row: NewRow<'document'>): Promise<void> {
  await trx.insertInto('document').values(row).execute()
}

/** The unit a subject belongs to; undefined when there is no such subject, null when it belongs to no single unit. */
export async function unitOfSubject(
  db: DbOrTrx,
  kind: SubjectKind,
  id: string,
): Promise<string | null | undefined> {
  const version = db
    .selectFrom('version')
    .innerJoin('work', 'work.id', 'version.work_id')
    .select('work.unit_id')
  if (kind === 'version') return (await version.where('version.id', '=', id).executeTakeFirst())?.unit_id
  if (kind === 'approval')
    return (
      await version
        .innerJoin('approval', 'approval.subject_id', 'version.id')
        .where('approval.id', '=', id)
        .executeTakeFirst()
    )?.unit_id
  if (kind === 'work')
    return (await db.selectFrom('work').select('unit_id').where('id', '=', id).executeTakeFirst())?.unit_id
  if (kind === 'delivery')
    return (
      await version
        .innerJoin('delivery', 'delivery.version_id', 'version.id')
        .where('delivery.id', '=', id)
        .executeTakeFirst()
    )?.unit_id
  const row = await db.selectFrom(kind).select('id').where('id', '=', id).executeTakeFirst()
  return row && null
}
