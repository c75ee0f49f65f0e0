import type { Deps } from '../deps.ts'
import { newId } from './ids.ts'
import { inTransaction, type Trx } from './open.ts'

export interface AuditEntry {
  /** The verb, such as `review.approve`. */
  action: string
  subjectKind: string
  subjectId: string
  detail?: Record<string, unknown>
}

export type Recorder = (entry: AuditEntry) => Promise<void>

/** Writes audit rows inside a transaction that is already going on, such as one that finishes a job for a person. */
export const recorderIn =
  (deps: Pick<Deps, 'clock'>, trx: Trx, personId: string | null): Recorder =>
  async (entry) => {
    await trx
      .insertInto('audit')
      .values({
        id: newId(),
        at: deps.clock.now(),
        person_id: personId,
        action: entry.action,
        subject_kind: entry.subjectKind,
        subject_id: entry.subjectId,
        detail: JSON.stringify(entry.detail ?? {}),
      })
      .execute()
  }

/**
 * A change by a person: one transaction, with its audit row inside, and open pages told after the commit.
 * `record` must be called at least once, or nothing is kept.
 */
export async function change<T>(
  deps: Pick<Deps, 'db' | 'live' | 'clock'>,
  actor: { readonly id: string } | null,
  work: (trx: Trx, record: Recorder) => Promise<T>,
): Promise<T> {
  let entries: AuditEntry[] = []
  const result = await inTransaction(deps.db, async (trx) => {
    entries = []
    const record = recorderIn(deps, trx, actor?.id ?? null)
    const value = await work(trx, async (entry) => {
      entries.push(entry)
      await record(entry)
    })
    if (entries.length === 0) throw new Error('A change without an audit row')
    return value
  })
  for (const entry of entries)
    deps.live.send({ type: 'changed', subject: entry.subjectKind, id: entry.subjectId })
  return result
}
