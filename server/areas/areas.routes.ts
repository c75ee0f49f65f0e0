import { Hono } from 'hono'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { found } from '../errors.ts'
import type { Env } from '../http/env.ts'
import { actorOf, allow, byId, validate } from '../http/route.ts'
import { areaHistory, listAreas, listClusters, teamNames } from './areas.queries.ts'
import { areaShape, clusterShape, dateShape, newCluster, servedTargets, targetRef } from './areas.schema.ts'
import { addCluster, setServed, teamsServing } from './areas.service.ts'

const at = z.object({ at: dateShape.optional() })

export const areasRoutes = (deps: Deps) =>
  new Hono<Env>()
    .get(
      '/areas',
      allow('areas.read', {
        summary: 'The places in force on a day (today unless said)',
        tags: ['areas'],
        returns: z.object({ at: dateShape, areas: z.array(areaShape) }),
      }),
      validate('query', at),
      async (c) => {
        const day = c.req.valid('query').at ?? deps.clock.today()
        return c.json({ at: day, areas: await listAreas(deps.reads, day) })
      },
    )
    .get(
      '/areas/:id',
      allow('areas.read', { summary: 'One place, what it came from and became', tags: ['areas'] }),
      byId,
      async (c) => c.json(found(await areaHistory(deps.reads, c.req.valid('param').id))),
    )
    .get(
      '/clusters',
      allow('areas.read', {
        summary: 'The groupings of places that teams work by',
        tags: ['areas'],
        returns: z.object({ clusters: z.array(clusterShape) }),
      }),
      validate('query', at),
      async (c) => {
        const day = c.req.valid('query').at ?? deps.clock.today()
        return c.json({ clusters: await listClusters(deps.reads, day) })
      },
    )
    .post(
      '/clusters',
      allow('areas.edit', { summary: 'Group places into a cluster', tags: ['areas'] }),
      validate('json', newCluster),
      async (c) => c.json(await addCluster(deps, actorOf(c), c.req.valid('json'))),
    )
    .get(
      '/teams-serving',
      allow('areas.read', { summary: 'Which teams serve a place or cluster on a day', tags: ['areas'] }),
      validate('query', targetRef.extend(at.shape)),
      async (c) => {
        const { at: day = deps.clock.today(), ...target } = c.req.valid('query')
        return c.json({ teams: await teamNames(deps.reads, await teamsServing(deps.reads, target, day)) })
      },
    )
    .put(
      '/teams/:id/serves',
      allow('areas.edit', { summary: 'Say what a team serves from a day on', tags: ['areas'] }),
      byId,
      validate('json', servedTargets),
      async (c) => {
        const { targets, from = deps.clock.today() } = c.req.valid('json')
        await setServed(deps, actorOf(c), { teamId: c.req.valid('param').id, targets, from })
        return c.json({ saved: true })
      },
    )
