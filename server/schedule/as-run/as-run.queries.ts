import type { DbOrTrx, Trx } from '../../db/open.ts'
import type { NewRow } from '../../db/tables.ts'
import type { AiredSource, AiredStatus } from './as-run.schema.ts'

/** What aired, as it was known when it was written down: a snapshot that no later change of plan or library touches. */
export interface AsRun {
  id: string
  channelId: string
  day: string
  sequence: number
  publicationId: string | null
  publicationNumber: number | null
  slotId: string | null
  /** As aired. */
  title: string
  plannedTitle: string | null
  workId: string | null
  airedWorkId: string | null
  language: string | null
  run: string | null
  plannedStartsAt: string | null
  plannedDurationMs: number | null
  /** Null where it did not air. */
  startsAt: string | null
  durationMs: number | null
  status: AiredStatus
  reason: string
  fileSha256: string | null
  source: AiredSource
  logId: string | null
  supersedes: string | null
  recordedBy: string | null
  recordedAt: string
}

const joined = (db: DbOrTrx) =>
  db
    .selectFrom('as_run')
    .leftJoin('person', 'person.id', 'as_run.recorded_by')
    .selectAll('as_run')
    .select('person.name as person_name')

type AsRunRow = Awaited<ReturnType<ReturnType<typeof joined>['executeTakeFirstOrThrow']>>

const toAsRun = (row: AsRunRow): AsRun => ({
  id: row.id,
  channelId: row.channel_id,
  day: row.day,
  sequence: row.sequence,
  publicationId: row.publication_id,
  publicationNumber: row.publication_number,
  slotId: row.slot_id,
  title: row.title,
  plannedTitle: row.planned_title,
  workId: row.work_id,
  airedWorkId: row.aired_work_id,
  language: row.language,
  run: row.run,
  plannedStartsAt: row.planned_starts_at,
  plannedDurationMs: row.planned_duration_ms,
  startsAt: row.starts_at,
  durationMs: row.duration_ms,
  status: row.status,
  reason: row.reason,
  fileSha256: row.file_sha256,
  source: row.source,
  logId: row.log_id,
  supersedes: row.supersedes,
  recordedBy: row.person_name,
  recordedAt: row.recorded_at,
})

/** Every row of some days, superseded ones too, in the order in which they were planned and written. */
export async function rowsBetween(
  db: DbOrTrx,
  channelId: string,
  from: string,
  to: string,
): Promise<AsRun[]> {
  const rows = await joined(db)
    .where('channel_id', '=', channelId)
    .where('day', '>=', from)
    .where('day', '<=', to)
    .orderBy('day')
    .orderBy('sequence')
    .orderBy('as_run.id')
    .execute()
  return rows.map(toAsRun)
}

/** Every time a work was on air, the latest first; rows that were corrected away are left out. */
export async function airingsOf(db: DbOrTrx, workId: string): Promise<AsRun[]> {
  const rows = await joined(db)
    .where('aired_work_id', '=', workId)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('as_run as later').select('later.id').whereRef('later.supersedes', '=', 'as_run.id'),
        ),
      ),
    )
    .orderBy('starts_at', 'desc')
    .execute()
  return rows.map(toAsRun)
}

/** Each statement takes so many values at most. */
const ROWS_AT_ONCE = 400

export async function insertRows(trx: Trx, rows: readonly NewRow<'as_run'>[]): Promise<void> {
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE)
    await trx
      .insertInto('as_run')
      .values(rows.slice(at, at + ROWS_AT_ONCE))
      .execute()
}

export interface DaySignature {
  day: string
  signedBy: string
  signedAt: string
  note: string
}

export async function signaturesOf(
  db: DbOrTrx,
  channelId: string,
  days: readonly string[],
): Promise<Map<string, DaySignature>> {
  if (days.length === 0) return new Map()
  const rows = await db
    .selectFrom('as_run_signature')
    .innerJoin('person', 'person.id', 'as_run_signature.signed_by')
    .select(['day', 'person.name', 'signed_at', 'note'])
    .where('channel_id', '=', channelId)
    .where('day', 'in', days)
    .execute()
  return new Map(
    rows.map(({ day, name, signed_at, note }) => [day, { day, signedBy: name, signedAt: signed_at, note }]),
  )
}

/** A row of the station's log that may be a planned slot: a person says which. */
export interface Doubt {
  id: string
  logId: string
  logName: string
  channelId: string
  day: string
  startsAt: string
  durationMs: number
  title: string
  /** The likeliest first. */
  candidates: { day: string; slotId: string }[]
  verdict: string | null
}

const doubts = (db: DbOrTrx) =>
  db
    .selectFrom('station_log_doubt')
    .innerJoin('station_log', 'station_log.id', 'station_log_doubt.log_id')
    .selectAll('station_log_doubt')
    .select('station_log.name as log_name')

const toDoubt = (row: Awaited<ReturnType<ReturnType<typeof doubts>['executeTakeFirstOrThrow']>>): Doubt => ({
  id: row.id,
  logId: row.log_id,
  logName: row.log_name,
  channelId: row.channel_id,
  day: row.day,
  startsAt: row.starts_at,
  durationMs: row.duration_ms,
  title: row.title,
  candidates: JSON.parse(row.candidates) as Doubt['candidates'],
  verdict: row.verdict,
})

export async function openDoubts(db: DbOrTrx, channelId: string, day: string): Promise<Doubt[]> {
  const rows = await doubts(db)
    .where('station_log_doubt.channel_id', '=', channelId)
    .where('day', '=', day)
    .where('verdict', 'is', null)
    .orderBy('starts_at')
    .execute()
  return rows.map(toDoubt)
}

export async function doubtById(db: DbOrTrx, id: string): Promise<Doubt | undefined> {
  const row = await doubts(db).where('station_log_doubt.id', '=', id).executeTakeFirst()
  return row && toDoubt(row)
}
