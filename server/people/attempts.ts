import type { Db, Trx } from '../db/open.ts'
import { inTransaction } from '../db/open.ts'
import { DomainError } from '../errors.ts'
import { countTry, type Failures, lockedForMs } from './lock-out.rules.ts'

/** A tally of wrong tries: of an account or of an address. */
interface Tally {
  key: string
  limit: number
}

const FORGET_MS = 24 * 60 * 60_000
const iso = (ms: number) => new Date(ms).toISOString()

async function read(trx: Trx, key: string): Promise<Failures | undefined> {
  const row = await trx.selectFrom('sign_in_failure').selectAll().where('key', '=', key).executeTakeFirst()
  return (
    row && {
      count: row.failures,
      lastAtMs: Date.parse(row.last_failed_at),
      lockedUntilMs: row.locked_until === null ? null : Date.parse(row.locked_until),
    }
  )
}

/**
 * Counts one try against every tally before its outcome is known, or throws `locked_out` with the minutes to wait.
 * Real time: the domain clock may stand in another year.
 */
export async function beginAttempt(db: Db, tallies: readonly Tally[], nowMs = Date.now()): Promise<void> {
  await inTransaction(db, async (trx) => {
    await trx
      .deleteFrom('sign_in_failure')
      .where('last_failed_at', '<', iso(nowMs - FORGET_MS))
      .execute()
    for (const { key, limit } of tallies) {
      const before = await read(trx, key)
      const waitMs = lockedForMs(before, nowMs)
      if (waitMs > 0) throw new DomainError('locked_out', { minutes: Math.ceil(waitMs / 60_000) })
      const next = countTry(before, nowMs, limit)
      const values = {
        failures: next.count,
        last_failed_at: iso(next.lastAtMs),
        locked_until: next.lockedUntilMs === null ? null : iso(next.lockedUntilMs),
      }
      await trx
        .insertInto('sign_in_failure')
        .values({ key, ...values })
        .onConflict((conflict) => conflict.column('key').doUpdateSet(values))
        .execute()
    }
  })
}

/** It was the right person after all: the account's tally is wiped, the address's loses this one try. */
export async function forgiveAttempt(trx: Trx, account: Tally, address: Tally): Promise<void> {
  await trx.deleteFrom('sign_in_failure').where('key', '=', account.key).execute()
  await trx
    .updateTable('sign_in_failure')
    .set((eb) => ({ failures: eb('failures', '-', 1), locked_until: null }))
    .where('key', '=', address.key)
    .execute()
}
