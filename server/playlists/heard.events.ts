import { inTransaction, type Trx } from '../db/open.ts'
import type { NewRow } from '../db/tables.ts'
import { found } from '../errors.ts'
import type { EventHandlers } from '../jobs/events.ts'
import { publicationById } from '../publications/publications.service.ts'
import { playlistBody } from './playlist-body.schema.ts'

/** Rows that one short transaction writes. */
const AT_ONCE = 2000

/** What a place was sent and what it heard, for rules that bring what it has been without longest. */
export const heardEvents: EventHandlers = {
  'playlist.published': [
    async ({ publicationId }, { deps }) => {
      const { publishedAt, body: published } = found(await publicationById(deps.reads, publicationId))
      const body = playlistBody.parse(published)
      const works = new Map(body.items.map((item) => [item.position, item.workId]))
      const rows = body.targets.flatMap((target) => {
        const heard = new Set(
          target.items.flatMap(({ position, missing }) => (missing ? [] : (works.get(position) ?? []))),
        )
        return [...heard].map((work_id): NewRow<'target_work'> => {
          const { playlistId: playlist_id, validFrom: valid_from } = body
          const at = { playlist_id, valid_from, heard_at: publishedAt }
          return { target_kind: target.kind, target_id: target.id, work_id, ...at }
        })
      })
      for (let from = 0; from < rows.length; from += AT_ONCE)
        await inTransaction(deps.db, (trx) => note(trx, rows.slice(from, from + AT_ONCE)))
    },
  ],
  'plays.logged': [
    async ({ target, plays }, { deps }) => {
      // Plays belong to no list: what was really heard counts against every one. Of each work the last.
      const latest = new Map(
        plays.toSorted((a, b) => (a.at < b.at ? -1 : 1)).map((play) => [play.workId, play.at]),
      )
      const rows = [...latest].map(([work_id, heard_at]): NewRow<'target_work'> => {
        const list = { playlist_id: '', valid_from: '', heard_at }
        return { target_kind: target.kind, target_id: target.id, work_id, ...list }
      })
      if (rows.length > 0) await inTransaction(deps.db, (trx) => note(trx, rows))
    },
  ],
}

/** Written again it says the same, and what arrives late never takes the place of what is later. */
async function note(trx: Trx, rows: readonly NewRow<'target_work'>[]): Promise<void> {
  await trx
    .insertInto('target_work')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(['target_kind', 'target_id', 'work_id', 'playlist_id'])
        .doUpdateSet((eb) => ({
          heard_at: eb.ref('excluded.heard_at'),
          valid_from: eb.ref('excluded.valid_from'),
        }))
        .whereRef('excluded.heard_at', '>', 'target_work.heard_at'),
    )
    .execute()
}
