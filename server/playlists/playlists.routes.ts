import { Hono } from 'hono'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import type { Env } from '../http/env.ts'
import { actorOf, allow, byId, validate } from '../http/route.ts'
import { resolutionOf } from './overview.service.ts'
import { listPlaylists } from './playlists.queries.ts'
import { newPlaylist, playlistEdit, playlistLine, playlistSchema, publishInput } from './playlists.schema.ts'
import { createPlaylist, editPlaylist, playlistById, withdrawPlaylist } from './playlists.service.ts'
import { publishPlaylist } from './publishing.service.ts'
import {
  playlistsBack,
  playlistsWith,
  replaceInPlaylists,
  replaceVersionInPlaylists,
  takePlaylistsBack,
} from './replacing.service.ts'
import { type PlannedTrips, resolutionSchema } from './resolution.schema.ts'

const tags = ['playlists']

export const playlistsRoutes = (deps: Deps, plannedTrips: PlannedTrips) =>
  new Hono<Env>()
    .get(
      '/playlists',
      allow('playlists.read', {
        summary: 'Loudspeaker playlists, the latest first',
        tags,
        returns: z.object({ playlists: z.array(playlistLine) }),
      }),
      validate('query', z.object({ q: z.string().max(200).optional() })),
      async (c) => c.json({ playlists: await listPlaylists(deps.reads, c.req.valid('query').q) }),
    )
    .post(
      '/playlists',
      allow('playlists.edit', { summary: 'Begin a playlist', tags, returns: playlistSchema }),
      validate('json', newPlaylist),
      async (c) => c.json(await createPlaylist(deps, actorOf(c), c.req.valid('json')), 201),
    )
    .get(
      '/versions/:id/playlists',
      allow('playlists.read', {
        summary: 'Playlists in which a version could take over from older ones',
        tags,
      }),
      byId,
      async (c) =>
        c.json({ playlists: await playlistsWith(deps.reads, deps.clock.now(), c.req.valid('param').id) }),
    )
    .post(
      '/playlists/replace-version',
      allow('playlists.publish', { summary: 'Publish playlists anew with a newer version', tags }),
      validate('json', replaceInPlaylists),
      async (c) =>
        c.json({ playlists: await replaceVersionInPlaylists(deps, actorOf(c), c.req.valid('json')) }),
    )
    .post(
      '/playlists/take-back',
      allow('playlists.publish', { summary: 'Publish again what playlists said before', tags }),
      validate('json', playlistsBack),
      async (c) =>
        c.json({ playlists: await takePlaylistsBack(deps, actorOf(c), c.req.valid('json').playlists) }),
    )
    .get(
      '/playlists/:id',
      allow('playlists.read', { summary: 'One playlist', tags, returns: playlistSchema }),
      byId,
      async (c) => c.json(await playlistById(deps.reads, c.req.valid('param').id)),
    )
    .put(
      '/playlists/:id',
      allow('playlists.edit', { summary: 'Replace a playlist', tags, returns: playlistSchema }),
      byId,
      validate('json', playlistEdit),
      async (c) =>
        c.json(await editPlaylist(deps, actorOf(c), { ...c.req.valid('json'), id: c.req.valid('param').id })),
    )
    .delete(
      '/playlists/:id',
      allow('playlists.edit', { summary: 'Withdraw a playlist', tags }),
      byId,
      async (c) => {
        await withdrawPlaylist(deps, actorOf(c), c.req.valid('param').id)
        return c.json({ withdrawn: true })
      },
    )
    .get(
      '/playlists/:id/resolution',
      allow('playlists.read', {
        summary: 'Which version of each work each place will hear',
        tags,
        returns: resolutionSchema,
      }),
      byId,
      async (c) => c.json(await resolutionOf(deps, c.req.valid('param').id, plannedTrips)),
    )
    .post(
      '/playlists/:id/publish',
      allow('playlists.publish', { summary: 'Publish, at once or after a delay', tags }),
      byId,
      validate('json', publishInput),
      async (c) =>
        c.json(
          await publishPlaylist(deps, actorOf(c), { ...c.req.valid('json'), id: c.req.valid('param').id }),
        ),
    )
