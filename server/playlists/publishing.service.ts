import { change, type Recorder, recorderIn } from '../db/audit.ts'
import type { DbOrTrx, Trx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import type { Actor } from '../http/permissions.rules.ts'
import { emit } from '../jobs/events.ts'
import type { JobHandlers } from '../jobs/handlers.ts'
import { approvedFor } from '../library/library.rules.ts'
import { versionsOf } from '../library/versions.service.ts'
import { inForce, publish } from '../publications/publications.service.ts'
import { canonicalJson } from '../storage/canonical.rules.ts'
import { withoutRight } from './audible.queries.ts'
import { bodyOf } from './body.service.ts'
import { assertReasoned, withOverride } from './limits.service.ts'
import { type PlaylistBody, playlistBody } from './playlist-body.schema.ts'
import type { Playlist } from './playlists.schema.ts'
import { assertInForce, playlistById } from './playlists.service.ts'

interface Wanted {
  id: string
  /** What the publisher had in front of them. */
  revision?: number | undefined
  /** 0 publishes at once; else it leaves then, unless its job is cancelled before. */
  delayMs: number
  /** Why limits of loudspeakers are passed over. */
  reason?: string | undefined
}

/** The playlist as it stood when the person pressed the button: later edits of the draft do not slip in. */
interface Leaving {
  body: PlaylistBody
  /** The publication it was compared with; 0 when there was none. */
  baseNumber: number
}

export type Published = { leaving: { jobId: string; at: string } } | { number: number; publicationId: string }

/**
 * Everything that would refuse a publication refuses at once, also when it leaves later. What is said is worked out
 * before the transaction, which then only makes sure that nobody was faster and nothing lost its approval.
 */
export async function publishPlaylist(deps: Deps, actor: Actor, wanted: Wanted): Promise<Published> {
  const seen = await playlistById(deps.reads, wanted.id)
  const revision = wanted.revision ?? seen.revision
  if (revision !== seen.revision) throw new DomainError('stale', { current: seen })
  const body = await withOverride(deps.reads, await publishableBody(deps.reads, seen), wanted.reason)
  return await change(deps, actor, async (trx, record) => {
    const playlist = await playlistById(trx, wanted.id)
    if (playlist.revision !== revision) throw new DomainError('stale', { current: playlist })
    await assertStillGood(trx, { body, baseNumber: seen.publication?.number ?? 0 })
    if (wanted.delayMs === 0) {
      // What still waited to leave gives way to what is published now.
      if (playlist.leaving) await deps.jobs.cancel(trx, playlist.leaving.jobId)
      return await publishBody(deps, trx, { body, by: actor.id, record })
    }
    if (playlist.leaving) throw new DomainError('conflict', { ...playlist.leaving })
    const payload: Leaving = { body, baseNumber: playlist.publication?.number ?? 0 }
    const at = new Date(Date.now() + wanted.delayMs).toISOString()
    const jobId = await deps.jobs.enqueue(trx, {
      kind: 'playlists.publish',
      lane: 'quick',
      subjectKind: 'playlist',
      subjectId: playlist.id,
      title: playlist.title,
      payload: { ...payload },
      priority: 10,
      runAt: at,
      createdBy: actor.id,
    })
    await record({
      action: 'playlist.publishLater',
      subjectKind: 'playlist',
      subjectId: playlist.id,
      detail: { at },
    })
    return { leaving: { jobId, at } }
  })
}

/** The body to publish, or why there is none. A work nobody may hear yet is a hole; all holes are no publication. */
async function publishableBody(db: DbOrTrx, playlist: Playlist): Promise<PlaylistBody> {
  if (playlist.targets.length === 0) throw new DomainError('no_target')
  if (playlist.items.length === 0) throw new DomainError('nothing_to_publish')
  await assertInForce(db, playlist)
  const body = await bodyOf(db, playlist)
  if (body.versions.length === 0)
    throw new DomainError('not_approved', { title: body.items[0]?.title ?? playlist.title })
  await assertRights(db, playlist)
  const before = await inForce(db, 'playlist', playlist.id)
  if (before && saysTheSame(before.body, body)) throw new DomainError('nothing_to_publish')
  return body
}

/** Works somebody chose, for which no licence lets loudspeakers play them on all of the list's days. */
async function assertRights(db: DbOrTrx, { items, validFrom, validTo }: Playlist): Promise<void> {
  const works = items.flatMap((item) => ('workId' in item ? item : []))
  const lacking = await withoutRight(
    db,
    works.map(({ workId }) => workId),
    { validFrom, validTo },
  )
  const walls = works.filter(({ workId }) => lacking.has(workId))
  if (walls.length > 0)
    throw new DomainError('rights', { count: walls.length, title: walls[0]?.title, walls })
}

/** Whether a publication says what this body says; why limits were passed over does not count. */
export function saysTheSame(published: unknown, body: PlaylistBody): boolean {
  const before = playlistBody.parse(published)
  // Lists published before pauses had a length said nothing of it.
  const pauseMs = before.pauseMs ?? body.pauseMs
  return canonicalJson({ ...before, pauseMs, override: null }) === canonicalJson({ ...body, override: null })
}

export async function publishBody(
  deps: Pick<Deps, 'jobs' | 'clock'>,
  trx: Trx,
  { body, by, record }: { body: PlaylistBody; by: string; record: Recorder },
) {
  const subjectId = body.playlistId
  const { id, number } = await publish(trx, { kind: 'playlist', subjectId, body, by, at: deps.clock.now() })
  await emit(deps, trx, 'playlist.published', id, { publicationId: id })
  const detail = { number, ...(body.override ? { override: body.override } : {}) }
  await record({ action: 'playlist.publish', subjectKind: 'playlist', subjectId, detail })
  return { number, publicationId: id }
}

/** Half a minute is enough for another publication, or for an approval to be withdrawn. */
async function assertStillGood(trx: Trx, { body, baseNumber }: Leaving): Promise<void> {
  const { publication } = await playlistById(trx, body.playlistId)
  if ((publication?.number ?? 0) !== baseNumber) throw new DomainError('stale')
  await assertInForce(trx, body)
  const works = new Map(body.items.map((item) => [item.workId, item.title]))
  const versions = await versionsOf(trx, [...works.keys()])
  for (const pinned of body.versions) {
    const title = works.get(pinned.workId)
    const version = versions.find(({ id }) => id === pinned.versionId)
    if (!version || !approvedFor(version, 'loudspeaker')) throw new DomainError('not_approved', { title })
    if (version.contentId !== pinned.contentId) throw new DomainError('content_changed', { title })
  }
}

export const playlistsJobs: JobHandlers = {
  'playlists.publish': {
    async run(job, { deps }) {
      // Written by publishPlaylist.
      const { baseNumber, ...payload } = job.payload as unknown as Leaving
      const body = playlistBody.parse(payload.body)
      const by = job.createdBy
      if (!by) throw new Error('A publication without a person')
      await assertReasoned(deps.reads, body)
      return async (trx) => {
        await assertStillGood(trx, { body, baseNumber })
        await publishBody(deps, trx, { body, by, record: recorderIn(deps, trx, by) })
      }
    },
  },
}
