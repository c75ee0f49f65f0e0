import { Hono } from 'hono'
import { z } from 'zod'
import type { Deps } from '../../deps.ts'
import type { Env } from '../../http/env.ts'
import { actorOf, allow, byId, validate } from '../../http/route.ts'
import { hamletsOn, historyOf } from './hamlets.queries.ts'
import {
  hamletChanged,
  hamletClosed,
  hamletCorrected,
  hamletHistory,
  hamletsShape,
  newHamlet,
} from './hamlets.schema.ts'
import { addHamlet, changeHamlet, closeHamlet, correctHamlet, reopenHamlet } from './hamlets.service.ts'

const tags = ['hamlets']

export const hamletsRoutes = (deps: Deps) =>
  new Hono<Env>()
    .get(
      '/hamlets',
      allow('trips.read', {
        summary: 'Hamlets on a day (today unless said), those unserved longest first, and those that ended',
        tags,
        returns: hamletsShape,
      }),
      validate('query', z.object({ at: z.iso.date().optional() })),
      async (c) => c.json(await hamletsOn(deps.reads, c.req.valid('query').at ?? deps.clock.today())),
    )
    .get(
      '/hamlets/:id',
      allow('trips.read', {
        summary: 'Every name a hamlet has had, and its showings; a film team sees its own',
        tags,
        returns: hamletHistory,
      }),
      byId,
      async (c) => {
        const { role, teamIds } = actorOf(c)
        const { id } = c.req.valid('param')
        return c.json(await historyOf(deps.reads, id, role === 'film_team' ? teamIds : undefined))
      },
    )
    .post(
      '/hamlets',
      allow('trips.edit', { summary: 'Add a hamlet', tags }),
      validate('json', newHamlet),
      async (c) => c.json(await addHamlet(deps, actorOf(c), c.req.valid('json'))),
    )
    .put(
      '/hamlets/:id',
      allow('trips.edit', { summary: 'Correct what was written down wrongly', tags }),
      byId,
      validate('json', hamletCorrected),
      async (c) => {
        await correctHamlet(deps, actorOf(c), { id: c.req.valid('param').id, ...c.req.valid('json') })
        return c.json({ saved: true })
      },
    )
    .post(
      '/hamlets/:id/change',
      allow('trips.edit', { summary: 'Another name, another head or another place from a day on', tags }),
      byId,
      validate('json', hamletChanged),
      async (c) =>
        c.json(await changeHamlet(deps, actorOf(c), { id: c.req.valid('param').id, ...c.req.valid('json') })),
    )
    .post(
      '/hamlets/:id/close',
      allow('trips.edit', { summary: 'No longer there from a day on, or merged into another', tags }),
      byId,
      validate('json', hamletClosed),
      async (c) => {
        await closeHamlet(deps, actorOf(c), { id: c.req.valid('param').id, ...c.req.valid('json') })
        return c.json({ closed: true })
      },
    )
    .post(
      '/hamlets/:id/reopen',
      allow('trips.edit', { summary: 'Take a closing back', tags }),
      byId,
      async (c) => {
        await reopenHamlet(deps, actorOf(c), c.req.valid('param').id)
        return c.json({ open: true })
      },
    )
