import { Hono } from 'hono'
import type { Deps } from '../deps.ts'
import type { Env } from '../http/env.ts'
import { actorOf, allow, byId, validate } from '../http/route.ts'
import { workTags } from './tags.schema.ts'
import { allTags, setTags, tagsOf } from './tags.service.ts'

const tags = ['library']

/** Words that works are chosen by beside their kind. */
export const tagsRoutes = (deps: Deps) =>
  new Hono<Env>()
    .get('/work-tags', allow('library.read', { summary: 'Every tag in use', tags }), async (c) =>
      c.json({ tags: await allTags(deps.reads) }),
    )
    .get('/works/:id/tags', allow('library.read', { summary: 'The tags of a work', tags }), byId, async (c) =>
      c.json({ tags: await tagsOf(deps.reads, c.req.valid('param').id) }),
    )
    .put(
      '/works/:id/tags',
      allow('library.edit', { summary: 'Replace the tags of a work', tags }),
      byId,
      validate('json', workTags),
      async (c) =>
        c.json({
          tags: await setTags(deps, actorOf(c), { ...c.req.valid('json'), id: c.req.valid('param').id }),
        }),
    )
