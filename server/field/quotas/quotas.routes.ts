import { Hono } from 'hono'
import { z } from 'zod'
import type { Deps } from '../../deps.ts'
import type { Env } from '../../http/env.ts'
import { actorOf, allow, validate } from '../../http/route.ts'
import { monthText } from '../showings/showings.schema.ts'
import { quotaChange, quotasShape } from './quotas.schema.ts'
import { changeQuota, quotasIn } from './quotas.service.ts'

const tags = ['showings']

export const quotasRoutes = (deps: Deps) =>
  new Hono<Env>()
    .get(
      '/showing-quotas',
      allow('trips.read', {
        summary: 'How many showings each team is to hold in a month; a film team sees its own',
        tags,
        returns: quotasShape,
      }),
      validate('query', z.object({ month: monthText })),
      async (c) => c.json(await quotasIn(deps.reads, actorOf(c), c.req.valid('query').month)),
    )
    .put(
      '/showing-quotas',
      allow('trips.rules', { summary: 'Say how many showings a team, or every team, is to hold', tags }),
      validate('json', quotaChange),
      async (c) => {
        await changeQuota(deps, actorOf(c), c.req.valid('json'))
        return c.json({ saved: true })
      },
    )
