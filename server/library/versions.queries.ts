import type { DbOrTrx, Trx } from '../db/open.ts'
import type { NewRow } from '../db/tables.ts'
import { lengthMs } from './library.rules.ts'
import type { SourceState, Use, VersionState, WorkKind } from './library.schema.ts'
import { type Fixes, fixes } from './versions.schema.ts'

/** One recording of a work in one language, with what others ask about its work and source. */
export interface Version {
  id: string
  workId: string
  workTitle: string
  workShortName: string
  workKind: WorkKind
  workWithdrawn: boolean
  unitId: string
  number: number
  language: string | null
  sourceSha256: string
  sourceState: SourceState
  /** Why the source was refused, while it is. */
  refusal: string | null
  inMs: number | null
  outMs: number | null
  /** 0 while nobody has looked at the source yet. */
  durationMs: number
  contentId: string
  state: VersionState
  approvedUses: Use[]
  submittedUses: Use[]
  submittedBy: string | null
  submittedAt: string | null
  uploadedBy: string
  lastEditedBy: string
  listener: string | null
  listenedAt: string | null
  /** Without picture: the source has none, or only its sound is taken. */
  soundOnly: boolean
  fixes: Fixes
  fileName: string
  createdAt: string
  revision: string
}

const joined = (db: DbOrTrx) =>
  db
    .selectFrom('version')
    .innerJoin('work', 'work.id', 'version.work_id')
    .innerJoin('source', 'source.sha256', 'version.source_sha256')
    .selectAll('version')
    .select([
      'work.title as work_title',
      'work.short_name as work_short_name',
      'work.kind as work_kind',
      'work.withdrawn_at as work_withdrawn_at',
      'work.unit_id',
      'source.state as source_state',
      'source.kind as source_kind',
      'source.refusal',
      'source.duration_ms',
      'source.file_name',
    ])

type VersionRow = Awaited<ReturnType<ReturnType<typeof joined>['executeTakeFirstOrThrow']>>

function toVersion(row: VersionRow): Version {
  return {
    id: row.id,
    workId: row.work_id,
    workTitle: row.work_title,
    workShortName: row.work_short_name,
    workKind: row.work_kind,
    workWithdrawn: row.work_withdrawn_at !== null,
    unitId: row.unit_id,
    number: row.number,
    language: row.language,
    sourceSha256: row.source_sha256,
    sourceState: row.source_state,
    refusal: row.refusal,
    inMs: row.in_ms,
    outMs: row.out_ms,
    durationMs: lengthMs(row.in_ms, row.out_ms, row.duration_ms),
    contentId: row.content_id,
    state: row.state,
    approvedUses: JSON.parse(row.approved_uses) as Use[],
    submittedUses: JSON.parse(row.submitted_uses) as Use[],
    submittedBy: row.submitted_by,
    submittedAt: row.submitted_at,
    uploadedBy: row.uploaded_by,
    lastEditedBy: row.last_edited_by,
    listener: row.listener,
    listenedAt: row.listened_at,
    soundOnly: row.sound_only === 1 || row.source_kind === 'sound',
    fixes: fixes.parse(JSON.parse(row.fixes)),
    fileName: row.file_name,
    createdAt: row.created_at,
    revision: row.updated_at,
  }
}

export async function versionById(db: DbOrTrx, id: string): Promise<Version | undefined> {
  const row = await joined(db).where('version.id', '=', id).executeTakeFirst()
  return row && toVersion(row)
}

/** All versions of the works, withdrawn ones only where asked for; in the order of works and numbers. */
export async function versionsOf(
  db: DbOrTrx,
  workIds: readonly string[],
  options: { withdrawn?: boolean } = {},
): Promise<Version[]> {
  if (workIds.length === 0) return []
  const rows = await joined(db)
    .where('version.work_id', 'in', workIds)
    .$if(!options.withdrawn, (query) => query.where('version.state', '!=', 'withdrawn'))
    .orderBy('version.work_id')
    .orderBy('version.number')
    .execute()
  return rows.map(toVersion)
}

/** The version of a work that already has this very content. */
export async function versionWithContent(
  db: DbOrTrx,
  contentId: string,
): Promise<{ id: string } | undefined> {
  return await db
    .selectFrom('version')
    .select('id')
    .where('content_id', '=', contentId)
    .where('state', '!=', 'withdrawn')
    .executeTakeFirst()
}

export async function nextNumber(db: DbOrTrx, workId: string): Promise<number> {
  const { last } = await db
    .selectFrom('version')
    .select((eb) => eb.fn.max('number').as('last'))
    .where('work_id', '=', workId)
    .executeTakeFirstOrThrow()
  return Number(last ?? 0) + 1
}

export async function insertVersion(trx: Trx, row: NewRow<'version'>): Promise<void> {
  await trx.insertInto('version').values(row).execute()
}

export async function updateVersion(trx: Trx, id: string, values: Partial<NewRow<'version'>>): Promise<void> {
  await trx.updateTable('version').set(values).where('id', '=', id).execute()
}
