import type { DbOrTrx } from '../db/open.ts'
import type { Row } from '../db/tables.ts'
import type { Job } from './jobs.ts'
import { byTurn } from './queue-order.rules.ts'

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
    .select(['person.unit_id', 'person.name as person_name'])

type Listed = Awaited<ReturnType<ReturnType<typeof rows>['execute']>>[number]

const mostUnfinished = 500
const mostEnded = 100

/** What runs, what waits in the order in which it will be taken, what failed, and what ended lately, the latest first. */
export async function listJobs(db: DbOrTrx) {
  const unfinished = await rows(db)
    .where('state', 'in', ['running', 'queued'])
    .where('kind', 'not like', 'event.%')
    .orderBy('priority', 'desc')
    .orderBy('job.created_at')
    .limit(mostUnfinished)
    .execute()
  // News among features shows only where it got stuck.
  const ended = await rows(db)
    .where((eb) =>
      eb.or([
        eb.and([eb('state', 'in', ['done', 'cancelled']), eb('kind', 'not like', 'event.%')]),
        eb('state', 'in', ['dead', 'failed']),
      ]),
    )
    .orderBy((eb) => eb.case().when('state', '=', 'dead').then(0).else(1).end())
    .orderBy('finished_at', 'desc')
    .limit(mostEnded)
    .execute()
  const running = unfinished.filter(({ state }) => state === 'running')
  const waiting = unfinished
    .filter(({ state }) => state === 'queued')
    .map((row) => ({ ...row, createdAt: row.created_at }))
    .toSorted(byTurn)
  return [...running, ...waiting, ...ended].map((row) => ({ ...shown(row), ...turn(row, running, waiting) }))
}

const shown = (row: Listed) => ({
  id: row.id,
  kind: row.kind,
  lane: row.lane,
  unitId: row.unit_id,
  askedBy: row.person_name,
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
})

/** How many of its lane go before a waiting job, and which of them runs now. */
function turn(row: Listed, running: readonly Listed[], waiting: readonly Listed[]) {
  if (row.state !== 'queued') return { ahead: null, behind: null }
  const busy = running.filter(({ lane }) => lane === row.lane)
  const lane = waiting.filter((other) => other.lane === row.lane)
  const ahead = busy.length + lane.findIndex(({ id }) => id === row.id)
  return { ahead, behind: busy[0]?.title ?? null }
}

/** What deciding about somebody's wish to steer a job takes. */
export async function steeredJob(db: DbOrTrx, id: string) {
  const row = await rows(db).where('job.id', '=', id).executeTakeFirst()
  return row && { kind: row.kind, unitId: row.unit_id }
}
