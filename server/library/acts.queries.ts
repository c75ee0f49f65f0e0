import type { DbOrTrx } from '../db/open.ts'
import type { Version } from './versions.queries.ts'
import type { Credit } from './works.queries.ts'

/** One act of a recording, where it stands in it. */
export interface ActOf {
  workId: string
  /** The version of the act that is cut from this recording; its newest where there are several. */
  versionId: string
  title: string
  shortName: string
  credits: Credit[]
  /** From the start of the version the acts belong to, not of its source. */
  inMs: number
  outMs: number
  durationMs: number
  /** Counted from 1, in the order of the recording. */
  position: number
}

type Recording = Pick<Version, 'workId' | 'sourceSha256' | 'inMs' | 'outMs' | 'durationMs'>

/** The acts with a picture that lie wholly within a version, in their order; withdrawn ones are not among them. */
export async function actsWithin(db: DbOrTrx, version: Recording): Promise<ActOf[]> {
  const rows = await db
    .selectFrom('version')
    .innerJoin('work', 'work.id', 'version.work_id')
    .select([
      'work.id as work_id',
      'version.id as version_id',
      'work.title',
      'work.short_name',
      'work.credits',
      'version.in_ms',
      'version.out_ms',
    ])
    .where('work.parent_work_id', '=', version.workId)
    .where('work.withdrawn_at', 'is', null)
    .where('version.source_sha256', '=', version.sourceSha256)
    .where('version.state', '!=', 'withdrawn')
    .where('version.in_ms', 'is not', null)
    .where('version.sound_only', '=', 0)
    .orderBy('version.number', 'desc')
    .execute()
  const startMs = version.inMs ?? 0
  const newest = new Map<string, Omit<ActOf, 'position'>>()
  for (const row of rows) {
    const inMs = (row.in_ms ?? 0) - startMs
    const outMs = (row.out_ms ?? 0) - startMs
    if (newest.has(row.work_id) || inMs < 0 || outMs > version.durationMs) continue
    newest.set(row.work_id, {
      workId: row.work_id,
      versionId: row.version_id,
      title: row.title,
      shortName: row.short_name,
      credits: JSON.parse(row.credits) as Credit[],
      inMs,
      outMs,
      durationMs: outMs - inMs,
    })
  }
  return [...newest.values()]
    .sort((a, b) => a.inMs - b.inMs || a.outMs - b.outMs)
    .map((act, index) => ({ ...act, position: index + 1 }))
}
