import type { DbOrTrx } from '../db/open.ts'

/** What runs and waits, newest work last; then what ended lately. */
export async function listJobs(db: DbOrTrx, limit = 200) {
  const rows = await db
    .selectFrom('job')
    .selectAll()
    .where('kind', 'not like', 'event.%')
    .orderBy((eb) =>
      eb.case().when('state', '=', 'running').then(0).when('state', '=', 'queued').then(1).else(2).end(),
    )
    .orderBy('priority', 'desc')
    .orderBy('created_at', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
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
