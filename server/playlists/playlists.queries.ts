import { fold, sortKey } from '../db/folding.ts'
import { newId } from '../db/ids.ts'
import type { DbOrTrx, Trx } from '../db/open.ts'
import { fillRule } from './filling/fill-rule.schema.ts'
import {
  type Playlist,
  type PlaylistContent,
  type PlaylistItem,
  type PlaylistLine,
  playlistSettings,
  type TargetRef,
} from './playlists.schema.ts'

/** A playlist without the names of its targets, which areas know. */
type StoredPlaylist = Omit<Playlist, 'targets'> & { targets: TargetRef[]; withdrawn: boolean }

export async function storedPlaylist(db: DbOrTrx, id: string): Promise<StoredPlaylist | undefined> {
  const row = await db.selectFrom('playlist').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) return undefined
  return {
    id,
    title: row.title,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    revision: row.revision,
    editedAt: row.updated_at,
    withdrawn: row.withdrawn_at !== null,
    settings: playlistSettings.parse(JSON.parse(row.settings)),
    items: await itemsOf(db, id),
    targets: await targetsOf(db, id),
    publication: (await publications(db, [id])).get(id) ?? null,
    ...(await laterOf(db, id)),
  }
}

async function itemsOf(db: DbOrTrx, playlistId: string): Promise<PlaylistItem[]> {
  const rows = await db
    .selectFrom('playlist_item')
    .leftJoin('work', 'work.id', 'playlist_item.work_id')
    .select(['part', 'work_id', 'rule', 'bilingual', 'work.title', 'work.short_name', 'work.kind'])
    .where('playlist_id', '=', playlistId)
    .orderBy('position')
    .execute()
  return rows.map((row): PlaylistItem => {
    const shared = {
      // Only parts that the schema let in were ever written.
      part: row.part as PlaylistItem['part'],
      bilingual: row.bilingual === null ? null : row.bilingual === 1,
    }
    if (row.work_id === null || row.kind === null)
      return { ...shared, rule: fillRule.parse(JSON.parse(row.rule ?? '')) }
    const { work_id: workId, title, short_name: shortName, kind } = row
    return { ...shared, workId, title: title ?? '', shortName: shortName ?? '', kind }
  })
}

async function targetsOf(db: DbOrTrx, playlistId: string): Promise<TargetRef[]> {
  return await db
    .selectFrom('playlist_target')
    .select(['target_kind as kind', 'target_id as id'])
    .where('playlist_id', '=', playlistId)
    .execute()
}

/** What became of the last publication that was to leave later. */
async function laterOf(db: DbOrTrx, playlistId: string): Promise<Pick<Playlist, 'leaving' | 'refused'>> {
  const job = await db
    .selectFrom('job')
    .select(['id', 'run_at', 'state', 'error_code'])
    .where('kind', '=', 'playlists.publish')
    .where('subject_id', '=', playlistId)
    .orderBy('id', 'desc')
    .executeTakeFirst()
  return {
    leaving: job?.state === 'queued' ? { jobId: job.id, at: job.run_at ?? '' } : null,
    refused: job?.state === 'dead' ? job.error_code : null,
  }
}

/** The publication in force of each playlist that has one. */
async function publications(db: DbOrTrx, ids: readonly string[]) {
  const rows = await db
    .selectFrom('publication')
    .select(['subject_id', 'number', 'published_at'])
    .where('kind', '=', 'playlist')
    .where('subject_id', 'in', ids)
    .orderBy('number')
    .execute()
  return new Map(rows.map((row) => [row.subject_id, { number: row.number, publishedAt: row.published_at }]))
}

