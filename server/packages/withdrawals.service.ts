import { change, type Recorder } from '../db/audit.ts'
import { newId } from '../db/ids.ts'
import type { DbOrTrx, Trx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { DomainError, found } from '../errors.ts'
import type { Actor } from '../http/permissions.rules.ts'
import { addCalls, callsOf } from '../people/calls.service.ts'
import { say } from '../words/words.ts'
import { holdersToCall } from './holders.queries.ts'
import { packagesById, packagesHolding } from './packages.queries.ts'
import { standingOf } from './standing.queries.ts'
import {
  insertWithdrawal,
  listWithdrawals,
  packagesWithdrawnBy,
  withdrawalById,
  withdrawnAmong,
} from './withdrawals.queries.ts'
import type { NewWithdrawal, WithdrawalDetail, WithdrawalLine } from './withdrawals.schema.ts'

interface Why {
  cause: 'person' | 'approval'
  reason: string
  versionId: string | null
  by: string | null
}

/**
 * Ends packages for good, and writes down whom to call. Those that somebody withdrew before stay with that reason; throws
 * `conflict` where all of them were.
 */
export async function withdrawPackages(
  deps: Deps,
  actor: Actor,
  { packageIds, reason }: NewWithdrawal,
): Promise<{ id: string }> {
  return change(deps, actor, async (trx, record) => {
    const ready = (await packagesById(trx, packageIds)).filter((one) => one.state === 'ready')
    if (ready.length === 0) throw new DomainError('package_not_ready')
    const ids = ready.map(({ id }) => id)
    const id = await withdraw(deps, trx, record, ids, {
      cause: 'person',
      reason,
      versionId: null,
      by: actor.id,
    })
    if (!id) throw new DomainError('conflict')
    return { id }
  })
}

/** Withdraws what holds a version that may not be heard any more. Heard of twice, or for nothing, it changes nothing. */
export async function withdrawHolding(
  deps: Deps,
  { versionId, reason }: { versionId: string; reason: string },
): Promise<void> {
  const holding = await packagesHolding(deps.reads, versionId)
  if (holding.length === 0) return
  const standing = await standingOf(deps.reads, holding)
  const ended = holding.filter((pinned) => standing(pinned) !== null)
  const [first] = ended
  if (!first) return
  const sentence = say('vi', reason ? 'packages.approvalWithdrawnFor' : 'packages.approvalWithdrawn', {
    title: first.title,
    reason,
  })
  const ids = [...new Set(ended.map(({ packageId }) => packageId))]
  if ((await withdrawnAmong(deps.reads, ids)).size === ids.length) return
  await change(deps, null, async (trx, record) => {
    await withdraw(deps, trx, record, ids, { cause: 'approval', reason: sentence, versionId, by: null })
  })
}

async function withdraw(
  deps: Pick<Deps, 'clock'>,
  trx: Trx,
  record: Recorder,
  packageIds: readonly string[],
  { cause, reason, versionId, by }: Why,
): Promise<string | undefined> {
  const already = await withdrawnAmong(trx, packageIds)
  const fresh = packageIds.filter((id) => !already.has(id))
  if (fresh.length === 0) return undefined
  const id = newId()
  const row = { id, cause, version_id: versionId, reason, made_by: by, made_at: deps.clock.now() }
  await insertWithdrawal(trx, row, fresh)
  await addCalls(trx, { kind: 'withdrawal', id }, await holdersToCall(trx, fresh))
  await record({
    action: 'packages.withdraw',
    subjectKind: 'withdrawal',
    subjectId: id,
    detail: { cause, reason, packages: fresh.length },
  })
  // Pages of packages follow their own name.
  await record({
    action: 'package.withdrawn',
    subjectKind: 'package',
    subjectId: fresh[0] ?? '',
    detail: { id },
  })
  return id
}

/** What was withdrawn, the latest first, with how many have not been told yet. */
export async function withdrawals(db: DbOrTrx): Promise<WithdrawalLine[]> {
  const lines = []
  for (const one of await listWithdrawals(db)) {
    const calls = await callsOf(db, { kind: 'withdrawal', id: one.id })
    lines.push({
      ...one,
      packages: (await packagesWithdrawnBy(db, one.id)).length,
      calls: calls.length,
      callsLeft: calls.filter(({ toldAt }) => toldAt === null).length,
    })
  }
  return lines
}

export async function withdrawalFor(db: DbOrTrx, id: string): Promise<WithdrawalDetail> {
  const withdrawal = found(await withdrawalById(db, id))
  const packages = await packagesById(db, await packagesWithdrawnBy(db, id))
  return {
    ...withdrawal,
    packages: packages.map(({ id, title, target, sequence }) => {
      return { id, title, targetName: target.name, sequence }
    }),
    calls: await callsOf(db, { kind: 'withdrawal', id }),
  }
}
