import { inTransaction } from '../db/open.ts'
import { found } from '../errors.ts'
import type { EventHandlers } from '../jobs/events.ts'
import { playlistBody } from '../playlists/playlist-body.schema.ts'
import { publicationById } from '../publications/publications.service.ts'
import { insertPackages, packagesOfPublication } from './packages.queries.ts'

/** A publication becomes one package for each of its places, each built by a job of its own. */
export const packagesEvents: EventHandlers = {
  'playlist.published': [
    async ({ publicationId }, { deps }) => {
      const publication = found(await publicationById(deps.reads, publicationId))
      const body = playlistBody.parse(publication.body)
      await inTransaction(deps.db, async (trx) => {
        await insertPackages(
          trx,
          body.targets.map((target) => ({
            publication_id: publicationId,
            playlist_id: body.playlistId,
            target_kind: target.kind,
            target_id: target.id,
            target_name: target.name,
            sequence: publication.number,
            state: 'building' as const,
            valid_from: body.validFrom,
            valid_to: body.validTo,
            created_at: deps.clock.now(),
          })),
        )
        for (const { id, target } of await packagesOfPublication(trx, publicationId)) {
          await deps.jobs.enqueue(trx, {
            kind: 'packages.build',
            lane: 'sound',
            key: `packages.build:${id}`,
            subjectKind: 'package',
            subjectId: id,
            title: `${body.title}: ${target.name}`,
            payload: {},
            createdBy: publication.publishedBy,
          })
        }
      })
      deps.live.send({ type: 'changed', subject: 'package', id: publicationId })
    },
  ],
}