/** Playlists by the day they begin, latest first; searched without regard to tones. */
export async function listPlaylists(db: DbOrTrx, q?: string): Promise<PlaylistLine[]> {
  const rows = await db
    .selectFrom('playlist')
    .selectAll()
    .where('withdrawn_at', 'is', null)
    .$if(Boolean(q), (query) => query.where('folded', 'like', `%${fold(q ?? '').replace(/[%_]/g, '')}%`))
    .orderBy('valid_from', 'desc')
    .orderBy('sort_key')
    .limit(500)
    .execute()
  if (rows.length === 0) return []
  const ids = rows.map((row) => row.id)
  const items = await db
    .selectFrom('playlist_item')
    .select((eb) => ['playlist_id', eb.fn.countAll<number>().as('works')])
    .where('playlist_id', 'in', ids)
    .groupBy('playlist_id')
    .execute()
  const names = await targetNames(db, ids)
  const published = await publications(db, ids)
  return rows.map((row) => ({
    id: row.id,
    title: row.title,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    editedAt: row.updated_at,
    publication: published.get(row.id) ?? null,
    works: Number(items.find((item) => item.playlist_id === row.id)?.works ?? 0),
    targetNames: names.filter((name) => name.playlist_id === row.id).map((name) => name.name ?? ''),
  }))
}

function targetNames(db: DbOrTrx, playlistIds: readonly string[]) {
  return db
    .selectFrom('playlist_target')
    .leftJoin('area', (join) => join.onRef('area.id', '=', 'target_id').on('target_kind', '=', 'area'))
    .leftJoin('cluster', (join) =>
      join.onRef('cluster.id', '=', 'target_id').on('target_kind', '=', 'cluster'),
    )
    .select((eb) => ['playlist_id', eb.fn.coalesce('area.name', 'cluster.name').as('name')])
    .where('playlist_id', 'in', playlistIds)
    .orderBy((eb) => eb.fn.coalesce('area.sort_key', 'cluster.sort_key'))
    .execute()
}

export async function insertPlaylist(
  trx: Trx,
  by: { personId: string; at: string },
  content: PlaylistContent,
): Promise<string> {
  const id = newId()
  const made = { id, created_by: by.personId, created_at: by.at }
  await trx
    .insertInto('playlist')
    .values({ ...made, ...head(by, content) })
    .execute()
  await writeContent(trx, id, content)
  return id
}

/** False when somebody else was faster. */
export async function replacePlaylist(
  trx: Trx,
  by: { personId: string; at: string },
  edit: PlaylistContent & { id: string; revision: number },
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('playlist')
    .set({ ...head(by, edit), revision: edit.revision + 1 })
    .where('id', '=', edit.id)
    .where('revision', '=', edit.revision)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return false
  await trx.deleteFrom('playlist_item').where('playlist_id', '=', edit.id).execute()
  await trx.deleteFrom('playlist_target').where('playlist_id', '=', edit.id).execute()
  await writeContent(trx, edit.id, edit)
  return true
}

const head = (by: { personId: string; at: string }, content: PlaylistContent) => ({
  title: content.title,
  sort_key: sortKey(content.title),
  folded: fold(content.title),
  valid_from: content.validFrom,
  valid_to: content.validTo,
  updated_at: by.at,
  edited_by: by.personId,
  settings: JSON.stringify(content.settings),
})

async function writeContent(trx: Trx, id: string, content: PlaylistContent): Promise<void> {
  const items = content.items.map((item, position) => ({
    id: newId(),
    playlist_id: id,
    part: item.part,
    position,
    work_id: 'workId' in item ? item.workId : null,
    rule: 'rule' in item ? JSON.stringify(item.rule) : null,
    bilingual: item.bilingual === null ? null : Number(item.bilingual),
  }))
  if (items.length > 0) await trx.insertInto('playlist_item').values(items).execute()
  const targets = content.targets.map((target) => {
    return { playlist_id: id, target_kind: target.kind, target_id: target.id }
  })
  if (targets.length > 0) await trx.insertInto('playlist_target').values(targets).execute()
}

export async function withdrawPlaylist(trx: Trx, id: string, at: string): Promise<void> {
  await trx.updateTable('playlist').set({ withdrawn_at: at }).where('id', '=', id).execute()
}

/** Works that can be put into a playlist. */
export function worksInUse(db: DbOrTrx, workIds: readonly string[]) {
  return db
    .selectFrom('work')
    .select('id')
    .where('id', 'in', workIds)
    .where('withdrawn_at', 'is', null)
    .execute()
}
