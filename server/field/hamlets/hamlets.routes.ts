import { Hono } from 'hono'
import { z } from 'zod'
import type { Deps } from '../../deps.ts'
import type { Env } from '../../http/env.ts'
import { actorOf, allow, byId, validate } from '../../http/route.ts'
import { hamletsOn } from './hamlets.queries.ts'
import { hamletClosed, hamletHead, hamletRenamed, hamletShape, newHamlet } from './hamlets.schema.ts'
import { addHamlet, changeHead, closeHamlet, renameHamlet } from './hamlets.service.ts'

const tags = ['hamlets']

export const hamletsRoutes = (deps: Deps) =>
  new Hono<Env>()
    .get(
      '/hamlets',
      allow('trips.read', {
        summary: 'Hamlets on a day (today unless said), those unserved longest first',
        tags,
        returns: z.object({ hamlets: z.array(hamletShape) }),
      }),
      validate('query', z.object({ at: z.iso.date().optional() })),
      async (c) =>
        c.json({ hamlets: await hamletsOn(deps.reads, c.req.valid('query').at ?? deps.clock.today()) }),
    )
    .post(
      '/hamlets',
      allow('trips.edit', { summary: 'Add a hamlet', tags }),
      validate('json', newHamlet),
      async (c) => c.json(await addHamlet(deps, actorOf(c), c.req.valid('json'))),
    )
    .put(
      '/hamlets/:id/head',
      allow('trips.edit', { summary: 'Say who is the hamlet head, and the number', tags }),
      byId,
      validate('json', hamletHead),
      async (c) => {
        await changeHead(deps, actorOf(c), { id: c.req.valid('param').id, ...c.req.valid('json') })
        return c.json({ saved: true })
      },
    )
    .post(
      '/hamlets/:id/rename',
      allow('trips.edit', { summary: 'Another name or another place from a day on', tags }),
      byId,
      validate('json', hamletRenamed),
      async (c) =>
        c.json(await renameHamlet(deps, actorOf(c), { id: c.req.valid('param').id, ...c.req.valid('json') })),
    )
    .post(
      '/hamlets/:id/close',
      allow('trips.edit', { summary: 'No longer there from a day on', tags }),
      byId,
      validate('json', hamletClosed),
      async (c) => {
        await closeHamlet(deps, actorOf(c), { id: c.req.valid('param').id, ...c.req.valid('json') })
        return c.json({ closed: true })
      },
    )
