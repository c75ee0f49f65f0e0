import type { DbOrTrx } from '../db/open.ts'
import type { Row } from '../db/tables.ts'
import type { Job } from './jobs.ts'

export const toJob = (row: Row<'job'>): Job => ({
  id: row.id,
  kind: row.kind,
  subjectKind: row.subject_kind,
  subjectId: row.subject_id,
  title: row.title,
  payload: JSON.parse(row.payload) as Record<string, unknown>,
  attempts: row.attempts,
  createdBy: row.created_by,
})

const rows = (db: DbOrTrx) =>
  db
    .selectFrom('job')
    .leftJoin('person', 'person.id', 'job.created_by')
    .selectAll('job')
    .select('person.unit_id')

/** What runs and waits, newest work last; then what ended lately. News among features shows only where it got stuck. */
export async function listJobs(db: DbOrTrx, limit = 200) {
  const listed = await rows(db)
    .where((eb) => eb.or([eb('kind', 'not like', 'event.%'), eb('state', '=', 'dead')]))
    .orderBy((eb) =>
      eb
        .case()
        .when('state', '=', 'running')
        .then(0)
        .when('state', '=', 'queued')
        .then(1)
        .when('state', '=', 'dead')
        .then(2)
        .else(3)
        .end(),
    )
    .orderBy(
      (eb) => eb.case().when('state', 'in', ['running', 'queued']).then(eb.ref('priority')).else(0).end(),
      'desc',
    )
    .orderBy('job.created_at', 'desc')
    .limit(limit)
    .execute()
  return listed.map((row) => ({
    id: row.id,
    kind: row.kind,
    unitId: row.unit_id,
    subjectKind: row.subject_kind,
    subjectId: row.subject_id,
    title: row.title,
    state: row.state,
    priority: row.priority,
    attempts: row.attempts,
    createdAt: row.created_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    runAt: row.run_at,
    errorCode: row.error_code,
    errorMessage: row.error_message,
  }))
}

/** What deciding about somebody's wish to steer a job takes. */
export async function steeredJob(db: DbOrTrx, id: string) {
  const row = await rows(db).where('job.id', '=', id).executeTakeFirst()
  return row && { kind: row.kind, unitId: row.unit_id }
}
