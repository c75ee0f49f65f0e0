import { Hono } from 'hono'
import type { Deps } from '../../deps.ts'
import type { Env } from '../../http/env.ts'
import { allow, byId, validate } from '../../http/route.ts'
import { changesAnswer, changesQuery } from './changes.schema.ts'
import { changesOf } from './changes.service.ts'

export const changesRoutes = (deps: Deps) =>
  new Hono<Env>().get(
    '/versions/:id/changes',
    allow('library.read', {
      summary: 'What changed since the version before it, or since another of the same work',
      tags: ['library'],
      returns: changesAnswer,
    }),
    byId,
    validate('query', changesQuery),
    async (c) =>
      c.json(
        await changesOf(deps, c.get('language'), {
          id: c.req.valid('param').id,
          against: c.req.valid('query').against,
        }),
      ),
  )
