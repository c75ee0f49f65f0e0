import { Hono } from 'hono'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import type { Env } from '../http/env.ts'
import { actorOf, allow, validate } from '../http/route.ts'
import { addChannel } from './channels.service.ts'
import { newChannel } from './schedule.schema.ts'
import { unscheduledWorks } from './unscheduled.queries.ts'

const tags = ['schedule']

/** New channels, and the works that still wait for a place on one. */
export const channelsRoutes = (deps: Deps) =>
  new Hono<Env>()
    .post(
      '/channels',
      allow('schedule.channels', { summary: 'Add a channel, with a plan of its own', tags }),
      validate('json', newChannel),
      async (c) => c.json({ channel: await addChannel(deps, actorOf(c), c.req.valid('json')) }, 201),
    )
    .get(
      '/unscheduled-works',
      allow('schedule.read', {
        summary: 'Works approved for television that are in no plan from now on',
        tags,
      }),
      validate('query', z.object({ q: z.string().max(200).default('') })),
      async (c) => {
        const { q } = c.req.valid('query')
        return c.json({ works: await unscheduledWorks(deps.reads, { q, now: deps.clock.now() }) })
      },
    )
