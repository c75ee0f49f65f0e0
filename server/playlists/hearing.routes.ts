import { Hono } from 'hono'
import type { Deps } from '../deps.ts'
import type { Env } from '../http/env.ts'
import { allow, byId, validate } from '../http/route.ts'
import { hearingPlaces, hearingSchema } from './hearing.schema.ts'
import { hearingAt, placesOf } from './hearing.service.ts'
import { effectAsked, effectSchema } from './language-effect.schema.ts'
import { languageEffect } from './language-effect.service.ts'
import { targetRef } from './playlists.schema.ts'

const tags = ['playlists']

/** What places hear, and what they would hear if they spoke in another order. */
export const hearingRoutes = (deps: Deps) =>
  new Hono<Env>()
    .get(
      '/playlists/:id/places',
      allow('playlists.read', { summary: 'Every place where a list is heard', tags, returns: hearingPlaces }),
      byId,
      async (c) => c.json({ places: await placesOf(deps.reads, c.req.valid('param').id) }),
    )
    .get(
      '/playlists/:id/hearing',
      allow('playlists.read', {
        summary: 'An evening as one place hears it, with pauses and holes',
        tags,
        returns: hearingSchema,
      }),
      byId,
      validate('query', targetRef),
      async (c) => c.json(await hearingAt(deps.reads, c.req.valid('param').id, c.req.valid('query'))),
    )
    .post(
      '/language-effect',
      allow('areas.edit', {
        summary: 'What another order of languages would change in open lists',
        tags,
        returns: effectSchema,
      }),
      validate('json', effectAsked),
      async (c) => c.json(await languageEffect(deps, c.req.valid('json'))),
    )
