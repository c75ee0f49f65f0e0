import { Hono } from 'hono'
import type { Deps } from '../deps.ts'
import type { Env } from '../http/env.ts'
import { actorOf, allow } from '../http/route.ts'
import { originOf } from '../http/security.ts'
import { todaySchema } from './today.schema.ts'
import { todayFor } from './today.service.ts'

export const todayRoutes = (deps: Deps) =>
  new Hono<Env>().get(
    '/today',
    allow('today.read', {
      summary: 'What waits for the person who asks, and who holds the rest',
      tags: ['today'],
      returns: todaySchema,
    }),
    async (c) =>
      c.json(
        await todayFor({
          deps,
          db: deps.reads,
          actor: actorOf(c),
          language: c.get('language'),
          now: deps.clock.now(),
          today: deps.clock.today(),
          origin: originOf(c, deps.config.publicUrl),
        }),
      ),
  )
