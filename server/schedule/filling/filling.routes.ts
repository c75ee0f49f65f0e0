import { Hono } from 'hono'
import { z } from 'zod'
import type { Deps } from '../../deps.ts'
import type { Env } from '../../http/env.ts'
import { actorOf, allow, byId, validate } from '../../http/route.ts'
import { day } from '../schedule.schema.ts'
import { fillingsInput, gapQuery } from './filling.schema.ts'
import { layFillings, proposeFilling, proposeWeek } from './filling.service.ts'

const tags = ['schedule']
const weekQuery = z.object({
  from: day,
  /** All gaps, not only those that are to be filled. */
  all: z.enum(['true', 'false']).default('false'),
})

/** Gaps and the approved clips that fit them. */
export const fillingRoutes = (deps: Deps) =>
  new Hono<Env>()
    .get(
      '/channels/:id/filling',
      allow('schedule.read', {
        summary: 'Approved clips that fit a gap, never over, and the rules they break',
        tags,
      }),
      byId,
      validate('query', gapQuery),
      async (c) =>
        c.json({
          proposal: await proposeFilling(
            deps.reads,
            deps.clock.now(),
            c.req.valid('param').id,
            c.req.valid('query'),
          ),
        }),
    )
    .get(
      '/channels/:id/filling/week',
      allow('schedule.read', {
        summary: 'Approved clips for every gap of a week that is to be filled',
        tags,
      }),
      byId,
      validate('query', weekQuery),
      async (c) => {
        const { from, all } = c.req.valid('query')
        const asked = { from, all: all === 'true' }
        return c.json({
          proposals: await proposeWeek(deps.reads, deps.clock.now(), c.req.valid('param').id, asked),
        })
      },
    )
    .post(
      '/channels/:id/fillings',
      allow('schedule.edit', { summary: 'Lay clips into one gap or many', tags }),
      byId,
      validate('json', fillingsInput),
      async (c) => {
        const slots = await layFillings(deps, actorOf(c), c.req.valid('param').id, c.req.valid('json'))
        return c.json({ slots }, 201)
      },
    )
