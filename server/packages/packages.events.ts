import { inTransaction } from '../db/open.ts'
import { found } from '../errors.ts'
import type { EventHandlers } from '../jobs/events.ts'
import { playlistBody } from '../playlists/playlist-body.schema.ts'
import { publicationById } from '../publications/publications.service.ts'
import { say } from '../words/words.ts'
import type { Building } from './build.jobs.ts'
import { insertPackages } from './building.queries.ts'
import { type Target, variantsOf } from './package-plan.rules.ts'
import { buildId } from './packages.rules.ts'
import { withdrawHolding } from './withdrawals.service.ts'

/** A publication becomes one package for each of its places; those that hear the same are built by one job. */
export const packagesEvents: EventHandlers = {
  'version.stopped': [(stopped, { deps }) => withdrawHolding(deps, stopped)],
  'playlist.published': [
    async ({ publicationId }, { deps }) => {
      const publication = found(await publicationById(deps.reads, publicationId))
      const body = playlistBody.parse(publication.body)
      await inTransaction(deps.db, async (trx) => {
        for (const [variant, places] of variantsOf(body)) {
          await insertPackages(
            trx,
            places.map((target) => ({
              publication_id: publicationId,
              playlist_id: body.playlistId,
              target_kind: target.kind,
              target_id: target.id,
              target_name: target.name,
              sequence: publication.number,
              variant,
              state: 'building' as const,
              valid_from: body.validFrom,
              valid_to: body.validTo,
              created_at: deps.clock.now(),
            })),
          )
          await deps.jobs.enqueue(trx, {
            kind: 'packages.build',
            lane: 'sound',
            key: `packages.build:${publicationId}:${variant}`,
            subjectKind: 'package',
            subjectId: buildId(publicationId, variant),
            title: `${body.title}: ${placesTitle(places)}`,
            payload: { publicationId, variant } satisfies Building,
            createdBy: publication.publishedBy,
          })
        }
      })
      deps.live.send({ type: 'changed', subject: 'package', id: publicationId })
    },
  ],
}

function placesTitle([first, ...others]: readonly Target[]): string {
  if (!first) return ''
  return others.length === 0
    ? first.name
    : say('vi', 'packages.andOthers', { name: first.name, count: others.length })
}
