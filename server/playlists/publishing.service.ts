import { change, type Recorder, recorderIn } from '../db/audit.ts'
import type { Trx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import type { Actor } from '../http/permissions.rules.ts'
import { emit } from '../jobs/events.ts'
import type { JobHandlers } from '../jobs/jobs.ts'
import { inForce, publish } from '../publications/publications.service.ts'
import { canonicalJson, sha256Of } from '../storage/canonical.ts'
import type { PlaylistBody } from './playlist-body.schema.ts'
import type { Playlist, Resolution } from './playlists.schema.ts'
import { assertInForce, playlistById } from './playlists.service.ts'
import { bodyOf, resolvePlaylist } from './resolution.service.ts'

interface Wanted {
  id: string
  /** What the publisher had in front of them. */
  revision?: number | undefined
  /** 0 publishes at once; else it leaves then, unless its job is cancelled before. */
  delayMs: number
}

export type Published = { leaving: { jobId: string; at: string } } | { number: number; publicationId: string }

/** Everything that would refuse a publication refuses at once, also when it leaves later. */
export async function publishPlaylist(deps: Deps, actor: Actor, wanted: Wanted): Promise<Published> {
  return await change(deps, actor, async (trx, record) => {
    const playlist = await playlistById(trx, wanted.id)
    if (wanted.revision !== undefined && wanted.revision !== playlist.revision)
      throw new DomainError('stale', { current: playlist })
    const body = await publishableBody(trx, playlist)
    if (wanted.delayMs === 0) return await publishBody(deps, trx, { body, by: actor.id, record })
    if (playlist.leaving) throw new DomainError('conflict', { ...playlist.leaving })
    const at = new Date(Date.now() + wanted.delayMs).toISOString()
    const jobId = await deps.jobs.enqueue(trx, {
      kind: 'playlists.publish',
      lane: 'quick',
      subjectKind: 'playlist',
      subjectId: playlist.id,
      title: playlist.title,
      payload: { playlistId: playlist.id },
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
async function publishableBody(trx: Trx, playlist: Playlist): Promise<PlaylistBody> {
  if (playlist.targets.length === 0) throw new DomainError('no_target')
  if (playlist.items.length === 0) throw new DomainError('nothing_to_publish')
  await assertInForce(trx, playlist)
  const body = await bodyOf(trx, playlist)
  if (body.versions.length === 0) throw new DomainError('not_approved', { title: playlist.items[0]?.title })
  const before = await inForce(trx, 'playlist', playlist.id)
  if (before?.sha256 === sha256Of(canonicalJson(body))) throw new DomainError('nothing_to_publish')
  return body
}

async function publishBody(
  deps: Pick<Deps, 'jobs' | 'clock'>,
  trx: Trx,
  { body, by, record }: { body: PlaylistBody; by: string; record: Recorder },
) {
  const subjectId = body.playlistId
  const { id, number } = await publish(trx, { kind: 'playlist', subjectId, body, by, at: deps.clock.now() })
  await emit(deps, trx, 'playlist.published', id, { publicationId: id })
  await record({ action: 'playlist.publish', subjectKind: 'playlist', subjectId, detail: { number } })
  return { number, publicationId: id }
}

/** What each place would hear, and whether that is already what is in force. */
export async function resolutionOf(deps: Pick<Deps, 'reads'>, id: string): Promise<Resolution> {
  const playlist = await playlistById(deps.reads, id)
  const before = await inForce(deps.reads, 'playlist', id)
  const sha256 = before && sha256Of(canonicalJson(await bodyOf(deps.reads, playlist)))
  return {
    ...(await resolvePlaylist(deps.reads, playlist)),
    publication: before
      ? { number: before.number, publishedAt: before.publishedAt, current: before.sha256 === sha256 }
      : null,
  }
}

export const playlistsJobs: JobHandlers = {
  'playlists.publish': {
    async run(job, { deps }) {
      const playlistId = String(job.payload.playlistId)
      const by = job.createdBy
      if (!by) throw new Error('A publication without a person')
      return async (trx) => {
        const body = await publishableBody(trx, await playlistById(trx, playlistId))
        await publishBody(deps, trx, { body, by, record: recorderIn(trx, by) })
      }
    },
  },
}
