import type { DbOrTrx, Trx } from '../db/open.ts'
import type { NewRow } from '../db/tables.ts'

/** Why packages must not sound any more. */
export interface Withdrawal {
  id: string
  /** `approval`: the approval of a recording in it was taken back. */
  cause: 'person' | 'approval'
  reason: string
  madeByName: string | null
  madeAt: string
}

const joined = (db: DbOrTrx) =>
  db
    .selectFrom('withdrawal')
    .leftJoin('person', 'person.id', 'withdrawal.made_by')
    .select(['withdrawal.id', 'withdrawal.cause', 'withdrawal.reason', 'withdrawal.made_at'])
    .select('person.name as made_by_name')

type Joined = Awaited<ReturnType<ReturnType<typeof joined>['executeTakeFirstOrThrow']>>

const toWithdrawal = (row: Joined): Withdrawal => ({
  id: row.id,
  cause: row.cause,
  reason: row.reason,
  madeByName: row.made_by_name,
  madeAt: row.made_at,
})

/** The latest first. */
export async function listWithdrawals(db: DbOrTrx): Promise<Withdrawal[]> {
  return (await joined(db).orderBy('withdrawal.id', 'desc').limit(200).execute()).map(toWithdrawal)
}

export async function withdrawalById(db: DbOrTrx, id: string): Promise<Withdrawal | undefined> {
  const row = await joined(db).where('withdrawal.id', '=', id).executeTakeFirst()
  return row && toWithdrawal(row)
}

/** What withdrew each of these packages. */
export async function withdrawnAmong(
  db: DbOrTrx,
  packageIds: readonly string[],
): Promise<Map<string, { id: string; reason: string; at: string }>> {
  if (packageIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('package_withdrawal')
    .innerJoin('withdrawal', 'withdrawal.id', 'package_withdrawal.withdrawal_id')
    .select(['package_id', 'withdrawal.id', 'withdrawal.reason', 'withdrawal.made_at'])
    .where('package_id', 'in', packageIds)
    .execute()
  return new Map(rows.map((row) => [row.package_id, { id: row.id, reason: row.reason, at: row.made_at }]))
}

export async function insertWithdrawal(
  trx: Trx,
  row: NewRow<'withdrawal'>,
  packageIds: readonly string[],
): Promise<void> {
  await trx.insertInto('withdrawal').values(row).execute()
  await trx
    .insertInto('package_withdrawal')
    .values(packageIds.map((id) => ({ package_id: id, withdrawal_id: row.id })))
    .execute()
}

export async function packagesWithdrawnBy(db: DbOrTrx, withdrawalId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('package_withdrawal')
    .select('package_id')
    .where('withdrawal_id', '=', withdrawalId)
    .execute()
  return rows.map((row) => row.package_id)
}
