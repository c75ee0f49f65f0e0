import type { DbOrTrx } from '../../db/open.ts'
import type { PlannedSlot } from '../schedule.schema.ts'

/** What undoing needs: which version stood in a slot before, in the draft and as published. */
export interface ReplacedRow {
  slotId: string
  draftFrom: string | null
  published: { day: string; version: PlannedSlot['version'] } | null
}

/** What a version has taken over so far, the latest first. */
export async function replacementsOf(db: DbOrTrx, versionId: string) {
  const rows = await db
    .selectFrom('version_replacement')
    .innerJoin('channel', 'channel.id', 'version_replacement.channel_id')
    .innerJoin('person', 'person.id', 'version_replacement.made_by')
    .select(['version_replacement.id', 'rows', 'made_at', 'undone_at', 'channel.name as channel_name'])
    .select('person.name as made_by_name')
    .where('version_id', '=', versionId)
    .orderBy('made_at', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    channelName: row.channel_name,
    rows: (JSON.parse(row.rows) as ReplacedRow[]).length,
    madeByName: row.made_by_name,
    madeAt: row.made_at,
    undoneAt: row.undone_at,
  }))
}
