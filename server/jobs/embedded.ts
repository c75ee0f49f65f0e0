import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { newId } from '../db/ids.ts'
import { type Db, inTransaction, type Trx } from '../db/open.ts'
import type { Row } from '../db/tables.ts'
import { toJob } from './jobs.queries.ts'
import { CANCELLED, type ClaimedJob, type Jobs } from './jobs.ts'
import { movedInQueue } from './queue-order.rules.ts'

export const LEASE_MS = 60_000
// Power cuts and restarts are not the job's fault: it gets a few more tries than for failures of its own.
const TRIES_AFTER_DEATH = 3
const WORKER_DIED = { code: 'worker_died', message: 'worker_died' }
const BACK_OFF_MS = [5_000, 60_000, 300_000]

/** Leases are measured by boot and monotonic time: a wall clock that jumps neither frees nor holds a job. */
interface LeaseClock {
  bootId: string
  monotonicMs(): number
}

const machineLeaseClock: LeaseClock = {
  bootId: readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim(),
  monotonicMs: () => Math.floor(Number(process.hrtime.bigint() / 1_000_000n)),
}

const toClaim = (row: Row<'job'>, token: string): ClaimedJob => ({
  ...toJob(row),
  token,
  maxAttempts: row.max_attempts,
})

/** The queue inside the database: at least once, with exactly one recorded effect. */
export function createEmbeddedJobs(db: Db, leaseClock: LeaseClock = machineLeaseClock): Jobs {
  const held = (trx: Trx, claim: ClaimedJob) =>
    trx
      .selectFrom('job')
      .select(['id', 'cancel_requested'])
      .where('id', '=', claim.id)
      .where('state', '=', 'running')
      .where('lease_token', '=', claim.token)
      .executeTakeFirst()
  const noLease = { lease_token: null, lease_boot: null, lease_until_ms: null }
  const now = () => new Date().toISOString()

  return {
    async enqueue(trx, job) {
      const fresh = {
        state: 'queued' as const,
        attempts: 0,
        run_at: job.runAt ?? null,
        priority: job.priority ?? 0,
        payload: JSON.stringify(job.payload),
        cancel_requested: 0,
        error_code: null,
        error_message: null,
        started_at: null,
        finished_at: null,
        ...noLease,
      }
      if (job.key) {
        const known = await trx
          .selectFrom('job')
          .select(['id', 'state'])
          .where('key', '=', job.key)
          .executeTakeFirst()
        if (known) {
          if (['failed', 'dead', 'cancelled'].includes(known.state)) {
            await trx.updateTable('job').set(fresh).where('id', '=', known.id).execute()
          }
          return known.id
        }
      }
      const id = newId()
      await trx
        .insertInto('job')
        .values({
          id,
          kind: job.kind,
          lane: job.lane,
          key: job.key ?? null,
          subject_kind: job.subjectKind,
          subject_id: job.subjectId,
          title: job.title,
          created_by: job.createdBy ?? null,
          created_at: now(),
          ...fresh,
        })
        .execute()
      return id
    },

    claim: (lane) =>
      inTransaction(db, async (trx) => {
        const row = await trx
          .selectFrom('job')
          .selectAll()
          .where('state', '=', 'queued')
          .where('lane', '=', lane)
          .where((eb) => eb.or([eb('run_at', 'is', null), eb('run_at', '<=', now())]))
          .orderBy('priority', 'desc')
          .orderBy('created_at')
          .orderBy('id')
          .executeTakeFirst()
        if (!row) return undefined
        const token = randomUUID()
        await trx
          .updateTable('job')
          .set({
            state: 'running',
            attempts: row.attempts + 1,
            started_at: now(),
            lease_token: token,
            lease_boot: leaseClock.bootId,
            lease_until_ms: leaseClock.monotonicMs() + LEASE_MS,
          })
          .where('id', '=', row.id)
          .execute()
        return { ...toClaim(row, token), attempts: row.attempts + 1 }
      }),

    heartbeat: (claim) =>
      inTransaction(db, async (trx) => {
        const row = await held(trx, claim)
        if (!row || row.cancel_requested === 1) return false
        await trx
          .updateTable('job')
          .set({ lease_until_ms: leaseClock.monotonicMs() + LEASE_MS })
          .where('id', '=', claim.id)
          .execute()
        return true
      }),

    finish: (claim, recording) =>
      inTransaction(db, async (trx) => {
        const row = await held(trx, claim)
        if (!row || row.cancel_requested === 1) return false
        await recording(trx)
        await trx
          .updateTable('job')
          .set({ state: 'done', finished_at: now(), ...noLease })
          .where('id', '=', claim.id)
          .execute()
        return true
      }),

    fail: (claim, failure, onEnd) =>
      inTransaction(db, async (trx) => {
        const row = await held(trx, claim)
        if (!row) return
        const cancelled = row.cancel_requested === 1
        const dead = !cancelled && (failure.final || claim.attempts >= claim.maxAttempts)
        const backOff = BACK_OFF_MS[Math.min(claim.attempts, BACK_OFF_MS.length) - 1] ?? 0
        await trx
          .updateTable('job')
          .set({
            state: cancelled ? 'cancelled' : dead ? 'dead' : 'queued',
            error_code: cancelled ? null : failure.code,
            error_message: cancelled ? null : failure.message,
            run_at: cancelled || dead ? null : new Date(Date.now() + backOff).toISOString(),
            finished_at: cancelled || dead ? now() : null,
            ...noLease,
          })
          .where('id', '=', claim.id)
          .execute()
        if (dead || cancelled) await onEnd?.(trx, cancelled ? CANCELLED : failure)
      }),

    async cancel(trx, jobId) {
      const row = await trx.selectFrom('job').select('state').where('id', '=', jobId).executeTakeFirst()
      if (row?.state === 'queued') {
        await trx
          .updateTable('job')
          .set({ state: 'cancelled', finished_at: now() })
          .where('id', '=', jobId)
          .execute()
        return true
      }
      if (row?.state !== 'running') return false
      await trx.updateTable('job').set({ cancel_requested: 1 }).where('id', '=', jobId).execute()
      return true
    },

    async retry(trx, jobId) {
      const result = await trx
        .updateTable('job')
        .set({
          state: 'queued',
          attempts: 0,
          run_at: null,
          cancel_requested: 0,
          error_code: null,
          error_message: null,
          started_at: null,
          finished_at: null,
          ...noLease,
        })
        .where('id', '=', jobId)
        .where('state', 'in', ['dead', 'failed', 'cancelled'])
        .executeTakeFirst()
      return result.numUpdatedRows > 0n
    },

    async move(trx, jobId, move) {
      const waiting = await trx
        .selectFrom('job as one')
        .innerJoin('job', 'job.lane', 'one.lane')
        .select(['job.id', 'job.priority', 'job.created_at as createdAt'])
        .where('one.id', '=', jobId)
        .where('job.state', '=', 'queued')
        .execute()
      const changed = movedInQueue(waiting, jobId, move)
      for (const { id, priority } of changed)
        await trx.updateTable('job').set({ priority }).where('id', '=', id).execute()
      return changed.length > 0
    },

    releaseDead: (which = 'expired', onEnd) =>
      inTransaction(db, async (trx) => {
        const gone = await trx
          .selectFrom('job')
          .selectAll()
          .where('state', '=', 'running')
          .$if(which === 'expired', (query) =>
            query.where((eb) =>
              eb.or([
                eb('lease_boot', '!=', leaseClock.bootId),
                eb('lease_until_ms', '<', leaseClock.monotonicMs()),
              ]),
            ),
          )
          .execute()
        for (const job of gone) {
          // A job that takes its worker down each time must not do so for ever.
          const poisonous = job.attempts >= job.max_attempts + TRIES_AFTER_DEATH
          const state = job.cancel_requested === 1 ? 'cancelled' : poisonous ? 'dead' : 'queued'
          await trx
            .updateTable('job')
            .set({
              state,
              ...noLease,
              ...(state === 'queued' ? {} : { finished_at: now() }),
              ...(state === 'dead'
                ? { error_code: WORKER_DIED.code, error_message: WORKER_DIED.message }
                : {}),
            })
            .where('id', '=', job.id)
            .execute()
          if (state !== 'queued') await onEnd?.(trx, state === 'dead' ? WORKER_DIED : CANCELLED, toJob(job))
        }
        return gone.length
      }),
  }
}
