import { z } from 'zod'
import { dayAt } from '../clock.ts'
import { change } from '../db/audit.ts'
import type { DbOrTrx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { DomainError, found } from '../errors.ts'
import type { Actor } from '../http/permissions.rules.ts'
import { approvedFor } from '../library/library.rules.ts'
import { type Version, versionById, versionsOf } from '../library/versions.service.ts'
import { inForce, publicationById } from '../publications/publications.service.ts'
import { pin } from './body.service.ts'
import { assertReasoned } from './limits.service.ts'
import { type PlaylistBody, playlistBody } from './playlist-body.schema.ts'
import { publishBody } from './publishing.service.ts'

const looked = z.object({ playlistId: z.string().max(64), number: z.int().min(1) })
export const replaceInPlaylists = z.object({
  versionId: z.string().max(64),
  playlists: z.array(looked).min(1).max(200),
})
export const playlistsBack = z.object({ playlists: z.array(looked).min(1).max(200) })
type Looked = z.output<typeof looked>

const olderIn = (body: PlaylistBody, version: Version, older: ReadonlySet<string>) =>
  body.versions.filter((pinned) => older.has(pinned.versionId) && pinned.language === version.language)

async function olderIds(db: DbOrTrx, version: Version): Promise<Set<string>> {
  const all = await versionsOf(db, [version.workId])
  return new Set(all.filter((other) => other.number < version.number).map((other) => other.id))
}

/** Playlists still to be played that hold the work: published with an older version, or open and following by themselves. */
export async function playlistsWith(db: DbOrTrx, now: string, versionId: string) {
  const version = found(await versionById(db, versionId))
  const older = await olderIds(db, version)
  const rows = await db
    .selectFrom('playlist')
    .select(['id', 'title', 'valid_from', 'valid_to'])
    .where('withdrawn_at', 'is', null)
    .where('valid_to', '>', dayAt(now))
    .where(({ exists, or, selectFrom }) =>
      or([
        exists(
          selectFrom('playlist_item')
            .select('playlist_item.id')
            .whereRef('playlist_item.playlist_id', '=', 'playlist.id')
            .where('playlist_item.work_id', '=', version.workId),
        ),
        // A rule may have chosen it when the list was published.
        exists(
          selectFrom('target_work')
            .select('target_work.work_id')
            .whereRef('target_work.playlist_id', '=', 'playlist.id')
            .where('target_work.work_id', '=', version.workId),
        ),
      ]),
    )
    .orderBy('valid_from')
    .execute()
  return Promise.all(
    rows.map(async (row) => {
      const published = await inForce(db, 'playlist', row.id)
      const body = published && playlistBody.parse(published.body)
      return {
        playlistId: row.id,
        title: row.title,
        validFrom: row.valid_from,
        validTo: row.valid_to,
        number: published?.number ?? null,
        /** Published with an older version; else it takes the new one when it is published next. */
        holdsOlder: body !== undefined && olderIn(body, version, older).length > 0,
      }
    }),
  )
}

/** Publishes playlists anew with a version in the place of older ones, and with nothing else changed. */
export async function replaceVersionInPlaylists(
  deps: Deps,
  actor: Actor,
  input: z.output<typeof replaceInPlaylists>,
): Promise<Looked[]> {
  return change(deps, actor, async (trx, record) => {
    const version = found(await versionById(trx, input.versionId))
    if (!approvedFor(version, 'loudspeaker'))
      throw new DomainError('not_approved', { title: version.workTitle })
    const older = await olderIds(trx, version)
    const [fresh] = await pin(trx, [version])
    const done: Looked[] = []
    for (const { playlistId, number } of input.playlists) {
      const before = found(await inForce(trx, 'playlist', playlistId))
      if (before.number !== number) throw new DomainError('stale', { playlistId })
      const body = playlistBody.parse(before.body)
      const old = new Set(olderIn(body, version, older).map((pinned) => pinned.versionId))
      if (old.size === 0 || !fresh) throw new DomainError('nothing_to_publish')
      const next = (id: string) => (old.has(id) ? version.id : id)
      const replaced: PlaylistBody = {
        ...body,
        versions: [...body.versions.filter(({ versionId }) => next(versionId) !== version.id), fresh],
        targets: body.targets.map((target) => ({
          ...target,
          items: target.items.map((item) => ({
            ...item,
            first: item.first && next(item.first),
            second: item.second && next(item.second),
            along: [...new Set(item.along.map(next))],
          })),
        })),
      }
      await assertReasoned(trx, replaced)
      const made = await publishBody(deps, trx, { by: actor.id, record, body: replaced })
      done.push({ playlistId, number: made.number })
    }
    return done
  })
}

/** Publishes again what each playlist said before, unless somebody has published it since. */
export async function takePlaylistsBack(
  deps: Deps,
  actor: Actor,
  playlists: readonly Looked[],
): Promise<Looked[]> {
  return change(deps, actor, async (trx, record) => {
    const done: Looked[] = []
    for (const { playlistId, number } of playlists) {
      const now = found(await inForce(trx, 'playlist', playlistId))
      if (now.number !== number) throw new DomainError('stale', { playlistId })
      const before = found(await publicationById(trx, now.supersedesId ?? ''))
      const body = playlistBody.parse(before.body)
      await assertReasoned(trx, body)
      done.push({ playlistId, number: (await publishBody(deps, trx, { body, by: actor.id, record })).number })
    }
    return done
  })
}
