import { change } from '../db/audit.ts'
import { newId } from '../db/ids.ts'
import type { Trx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { DomainError, found } from '../errors.ts'
import { type Actor, may } from '../http/permissions.rules.ts'
import { type Version, versionById } from '../library/versions.service.ts'
import { insertRemarks, remarkById, setResolved } from './remarks.queries.ts'
import { remarkFits } from './review.rules.ts'
import type { Remark, RemarkInput } from './review.schema.ts'

/** Says something at a place in a version's time. */
export async function addRemark(
  deps: Deps,
  actor: Actor,
  input: { versionId: string; remark: RemarkInput },
): Promise<Remark> {
  return await change(deps, actor, async (trx, record) => {
    const version = await remarkable(trx, actor, input.versionId)
    const [id = ''] = await writeRemarks(trx, {
      version,
      remarks: [input.remark],
      by: actor.id,
      at: deps.clock.now(),
    })
    await record({
      action: 'review.remark',
      subjectKind: 'version',
      subjectId: version.id,
      detail: { remarkId: id },
    })
    return found(await remarkById(trx, id))
  })
}

/** Marks a remark as dealt with, or as open again. */
export async function resolveRemark(
  deps: Deps,
  actor: Actor,
  input: { remarkId: string; resolved: boolean },
): Promise<Remark> {
  return await change(deps, actor, async (trx, record) => {
    const remark = found(await remarkById(trx, input.remarkId))
    await remarkable(trx, actor, remark.versionId)
    await setResolved(trx, remark.id, input.resolved ? { at: deps.clock.now(), by: actor.id } : null)
    await record({
      action: input.resolved ? 'review.resolve' : 'review.reopen',
      subjectKind: 'version',
      subjectId: remark.versionId,
      detail: { remarkId: remark.id },
    })
    return found(await remarkById(trx, remark.id))
  })
}

/** Writes remarks within the transaction of whoever makes them; answers their ids. */
export async function writeRemarks(
  trx: Trx,
  input: { version: Version; remarks: readonly RemarkInput[]; by: string; at: string; approvalId?: string },
): Promise<string[]> {
  const { version, remarks, by, at, approvalId } = input
  if (!remarks.every((remark) => remarkFits(remark, version.durationMs))) throw new DomainError('bad_range')
  const rows = remarks.map((remark) => ({
    id: newId(),
    version_id: version.id,
    approval_id: approvalId ?? null,
    at_ms: remark.atMs,
    to_ms: remark.toMs ?? null,
    text: remark.text,
    by_person: by,
    at,
  }))
  await insertRemarks(trx, rows)
  return rows.map((row) => row.id)
}

async function remarkable(trx: Trx, actor: Actor, versionId: string): Promise<Version> {
  const version = found(await versionById(trx, versionId))
  if (!may(actor, 'review.remark', { unitId: version.unitId })) throw new DomainError('forbidden')
  if (version.state === 'withdrawn' || version.workWithdrawn) throw new DomainError('withdrawn')
  return version
}
