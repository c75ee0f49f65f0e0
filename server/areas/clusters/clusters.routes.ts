import { Hono } from 'hono'
import { z } from 'zod'
import type { Deps } from '../../deps.ts'
import type { Env } from '../../http/env.ts'
import { actorOf, allow, byId, validate } from '../../http/route.ts'
import { listClusters } from '../areas.queries.ts'
import { clusterEdit, clusterEnd, clusterShape, dateShape, newCluster } from '../areas.schema.ts'
import { addCluster, editCluster, endCluster } from './clusters.service.ts'

const tags = ['areas']

/** Groupings of places that teams work by. */
export const clustersRoutes = (deps: Deps) =>
  new Hono<Env>()
    .get(
      '/clusters',
      allow('areas.read', {
        summary: 'The groupings of places that teams work by',
        tags,
        returns: z.object({ clusters: z.array(clusterShape) }),
      }),
      validate('query', z.object({ at: dateShape.optional() })),
      async (c) => {
        const day = c.req.valid('query').at ?? deps.clock.today()
        return c.json({ clusters: await listClusters(deps.reads, day) })
      },
    )
    .post(
      '/clusters',
      allow('areas.edit', { summary: 'Group places into a cluster', tags, returns: clusterShape }),
      validate('json', newCluster),
      async (c) => c.json(await addCluster(deps, actorOf(c), c.req.valid('json'))),
    )
    .put(
      '/clusters/:id',
      allow('areas.edit', { summary: 'Replace a cluster', tags, returns: clusterShape }),
      byId,
      validate('json', clusterEdit),
      async (c) => {
        const edit = { ...c.req.valid('json'), id: c.req.valid('param').id }
        return c.json(await editCluster(deps, actorOf(c), edit))
      },
    )
    .post(
      '/clusters/:id/end',
      allow('areas.edit', {
        summary: 'Close a cluster from a day on, or open it again',
        tags,
        returns: clusterShape,
      }),
      byId,
      validate('json', clusterEnd),
      async (c) => {
        const end = { ...c.req.valid('json'), id: c.req.valid('param').id }
        return c.json(await endCluster(deps, actorOf(c), end))
      },
    )
